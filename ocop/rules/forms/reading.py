"""Forms as data files write them, checked so that a cell always means one thing."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from ocop.rules.forms.model import Column, Form, Row, Span

_LISTS = {"sum"}


def form_from(data: Mapping[str, Any]) -> Form:
    """A form from its data. Raises ValueError naming the form, the row or column, and what is wrong with it."""
    code = str(data.get("code", "?"))
    rows = tuple(_made(Row, each, code) for each in data.get("rows", ()))
    columns = tuple(_column(each, code) for each in data.get("columns", ()))
    facts = {**data, "rows": rows, "columns": columns}
    _known(Form, facts, code)
    form = Form(**facts)
    _check(form)
    return form


def _made(kind: Any, facts: Mapping[str, Any], code: str) -> Any:
    _known(kind, facts, code)
    given = {name: tuple(value) if name in _LISTS else value for name, value in facts.items()}
    return kind(**{name: str(value) if name in ("key", "number") else value for name, value in given.items()})


def _column(facts: Mapping[str, Any], code: str) -> Column:
    try:
        span = Span(facts.get("span", Span.PERIOD))
    except ValueError:
        raise ValueError(f"{code}: cột {facts.get('key')} có kỳ không rõ: {facts.get('span')}.") from None
    column: Column = _made(Column, {**facts, "span": span}, code)
    if (span is Span.FIXED) != (column.until is not None):
        raise ValueError(f"{code}: cột {column.key} phải nêu ngày cuối khi và chỉ khi kỳ là fixed.")
    return column


def _known(kind: Any, facts: Mapping[str, Any], code: str) -> None:
    if unknown := set(facts) - {each.name for each in fields(kind)}:
        raise ValueError(f"{code}: mục không rõ: {', '.join(sorted(unknown))}.")


def _check(form: Form) -> None:
    """Every name leads somewhere, no key is used twice, and sums do not run in a circle."""
    rows, columns = [row.key for row in form.rows], [column.key for column in form.columns]
    for keys, what in ((rows, "dòng"), (columns, "cột")):
        if twice := {key for key in keys if keys.count(key) > 1}:
            raise ValueError(f"{form.code}: hai {what} cùng khóa {', '.join(sorted(twice))}.")
    for row in form.rows:
        _leads(form, f"dòng {row.key}", rows, (*row.sum, row.whole, row.at_most, row.gained, row.lost))
        if sum((bool(row.measure), bool(row.sum), row.manual)) > 1:
            raise ValueError(f"{form.code}: dòng {row.key} chỉ được là một trong: chỉ số, tổng, nhập tay.")
        _leads(form, f"dòng {row.key}", columns, tuple(row.printed))
        if row.listed and (not row.measure or form.columns[0].share_of or form.columns[0].sum):
            raise ValueError(f"{form.code}: dòng {row.key} kê tên thì phải hỏi chỉ số ở cột đầu.")
        if bool(row.gained) != bool(row.lost):
            raise ValueError(f"{form.code}: dòng {row.key} phải nêu cả dòng tăng và dòng giảm.")
    for column in form.columns:
        _leads(form, f"cột {column.key}", columns, (*column.sum, column.of, column.whole))
        _leads(form, f"cột {column.key}", rows, (column.share_of,))
        if bool(column.share_of) != bool(column.of):
            raise ValueError(f"{form.code}: cột tỷ lệ {column.key} phải nêu cả share_of và of.")
    _no_circle(form, {row.key: row.sum for row in form.rows})
    _no_circle(form, {column.key: (*column.sum, *([column.of] if column.of else [])) for column in form.columns})


def _leads(form: Form, where: str, known: list[str], names: tuple[str, ...]) -> None:
    if missing := [name for name in names if name and name not in known]:
        raise ValueError(f"{form.code}: {where} nhắc đến {', '.join(missing)} không có trong biểu.")


def _no_circle(form: Form, needs: Mapping[str, tuple[str, ...]]) -> None:
    """Each key is reached from itself by no chain of sums."""
    for key in needs:
        seen: set[str] = set()
        waiting = list(needs[key])
        while waiting:
            name = waiting.pop()
            if name == key:
                raise ValueError(f"{form.code}: {key} cộng vòng tròn về chính nó.")
            if name not in seen:
                seen.add(name)
                waiting += needs[name]
