"""Confirming what producers propose, looking at listings, ending and renewing contracts."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction

from ocop.kit.clock import local_date
from ocop.kit.scope import Actor, Refused, require
from ocop.support.markets import policies
from ocop.support.markets.actions.keeping import journal, place_products
from ocop.support.markets.models import Listing, Placement, SupplyContract
from ocop.support.markets.states import RecordState

P = TypeVar("P", Placement, Listing, SupplyContract)


def settle(entry: P, *, accepted: bool, why: str = "", by: Actor, at: datetime) -> P:
    """Confirm a producer's proposal, or refuse it with a reason; a second press is refused."""
    with transaction.atomic():
        entry = type(entry).objects.select_for_update().get(pk=entry.pk)
        require(policies.may_settle(by, entry))
        if not accepted and not why.strip():
            raise Refused("Ghi lý do để chủ thể biết cần sửa gì.")
        entry.state = RecordState.CONFIRMED if accepted else RecordState.REFUSED
        entry.refused_because = "" if accepted else why
        entry.save()
        if isinstance(entry, SupplyContract):
            place_products(entry)
        journal(entry, "markets.confirmed" if accepted else "markets.refused", by=by, at=at, why=why)
    return entry


def check_listing(
    listing: Listing, *, still_there: bool, price: int | None, claimed_stars: int | None, by: Actor, at: datetime
) -> Listing:
    """Write down what the page said today: price in đồng and the star it claims; gone ends the listing."""
    today = local_date(at)
    with transaction.atomic():
        listing = Listing.objects.select_for_update().get(pk=listing.pk)
        require(policies.may_check(by, listing))
        if today < listing.starts_on:
            raise Refused("Sản phẩm chưa lên sàn vào hôm nay. Anh/chị xem lại ngày “Có trên sàn từ”.")
        listing.checked_on = today
        if still_there:
            listing.price, listing.claimed_stars = price, claimed_stars
        else:
            listing.ends_on = today
        listing.save()
        journal(listing, "markets.listing_checked", by=by, at=at, still_there=still_there, claimed_stars=claimed_stars)
    return listing


def end_contract(contract: SupplyContract, *, on: date, why: str, by: Actor, at: datetime) -> SupplyContract:
    """Record that a contract was broken off: `on` is the last day it was carried out."""
    with transaction.atomic():
        contract = SupplyContract.objects.select_for_update().get(pk=contract.pk)
        require(policies.may_end(by, contract))
        if on < contract.starts_on or (contract.ends_on is not None and on >= contract.ends_on):
            raise Refused("Ngày chấm dứt sớm phải nằm trong thời hạn hợp đồng, trước ngày cuối đã thỏa thuận.")
        contract.ended_early_on, contract.end_reason = on, why
        contract.save()
        place_products(contract)
        journal(contract, "markets.contract_ended", by=by, at=at, why=why, on=on.isoformat())
    return contract


def renew_contract(contract: SupplyContract, facts: Mapping[str, Any], *, by: Actor, at: datetime) -> SupplyContract:
    """Sign what follows a contract: same producer, partner and products, new days and figures."""
    with transaction.atomic():
        contract = SupplyContract.objects.select_for_update().get(pk=contract.pk)
        require(policies.may_renew(by, contract))
        if contract.ends_on is not None and facts["starts_on"] <= contract.ends_on:
            raise Refused(f"Hợp đồng đang có chạy đến hết {contract.ends_on:%d/%m/%Y}. Anh/chị ghi ngày sau ngày đó.")
        made = SupplyContract.objects.create(
            producer=contract.producer,
            partner=contract.partner,
            volume_unit=contract.volume_unit,
            office=contract.office,
            renews=contract,
            is_sample=contract.is_sample,
            created_by_id=by.user_id,
            created_at=at,
            **facts,
        )
        made.products.set(contract.products.all())
        place_products(made)
        journal(made, "markets.contract_renewed", by=by, at=at, before=contract.public_id)
    return made
