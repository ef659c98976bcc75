"""Figures frozen and papers made in the background, each a step of its own: long to prepare, short to keep.

Nothing is written while figures are counted and papers are set, so nobody waits for it. What was asked for anew, or was
sent since, is left alone: a step whose report has moved on keeps nothing.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from ocop.ground.registry.long_reactions import LongReaction, Pulse
from ocop.kit import clock
from ocop.kit.events import Event
from ocop.kit.scope import Actor, Refused
from ocop.oversight.reporting import events
from ocop.oversight.reporting.actions import edited, papers
from ocop.oversight.reporting.making import set_paper
from ocop.oversight.reporting.models import ConsolidatedReport
from ocop.oversight.reporting.states import PaperKind, ReportState

GIVEN_UP = (
    "Máy gặp lỗi và đã thử lại mà không được. Bấm “Dựng lại tài liệu”; nếu vẫn vậy thì báo quản trị hệ thống, "
    "lỗi ghi ở trang Việc nền."
)


def _asked(event: events.PapersAsked) -> ConsolidatedReport | None:
    """The report whose papers are asked for, unless they were asked for anew since."""
    report = _draft(event.report_id)
    if report is None or not event.asked_at or report.asked_at == datetime.fromisoformat(event.asked_at):
        return report
    return None


def _frozen(event: events.FiguresFrozen) -> ConsolidatedReport | None:
    """The report whose figures were frozen, unless they were frozen again since: those have papers of their own."""
    report = _draft(event.report_id)
    return report if report and report.figures_at == datetime.fromisoformat(event.frozen_at) else None


def _draft(pk: int) -> ConsolidatedReport | None:
    found = ConsolidatedReport.objects.filter(pk=pk, state=ReportState.DRAFT)
    return found.select_related("period__plan__office", "asked_by", "edited").first()


def _reckon(event: events.PapersAsked, *, at: datetime, pulse: Pulse) -> papers.ReportFigures | Refused | None:
    report = _asked(event)
    try:
        return papers.reckon_figures(report, at=at, pulse=pulse) if report else None
    except Refused as refused:
        return refused


def _keep(event: events.PapersAsked, found: papers.ReportFigures | Refused | None, *, at: datetime) -> None:
    report = _asked(event)
    if report is None or found is None:
        return
    if isinstance(found, Refused):
        papers.say_failed(report, found.reason, at=at)
        return
    papers.keep_figures(report, found, by=_asker(report, at), at=at)


def _asker(report: ConsolidatedReport, at: datetime) -> Actor:
    """In whose name the papers are made."""
    asker = report.asked_by
    return Actor(asker.pk if asker else None, str(asker) if asker else "Hệ thống", clock.local_date(at))


def _set(event: events.FiguresFrozen, *, at: datetime, pulse: Pulse, kind: PaperKind) -> tuple[str, datetime] | None:
    report = _frozen(event)
    return (set_paper(report, kind), at) if report else None


def _offer(event: events.FiguresFrozen, made: tuple[str, datetime] | None, *, at: datetime, kind: PaperKind) -> None:
    """A paper is as old as the words it was made of, not as the moment it is offered."""
    report = _frozen(event)
    if report and made:
        path, made_at = made
        papers.keep_paper(report, kind, path, at=made_at)


def _refill(event: events.FiguresFrozen, *, at: datetime, pulse: Pulse) -> edited.Taken | edited.Unfit | None:
    report = _frozen(event)
    return edited.filled_anew(report) if report else None


def _keep_refilled(event: events.FiguresFrozen, taken: edited.Taken | edited.Unfit | None, *, at: datetime) -> None:
    report = _frozen(event)
    if report and taken:
        edited.keep_filled_anew(report, taken, by=_asker(report, at), at=at)


def _given_up(event: Event, *, at: datetime, of: Callable[[Any], ConsolidatedReport | None]) -> None:
    if (report := of(event)) is not None:
        papers.say_failed(report, GIVEN_UP, at=at)


def _paper(kind: PaperKind) -> LongReaction:
    return LongReaction(partial(_set, kind=kind), partial(_offer, kind=kind), partial(_given_up, of=_frozen))


REACTIONS: dict[type[Event], list[tuple[str, LongReaction]]] = {
    events.PapersAsked: [("reporting.freeze", LongReaction(_reckon, _keep, partial(_given_up, of=_asked)))],
    events.FiguresFrozen: [
        *((f"reporting.make_{kind.value}", _paper(kind)) for kind in PaperKind),
        ("reporting.refill_word", LongReaction(_refill, _keep_refilled, partial(_given_up, of=_frozen))),
    ],
}
