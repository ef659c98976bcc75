"""What registers of partners and points of sale share: where they are, and what papers print of them."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from ocop.support.markets.registers.base import Cell, Section

WHERE = [("trong", "Trong tỉnh"), ("ngoai", "Ngoài tỉnh")]


def inside(rows: QuerySet[Any], value: str, on: date) -> QuerySet[Any]:
    return rows.filter(unit__isnull=value == "ngoai")


def cited(record: Any) -> Section:
    """Numbers a paper prints, beside what the records give."""
    rows = [
        [
            Cell(each.label),
            Cell(f"{'trên ' if each.is_lower_bound else ''}{each.value}"),
            Cell(each.period),
            Cell(each.source),
        ]
        for each in record.figures.all()
    ]
    note = "Văn bản chỉ in con số, không kê từng sản phẩm, nên các số này không cộng vào số đếm từ bản ghi."
    return Section("Con số văn bản nêu", ("Nội dung", "Số", "Thời gian", "Căn cứ"), rows, note=note)
