"""Saying what a product is good for and what it is made from; confirming that, and taking it back."""

from datetime import datetime

from django.db import transaction

from ocop.ground.offices.models import Unit
from ocop.ground.producers import policies
from ocop.ground.producers.models import Product, ProductTag
from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor, Refused, require


@transaction.atomic
def describe_resource(
    product: Product, *, resource: str, resource_unit: Unit | None, by: Actor, at: datetime
) -> Product:
    """Note the local resource behind a product and where it comes from; nothing is written when nothing differs."""
    product = _locked(product)
    require(policies.may_edit_product(by, product))
    resource = " ".join(resource.split())
    if (product.resource, product.resource_unit) == (resource, resource_unit):
        return product
    data = {"before": product.resource, "resource": resource, "from": str(resource_unit or "")}
    product.resource, product.resource_unit = resource, resource_unit
    product.save()
    record("producers.resource_described", by=by, at=at, subject=product, data=data)
    return product


@transaction.atomic
def set_tag(product: Product, *, tag: str, note: str, by: Actor, at: datetime) -> ProductTag:
    """Claim a tag with its reason; an officer of the place confirms it in the same act.

    Raises `Refused` without a reason, and when the tag stands already with another one. Asking again changes nothing.
    """
    note = " ".join(note.split())
    if not note:
        raise Refused("Anh/chị ghi vì sao sản phẩm được gắn nhãn này.")
    product = _locked(product)
    require(policies.may_edit_product(by, product))
    standing = product.tags.standing().filter(tag=tag).first()
    if standing is not None and standing.note == note:
        return standing
    if standing is not None:
        raise Refused("Sản phẩm đã có nhãn này. Muốn ghi lại lý do, anh/chị bỏ nhãn cũ trước.")
    is_officer = policies.confirms_for(by, product.producer)
    made = ProductTag.objects.create(
        product=product,
        tag=tag,
        note=note,
        set_by_id=by.user_id,
        set_at=at,
        confirmed_by_id=by.user_id if is_officer else None,
        confirmed_at=at if is_officer else None,
    )
    data = {"tag": tag, "note": note, "confirmed": is_officer}
    record("producers.tag_set", by=by, at=at, subject=product, data=data)
    return made


@transaction.atomic
def confirm_tag(tag: ProductTag, *, by: Actor, at: datetime) -> ProductTag:
    """Confirm a claim; asking again changes nothing. Raises `Refused`."""
    tag = _locked_tag(tag)
    require(policies.may_confirm_tag(by, tag))
    if tag.confirmed_at is not None:
        return tag
    tag.confirmed_by_id, tag.confirmed_at = by.user_id, at
    tag.save(update_fields=["confirmed_by", "confirmed_at"])
    record("producers.tag_confirmed", by=by, at=at, subject=tag.product, data={"tag": tag.tag})
    return tag


@transaction.atomic
def withdraw_tag(tag: ProductTag, *, why: str, by: Actor, at: datetime) -> ProductTag:
    """Take a tag back, or not accept a claim; the line stays with its reason. Asking again changes nothing."""
    if not why.strip():
        raise Refused("Anh/chị ghi lý do bỏ nhãn.")
    tag = _locked_tag(tag)
    require(policies.may_edit_product(by, tag.product))
    if tag.withdrawn_at is not None:
        return tag
    tag.withdrawn_by_id, tag.withdrawn_at, tag.withdrawn_why = by.user_id, at, why.strip()
    tag.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_why"])
    record("producers.tag_withdrawn", by=by, at=at, subject=tag.product, why=why.strip(), data={"tag": tag.tag})
    return tag


def _locked(product: Product) -> Product:
    rows = Product.objects.select_for_update(of=("self",)).select_related("producer", "resource_unit")
    return rows.get(pk=product.pk)


def _locked_tag(tag: ProductTag) -> ProductTag:
    rows = ProductTag.objects.select_for_update(of=("self",)).select_related("product__producer")
    return rows.get(pk=tag.pk)
