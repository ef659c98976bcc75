"""Writing a dossier: begun from a product, answered page by page, with papers of the wallet brought forward."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction

from ocop.cycle.dossiers import law, policies
from ocop.cycle.dossiers.actions.moving import locked
from ocop.cycle.dossiers.events import DossierStarted
from ocop.cycle.dossiers.known import known_answers
from ocop.cycle.dossiers.models import Citation, Dossier, SelfMark, Statement
from ocop.cycle.dossiers.registration import AnswerError, Field, fields_for, read_answer
from ocop.cycle.dossiers.states import DossierKind
from ocop.ground.producers.models import Paper, Product
from ocop.ground.programme.models import Round
from ocop.ground.registry.actions import record
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor, Refused, require


def start_dossier(
    product: Product, *, round: Round, kind: str, wanted_stars: int = 3, by: Actor, at: datetime
) -> Dossier:
    """Begin a dossier of a product for a round, under the law in force on the day.

    What is already known of the producer and the product fills the form to begin with. Raises `Refused`: not the
    producer's representative, a running dossier, a closed round, a law without sheets, a product without a set.
    """
    on = local_date(at)
    require(policies.may_start(by, product))
    require(policies.round_takes(round, on))
    if kind not in DossierKind.values:
        raise Refused("Anh/chị chọn loại đăng ký: đăng ký mới, nâng hạng hoặc đánh giá lại.")
    if wanted_stars not in (3, 4, 5):
        raise Refused("Anh/chị chọn hạng sao mong muốn: 3, 4 hoặc 5 sao.")
    criteria_id, sheet_code = law.choose_sheet(product, on)
    try:
        with transaction.atomic():
            dossier = Dossier.objects.create(
                product=product,
                producer_id=product.producer_id,
                round=round,
                kind=kind,
                criteria_id=criteria_id,
                sheet_code=sheet_code,
                wanted_stars=wanted_stars,
                started_at=at,
            )
            _fill_in_what_is_known(dossier, at)
            started = DossierStarted(dossier.pk, round_id=round.pk, kind=kind, criteria_id=criteria_id)
            record(by=by, at=at, subject=dossier, event=started)
    except IntegrityError:
        raise Refused("Sản phẩm này đang có một hồ sơ chưa kết thúc. Anh/chị làm tiếp hồ sơ đó.") from None
    return dossier


def _fill_in_what_is_known(dossier: Dossier, at: datetime) -> None:
    known = known_answers(dossier, local_date(at))
    fields = fields_for(dossier.criteria_id, dossier.kind).values()
    Statement.objects.bulk_create(
        Statement(dossier=dossier, key=field.key, text=known[field.source][: field.max_length], saved_at=at)
        for field in fields
        if known.get(field.source)
    )


@transaction.atomic
def save_statements(dossier: Dossier, *, answers: Mapping[str, str], by: Actor, at: datetime) -> Dossier:
    """Keep what was typed in some fields of the registration or the story.

    Unfinished text is kept too: what is required is asked at lodging. Raises `Refused` for a field the form does not
    have or a text longer than it allows.
    """
    row = locked(dossier)
    require(policies.may_edit(by, row))
    fields = fields_for(row.criteria_id, row.kind, samples=law.needs_samples(row))
    for key, text in answers.items():
        if key not in fields:
            raise Refused("Biểu mẫu không có mục này. Anh/chị mở lại trang rồi nhập lại.")
        if len(text) > fields[key].max_length:
            raise Refused(f"Mục “{fields[key].label}” dài quá {fields[key].max_length} chữ. Anh/chị viết ngắn lại.")
    answers = {key: _readable(fields[key], text, local_date(at)) for key, text in answers.items()}
    now = dict(row.statements.filter(key__in=answers).values_list("key", "text"))
    changed = {key: text for key, text in answers.items() if now.get(key, "") != text}
    for key, text in changed.items():
        Statement.objects.update_or_create(dossier=row, key=key, defaults={"text": text, "saved_at": at})
    if changed:
        record("dossiers.stated", by=by, at=at, subject=row, data={"fields": sorted(changed)})
    return row


def _readable(field: Field, text: str, on: date) -> str:
    try:
        return read_answer(field, text, on)
    except AnswerError as wrong:
        raise Refused(str(wrong)) from wrong


@transaction.atomic
def cite_paper(
    dossier: Dossier, *, paper: Paper, criteria: Iterable[str], note: str = "", by: Actor, at: datetime
) -> list[Citation]:
    """Bring a paper of the producer's own wallet forward for one or several criteria; citing twice changes nothing.

    Raises `Refused` for a stranger's paper or a criterion the sheet does not have.
    """
    row = locked(dossier)
    require(policies.may_edit(by, row))
    if paper.producer_id != row.producer_id:
        raise Refused("Giấy tờ này không thuộc kho giấy tờ của chủ thể.")
    codes = list(dict.fromkeys(criteria))
    if not codes:
        raise Refused("Anh/chị chọn ít nhất một tiêu chí mà giấy tờ này chứng minh.")
    law.require_criteria(row, codes)
    already = {c.criterion_code: c for c in row.citations.filter(paper=paper, criterion_code__in=codes)}
    new = [
        Citation(dossier=row, paper=paper, criterion_code=code, note=note[:200], cited_at=at)
        for code in codes
        if code not in already
    ]
    Citation.objects.bulk_create(new)
    if new:
        data = {"paper": paper.public_id, "criteria": [c.criterion_code for c in new]}
        record("dossiers.cited", by=by, at=at, subject=row, data=data)
    return [*already.values(), *new]


@transaction.atomic
def drop_citation(dossier: Dossier, *, citation: Citation, by: Actor, at: datetime) -> None:
    """Take a paper off one criterion; the paper itself stays in the wallet."""
    row = locked(dossier)
    require(policies.may_edit(by, row))
    gone, _ = row.citations.filter(pk=citation.pk).delete()
    if gone:
        data = {"paper": citation.paper.public_id, "criteria": [citation.criterion_code]}
        record("dossiers.citation_dropped", by=by, at=at, subject=row, data=data)


@transaction.atomic
def save_marks(dossier: Dossier, *, answers: Mapping[str, law.Given | None], by: Actor, at: datetime) -> Dossier:
    """Keep the producer's own marks on some criteria; None clears one.

    Raises `Refused` with a sentence naming the criterion when an answer is not on the sheet.
    """
    row = locked(dossier)
    require(policies.may_edit(by, row))
    law.require_options(row, {code: given for code, given in answers.items() if given is not None})
    now = {mark.criterion_code: law.Given(mark.points, mark.case) for mark in row.self_marks.all()}
    changed = {code: given for code, given in answers.items() if now.get(code) != given}
    row.self_marks.filter(criterion_code__in=[code for code, given in changed.items() if given is None]).delete()
    for code, given in changed.items():
        if given is not None:
            SelfMark.objects.update_or_create(
                dossier=row,
                criterion_code=code,
                defaults={"points": given.points, "case": given.case, "saved_at": at},
            )
    if changed:
        data = {"marks": {code: given and given.points for code, given in changed.items()}}
        record("dossiers.self_marked", by=by, at=at, subject=row, data=data)
    return row


@transaction.atomic
def want_stars(dossier: Dossier, *, stars: int, by: Actor, at: datetime) -> Dossier:
    """Change the star the producer aims at; it decides which papers are asked for."""
    row = locked(dossier)
    require(policies.may_edit(by, row))
    if stars not in (3, 4, 5):
        raise Refused("Anh/chị chọn hạng sao mong muốn: 3, 4 hoặc 5 sao.")
    if row.wanted_stars != stars:
        row.wanted_stars = stars
        row.save(update_fields=["wanted_stars"])
        record("dossiers.wanted_stars", by=by, at=at, subject=row, data={"stars": stars})
    return row


@transaction.atomic
def change_round(dossier: Dossier, *, round: Round, by: Actor, at: datetime) -> Dossier:
    """Carry a draft over to another round that still takes dossiers; everything written stays."""
    row = locked(dossier)
    require(policies.may_edit(by, row))
    require(policies.round_takes(round, local_date(at)))
    if row.lodged_at is not None:
        raise Refused("Hồ sơ đã nộp cho đợt này nên không chuyển sang đợt khác được.")
    if row.round_id != round.pk:
        row.round = round
        row.save(update_fields=["round"])
        record("dossiers.round_changed", by=by, at=at, subject=row, data={"round": round.public_id})
    return row


@transaction.atomic
def follow_law(dossier: Dossier, *, by: Actor, at: datetime) -> law.CarriedOver:
    """Move a draft to the criteria set in force today, keeping every answer that still exists in it.

    Answers and citations whose criterion or option the new sheet does not have in the same words are taken out and
    listed in the result and in the journal. Raises `Refused` when the law in force has no sheet for the product.
    """
    row = locked(dossier)
    require(policies.may_edit(by, row))
    if row.lodged_at is not None:
        raise Refused("Hồ sơ đã nộp được xét theo bộ tiêu chí của ngày nộp.")
    criteria_id, sheet_code = law.choose_sheet(row.product, local_date(at))
    carried = law.carry_over(row, criteria_id, sheet_code)
    row.self_marks.filter(criterion_code__in=carried.dropped_marks).delete()
    row.citations.filter(criterion_code__in=carried.dropped_citations).delete()
    old = f"{row.criteria_id} {row.sheet_code}"
    row.criteria_id, row.sheet_code = criteria_id, sheet_code
    row.save(update_fields=["criteria_id", "sheet_code"])
    data = {"from": old, "to": f"{criteria_id} {sheet_code}", "marks_dropped": list(carried.dropped_marks)}
    record("dossiers.law_followed", by=by, at=at, subject=row, data=data)
    return carried
