"""What offices typed by hand in the returns they sent, added up: the one figure no record of another room gives."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from ocop.ground.planning.measures import Counted, Measure, Options
from ocop.oversight.reporting.catalogue import forms
from ocop.oversight.reporting.models import Period, ReturnCell
from ocop.oversight.reporting.states import SENT
from ocop.rules.forms import typed_of

TYPED = "reporting.typed"  # figures of this measure are marked as typed wherever they are shown


def typed_cells() -> Mapping[str, str]:
    """Every cell that people may type, in words."""
    return {
        each.cell: f"{each.row.title}, {each.column.title.lower()} ({form.number})"
        for form in forms().values()
        for each in typed_of(form)
    }


def _periods() -> Mapping[str, str]:
    return {key: f"{plan}: {name}" for key, plan, name in Period.objects.values_list("public_id", "plan__name", "name")}


def _typed(options: Options) -> QuerySet[Any]:
    rows = ReturnCell.objects.filter(typed__isnull=False, periodic_return__state__in=SENT)
    if "period" in options:
        rows = rows.filter(periodic_return__obligation__period__public_id=options["period"])
    return rows.filter(cell=options["cell"]) if "cell" in options else rows


MEASURES = (
    Measure(
        key=TYPED,
        name="Số cơ quan nhập tay trong báo cáo định kỳ",
        unit="theo biểu",
        definition="Tổng các số cơ quan tự nhập trong báo cáo đã gửi của một kỳ. Số nhập tay không có bản ghi đứng "
        "sau, chỉ có báo cáo của từng cơ quan; chọn ô và kỳ để không cộng các thứ khác nhau, cả năm đã gồm 6 tháng.",
        counted=Counted(
            rows=_typed,
            label=lambda row: row.periodic_return.office.name,
            link=lambda row: reverse("reporting:typed", args=[row.code]),
            detail=lambda row: f"{row.periodic_return.period.title}, nhập tay",
            related=("periodic_return__obligation__office", "periodic_return__obligation__period"),
            adds="typed",
            place="periodic_return__obligation__office__unit",
            office="periodic_return__obligation__office",
        ),
        options={"cell": typed_cells, "period": _periods},
    ),
)
