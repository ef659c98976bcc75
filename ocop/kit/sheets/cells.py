"""How the cells of a sheet are read: by a form's field, as one of some words, or as the name of a record."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ocop.kit.sheets.near import CloseNames
from ocop.kit.text.dates import DateError, format_date, parse_date
from ocop.kit.text.fold import fold, squash
from ocop.kit.text.numbers import NumberError, parse_number


class CellProblem(ValueError):
    """A cell cannot be taken; the message is a Vietnamese sentence with the remedy, `key` the column it is about.

    `also` are further problems of the same row.
    """

    def __init__(self, remedy: str, key: str = "", also: Sequence["CellProblem"] = ()) -> None:
        super().__init__(remedy)
        self.key, self.also = key, also


@dataclass(frozen=True, slots=True)
class In:
    """How a column is read: under which name, by which function of (text, table), and what an empty cell gives.

    `code` names a column that holds the code of the record meant; where it is filled, it goes before the name, and the
    name must be that record's in the table's `index`. `on` names the column of the day the row speaks of; then the
    function takes that day as its third argument.
    """

    key: str
    read: Callable[..., Any]
    needed: bool = False
    empty: Any = None
    code: str = ""
    on: str = ""
    index: str = ""


def by_field(key: str, field: forms.Field) -> In:
    """Read as a form's field reads it; the field says whether an empty cell will do."""

    def read(text: str, table: Any) -> Any:
        try:
            return field.clean(text)
        except ValidationError as wrong:
            raise CellProblem(" ".join(wrong.messages)) from wrong

    return In(key, read, needed=field.required)


def words(key: str, most: int, *, needed: bool = True) -> In:
    """Text of at most so many characters."""

    def read(text: str, table: Any) -> str:
        if len(text) > most:
            raise CellProblem(f"Dài {len(text)} ký tự, nhiều nhất là {most}. Anh/chị viết gọn lại.")
        return text

    return In(key, read, needed=needed, empty="")


def one_of(key: str, choices: Iterable[tuple[Any, Any]], *, needed: bool = True, empty: Any = "") -> In:
    """One of some words as lists print them, whatever their marks and case; gives the value behind."""
    labels = [(str(value), str(label)) for value, label in choices if value]
    spelled = {fold(label): value for value, label in labels}

    def read(text: str, table: Any) -> str:
        if (found := spelled.get(fold(text))) is None:
            raise CellProblem(f"Ghi một trong: {', '.join(label for _, label in labels)}.")
        return found

    return In(key, read, needed=needed, empty=empty)


def yes_or_no(key: str) -> In:
    """ "Có" or "Không"; an empty cell is no."""

    def read(text: str, table: Any) -> bool:
        if (found := {"co": True, "khong": False}.get(fold(text))) is None:
            raise CellProblem("Ghi “Có” hoặc “Không”.")
        return found

    return In(key, read, empty=False)


def named(key: str, index: str = "", *, code: str = "", needed: bool = True, on: str = "") -> In:
    """A record by its name or code, looked up in the table's index of that name, on the day that column `on` holds."""

    index = index or key

    def read(text: str, table: Any, day: date | None = None) -> Any:
        return table.index(index).find(text, day)

    return In(key, read, needed=needed, code=code, on=on, index=index)


def code_of(key: str) -> In:
    """The code of a record that another column names in words."""
    return In(key, lambda text, table: text, empty="")


def _code(record: Any) -> str:
    """What a sheet names a record by where its name is not enough."""
    return str(getattr(record, "public_id", "") or getattr(record, "code", "") or record.pk)


def _spelled(name: str) -> str:
    """A name whatever its case and spaces, with its marks."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


class NameIndex:
    """Records of one sort by every spelling of their names, and by their code.

    `stands` says whether a record stood on a day, where names pass from one record to another; with `marks`, Lan is
    never Lân.
    """

    def __init__(
        self,
        noun: str,
        rows: Iterable[Any] = (),
        spellings: Callable[[Any], Sequence[str]] | None = None,
        stands: Callable[[Any, date], bool] | None = None,
        *,
        marks: bool = False,
    ):
        self.noun, self._stands, self._marks = noun, stands, marks
        self.by_code: dict[str, Any] = {}
        self.by_name: dict[str, list[Any]] = {}
        for row in rows:
            self.add(row, *(spellings(row) if spellings else (str(row),)))

    def add(self, record: Any, *spellings: str) -> None:
        self.by_code[_code(record)] = record
        for key in {squash(each) for each in spellings if each}:
            self.by_name.setdefault(key, []).append(record)

    def find(self, text: str, on: date | None = None) -> Any:
        """The one record meant, of those that stood on a day; raises `CellProblem` with what to write instead."""
        found = self._meant(text, on)
        if len(found) == 1:
            return found[0]
        if found:
            codes = ", ".join(_code(each) for each in found[:4])
            raise CellProblem(f"Có {len(found)} {self.noun} tên “{text}”. Anh/chị ghi mã thay cho tên: {codes}.")
        if on is not None and self._meant(text):
            raise CellProblem(f"Ngày {format_date(on)} không có {self.noun} “{text}”. Sửa ngày, hoặc ghi tên lúc ấy.")
        raise CellProblem(f"Không có {self.noun} “{text}” ở nơi anh/chị làm việc. {self._near(text)}")

    def maybe(self, text: str, on: date | None = None) -> Any:
        """The one record meant, of those that stood on a day, or None."""
        found = self._meant(text, on)
        return found[0] if len(found) == 1 else None

    def mismatch(self, code: str, name: str) -> str:
        """What to mend where the record a code means is not called by the name beside it, or ""."""
        record = self.maybe(code)
        if record is None or record in self.by_name.get(squash(name), ()):
            return ""
        return f"Mã {code} là của “{record}”, không phải “{name}”. Anh/chị sửa mã hoặc sửa tên cho khớp."

    def _meant(self, text: str, on: date | None = None) -> list[Any]:
        found = [self.by_code[text]] if text in self.by_code else self.by_name.get(squash(text), [])
        if on is not None and self._stands is not None:
            found = [each for each in found if self._stands(each, on)]
        if self._marks or len(found) > 1:
            # Marks decide where they are written: Tân Thành is not Tân Thạnh.
            exact = [each for each in found if text in self.by_code or _spelled(str(each)) == _spelled(text)]
            return exact if self._marks else exact or found
        return found

    @cached_property
    def _close(self) -> CloseNames:
        return CloseNames(self.by_name)

    def _near(self, text: str) -> str:
        near = [str(self.by_name[key][0]) for key in self._close.to(squash(text))]
        return f"Có phải: {'; '.join(near)}?" if near else "Anh/chị kiểm tra lại tên."


def printed(value: Any) -> str:
    """A value as its cell shows it when the sheet is read again."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, date):
        return format_date(value)
    return " ".join(str(value).split())


def is_same(text: str, value: Any) -> bool:
    """Whether a cell says what the record has: 1.200 is 1200, 2/3/2026 is 02/03/2026."""
    if " ".join(text.split()) == printed(value):
        return True
    try:
        if isinstance(value, date):
            return format_date(parse_date(text)) == printed(value)
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return parse_number(text) == value
    except (DateError, NumberError):
        return False
    return False
