"""Opening products, telling their story, putting them in a product set."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from ocop.ground.producers import policies
from ocop.ground.producers.models import Classification, Producer, Product
from ocop.ground.producers.queries import discontinued_by
from ocop.ground.producers.sets import product_set
from ocop.ground.producers.states import ProductState
from ocop.ground.registry.actions import record
from ocop.ground.registry.models import Document
from ocop.kit.scope import Actor, Refused, require
from ocop.kit.text.fold import squash

EDITABLE = frozenset({"name", "description", "story", "gtin"})


def open_product(
    producer: Producer,
    *,
    name: str,
    by: Actor,
    at: datetime,
    description: str = "",
    sets: Mapping[str, str] | None = None,
    photo: Document | None = None,
) -> Product:
    """Enter a candidate product; `sets` maps a criteria id to the product set chosen under it.

    Raises `Refused` when the producer already has a product of that name (marks, case and spaces aside).
    """
    require(policies.may_open_product(by, producer))
    with transaction.atomic():
        producer = Producer.objects.select_for_update().get(pk=producer.pk)
        _refuse_same_name(producer, name)
        product = Product.objects.create(
            producer=producer, name=" ".join(name.split()), description=description, photo=photo, created_at=at
        )
        for criteria_id, set_code in (sets or {}).items():
            _classify(product, criteria_id, set_code, by, at)
        data = {"name": product.name, "producer": producer.public_id, "sets": dict(sets or {})}
        record("producers.product_opened", by=by, at=at, subject=product, data=data)
    return product


def edit_product(product: Product, *, by: Actor, at: datetime, **facts: str) -> Product:
    """Change name, description, story or barcode. Nothing is written when nothing differs."""
    if unknown := facts.keys() - EDITABLE:
        raise TypeError(f"a product has no editable {', '.join(sorted(unknown))}")
    with transaction.atomic():
        product = _locked(product)
        require(policies.may_edit_product(by, product))
        changed = {key: value for key, value in facts.items() if getattr(product, key) != value}
        if not changed:
            return product
        if "name" in changed:
            require(policies.may_rename(by, product))
        if "name" in changed and squash(changed["name"]) != product.squashed:
            _refuse_same_name(product.producer, changed["name"], product)
        data: dict[str, Any] = {"fields": sorted(changed)}
        if "name" in changed:
            data |= {"name_before": product.name, "name": changed["name"]}
        for key, value in changed.items():
            setattr(product, key, value)
        product.save()
        record("producers.product_edited", by=by, at=at, subject=product, data=data)
    return product


def change_photo(product: Product, *, photo: Document, by: Actor, at: datetime) -> Product:
    """Put a filed picture on the product; the one before stays filed."""
    if not photo.is_image:
        raise Refused("Ảnh sản phẩm phải là tệp ảnh JPG, PNG hoặc WebP.")
    with transaction.atomic():
        product = _locked(product)
        require(policies.may_edit_product(by, product))
        product.photo = photo
        product.save()
        record("producers.photo_changed", by=by, at=at, subject=product, data={"photo": photo.public_id})
    return product


def classify_product(
    product: Product, *, criteria_id: str, set_code: str, by: Actor, at: datetime, why: str = ""
) -> Classification:
    """Put a product in a product set of one criteria law; the line before stays, no longer current.

    Raises `Refused` for a set that this law does not have.
    """
    with transaction.atomic():
        product = _locked(product)
        require(policies.may_classify(by, product))
        line, before = _classify(product, criteria_id, set_code, by, at)
        if before != set_code:
            data = {"criteria_id": criteria_id, "before": before, "set_code": set_code}
            record("producers.product_classified", by=by, at=at, subject=product, why=why, data=data)
    return line


def discontinue_product(product: Product, *, why: str, by: Actor, at: datetime) -> Product:
    """Note that the product is no longer made; its recognitions stay what they were. Raises `Refused` without a reason.

    Asking again changes nothing.
    """
    if not why.strip():
        raise Refused("Anh/chị ghi lý do ngừng sản xuất.")
    return _set_state(product, ProductState.DISCONTINUED, by, at, why)


def resume_product(product: Product, *, why: str, by: Actor, at: datetime) -> Product:
    """Note that a discontinued product is made again; it is what it was before. Raises `Refused` without a reason.

    Asking again changes nothing.
    """
    if not why.strip():
        raise Refused("Anh/chị ghi lý do sản xuất lại.")
    line = discontinued_by(product)
    before = line.payload().get("before", "") if line else ""
    state = ProductState.RECOGNISED if before == ProductState.RECOGNISED else ProductState.CANDIDATE
    return _set_state(product, state, by, at, why, only_from=ProductState.DISCONTINUED)


def _set_state(product: Product, state: str, by: Actor, at: datetime, why: str, only_from: str = "") -> Product:
    with transaction.atomic():
        product = _locked(product)
        require(policies.may_change_state(by, product))
        before = product.state
        if before == state or (only_from and before != only_from):
            return product
        product.state = state
        product.save()
        data = {"before": before, "state": str(state)}
        record("producers.product_state_changed", by=by, at=at, subject=product, why=why.strip(), data=data)
    return product


def _locked(product: Product) -> Product:
    return Product.objects.select_for_update(of=("self",)).select_related("producer").get(pk=product.pk)


def _classify(product: Product, criteria_id: str, set_code: str, by: Actor, at: datetime) -> tuple[Classification, str]:
    """The current line and the set code before it."""
    if product_set(criteria_id, set_code) is None:
        raise Refused(f"Bộ tiêu chí {criteria_id} không có bộ sản phẩm {set_code}. Anh/chị chọn trong danh sách.")
    running = product.classifications.filter(criteria_id=criteria_id, is_current=True).first()
    if running is not None and running.set_code == set_code:
        return running, set_code
    if running is not None:
        running.is_current = False
        running.save(update_fields=["is_current"])
    line = Classification.objects.create(
        product=product, criteria_id=criteria_id, set_code=set_code, set_at=at, set_by_id=by.user_id
    )
    return line, running.set_code if running else ""


def _refuse_same_name(producer: Producer, name: str, but: Product | None = None) -> None:
    same = producer.products.filter(squashed=squash(name)[:260]).first()
    if same is not None and same != but:
        raise Refused(f"{producer.name} đã có sản phẩm “{same.name}”. Nếu là sản phẩm khác, anh/chị đặt tên phân biệt.")
