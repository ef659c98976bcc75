"""The register, its history and the catalogue as data: the same lines as CSV, JSON and a workbook.

Names of fields stay in Vietnamese without marks, as in the other open data; values are what the pages show.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from ocop.cycle.certification.queries import RecognitionQuerySet
from ocop.kit.sheets.csv_files import write_csv
from ocop.kit.sheets.writing import Column, Value, write_table
from ocop.public.transparency.register import history


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its name in data, its words in a workbook and in the catalogue of data, the kind of its values."""

    name: str
    words: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Dataset:
    """A table anybody may download. `lines(rows, on)` gives its values line by line from recognitions."""

    name: str
    title: str
    about: str
    fields: tuple[Field, ...]
    lines: Callable[[RecognitionQuerySet, date], Iterator[Sequence[Value]]]


def _of_product(row: Any) -> tuple[Value, ...]:
    product, unit = row.product, row.product.producer.unit
    return product.public_id, product.name, product.producer.name, unit.key, unit.full_name


def _of_star(row: Any) -> tuple[Value, ...]:
    first, last = (None, None) if row.dates_are_estimated else (row.valid_from, row.valid_until)
    return row.stars, row.year, first, last, row.standing, gettext(row.standing_words)


def _register(rows: RecognitionQuerySet, on: date) -> Iterator[Sequence[Value]]:
    for row in rows:
        decision = row.decision if row.decision and not row.decision.is_reconstructed else None
        signed = (decision.number, decision.signed_on, decision.office.name) if decision else ("", None, "")
        code = row.certificate.code if hasattr(row, "certificate") else ""
        yield (row.public_id, *_of_product(row), *_of_star(row), *signed, code, row.source_url)


def _history(rows: RecognitionQuerySet, on: date) -> Iterator[Sequence[Value]]:
    for row in rows.prefetch_related("standing_changes"):
        for step in history(row, row.standing_changes.all(), on):
            yield (
                *(row.public_id, row.product.public_id, row.product.name, str(step.key), step.words),
                *(step.on, step.decision, step.decision_on, step.ground),
            )


def _catalogue(rows: RecognitionQuerySet, on: date) -> Iterator[Sequence[Value]]:
    seen: set[int] = set()
    for row in rows:  # the newest of a product comes first
        if row.product_id not in seen:
            seen.add(row.product_id)
            yield (*_of_product(row), row.product.group_label, row.product.gtin, *_of_star(row))


_PRODUCT = (
    Field("ma_san_pham", _("Mã sản phẩm")),
    Field("san_pham", _("Sản phẩm")),
    Field("chu_the", _("Chủ thể")),
    Field("ma_dia_ban", _("Mã địa bàn")),
    Field("dia_ban", _("Địa bàn")),
)
_STAR = (
    Field("hang_sao", _("Hạng sao"), "number"),
    Field("nam", _("Năm đánh giá"), "number"),
    Field("tu_ngay", _("Có hiệu lực từ"), "date"),
    Field("den_het_ngay", _("Có hiệu lực đến hết"), "date"),
    Field("hieu_luc", _("Hiệu lực (mã)")),
    Field("hieu_luc_bang_chu", _("Hiệu lực")),
)
DATASETS = {
    each.name: each
    for each in (
        Dataset(
            "so-cong-nhan",
            _("Sổ công nhận sản phẩm OCOP"),
            _("Mỗi dòng là một lần công nhận: sản phẩm, hạng sao, thời hạn, quyết định, hiệu lực hôm nay."),
            (
                Field("ma", _("Mã công nhận")),
                *_PRODUCT,
                *_STAR,
                Field("quyet_dinh", _("Số quyết định")),
                Field("ngay_quyet_dinh", _("Ngày ký"), "date"),
                Field("co_quan", _("Cơ quan ký")),
                Field("ma_kiem_tra", _("Mã kiểm tra")),
                Field("nguon", _("Nguồn")),
            ),
            _register,
        ),
        Dataset(
            "lich-su-cong-nhan",
            _("Lịch sử hiệu lực của các lần công nhận"),
            _("Mỗi dòng là một việc: công nhận, tạm dừng, cho dùng lại, thu hồi, thay bằng lần mới, hết hạn."),
            (
                Field("ma", _("Mã công nhận")),
                Field("ma_san_pham", _("Mã sản phẩm")),
                Field("san_pham", _("Sản phẩm")),
                Field("viec", _("Việc (mã)")),
                Field("viec_bang_chu", _("Việc")),
                Field("ngay", _("Ngày"), "date"),
                Field("quyet_dinh", _("Số quyết định")),
                Field("ngay_quyet_dinh", _("Ngày ký"), "date"),
                Field("can_cu", _("Căn cứ")),
            ),
            _history,
        ),
        Dataset(
            "san-pham",
            _("Danh mục sản phẩm OCOP"),
            _("Mỗi dòng là một sản phẩm từng được công nhận, với lần công nhận mới nhất."),
            (*_PRODUCT, Field("nhom", _("Nhóm sản phẩm")), Field("gtin", _("Mã vạch (GTIN)")), *_STAR),
            _catalogue,
        ),
    )
}


def as_csv(dataset: Dataset, lines: Iterable[Sequence[Value]]) -> bytes:
    """UTF-8 with a mark, so that spreadsheets read it; a cell that would be a formula there stays text."""
    return write_csv([field.name for field in dataset.fields], ([_iso(value) for value in line] for line in lines))


def as_json(dataset: Dataset, lines: Iterable[Sequence[Value]], on: date, licence: str) -> dict[str, Any]:
    """The lines as objects, with the day they are true on and what one may do with them."""
    names = [field.name for field in dataset.fields]
    rows = [dict(zip(names, (_iso(value) for value in line), strict=True)) for line in lines]
    return {
        "dataset": dataset.name,
        "title": gettext(dataset.title),
        "on": on.isoformat(),
        "licence": licence,
        "rows": rows,
    }


def as_workbook(dataset: Dataset, lines: Iterable[Sequence[Value]]) -> bytes:
    """A workbook with the words of the page as headings."""
    columns = [Column(gettext(field.words), field.kind) for field in dataset.fields]
    return write_table(columns, lines, sheet=gettext(dataset.title)[:31])


def _iso(value: Value) -> Any:
    return value.isoformat() if isinstance(value, date) else value
