"""The addresses by which events name our lots, places and partners, and what such an address leads back to."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.db.models import Q

from ocop.cycle.epcis.models import EventItem, MaterialLot, Partner
from ocop.cycle.traceability.models import Batch
from ocop.ground.offices.models import Unit
from ocop.ground.producers.models import Producer
from ocop.rules import gs1

BATCH, MATERIAL, PARTNER, PRODUCER, UNIT = "lo", "nguyen-lieu", "doi-tac", "chu-the", "xa"
_OWN = "id"


def case_name(uri: str) -> str:
    """A case or pallet by its number where it has one, for the same is written in several ways; else the address."""
    return gs1.container_in(uri) or uri


def of_no_lot(names: Iterable[str]) -> Q:
    """The items of events that are no lot of ours, by what `case_name` calls them."""
    wanted = set(names)
    return Q(sscc__in=wanted - {""}) | Q(uri__in=wanted, sscc="", batch=None, material=None)


def own(kind: str, name: str) -> str:
    """The address of a thing of ours that has no key of GS1."""
    return f"{settings.SITE_URL}/{_OWN}/{kind}/{name}"


def batch_uri(batch: Batch) -> str:
    """A lot by its trade item number, or by its own address while its product has none. Reads `batch.product`."""
    if gs1.is_gtin(batch.product.gtin):
        return gs1.lot_address(settings.SITE_URL, batch.product.gtin, batch.lot)
    return own(BATCH, batch.public_id)


def material_uri(material: MaterialLot) -> str:
    return own(MATERIAL, material.public_id)


def partner_uri(partner: Partner) -> str:
    """What an event says of a partner: an id that tells nobody its name."""
    return own(PARTNER, partner.public_id)


def producer_uri(producer: Producer) -> str:
    return own(PRODUCER, producer.public_id)


def unit_uri(unit: Unit) -> str:
    return own(UNIT, unit.code)


def vocabulary() -> str:
    """What our own terms of events begin with."""
    return f"{settings.SITE_URL}/{_OWN}/tu-vung#"


def event_uri(public_id: str) -> str:
    """The id of an event we record: always the same for the same record."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, own('su-kien', public_id))}"


@dataclass(frozen=True, slots=True)
class Lots:
    """Our lots among some addresses."""

    batches: dict[str, Batch] = field(default_factory=dict)
    materials: dict[str, MaterialLot] = field(default_factory=dict)


def lots_among(uris: Iterable[str], producer: Producer | None = None) -> Lots:
    """Which of some addresses are lots of ours; two queries however many, three where a name is not ours now.

    Two products may bear one GTIN: of two lots of one address the producer's own is meant. A lot of the
    producer's that was renamed, or whose product got another number, is known by its address of before.
    """
    names: dict[str, dict[str, str]] = {BATCH: {}, MATERIAL: {}}
    links: dict[tuple[str, str], list[str]] = {}
    for uri in set(uris):
        if (link := gs1.lot_in(uri)) is not None:
            links.setdefault(link, []).append(uri)
        elif (of_ours := name_in(uri))[0] in names:
            names[of_ours[0]][of_ours[1]] = uri
    batches = _batches(names[BATCH], links, producer)
    if producer is not None and (former := set(chain.from_iterable(links.values())) - set(batches)):
        batches |= _batches_of_before(former, producer)
    return Lots(batches, _materials(names[MATERIAL]))


def unit_at(uri: str, on: date) -> Unit | None:
    """The administrative unit an address of a place leads to on a day: the unit itself, or a producer's."""
    kind, name = name_in(uri)
    if kind == UNIT:
        return Unit.objects.coded(name, on)
    if kind == PRODUCER:
        found = Producer.objects.filter(public_id=name).select_related("unit").first()
        return found.unit if found else None
    return None


def partner_at(uri: str, producer: Producer) -> Partner | None:
    """The producer's partner an address leads to; nobody else's."""
    kind, name = name_in(uri)
    return Partner.objects.filter(public_id=name, producer=producer).first() if kind == PARTNER else None


def name_in(uri: str) -> tuple[str, str]:
    """The kind of thing an address of ours names, and the thing's public id or code; two empty texts for any other."""
    head = f"{settings.SITE_URL}/{_OWN}/"
    kind, _, name = uri.removeprefix(head).partition("/") if uri.startswith(head) else ("", "", "")
    return (kind, name) if name else ("", "")


def _batches(
    names: dict[str, str], links: dict[tuple[str, str], list[str]], producer: Producer | None
) -> dict[str, Batch]:
    if not names and not links:
        return {}
    gtins = {short: gtin for gtin, _ in links for short in gs1.written_forms(gtin)}
    by_link = Q(product__gtin__in=list(gtins), lot__in=[lot for _, lot in links])
    found: dict[str, Batch] = {}
    for batch in Batch.objects.filter(Q(public_id__in=list(names)) | by_link).select_related("product"):
        uris = links.get((gtins.get(batch.product.gtin, ""), batch.lot), [])
        for uri in [*uris, *filter(None, [names.get(batch.public_id)])]:
            if uri not in found or (producer and batch.product.producer_id == producer.pk):
                found[uri] = batch
    return found


def _batches_of_before(uris: set[str], producer: Producer) -> dict[str, Batch]:
    """The producer's own lots that events spoke of by some addresses before; of two the one spoken of last."""
    rows = EventItem.objects.filter(uri__in=uris, batch__product__producer=producer).select_related("batch__product")
    return {item.uri: item.batch for item in rows.order_by("pk") if item.batch is not None}


def _materials(names: dict[str, str]) -> dict[str, MaterialLot]:
    rows: Any = MaterialLot.objects.filter(public_id__in=list(names)) if names else ()
    return {names[row.public_id]: row for row in rows}
