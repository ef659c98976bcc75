"""Entering a record into a register and changing it."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction

from ocop.ground.offices.queries import agency_of
from ocop.ground.producers.models import Producer
from ocop.ground.registry.actions import record
from ocop.kit.ids import new_public_id
from ocop.kit.scope import Actor, Refused, require
from ocop.support.markets import policies
from ocop.support.markets.models import (
    Community,
    OnboardingList,
    Outlet,
    Partner,
    PartnerName,
    Placement,
    SupplyContract,
)
from ocop.support.markets.states import ItemState, PartnerKind, PlacementBasis, RecordState

M = TypeVar("M", bound=models.Model)
_CODE = re.compile(r"[A-Za-z0-9_-]{12}")


def enter(model: type[M], facts: Mapping[str, Any], *, code: str = "", by: Actor, at: datetime) -> M:
    """Add a record; what a producer enters is a proposal until an officer confirms it.

    `code` is the id the record gets: the same code again from the same person gives the record made before and changes
    nothing. Raises `Refused` for what the person may not enter, and for what is on record already.
    """
    code = code if _CODE.fullmatch(code) else new_public_id()
    require(policies.may_enter(by, model))
    made = model._default_manager.filter(public_id=code).first()
    if made is not None and getattr(made, "created_by_id", None) == by.user_id:
        return made
    try:
        with transaction.atomic():
            made = _make(model, facts, code, by, at)
            journal(made, "markets.entered", by=by, at=at)
    except IntegrityError as error:
        again = model._default_manager.filter(public_id=code, created_by_id=by.user_id).first()
        if again is not None:
            return again
        raise Refused(_ALREADY) from error
    return made


_ALREADY = "Đã có bản ghi như vậy. Anh/chị tìm trong danh sách rồi sửa bản ghi đó."


def _make(model: type[M], facts: Mapping[str, Any], code: str, by: Actor, at: datetime) -> M:
    own, many = _split(model, facts)
    made = model(public_id=code, created_by_id=by.user_id, created_at=at, **own)
    _refuse_foreign(made, by)
    _refuse_same(made)
    if isinstance(made, policies.OF_PRODUCERS):
        producer = policies.producer_of(made)
        kept = producer is not None and policies.keeps_for(by, producer)
        made.state = RecordState.CONFIRMED if kept else RecordState.PROPOSED
    if isinstance(made, SupplyContract) and made.office_id is None:
        made.office_id = agency_of(by)
    made.save(force_insert=True)
    _set_many(made, many)
    settle_after(made)
    return made


def change(entry: M, facts: Mapping[str, Any], *, by: Actor, at: datetime) -> M:
    """Change a record; nothing is written when nothing differs."""
    try:
        with transaction.atomic():
            entry = type(entry)._default_manager.select_for_update().get(pk=entry.pk)
            require(policies.may_change(by, entry))
            own, many = _split(type(entry), facts)
            changed = [key for key, value in own.items() if getattr(entry, key) != value]
            changed += [key for key, rows in many.items() if _ids(getattr(entry, key).all()) != _ids(rows)]
            if not changed:
                return entry
            for key, value in own.items():
                setattr(entry, key, value)
            _refuse_foreign(entry, by)
            _refuse_same(entry)
            _refuse_dropping(entry, many)
            entry.save()
            _set_many(entry, many)
            settle_after(entry)
            journal(entry, "markets.changed", by=by, at=at, fields=sorted(changed))
    except IntegrityError as error:
        raise Refused(_ALREADY) from error
    return entry


def journal(entry: models.Model, act: str, *, by: Actor, at: datetime, why: str = "", **data: Any) -> None:
    """One row of the journal about a record of the market; `data` holds plain values and no personal ones."""
    record(act, by=by, at=at, subject=entry, why=why, data=data)


def _ids(rows: Any) -> set[int]:
    return {each.pk for each in rows}


def _split(model: type[models.Model], facts: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    many = {field.name for field in model._meta.many_to_many}
    own = {key: value for key, value in facts.items() if key not in many}
    return own, {key: list(value) for key, value in facts.items() if key in many}


def _set_many(entry: models.Model, many: Mapping[str, list[Any]]) -> None:
    for name, rows in many.items():
        getattr(entry, name).set(rows)


def _refuse_foreign(entry: models.Model, by: Actor) -> None:
    """A commune enters for its own producers and places, a producer for itself."""
    producer: Producer | None = policies.producer_of(entry)
    if producer is not None:
        require(policies.may_keep_for(by, producer))
    elsewhere = isinstance(entry, Community) and entry.unit_id not in by.unit_ids(*policies.UNIT_KEEPERS)
    if elsewhere and not policies.keeps_all(by):
        raise Refused("Làng nghề, hội quán này thuộc địa bàn khác. Anh/chị chọn xã, phường mình phụ trách.")


def _refuse_same(entry: models.Model) -> None:
    """What is on record under another spelling is not entered twice."""
    others = type(entry)._default_manager.exclude(pk=entry.pk)
    if isinstance(entry, Partner):
        taken = PartnerName.objects.exclude(partner_id=entry.pk).filter(squashed__in=entry.spellings())
        if found := taken.select_related("partner").first():
            raise Refused(f"Đối tác {found.partner.name} đã có tên này. Anh/chị mở đối tác đó, hoặc sửa tên đang ghi.")
    if isinstance(entry, Outlet):
        entry.fill_search_columns()
        same = others.filter(squashed=entry.squashed, unit=entry.unit, province_name=entry.province_name)
        if same.exists():
            raise Refused("Đã có điểm bán cùng tên ở nơi này. Anh/chị mở điểm bán đó để sửa.")
    if isinstance(entry, Placement):
        same = others.filter(
            product=entry.product, outlet=entry.outlet, partner=entry.partner, starts_on=entry.starts_on
        )
        if same.exclude(state=RecordState.REFUSED).exists():
            raise Refused("Sản phẩm này đã ghi ở nơi bán này từ ngày đó.")


def _refuse_dropping(entry: models.Model, many: Mapping[str, list[Any]]) -> None:
    """A product that was sent to a marketplace stays on its list."""
    if isinstance(entry, OnboardingList) and "products" in many:
        gone = entry.items.exclude(state=ItemState.CHOSEN).exclude(product__in=many["products"])
        if found := gone.select_related("product").first():
            raise Refused(f"{found.product.name} đã gửi sàn nên không bỏ khỏi danh sách được.")


def settle_after(entry: models.Model) -> None:
    """What follows from a record: the spellings of a partner, the shelves a contract fills."""
    if isinstance(entry, Partner):
        wanted = set(entry.spellings())
        entry.names.exclude(squashed__in=wanted).delete()
        kept = set(entry.names.values_list("squashed", flat=True))
        PartnerName.objects.bulk_create(PartnerName(partner=entry, squashed=each) for each in sorted(wanted - kept))
    if isinstance(entry, SupplyContract):
        place_products(entry)


def place_products(contract: SupplyContract) -> None:
    """A confirmed contract with a retailer or distributor puts its products on their shelves while it runs."""
    products = list(contract.products.all())
    on_shelves = contract.partner.kind in (PartnerKind.RETAILER, PartnerKind.DISTRIBUTOR)
    if contract.state != RecordState.CONFIRMED or not on_shelves:
        contract.placements.all().delete()
        return
    contract.placements.exclude(product__in=products).delete()
    facts = {
        "partner": contract.partner,
        "basis": PlacementBasis.CONTRACT,
        "starts_on": contract.starts_on,
        "ends_on": contract.runs_until,
        "source": contract.source,
        "is_reconstructed": contract.is_reconstructed,
        "is_sample": contract.is_sample,
    }
    for product in products:
        Placement.objects.update_or_create(
            contract=contract,
            product=product,
            defaults=facts,
            create_defaults={**facts, "created_by": contract.created_by, "created_at": contract.created_at},
        )
