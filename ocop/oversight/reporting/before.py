"""What was reported for the period before: by the office, by those whose work it carries on, or by the province."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from ocop.ground.offices.lineage import lineage_of
from ocop.ground.planning.measures import measure_called
from ocop.oversight.reporting.catalogue import template_called
from ocop.oversight.reporting.cells import cells_of, filled_forms, kept_cells, report_cells, template_of, values_of
from ocop.oversight.reporting.display import Links, links_of_figures, links_of_typed
from ocop.oversight.reporting.models import ConsolidatedReport, Period, PeriodicReturn
from ocop.oversight.reporting.states import WITH_THE_OFFICE, ReportState
from ocop.rules.forms import Filled, Form, asked_of, cell_id, made_of, typed_of


@dataclass(frozen=True, slots=True)
class Before:
    """The figures of the period before; `whose` names who reported them where that was somebody else.

    `follows`: no day lies between that period and this one. `left_out` counts figures of several offices that do not
    add up. `links` open the figures of one report, by cell.
    """

    cells: Mapping[str, Filled]
    whose: str = ""
    follows: bool = True
    returns: Sequence[PeriodicReturn] = ()
    left_out: int = 0
    links: Links = field(default_factory=dict)

    @property
    def is_sum(self) -> bool:
        return len(self.returns) > 1


NOTHING = Before({})


def before_return(row: PeriodicReturn) -> Before:
    """What stands against a return: what its office sent last under the same plan, or those it carries on.

    Figures of several offices are added where they add up: money, and records that each belong to one office. Never
    shares, nor people and products that two offices may both have counted.
    """
    found = returns_before(row)
    if not found:
        return NOTHING
    kept = [kept_cells(each) for each in found]
    told = [cells_of(each, each.period.until, cells) for each, cells in zip(found, kept, strict=True)]
    follows = _follows(found[0].period, row.period)
    if len(found) == 1:
        (only,) = found
        whose = "" if only.office.pk == row.office.pk else f" của {only.office.name}"
        links = links_of_figures(kept[0]) | links_of_typed(kept[0])
        return Before(told[0], whose, follows, found, links=links)
    cells = _added(template_of(row).forms, told)
    names = " và ".join(each.office.name for each in found)
    left_out = len(set().union(*told) - set(cells))
    return Before(cells, f", cộng của {names}", follows, found, left_out)


def returns_before(row: PeriodicReturn) -> list[PeriodicReturn]:
    """The returns sent for the latest period before, on the same template, by the office and those it carries on that
    had ended by now; two queries. Against one that was sent stands what had been sent by then.
    """
    own = Q(obligation__office=row.office)
    carried = Q(obligation__office__in=lineage_of(row.office), obligation__office__valid_to__lt=row.obligation.due_on)
    sent = PeriodicReturn.objects.filter(
        own | carried,
        obligation__template=row.obligation.template,
        obligation__period__plan=row.period.plan,
        obligation__period__until__lt=row.period.until,
    ).exclude(state__in=WITH_THE_OFFICE)
    if row.state not in WITH_THE_OFFICE and row.sent_at is not None:
        sent = sent.filter(first_sent_at__lte=row.sent_at)
    joined = sent.select_related("obligation__office__unit", "obligation__period__plan")
    found = list(joined.order_by("-obligation__period__until", "-obligation__period", "obligation__office__sort_key"))
    return [each for each in found if each.obligation.period_id == found[0].obligation.period_id]


def _follows(earlier: Period, now: Period) -> bool:
    return now.since <= _day_after(earlier.until)


def _day_after(day: date) -> date:
    return day + timedelta(days=1)


def _added(forms: Iterable[Form], told: Sequence[Mapping[str, Filled]]) -> dict[str, Filled]:
    """The cells that all of them have and that add up, added."""
    cells = (cell for form in forms for cell in _adding(form))
    return {
        cell: Filled(sum(each[cell].value for each in told), manual=any(each[cell].manual for each in told))
        for cell in cells
        if all(cell in each and each[cell].base is None for each in told)
    }


def _adding(form: Form) -> set[str]:
    """The cells of a form whose figures of several offices add up, and the sums made of nothing else."""
    found = {each.cell for each in typed_of(form)}
    for each in asked_of(form):
        measure = measure_called(each.row.measure)
        if measure is not None and measure.base is None and (measure.counted.adds or measure.counted.of == "pk"):
            found.add(each.cell)
    sums = {
        cell_id(form.code, row.key, column.key): parts
        for row in form.rows
        for column in form.columns
        if not column.share_of and (parts := made_of(form, row, column))
    }
    waiting = True
    while waiting:
        new = {cell for cell, parts in sums.items() if set(parts) <= found} - found
        found |= new
        waiting = bool(new)
    return found


def before_report(report: ConsolidatedReport) -> Before:
    """The figures of the province's report that was sent last before, under the same plan on the same template; two
    queries. Against one that was sent stands what had been sent by then.
    """
    sent = ConsolidatedReport.objects.filter(
        state=ReportState.SUBMITTED,
        template=report.template,
        period__plan=report.period.plan,
        period__until__lt=report.period.until,
    )
    if report.state == ReportState.SUBMITTED:
        sent = sent.filter(submitted_at__lte=report.submitted_at)
    earlier = sent.select_related("period").order_by("-period__until", "-pk").first()
    if earlier is None:
        return NOTHING
    kept = report_cells(earlier)
    cells = filled_forms(template_called(report.template).forms, values_of(kept))
    whose, links = f" (báo cáo {earlier.number})", links_of_figures(kept)
    return Before(cells, whose, _follows(earlier.period, report.period), links=links)
