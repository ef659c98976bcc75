"""Whether what a producer's program says is the producer's to say: by the lots, stamps and places an event names."""

from collections.abc import Iterator

from ocop.cycle.epcis.addresses import PRODUCER, Lots, lots_among, name_in
from ocop.cycle.traceability.models import StampRange
from ocop.ground.producers.models import Producer, Product
from ocop.rules.epcis import STAMPS, Action, Document, Item, Role, items_in
from ocop.rules.gs1 import gtin_in, written_forms

_MADE_OR_HELD = (Role.OUTPUT, Role.PARENT)
_BEGINS_OR_ENDS = (Action.ADD, Action.DELETE)


def foreign_in(event: Document, producer: Producer) -> list[str]:
    """Why an event is not the producer's to say, in Vietnamese; empty when it is.

    Another's goods may be seen, received, used up and put into a parcel; only their own producer says that they came
    about or ended. And something must be the producer's own: a lot, a product, stamps, or the place.
    """
    things = items_in(event)
    lots = lots_among((item.uri for item in things), producer)
    owners = {item.uri: _owners(item.uri, lots) for item in things}
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


def _owners(uri: str, lots: Lots) -> set[int]:
    """The producers whose goods an address speaks of; nobody's where it is not of the programme."""
    if (batch := lots.batches.get(uri)) is not None:
        return {batch.product.producer_id}
    if (material := lots.materials.get(uri)) is not None:
        return {material.producer_id}
    gtin = gtin_in(uri)
    return (
        set(Product.objects.filter(gtin__in=written_forms(gtin)).values_list("producer", flat=True)) if gtin else set()
    )


def _places(event: Document) -> list[str]:
    """The producers of ours at whose places it happened, by their public ids."""
    told = [name_in(event.get(where, {}).get("id", "")) for where in ("readPoint", "bizLocation")]
    return [name for kind, name in told if kind == PRODUCER]


def _stamps_are_own(event: Document, producer: Producer) -> bool | None:
    """Whether the stamps named lie in a range of the producer's; None where none are named."""
    said = event.get(STAMPS)
    if said is None:
        return None
    if not isinstance(said, dict) or not isinstance(said.get("range"), str):
        return False
    issued = StampRange.objects.filter(public_id=said["range"][:12], product__producer=producer).first()
    first, last = said.get("first"), said.get("last")
    if issued is None or type(first) is not int or type(last) is not int:
        return False
    return 1 <= first <= last <= issued.last - issued.first + 1
