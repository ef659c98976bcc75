"""What offices wrote in the returns they sent, put together by section."""

from ocop.oversight.reporting.models import ConsolidatedReport, Period, PeriodicReturn, sections_of
from ocop.oversight.reporting.states import SENT

# Section of the returns → what each office wrote there, in the order of offices.
Gathered = dict[str, list[tuple[str, str]]]


def gathered_from_returns(period: Period) -> Gathered:
    """As the returns stand; one query."""
    sent = PeriodicReturn.objects.filter(obligation__period=period, state__in=SENT)
    found: Gathered = {}
    for row in sent.select_related("obligation__office").order_by("obligation__office__sort_key"):
        for key, words in sections_of(row.sections).items():
            if words.strip():
                found.setdefault(key, []).append((row.obligation.office.name, words))
    return found


def gathered_for(report: ConsolidatedReport) -> Gathered:
    """What the report says of them: as frozen with its figures, or as the returns stand before that."""
    if report.figures_at is None:
        return gathered_from_returns(report.period)
    return {key: [(office, words) for office, words in told] for key, told in report.gathered.items()}
