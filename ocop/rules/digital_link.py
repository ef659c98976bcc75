"""GS1 Digital Link addresses of trade items: `/01/{GTIN}` with the lot and the serial number behind it.

GS1 Digital Link Standard: URI Syntax 1.6.0. Only digits name what follows (no `/gtin/`), a GTIN has fourteen digits,
and what narrows it stands in one order: variant 22, lot 10, serial 21; or 235, a serial that a third party controls.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ocop.rules.gs1 import CSET_82, check_digit

GTIN, VARIANT, LOT, SERIAL, THIRD_PARTY = "01", "22", "10", "21", "235"
_LONGEST = {VARIANT: 20, LOT: 20, SERIAL: 20, THIRD_PARTY: 28}
_ORDERS = ((VARIANT, LOT, SERIAL), (THIRD_PARTY,))
# Attributes that are dates as YYMMDD; a day of 00 means the end of the month, save in 11 and 12.
_DATES = frozenset({"11", "12", "13", "15", "16", "17"})


class BadLink(ValueError):
    """The address is no GS1 Digital Link; the message says in Vietnamese what is wrong with it."""


@dataclass(frozen=True, slots=True)
class DigitalLink:
    """A trade item and how far it is narrowed; `qualifiers` are (identifier, value) pairs in the standard's order."""

    gtin: str
    qualifiers: tuple[tuple[str, str], ...] = ()

    def get(self, identifier: str) -> str:
        """The value of a qualifier, "" where the address has none."""
        return dict(self.qualifiers).get(identifier, "")

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Identifier and value of every part, as they follow each other in the address."""
        return ((GTIN, self.gtin), *self.qualifiers)

    @property
    def levels(self) -> list["DigitalLink"]:
        """This address and all above it, up to the trade item alone."""
        return [DigitalLink(self.gtin, self.qualifiers[:count]) for count in range(len(self.qualifiers), -1, -1)]


def read_parts(parts: Sequence[str]) -> DigitalLink:
    """The link in the parts of an address's path from `01` on, no longer percent-encoded. Raises `BadLink`."""
    if len(parts) % 2 or parts[:1] != [GTIN]:
        raise BadLink("Địa chỉ phải gồm từng cặp mã và giá trị, bắt đầu bằng /01/ và mã GTIN.")
    (_, gtin), *qualifiers = zip(parts[::2], parts[1::2], strict=True)
    _check_gtin(gtin)
    _check_order([name for name, _ in qualifiers])
    for name, value in qualifiers:
        _check_value(name, value)
    return DigitalLink(gtin, tuple(qualifiers))


def check_attributes(attributes: Iterable[tuple[str, str]]) -> None:
    """Raise `BadLink` for a key behind the question mark, or a date no calendar has; other words may stand there."""
    for name, value in attributes:
        if name in (GTIN, VARIANT, LOT, SERIAL, THIRD_PARTY):
            raise BadLink(f"Mã {name} phải đứng trong đường dẫn, không đứng sau dấu hỏi.")
        if name in _DATES and not _is_date(value):
            raise BadLink(f"Ngày ở mã {name} phải là sáu chữ số năm, tháng, ngày, ví dụ 261231.")


def _check_gtin(gtin: str) -> None:
    if not re.fullmatch(r"[0-9]{14}", gtin):
        raise BadLink("Mã GTIN trong địa chỉ phải có 14 chữ số; mã ngắn hơn thì thêm số 0 vào trước.")
    if check_digit(gtin[:-1]) != gtin[-1]:
        raise BadLink("Chữ số cuối của mã GTIN không khớp.")


def _check_order(names: Sequence[str]) -> None:
    for order in _ORDERS:
        if list(names) == [name for name in order if name in names]:
            return
    raise BadLink("Sau mã GTIN chỉ có thể là 22, 10, 21 theo thứ tự ấy, hoặc riêng 235.")


def _check_value(name: str, value: str) -> None:
    if not 1 <= len(value) <= _LONGEST[name] or not CSET_82.issuperset(value):
        raise BadLink(f"Giá trị sau /{name}/ có từ 1 đến {_LONGEST[name]} chữ, số và dấu của GS1, không có dấu cách.")


def _is_date(value: str) -> bool:
    if not re.fullmatch(r"[0-9]{6}", value):
        return False
    year, month, day = int(value[:2]), int(value[2:4]), int(value[4:])
    try:
        date(2000 + year, month, day or 1)
    except ValueError:
        return False
    return True
