"""An accepted idea becomes a candidate product of somebody who will make it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ocop.cycle.ideas import policies
from ocop.cycle.ideas.actions.steps import locked, move
from ocop.cycle.ideas.models import Idea
from ocop.cycle.ideas.states import PRODUCT_TAG, IdeaState, IdeaTag, StepKind
from ocop.ground.producers.actions import open_product, register_producer, set_tag
from ocop.ground.producers.models import Producer
from ocop.ground.registry.actions import record
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor, Refused, require


@dataclass(frozen=True, slots=True)
class NewProducer:
    """Somebody not yet on the register who will make the product, at the idea's place."""

    name: str
    legal_form: str


@transaction.atomic
def make_candidate(
    idea: Idea,
    *,
    producer: Producer | NewProducer,
    name: str,
    description: str,
    tags: Sequence[str],
    words: str = "",
    by: Actor,
    at: datetime,
) -> Idea:
    """Open the candidate product of an accepted idea with those of its tags the officer confirms.

    Its picture goes along where the author let everybody see it.

    Raises `Refused` when the producer is not the officer's to keep or has a product of that name already.
    """
    row = locked(idea)
    if row.state == IdeaState.CANDIDATE:
        return row
    require(policies.may(by, row, "make_candidate"))
    if isinstance(producer, NewProducer):
        producer = register_producer(
            name=producer.name, unit=row.unit, legal_form=producer.legal_form, since=local_date(at), by=by, at=at
        )
    photo = row.picture if row.may_list else None
    product = open_product(producer, name=name, description=description, photo=photo, by=by, at=at)
    for tag in tags:
        if tag not in PRODUCT_TAG:
            raise Refused("Sản phẩm không có nhãn này. Chọn lại nhãn.")
        note = f"Theo ý tưởng số {row.number}: {IdeaTag(tag).label.lower()}"
        set_tag(product, tag=PRODUCT_TAG[tag], note=note, by=by, at=at)
    row.product = product
    # Who makes it may be a household: the officer says so in their own words, or not.
    said = f"Sản phẩm “{product.name}”. {words.strip()}".strip()
    move(row, "make_candidate", StepKind.CANDIDATE, said, by=by, at=at)
    record(
        "ideas.became_candidate",
        by=by,
        at=at,
        subject=row,
        data={"product": product.public_id, "producer": producer.public_id},
    )
    return row
