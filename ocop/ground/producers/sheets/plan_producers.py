"""What a sheet of producers would do."""

from collections.abc import Mapping

from ocop.ground.producers.sheets.columns import Setting
from ocop.ground.producers.sheets.matching import Known, Names, Suggestion
from ocop.ground.producers.sheets.plan import NEW, SKIP_PREFIX, Comparison, NewRecord, Plan, Question
from ocop.ground.producers.sheets.reading import CellError, Line
from ocop.ground.producers.sheets.register import OnFile, tax_codes_in_use
from ocop.ground.producers.states import SheetKind

UNKNOWN_CODE = "Không có mã này trong danh sách của anh/chị. Để trống nếu là bản ghi mới."


def known_producer(record: OnFile) -> Known:
    values = record.values
    return Known(
        record.public_id,
        record.name,
        record.cells["unit"],
        values["unit"],
        str(values.get("tax_code", "")),
        str(values.get("phone", "")),
    )


def plan_producers(
    lines: list[Line],
    errors: list[CellError],
    filed: Mapping[str, OnFile],
    choices: Mapping[str, str],
    setting: Setting,
) -> Plan:
    """Work out new producers, changes, and questions; `choices` are the answers given so far by question key."""
    plan = Plan(SheetKind.PRODUCERS, rows=len(lines), errors=list(errors))
    _Producers(plan, filed, choices, setting).work(lines)
    return plan


class _Producers:
    def __init__(self, plan: Plan, filed: Mapping[str, OnFile], choices: Mapping[str, str], setting: Setting) -> None:
        self.plan, self.filed, self.choices = plan, filed, choices
        self.comparison = Comparison(plan, setting)
        self.names = Names(by_kind=True)
        for record in filed.values():
            self.names.add(known_producer(record))
        self.taken: dict[str, int] = {}

    def work(self, lines: list[Line]) -> None:
        self.tax_owner = tax_codes_in_use(str(line.values.get("tax_code", "")) for line in lines)
        self.tax_rows: dict[str, int] = {}
        wrong = {error.row for error in self.plan.errors}
        for line in lines:
            token = self._target(line)
            if token is None or self._tax_code_is_wrong(line, token) or line.row in wrong:
                continue
            if token.startswith(SKIP_PREFIX):
                self.plan.skipped += 1
            elif token == NEW:
                self._make(line)
            else:
                self._change(line, self.filed[token])

    def _target(self, line: Line) -> str | None:
        """The public id of the record this row is, "new", or None while it cannot be said."""
        if code := line.cells.get("code"):
            if code in self.filed:
                return code
            self.comparison.refuse(line, "code", UNKNOWN_CODE)
            return None
        unit = line.values.get("unit")
        exact = [known for known in self.names.exact(line.name, unit or -1) if known.token in self.filed]
        if len(exact) == 1:
            return exact[0].token
        values = line.values
        found = self.names.suggest(line.name, str(values.get("tax_code", "")), str(values.get("phone", "")))
        return self._asked(line, found) if found else NEW

    def _asked(self, line: Line, found: list[Suggestion]) -> str | None:
        key = f"row:{line.row}"
        answer = self.choices.get(key, "")
        if answer not in {NEW, *(one.token for one in found)}:
            answer = ""
        about = line.cells.get("unit", "")
        self.plan.questions.append(Question(key, line.row, line.name, about, found, answer))
        return answer or None

    def _tax_code_is_wrong(self, line: Line, token: str) -> bool:
        """One tax code belongs to one producer, whether or not this person may see it."""
        code = str(line.values.get("tax_code", ""))
        if not code or token.startswith(SKIP_PREFIX):
            return False
        owner = self.tax_owner.get(code)
        if owner is not None and owner != token:
            name = self.filed[owner].name if owner in self.filed else "một chủ thể ở địa bàn khác"
            self.comparison.refuse(
                line, "tax_code", f"Mã số thuế này đã có ở {name}. Anh/chị sửa số hoặc chọn là cùng một chủ thể."
            )
            return True
        first = self.tax_rows.setdefault(code, line.row)
        if first != line.row:
            self.comparison.refuse(line, "tax_code", f"Dòng {first} đã ghi mã số thuế này. Anh/chị bỏ một dòng.")
        return first != line.row

    def _make(self, line: Line) -> None:
        self.plan.new.append(NewRecord(line.row, line.values))
        values = line.values
        self.names.add(
            Known(
                f"{SKIP_PREFIX}{line.row}",
                line.name,
                f"dòng {line.row} của bảng này",
                values.get("unit"),
                str(values.get("tax_code", "")),
                str(values.get("phone", "")),
            )
        )

    def _change(self, line: Line, record: OnFile) -> None:
        if first := self.taken.get(record.public_id):
            self.comparison.refuse(line, "name", self.plan.is_twice(first, record.name))
            return
        self.taken[record.public_id] = line.row
        self.comparison.update(line, record, {})
