"""The columns of the two spreadsheets, and how each cell is read.

A reader takes the cell's text and the `Setting` and returns the value, or raises `CellProblem` with the remedy.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from ocop.ground.producers.sets import product_sets
from ocop.ground.producers.states import LegalForm, ProductState, SheetKind
from ocop.kit.text.fold import fold
from ocop.kit.text.phone import PhoneError, normalise_phone
from ocop.rules.gs1 import is_gtin


class CellProblem(ValueError):
    """A cell cannot be read; the message is a Vietnamese sentence with the remedy."""


@dataclass(frozen=True)
class Place:
    """An administrative unit as the sheet knows it; `kept` if the person may enter records there."""

    pk: int
    code: str
    full_name: str
    name: str
    kept: bool


@dataclass(frozen=True)
class Setting:
    """What reading needs besides the cell: the units of the day and the criteria law whose sets are meant."""

    places: tuple[Place, ...]
    criteria_id: str

    @cached_property
    def by_name(self) -> dict[str, list[Place]]:
        found: dict[str, list[Place]] = {}
        for place in self.places:
            for spelling in {fold(place.full_name), fold(place.name)}:
                found.setdefault(spelling, []).append(place)
        return found

    @cached_property
    def set_codes(self) -> dict[str, str]:
        return {fold(one.code): one.code for one in product_sets(self.criteria_id)}


Reader = Callable[[str, Setting], Any]


@dataclass(frozen=True)
class Column:
    """One column: its heading in the sheet, how to read a cell, and what the person is told about it."""

    key: str
    heading: str
    read: Reader
    required: bool = False
    fixed: bool = False  # only shown: a changed cell is refused
    personal: bool = False  # left empty in the export of a person who has no need of it
    also: tuple[str, ...] = field(default=())
    width: int = 20


def text(limit: int) -> Reader:
    def read(cell: str, setting: Setting) -> str:
        if len(cell) > limit:
            raise CellProblem(f"Dài {len(cell)} ký tự, nhiều nhất là {limit}. Anh/chị viết gọn lại.")
        return cell

    return read


def read_legal_form(cell: str, setting: Setting) -> str:
    spellings = {fold(label): value for value, label in LegalForm.choices}
    spellings |= {value: value for value in LegalForm.values}
    spellings |= {
        "htx": LegalForm.COOPERATIVE,
        "tht": LegalForm.COOPERATIVE_GROUP,
        "cong ty": LegalForm.ENTERPRISE,
        "co so": LegalForm.ESTABLISHMENT,
        "co so san xuat": LegalForm.ESTABLISHMENT,
        "ho": LegalForm.HOUSEHOLD,
        "ho kinh doanh": LegalForm.HOUSEHOLD,
    }
    if found := spellings.get(fold(cell)):
        return str(found)
    raise CellProblem(f"Không có loại hình này. Anh/chị ghi một trong: {', '.join(LegalForm.labels)}.")


def _spelled(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def read_place(cell: str, setting: Setting) -> Place:
    found = setting.by_name.get(fold(cell), [])
    if not found:
        raise CellProblem("Không có xã, phường này trong danh mục hiện hành. Anh/chị ghi như “Xã Tháp Mười”.")
    # Marks decide where they are written: Xã Tân Thành is not Xã Tân Thạnh.
    found = [place for place in found if _spelled(cell) in {_spelled(place.full_name), _spelled(place.name)}] or found
    kept = [place for place in found if place.kept]
    if not kept:
        raise CellProblem("Địa bàn này do đơn vị khác phụ trách. Anh/chị chỉ nhập cho địa bàn của mình.")
    if len(kept) > 1:
        names = ", ".join(place.full_name for place in kept)
        raise CellProblem(f"Có {len(kept)} nơi cùng tên ({names}). Anh/chị ghi đủ “Xã…” hoặc “Phường…”.")
    return kept[0]


def read_phone(cell: str, setting: Setting) -> str:
    try:
        # Excel drops the leading zero of a number kept as a number.
        return normalise_phone(f"0{cell}" if re.fullmatch(r"[35789]\d{8}", cell) else cell)
    except PhoneError as error:
        raise CellProblem(str(error)) from None


def read_email(cell: str, setting: Setting) -> str:
    try:
        validate_email(cell)
    except ValidationError:
        raise CellProblem("Địa chỉ thư điện tử chưa đúng, ví dụ ten@example.vn.") from None
    return cell


def read_tax_code(cell: str, setting: Setting) -> str:
    bare = cell.replace(" ", "")
    if re.fullmatch(r"\d{9}", bare):
        bare = f"0{bare}"
    if re.fullmatch(r"\d{10}(-?\d{3})?|\d{12}", bare):
        return bare
    raise CellProblem("Mã số thuế có 10, 12 hoặc 13 chữ số. Anh/chị xem lại giấy đăng ký.")


def read_set(cell: str, setting: Setting) -> str:
    code = fold(cell).split()[0]
    if found := setting.set_codes.get(code):
        return found
    raise CellProblem(
        f"Bộ tiêu chí {setting.criteria_id} không có bộ sản phẩm này. "
        "Anh/chị ghi mã như I.3.c; các mã có ở trang “Nhập từ Excel”."
    )


def read_gtin(cell: str, setting: Setting) -> str:
    bare = cell.replace(" ", "")
    if not re.fullmatch(r"[0-9]{8}|[0-9]{12,14}", bare):
        raise CellProblem("Mã vạch có 8, 12, 13 hoặc 14 chữ số, không có chữ cái.")
    if not is_gtin(bare):
        raise CellProblem("Chữ số cuối của mã vạch không khớp. Anh/chị đọc lại mã trên bao bì.")
    return bare


def read_state(cell: str, setting: Setting) -> str:
    spellings = {fold(label): value for value, label in ProductState.choices}
    if found := spellings.get(fold(cell)):
        return str(found)
    raise CellProblem("Cột này chỉ để xem. Anh/chị để trống hoặc giữ nguyên như bảng tải về.")


def read_only_shown(cell: str, setting: Setting) -> str:
    raise CellProblem("Cột này chỉ để xem; nhãn được khai và xác nhận ở trang của sản phẩm. Anh/chị để trống.")


PRODUCER_COLUMNS = (
    Column("code", "Mã chủ thể", text(12), width=16),
    Column("name", "Tên chủ thể", text(250), required=True, also=("chu the", "ten don vi", "ten co so"), width=40),
    Column("legal_form", "Loại hình", read_legal_form, required=True, width=26),
    Column("unit", "Xã, phường", read_place, required=True, also=("xa", "phuong", "dia ban", "xa phuong"), width=24),
    Column("registration_number", "Số đăng ký kinh doanh", text(40), also=("so dkkd",), width=22),
    Column("tax_code", "Mã số thuế", read_tax_code, also=("mst",), width=16),
    Column("address", "Địa chỉ", text(250), personal=True, width=36),
    Column("phone", "Số điện thoại", read_phone, personal=True, also=("dien thoai", "sdt"), width=16),
    Column("email", "Thư điện tử", read_email, personal=True, also=("email",), width=26),
    Column("introduction", "Giới thiệu", text(4000), width=50),
)
PRODUCT_COLUMNS = (
    Column("code", "Mã sản phẩm", text(12), width=16),
    Column("name", "Tên sản phẩm", text(250), required=True, also=("san pham",), width=40),
    Column("producer_code", "Mã chủ thể", text(12), width=16),
    Column("producer", "Tên chủ thể", text(250), required=True, also=("chu the",), width=40),
    Column("legal_form", "Loại hình", read_legal_form, width=26),
    Column("unit", "Xã, phường", read_place, also=("xa", "phuong", "dia ban", "xa phuong"), width=24),
    Column("set_code", "Bộ sản phẩm", read_set, also=("ma bo san pham", "bo"), width=14),
    Column("state", "Trạng thái", read_state, fixed=True, width=22),
    Column("gtin", "Mã vạch (GTIN)", read_gtin, also=("ma vach", "gtin"), width=18),
    Column("resource", "Tài nguyên bản địa", text(200), also=("nguyen lieu", "tai nguyen"), width=30),
    Column("tags", "Nhãn đã xác nhận", read_only_shown, fixed=True, width=30),
    Column("claims", "Nhãn chủ thể tự khai", read_only_shown, fixed=True, width=30),
    Column("description", "Mô tả", text(4000), width=50),
)
COLUMNS: dict[str, tuple[Column, ...]] = {
    SheetKind.PRODUCERS: PRODUCER_COLUMNS,
    SheetKind.PRODUCTS: PRODUCT_COLUMNS,
}
