"""The papers of the consolidated report, in steps: asked for, figures counted, frozen, papers made and offered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from ocop.ground.offices.models import Office
from ocop.ground.offices.placing import waiting_for
from ocop.ground.planning.actions.notices import coordination_office
from ocop.ground.registry.actions import notify, record
from ocop.ground.registry.states import NoticeKind
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor, Refused, require
from ocop.oversight.figures.actions import Reckoned, reckon_all, told, write
from ocop.oversight.figures.questions import Question
from ocop.oversight.reporting import policies
from ocop.oversight.reporting.actions.reports import locked
from ocop.oversight.reporting.catalogue import template_called
from ocop.oversight.reporting.events import FiguresFrozen, PapersAsked
from ocop.oversight.reporting.filling import PROVINCE, questions_of, target_questions
from ocop.oversight.reporting.gathering import Gathered, gathered_from_returns
from ocop.oversight.reporting.lines import lines_of_words, mark_of
from ocop.oversight.reporting.making import offer_paper
from ocop.oversight.reporting.models import ConsolidatedReport, ReportCell, sections_of
from ocop.oversight.reporting.states import PaperKind, ReportState

# What a figure of the whole province may list when nobody waits for it.
MOST_RECORDS = 1_000_000


@transaction.atomic
def ask_for_papers(report: ConsolidatedReport, *, by: Actor, at: datetime) -> ConsolidatedReport:
    """Have the figures frozen as the records stand and the papers made anew, in the background."""
    found = locked(report)
    require(policies.may_change_report(by, found))
    if found.is_being_made and not found.is_stuck(at):
        return found
    found.asked_at, found.asked_by_id, found.failed = at, by.user_id, ""
    found.save(update_fields=["asked_at", "asked_by", "failed"])
    record(by=by, at=at, subject=found, event=PapersAsked(found.pk, at.isoformat()))
    return found


@dataclass(frozen=True, slots=True)
class ReportFigures:
    """The figures of a report with what they count, what offices wrote and which records lie in no commune of today, as
    of one moment, ready to be kept.
    """

    questions: Mapping[str, Question]
    reckoned: Mapping[str, Reckoned]
    gathered: Gathered
    left_out: str
    office: Office


def reckon_figures(
    report: ConsolidatedReport, *, at: datetime, pulse: Callable[[int, int], None] | None = None
) -> ReportFigures:
    """Count every figure of a report with what it counts, writing nothing; `pulse(done, of)` hears how far it is.

    Raises `Refused` where a figure cannot be counted.
    """
    template = template_called(report.template)
    questions = questions_of(template.forms, report.period, PROVINCE, local_date(at))
    if template.targets_in:
        questions |= target_questions(report.period, local_date(at))
    office = coordination_office(local_date(at))
    if office is None:
        raise Refused("Chưa có Văn phòng Điều phối tỉnh trong danh sách cơ quan.")
    reckoned = reckon_all(questions, most=MOST_RECORDS, pulse=pulse)
    return ReportFigures(questions, reckoned, gathered_from_returns(report.period), waiting_for().words, office)


@transaction.atomic
def keep_figures(report: ConsolidatedReport, figures: ReportFigures, *, by: Actor, at: datetime) -> int:
    """Freeze every figure of a report with what it counted; returns how many. The figures before stay published."""
    found = locked(report)
    if found.state != ReportState.DRAFT:
        return 0
    kept = {
        cell: write(question, figures.reckoned[cell], office=figures.office, why=str(found), by=by, at=at)
        for cell, question in figures.questions.items()
    }
    found.cells.all().delete()
    ReportCell.objects.bulk_create(
        [ReportCell(report=found, cell=cell, figure=figure) for cell, figure in kept.items()]
    )
    found.figures_at, found.failed = at, ""
    found.gathered, found.left_out = figures.gathered, figures.left_out
    found.save(update_fields=["figures_at", "gathered", "left_out", "failed"])
    data = {"figures": {cell: told(figure) for cell, figure in kept.items()}, "words": _marks(found)}
    record("reporting.report_frozen", by=by, at=at, subject=found, data=data)
    record(by=by, at=at, subject=found, event=FiguresFrozen(found.pk, len(kept), at.isoformat()))
    return len(kept)


def _marks(report: ConsolidatedReport) -> list[str]:
    """Marks of the lines a report says now: a Word file made of it is known by them to lack what is written later."""
    said = lines_of_words(template_called(report.template), sections_of(report.sections), report.gathered)
    return [mark_of(line) for _, line in said]


def freeze_figures(report: ConsolidatedReport, *, by: Actor, at: datetime) -> int:
    """Count and freeze at once, for who waits for it."""
    return keep_figures(report, reckon_figures(report, at=at), by=by, at=at)


@transaction.atomic
def keep_paper(report: ConsolidatedReport, kind: PaperKind, path: str, *, at: datetime) -> None:
    """Offer a paper made in the background; once all are there, what failed before is over."""
    found = locked(report)
    offer_paper(found, kind, path, at=at)
    if found.failed and found.papers_made == len(PaperKind):
        ConsolidatedReport.objects.filter(pk=found.pk).update(failed="")


@transaction.atomic
def say_failed(report: ConsolidatedReport, why: str, *, at: datetime) -> None:
    """Keep why the papers could not be made, and tell whoever asked for them, once."""
    found = locked(report)
    if found.failed or found.state != ReportState.DRAFT:
        return
    found.failed = why[:400]
    found.save(update_fields=["failed"])
    office = coordination_office(local_date(at)) if found.asked_by_id is None else None
    if found.asked_by_id is None and office is None:
        return
    notify(
        title=f"Chưa dựng được tài liệu: {found}",
        body=found.failed,
        at=at,
        user_id=found.asked_by_id,
        office_id=office.pk if office else None,
        url=reverse("reporting:report", args=[found.public_id]),
        kind=NoticeKind.TODO,
    )
