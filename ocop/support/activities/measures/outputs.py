"""A measure for each figure that activities of a kind end with: issues broadcast, copies printed, booths, panels.

The kinds are files, so are these measures: a new kind with figures has them after the next start. Figures that no sum
makes sense of (minutes an issue lasts) have none. The first choice a kind always asks for (handbook or guide) narrows
its figures.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import BigIntegerField, QuerySet
from django.db.models.functions import Cast

from ocop.ground.planning.measures import Counted, Measure, Options
from ocop.kit.addresses import address_of
from ocop.kit.text.numbers import format_number
from ocop.support.activities.kinds import Field, Kind, Result, known_kinds
from ocop.support.activities.models import Output
from ocop.support.activities.states import ActivityState


def _outputs(kind: Kind, result: Result) -> QuerySet[Any]:
    """What activities of a kind that were held ended with, in whole units (`whole`)."""
    rows = Output.objects.filter(name=result.id, activity__kind=kind.id, activity__state=ActivityState.HELD)
    return rows.annotate(whole=Cast("figure", BigIntegerField()))


def _sort(kind: Kind) -> Field | None:
    """The choice that every activity of a kind was made at the start, if the kind asks for one."""
    return next((field for field in kind.fields if field.type == "choice" and field.required), None)


def _detail(row: Any) -> str:
    activity, said = row.activity, "hơn " * row.at_least + format_number(row.figure)
    return f"{said}; {activity.organiser}, {activity.starts_on:%d/%m/%Y}"


def _measure(kind: Kind, result: Result) -> Measure:
    sort = _sort(kind)

    def rows(options: Options) -> QuerySet[Any]:
        found = _outputs(kind, result)
        if sort is not None and "sort" in options:
            return found.filter(**{f"activity__details__{sort.id}": options["sort"]})
        return found

    def sorts() -> Mapping[str, str]:
        return sort.choices if sort is not None else {}

    return Measure(
        key=f"outputs.{kind.id}.{result.id}",
        name=f"{kind.name}: {result.label[:1].lower()}{result.label[1:]}",
        unit=result.unit,
        definition=f"Cộng số “{result.label}” mà các hoạt động loại “{kind.name}” đã tổ chức, bắt đầu trong kỳ, ghi "
        "khi kết thúc. Nguồn ghi “hơn” thì cộng đúng số in; hoạt động không ghi số này thì không cộng.",
        counted=Counted(
            rows=rows,
            label=lambda row: row.activity.title,
            link=lambda row: address_of("activities:activity", row.activity),
            detail=_detail,
            related=("activity__organiser",),
            adds="whole",
            starts=("activity__starts_on",),
            place="activity__unit",
            office="activity__organiser",
        ),
        since_start=True,
        options={"sort": sorts} if sort is not None else {},
    )


OUTPUT_MEASURES = tuple(
    _measure(kind, result) for kind in known_kinds().values() for result in kind.outputs if result.adds
)
