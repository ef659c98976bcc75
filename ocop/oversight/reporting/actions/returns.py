"""A return is written, sent with its figures frozen, checked, given back or taken; later changes are exceptions."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from ocop.ground.offices.models import Office, StandingAgency
from ocop.ground.planning.actions.notices import coordination_office
from ocop.ground.registry.actions import notify, notify_offices, record, settle_notices
from ocop.ground.registry.states import NoticeKind
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor, Refused, require
from ocop.oversight.figures.actions import Reckoned, reckon_all, told, write
from ocop.oversight.figures.models import new_code
from ocop.oversight.figures.questions import Question
from ocop.oversight.reporting import policies
from ocop.oversight.reporting.actions.noting import keep_notes
from ocop.oversight.reporting.actions.owing import lift_excuse, page_of_return, told_of
from ocop.oversight.reporting.catalogue import name_of_cell
from ocop.oversight.reporting.cells import filled_forms, template_of
from ocop.oversight.reporting.filling import questions_of, scope_of
from ocop.oversight.reporting.findings import findings_of
from ocop.oversight.reporting.models import (
    Period,
    PeriodicReturn,
    Receipt,
    ReturnCell,
    ReturnSlip,
    TypedChange,
)
from ocop.oversight.reporting.states import RETURN_WORKFLOW, ReturnState, SlipKind
from ocop.rules.forms import Filled, typed_of

MOST_LETTERS = 20_000
_GIVEN_BACK = {SlipKind.SENT_BACK: "reporting.return_sent_back", SlipKind.UNLOCKED: "reporting.return_unlocked"}


def _locked(row: PeriodicReturn) -> PeriodicReturn:
    """The return as it stands, held with its period and what is owed: nobody changes, closes or excuses meanwhile."""
    Period.objects.select_for_update(of=("self",)).get(obligations__sent=row.pk)
    rows = PeriodicReturn.objects.select_for_update(of=("self", "obligation"))
    return rows.select_related("obligation__office__unit", "obligation__period__plan").get(pk=row.pk)


@transaction.atomic
def save_return(
    row: PeriodicReturn,
    *,
    sections: Mapping[str, str],
    typed: Mapping[str, int | None],
    notes: Mapping[str, str],
    by: Actor,
    at: datetime,
) -> PeriodicReturn:
    """Keep what the office wrote: words by section, numbers typed where the form allows, notes on what was found.

    Raises `Refused` for who may not, for a section the template does not know, for a number typed where records give
    the figure, and for words too long.
    """
    found = _locked(row)
    require(policies.may_write(by, found))
    template = template_of(found)
    known = {section.key: section for section in template.sections}
    for key, words in sections.items():
        if key not in known:
            raise Refused(f"Mẫu báo cáo không có mục “{key}”.")
        if len(words) > MOST_LETTERS:
            raise Refused(f"Mục “{known[key].title}” dài quá {MOST_LETTERS} chữ. Rút gọn hoặc gửi kèm tệp.")
    allowed = {each.cell for form in template.forms for each in typed_of(form)}
    if unknown := set(typed) - allowed:
        raise Refused(f"Số ở ô {', '.join(sorted(unknown))} lấy từ bản ghi nên không nhập tay được. Sửa ở bản ghi.")
    found.sections = {**found.sections, **{key: words.strip() for key, words in sections.items()}}
    found.save(update_fields=["sections"])
    _type(found, typed, by=by, at=at)
    keep_notes(found, notes, by=by, at=at)
    record("reporting.return_saved", by=by, at=at, subject=found)
    return found


def _type(row: PeriodicReturn, typed: Mapping[str, int | None], *, by: Actor, at: datetime) -> None:
    """Keep numbers typed by hand, each under its code; what changed goes to its history."""
    kept = {each.cell: each for each in row.cells.filter(cell__in=typed)}
    for name, number in typed.items():
        cell = kept.get(name)
        if number == (cell.typed if cell is not None else None):
            continue
        if cell is None:
            cell = ReturnCell.objects.create(periodic_return=row, cell=name)
        cell.typed, cell.figure, cell.code = number, None, cell.code or new_code()
        if (called := name_of_cell(name)) is not None:
            cell.called = asdict(called)
        cell.save(update_fields=["typed", "figure", "code", "called"])
        TypedChange.objects.create(cell=cell, typed=number, at=at, by_id=by.user_id)


def submit_return(row: PeriodicReturn, *, by: Actor, at: datetime) -> PeriodicReturn:
    """Send a return: every figure is frozen with what it counted, and its readers are told at once.

    Raises `Refused` for who may not, and while something that does not agree is neither mended nor explained.
    """
    found = PeriodicReturn.objects.select_related("obligation__office__unit", "obligation__period__plan").get(pk=row.pk)
    if found.state == ReturnState.SUBMITTED and found.sent_by_id == by.user_id:
        return found
    require(policies.may_submit(by, found))
    questions = questions_of(template_of(found).forms, found.period, scope_of(found.office), local_date(at))
    # Listing what was counted may take a while: nobody else's writing waits for it.
    reckoned = reckon_all(questions)
    return _send(found, questions, reckoned, by=by, at=at)


@transaction.atomic
def _send(
    row: PeriodicReturn,
    questions: Mapping[str, Question],
    reckoned: Mapping[str, Reckoned],
    *,
    by: Actor,
    at: datetime,
) -> PeriodicReturn:
    found = _locked(row)
    if found.state == ReturnState.SUBMITTED and found.sent_by_id == by.user_id:
        return found
    require(policies.may_submit(by, found))
    if (found.period.since, found.period.until) != (row.period.since, row.period.until):
        raise Refused("Kỳ báo cáo vừa được đổi ngày số liệu. Xem lại số liệu rồi gửi.")
    _refuse_what_disagrees(found, reckoned)
    figures = {}
    for cell, question in questions.items():
        figure = write(question, reckoned[cell], office=found.office, why=str(found.period), by=by, at=at)
        ReturnCell.objects.update_or_create(
            periodic_return=found, cell=cell, defaults={"figure": figure, "typed": None}
        )
        figures[cell] = told(figure)
    found.cells.filter(figure__isnull=False).exclude(cell__in=questions).delete()
    found.state = RETURN_WORKFLOW.target("submit", found.state)
    found.sent_at, found.sent_by_id = at, by.user_id
    found.first_sent_at = found.first_sent_at or at
    found.save(update_fields=["state", "sent_at", "sent_by", "first_sent_at"])
    settle_notices([page_of_return(found)], at=at)
    _deliver(found, at=at)
    record(
        "reporting.return_submitted",
        by=by,
        at=at,
        subject=found,
        data={"figures": figures, "typed": dict(_typed(found))},
    )
    return found


def _refuse_what_disagrees(row: PeriodicReturn, reckoned: Mapping[str, Reckoned]) -> None:
    """The figures about to be frozen are the ones checked."""
    typed = {cell: Filled(number, manual=True) for cell, number in _typed(row)}
    counted = {cell: Filled(each.value, each.base) for cell, each in reckoned.items()}
    cells = filled_forms(template_of(row).forms, typed | counted)
    if open_ones := [each for each in findings_of(row, cells) if each.is_open]:
        first = open_ones[0].finding.words
        raise Refused(
            f"Còn {len(open_ones)} chỗ không khớp. {first} Sửa ở bản ghi, hoặc giải trình nếu số đúng như vậy."
        )


def _typed(row: PeriodicReturn) -> list[tuple[str, int]]:
    return [(each.cell, each.typed) for each in row.cells.all() if each.typed is not None]


def _readers(row: PeriodicReturn, on: date) -> list[Office]:
    """A return goes to the standing agency and the coordination office at once (Kế hoạch 124/KH-UBND, phần IV)."""
    standing = StandingAgency.objects.on(on)
    found = [coordination_office(on), standing.office if standing else None, standing.through if standing else None]
    return list({each.pk: each for each in found if each is not None and each.pk != row.office.pk}.values())


def _deliver(row: PeriodicReturn, *, at: datetime) -> None:
    for office in _readers(row, local_date(at)):
        Receipt.objects.update_or_create(
            periodic_return=row, office=office, defaults={"sent_at": at, "read_at": None, "read_by": None}
        )
        title = f"{row.office} gửi báo cáo {row.period}"
        notify(title=title, at=at, office_id=office.pk, url=page_of_return(row))


def _tell_office(row: PeriodicReturn, how: str, *, at: datetime, body: str = "", kind: str) -> None:
    """Tell the office that reports, or the one that carries on its work, how its return stands."""
    notices = told_of([row], lambda whose: f"Báo cáo {row.period}{whose} {how}", on=local_date(at))
    notify_offices(notices, at=at, body=body, kind=kind)


@transaction.atomic
def send_back(row: PeriodicReturn, *, why: str, by: Actor, at: datetime) -> PeriodicReturn:
    """Give a return back to its office with the reasons. Raises `Refused`."""
    return _give_back(row, "send_back", SlipKind.SENT_BACK, why, by=by, at=at)


@transaction.atomic
def unlock(row: PeriodicReturn, *, why: str, by: Actor, at: datetime) -> PeriodicReturn:
    """Let an office change what was taken, or send after the period was closed: by exception, for a reason.

    One that was excused owes its return again. Raises `Refused`.
    """
    return _give_back(row, "unlock", SlipKind.UNLOCKED, why, by=by, at=at)


def _give_back(
    row: PeriodicReturn, action: str, kind: SlipKind, why: str, *, by: Actor, at: datetime
) -> PeriodicReturn:
    found, words = _locked(row), why.strip()
    may = policies.may_settle(by, found, action)
    if not may and found.slips.filter(kind=kind, why=words, by_id=by.user_id).exists():
        return found
    require(may)
    if not words:
        raise Refused("Ghi lý do và điều cơ quan cần làm.")
    if found.obligation.excused_at is not None:
        lift_excuse(found.obligation, why=words, by=by, at=at)
    if RETURN_WORKFLOW.allowed(action, found.state):
        found.state = RETURN_WORKFLOW.target(action, found.state)
    found.settled_at, found.settled_by = None, None
    found.save(update_fields=["state", "settled_at", "settled_by"])
    ReturnSlip.objects.create(periodic_return=found, kind=kind, why=words, at=at, by_id=by.user_id)
    how = "được trả lại để sửa" if kind == SlipKind.SENT_BACK else "được mở lại cho sửa"
    _tell_office(found, how, at=at, body=words[:400], kind=NoticeKind.TODO)
    record(_GIVEN_BACK[kind], by=by, at=at, subject=found, why=words)
    return found


@transaction.atomic
def accept(row: PeriodicReturn, *, by: Actor, at: datetime) -> PeriodicReturn:
    """Take a return: from now on it is locked. Raises `Refused`."""
    found = _locked(row)
    if found.state == ReturnState.ACCEPTED:
        return found
    require(policies.may_settle(by, found, "accept"))
    found.state = RETURN_WORKFLOW.target("accept", found.state)
    found.settled_at, found.settled_by_id = at, by.user_id
    found.save(update_fields=["state", "settled_at", "settled_by"])
    _tell_office(found, "đã được nhận", at=at, kind=NoticeKind.RESULT)
    record("reporting.return_accepted", by=by, at=at, subject=found)
    return found
