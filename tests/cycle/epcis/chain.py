"""A small chain told in few words: what a test's people did to which lot."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ocop.cycle.epcis.actions import record_event
from ocop.cycle.epcis.addresses import batch_uri, event_uri, vocabulary
from ocop.cycle.epcis.models import TraceEvent
from ocop.cycle.traceability.actions import make_batch
from ocop.cycle.traceability.models import Batch
from ocop.ground.producers.models import Product
from ocop.rules.epcis import Action, Amount, Document, Happening, context_of, object_event, transformation_event
from tests.world import NOW, World

FISH = {"lot": "L2611", "made_on": date(2026, 11, 20), "quantity": 300}


def lot_of(world: World, product: Product | None = None, **said: Any) -> Batch:
    """A batch its own producer wrote down."""
    product = product or world.dried_fish
    who = world.chi_lan if product.producer_id == world.fish_maker.pk else world.anh_phuc
    return make_batch(product, **(FISH | said), by=world.actor(who), at=NOW)


def happened(key: str, step: str = "shipping", at: datetime = NOW, **said: Any) -> Happening:
    more = said.pop("more", ())
    return Happening(event_uri(key), at, step, more=(("@context", context_of(vocabulary())), *more), **said)


def seen(batch: Batch, key: str = "a", **said: Any) -> Document:
    """A document that some packets of a batch were seen."""
    return object_event(happened(key, **said), Action.OBSERVE, amounts=[Amount(batch_uri(batch), Decimal(10))])


def made_of(output: str, *inputs: str, key: str = "m") -> Document:
    amounts = [Amount(uri, Decimal("12.5"), "KGM") for uri in inputs]
    return transformation_event(happened(key, ""), inputs=amounts, outputs=[Amount(output, Decimal(5), "KGM")])


def keep(world: World, document: Document, **said: Any) -> TraceEvent:
    """What chị Lan, who represents the fish maker, has written down."""
    return record_event(document, producer=world.fish_maker, by=world.actor(world.chi_lan), at=NOW, **said)
