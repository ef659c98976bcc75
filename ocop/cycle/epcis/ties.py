"""Whether what a producer's program says is the producer's to say: by the lots, stamps and places an event names."""

from collections.abc import Iterator

from ocop.cycle.epcis.addresses import PRODUCER, Lots, name_in
from ocop.cycle.traceability.models import StampRange
from ocop.ground.producers.models import Producer, Product
from ocop.kit.ids import looks_public
from ocop.rules.epcis import STAMPS, Action, Document, Item, Role, items_in
from ocop.rules.gs1 import GTIN_DIGITS, gtin_in, written_forms

_MADE_OR_HELD = (Role.OUTPUT, Role.PARENT)
_BEGINS_OR_ENDS = (Action.ADD, Action.DELETE)


def foreign_in(event: Document, producer: Producer, lots: Lots) -> list[str]:
    """Why an event is not the producer's to say, in Vietnamese; empty when it is.

    Another's goods may be seen, received, used up and put into a parcel; only their own producer says that they came
    about or ended. And something must be the producer's own: a lot, a product, stamps, or the place. `lots` are ours
    among those named.
    """
    things = items_in(event)
    owners = _owners(things, lots)
    foreign = list(_others_goods(event, things, owners, producer.pk))
    places = [name for name in _places(event) if name != producer.public_id]
    if places:
        foreign.append("Nơi làm (readPoint, bizLocation) là địa chỉ của chủ thể khác. Ghi nơi của mình.")
    own_stamps = _stamps_are_own(event, producer)
    if own_stamps is False:
        foreign.append(f"Tem ({STAMPS}) không thuộc dải nào của chủ thể. Xem lại mã dải và số tem.")
    is_tied = own_stamps or bool(_places(event)) or any(producer.pk in each for each in owners.values())
    if not foreign and not is_tied:
        foreign.append("Không có lô, sản phẩm, tem hay nơi nào của chủ thể. Ghi địa chỉ lô của mình hoặc bizLocation.")
    return foreign


def _others_goods(event: Document, things: list[Item], owners: dict[str, set[int]], own: int) -> Iterator[str]:
    ends = event.get("action") in _BEGINS_OR_ENDS
    for item in things:
        claims = item.role in _MADE_OR_HELD or (ends and item.role in (Role.EPC, Role.QUANTITY))
        if claims and owners[item.uri] and own not in owners[item.uri]:
            yield f"{item.uri} là hàng của chủ thể khác: chỉ ghi được là đã thấy, đã nhận hay đã dùng."


def _owners(things: list[Item], lots: Lots) -> dict[str, set[int]]:
    """The producers whose goods each address speaks of, nobody for what is not of the programme; at most one query."""
    owners = {uri: {batch.product.producer_id} for uri, batch in lots.batches.items()}
    owners |= {uri: {material.producer_id} for uri, material in lots.materials.items()}
    gtins = {item.uri: gtin for item in things if item.uri not in owners and (gtin := gtin_in(item.uri))}
    by_gtin: dict[str, set[int]] = {}
    if gtins:
        written = {form for gtin in gtins.values() for form in written_forms(gtin)}
        for gtin, owner in Product.objects.filter(gtin__in=written).values_list("gtin", "producer"):
            by_gtin.setdefault(gtin.zfill(GTIN_DIGITS), set()).add(owner)
    return {item.uri: owners.get(item.uri) or by_gtin.get(gtins.get(item.uri, ""), set()) for item in things}


def _places(event: Document) -> list[str]:
    """The producers of ours at whose places it happened, by their public ids."""
    told = [name_in(event.get(where, {}).get("id", "")) for where in ("readPoint", "bizLocation")]
    return [name for kind, name in told if kind == PRODUCER]


def _stamps_are_own(event: Document, producer: Producer) -> bool | None:
    """Whether the stamps named lie in a range of the producer's; None where none are named."""
    said = event.get(STAMPS)
    if said is None:
        return None
    name = said.get("range") if isinstance(said, dict) else None
    if not isinstance(name, str) or not looks_public(name):
        return False
    issued = StampRange.objects.filter(public_id=name, product__producer=producer).first()
    first, last = said.get("first"), said.get("last")
    if issued is None or type(first) is not int or type(last) is not int:
        return False
    return 1 <= first <= last <= issued.last - issued.first + 1
