"""The Word file of a report as people edited it: taken in with the figures of now, filled anew, given up."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor, Refused, require
from ocop.oversight.reporting import policies
from ocop.oversight.reporting.actions.reports import locked
from ocop.oversight.reporting.composing import compose, version_of
from ocop.oversight.reporting.making import content_of, stored
from ocop.oversight.reporting.models import ConsolidatedReport, EditedWord
from ocop.oversight.reporting.papers.document import Report


@dataclass(frozen=True, slots=True)
class Taken:
    """An edited file with the figures frozen at `figures_at`, in the file store, looked at beside words that last
    changed at `written_at`; `filled_from` is the hash of the file it was made of, `changed` how many figures got
    another value.
    """

    path: str
    sha256: str
    figures_at: datetime
    written_at: datetime | None
    told: list[str]
    changed: int
    filled_from: str


@dataclass(frozen=True, slots=True)
class Unfit:
    """An edited file, known by its hash, that is taken no longer, and why."""

    sha256: str
    why: str


def read_edited(
    report: ConsolidatedReport, content: bytes, *, held_at: datetime | None = None, sent_at: datetime | None = None
) -> Taken:
    """Put the figures frozen last into an edited file and look at what it says; writes no record.

    `held_at` is which figures it holds and `sent_at` when it came, where the file itself does not say of which figures
    and words it was made. Raises `PaperError` for a file that cannot be taken or is of another report, ValueError for a
    report whose figures were never frozen.
    """
    from ocop.oversight.reporting import edits
    from ocop.oversight.reporting.papers import word

    if report.figures_at is None:
        raise ValueError("the figures of this report are not frozen")
    given = word.read(content)
    edits.refuse(report, given)
    composed, version = compose(report), version_of(report.figures_at)
    values, marks = word.values_of(composed), given.identity
    held = edits.held_at(
        report,
        _moment(marks.version) if marks else held_at,
        _moment(marks.words) if marks else sent_at or report.figures_at,
    )
    filled, done = word.refill(content, values, composed.charts(), version=version)
    edited, ours = word.read(filled, values), word.read(_ours(composed), values)
    told = edits.told_of(report, composed, done, held, edited, ours)
    path = stored(report, filled, "sua.docx")
    return Taken(path, _hash(filled), report.figures_at, report.written_at, told, len(done.changed), _hash(content))


def _ours(composed: Report) -> bytes:
    from ocop.oversight.reporting.papers import word

    return word.make(composed)


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


@transaction.atomic
def keep_edited(report: ConsolidatedReport, taken: Taken, *, by: Actor, at: datetime) -> EditedWord:
    """Have an edited file go out in place of ours; the same file twice changes nothing.

    Raises `Refused` once the report is sent, while its papers are being made, and when its figures were frozen anew or
    its words changed since the file was looked at.
    """
    found = locked(report)
    require(policies.may_edit_word(by, found))
    if found.figures_at != taken.figures_at:
        raise Refused("Số liệu vừa được chốt lại. Gửi tệp lần nữa để lấy số mới.")
    if found.written_at != taken.written_at:
        raise Refused("Lời văn hoặc người ký trên máy vừa đổi. Gửi tệp lần nữa để máy xem lại.")
    already = found.edited_word
    if already is not None and _same(already, taken):
        return already
    kept, _ = EditedWord.objects.update_or_create(
        report=found,
        defaults=_facts(taken) | {"uploaded_at": at, "uploaded_by_id": by.user_id},
    )
    data = {"sha256": taken.sha256, "changed": taken.changed, "told": len(taken.told)}
    record("reporting.word_edited", by=by, at=at, subject=found, data=data)
    return kept


def _facts(taken: Taken) -> dict[str, object]:
    names = ("path", "sha256", "figures_at", "written_at", "told")
    return {name: getattr(taken, name) for name in names}


def _same(kept: EditedWord, taken: Taken) -> bool:
    """Whether a file was taken and told of like this already."""
    return all(getattr(kept, name) == value for name, value in _facts(taken).items())


@transaction.atomic
def drop_edited(report: ConsolidatedReport, *, by: Actor, at: datetime) -> None:
    """Have our own papers go out again; a second press changes nothing."""
    found = locked(report)
    require(policies.may_change_report(by, found))
    edited = found.edited_word
    if edited is None:
        return
    record("reporting.word_dropped", by=by, at=at, subject=found, data={"sha256": edited.sha256})
    edited.delete()


def filled_anew(report: ConsolidatedReport) -> Taken | Unfit | None:
    """The edited file of a report with the figures frozen since, looked at anew; None where there is none. Writes no
    record.
    """
    from ocop.oversight.reporting.papers.word import PaperError

    edited = report.edited_word
    if edited is None:
        return None
    try:
        return read_edited(report, content_of(edited), held_at=edited.figures_at, sent_at=edited.uploaded_at)
    except PaperError as wrong:
        return Unfit(edited.sha256, f"Bản này không còn được nhận và chưa có số chốt mới. {wrong}")


@transaction.atomic
def keep_filled_anew(report: ConsolidatedReport, taken: Taken | Unfit, *, by: Actor, at: datetime) -> None:
    """Keep the edited file with its new figures, unless another was sent or it was given up meanwhile; of one that is
    taken no longer keep why, so that it is not sent.
    """
    found = locked(report)
    edited = EditedWord.objects.filter(report=found)
    if isinstance(taken, Unfit):
        edited.filter(sha256=taken.sha256).update(told=[taken.why])
    elif edited.filter(sha256=taken.filled_from).update(**_facts(taken)):
        data = {"sha256": taken.sha256, "changed": taken.changed, "told": len(taken.told)}
        record("reporting.word_refilled", by=by, at=at, subject=found, data=data)
