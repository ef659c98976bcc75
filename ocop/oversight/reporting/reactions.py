"""Figures frozen and papers made in the background, each a step of its own, so that the page can tell how far it is."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from ocop.kit import clock
from ocop.kit.events import Event
from ocop.kit.scope import Actor, Refused
from ocop.oversight.reporting import events
from ocop.oversight.reporting.actions import freeze_figures
from ocop.oversight.reporting.making import make_paper
from ocop.oversight.reporting.models import ConsolidatedReport
from ocop.oversight.reporting.states import PaperKind, ReportState


def freeze(event: events.PapersAsked, *, at: datetime) -> None:
    """Freeze the figures; a refusal is kept on the report for whoever asked to read."""
    report = _open_report(event.report_id)
    if report is None:
        return
    asker = report.asked_by
    by = Actor(asker.pk if asker else None, str(asker) if asker else "Hệ thống", clock.local_date(at))
    try:
        freeze_figures(report, by=by, at=at)
    except Refused as refused:
        ConsolidatedReport.objects.filter(pk=report.pk).update(failed=refused.reason[:400])


def _maker(kind: PaperKind) -> Callable[..., None]:
    def make(event: events.FiguresFrozen, *, at: datetime) -> None:
        report = _open_report(event.report_id)
        # Figures frozen again since have papers of their own on the way.
        if report is not None and report.figures_at == datetime.fromisoformat(event.frozen_at):
            make_paper(report, kind, at=at)

    return make


def _open_report(pk: int) -> ConsolidatedReport | None:
    found = ConsolidatedReport.objects.filter(pk=pk, state=ReportState.DRAFT)
    return found.select_related("period__plan__office", "asked_by").first()


REACTIONS: dict[type[Event], list[tuple[str, Callable[..., Any]]]] = {
    events.PapersAsked: [("reporting.freeze", freeze)],
    events.FiguresFrozen: [(f"reporting.make_{kind.value}", _maker(kind)) for kind in PaperKind],
}
