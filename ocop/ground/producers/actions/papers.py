"""The evidence wallet: filing a paper once, replacing it when a newer one comes, taking it out."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from ocop.ground.producers import policies
from ocop.ground.producers.models import Paper, Producer, Product
from ocop.ground.producers.states import PaperKind
from ocop.ground.registry.actions import record
from ocop.ground.registry.models import Document
from ocop.kit.scope import Actor, Refused, require


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What is written on a paper: its kind, its name, number, who issued it and from when to when it counts."""

    kind: str
    title: str = ""
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    valid_until: date | None = None


def file_paper(
    producer: Producer,
    *,
    document: Document,
    facts: PaperFacts,
    by: Actor,
    at: datetime,
    product: Product | None = None,
) -> Paper:
    """Put a filed document into a producer's wallet as a paper; `product` when it proves only that product."""
    require(policies.may_file_papers(by, producer))
    _refuse_wrong_dates(facts, at)
    if product is not None and product.producer_id != producer.pk:
        raise Refused("Sản phẩm này không phải của chủ thể. Anh/chị chọn lại sản phẩm.")
    with transaction.atomic():
        paper = _create(producer, product, document, facts, by, at)
        data = {"kind": paper.kind, "producer": producer.public_id, "document": document.public_id}
        record("producers.paper_filed", by=by, at=at, subject=paper, data=data)
    return paper


def replace_paper(paper: Paper, *, document: Document, facts: PaperFacts, by: Actor, at: datetime) -> Paper:
    """File a newer paper in the place of one in the wallet; the old one stays for the dossiers that cited it.

    Raises `Refused` when the paper was already replaced or taken out, as by a second tap.
    """
    _refuse_wrong_dates(facts, at)
    with transaction.atomic():
        paper = _locked(paper)
        require(policies.may_change_paper(by, paper))
        newer = _create(paper.producer, paper.product, document, facts, by, at)
        paper.replaced_by = newer
        paper.save(update_fields=["replaced_by"])
        data = {"replaced": paper.public_id, "kind": newer.kind, "document": document.public_id}
        record("producers.paper_replaced", by=by, at=at, subject=newer, data=data)
    return newer


def remove_paper(paper: Paper, *, by: Actor, at: datetime, why: str = "") -> Paper:
    """Take a paper out of the wallet. The row and its file stay, so a dossier that cited it still opens it."""
    with transaction.atomic():
        paper = _locked(paper)
        require(policies.may_change_paper(by, paper))
        paper.removed_at = at
        paper.save(update_fields=["removed_at"])
        record("producers.paper_removed", by=by, at=at, subject=paper, why=why, data={"kind": paper.kind})
    return paper


def show_paper(paper: Paper, *, mark: str, by: Actor, at: datetime) -> Paper:
    """Let buyers know what a paper proves, or no longer (an empty mark). The same word again changes nothing.

    A newer paper in its place is shown only when an officer has read that one too.
    """
    with transaction.atomic():
        paper = _locked(paper)
        require(policies.may_show_paper(by, paper))
        if paper.public_mark == mark:
            return paper
        data = {"before": paper.public_mark, "mark": mark}
        paper.public_mark = mark
        paper.shown_by_id, paper.shown_at = (by.user_id, at) if mark else (None, None)
        paper.save(update_fields=["public_mark", "shown_by", "shown_at"])
        act = "producers.paper_shown" if mark else "producers.paper_hidden"
        record(act, by=by, at=at, subject=paper, data=data)
    return paper


def _locked(paper: Paper) -> Paper:
    return Paper.objects.select_for_update(of=("self",)).select_related("producer", "product").get(pk=paper.pk)


def _create(
    producer: Producer, product: Product | None, document: Document, facts: PaperFacts, by: Actor, at: datetime
) -> Paper:
    values = asdict(facts)
    values["title"] = facts.title.strip() or PaperKind(facts.kind).label
    return Paper.objects.create(
        producer=producer, product=product, document=document, filed_by_id=by.user_id, filed_at=at, **values
    )


def _refuse_wrong_dates(facts: PaperFacts, at: datetime) -> None:
    """The database holds the same rule; here it is said in words."""
    from ocop.kit.clock import local_date

    if facts.issued_on and facts.issued_on > local_date(at):
        raise Refused("Ngày cấp ở sau hôm nay. Anh/chị xem lại ngày ghi trên giấy.")
    if facts.issued_on and facts.valid_until and facts.valid_until < facts.issued_on:
        raise Refused("Ngày hết hạn ở trước ngày cấp. Anh/chị xem lại hai ngày ghi trên giấy.")
