"""The market of the sample: what the plan prints of 2018-2020, and living records of the sample producers around today.

Of the plan only what it says becomes a record; a number without its single records stays a cited figure.
"""

from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from ocop.ground.accounts.models import User
from ocop.ground.offices.models import Unit
from ocop.ground.producers.models import Producer, Product
from ocop.ground.producers.sheets.matching import core
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.sample import journey
from ocop.sample.people import people_data, sample_unit
from ocop.support.markets import actions
from ocop.support.markets.actions.keeping import settle_after
from ocop.support.markets.models import (
    CitedFigure,
    CitedSupplier,
    Community,
    Feedback,
    LargeSpan,
    Listing,
    OnboardingList,
    Outlet,
    OutletYear,
    Partner,
    Placement,
    SalesLead,
    SupplyContract,
    Tour,
    TouristSite,
    ValueChain,
)

DATA = Path(__file__).parent / "data" / "markets.yaml"
OLD_DONG_THAP = "87"


@cache
def market_data() -> dict[str, Any]:
    """The file of what the plan says of the market."""
    data: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return data


def load_markets(*, at: datetime) -> None:
    """Enter the plan's records and the living ones; a second run adds nothing."""
    if Partner.objects.exists():
        return
    with transaction.atomic():
        _PlanRecords(market_data(), at).load()
        _LivingRecords(at).load()


class _PlanRecords:
    def __init__(self, data: dict[str, Any], at: datetime) -> None:
        self.data, self.at = data, at
        self.partners: dict[str, Partner] = {}
        self.sites: dict[str, TouristSite] = {}
        self.outlets: dict[str, Outlet] = {}

    def load(self) -> None:
        for line in self.data["partners"]:
            self._partner(line)
        for line in self.data["sites"]:
            self._site(line)
        for line in self.data["outlets"]:
            self._outlet(line)
        self._listings(self.data["listings"])
        for line in self.data["feedback"]:
            outlet = self.outlets[line["outlet"]]
            facts = {"on": line["day"], "kind": line["kind"], "text": line["text"]}
            Feedback.objects.create(outlet=outlet, **facts, **self._kept(line))
        for line in self.data["figures"]:
            self._figure(line)
        self._suppliers()

    def _source(self, line: dict[str, Any]) -> str:
        return f"{self.data['plan']}, {line['section']}"

    def _kept(self, line: dict[str, Any]) -> dict[str, Any]:
        """What every record of the plan carries."""
        return {"source": self._source(line), "note": line.get("note", ""), "created_at": self.at}

    def _partner(self, line: dict[str, Any]) -> None:
        partner = Partner.objects.create(
            name=line["name"],
            kind=line["kind"],
            aliases="\n".join(line.get("aliases", ())),
            province_name=line.get("province_name", ""),
            **self._kept(line),
        )
        settle_after(partner)
        self.partners[partner.name] = partner

    def _site(self, line: dict[str, Any]) -> None:
        site = TouristSite.objects.create(name=line["name"], unit=_unit(line.get("unit")), **self._kept(line))
        since, why = self.data["large_since"], self.data["large_reason"]
        LargeSpan.objects.create(site=site, valid_from=since, reason=why, is_reconstructed=True)
        self.sites[site.name] = site

    def _outlet(self, line: dict[str, Any]) -> None:
        self.outlets[line["name"]] = Outlet.objects.create(
            name=line["name"],
            kind=line["kind"],
            aliases="\n".join(line.get("aliases", ())),
            unit=_unit(line.get("unit")),
            province_name=line.get("province_name", ""),
            tourist_site=self.sites.get(line.get("site", "")),
            opened_on=self.data["opened_on"],
            opened_is_estimated=True,
            **self._kept(line),
        )

    def _listings(self, spec: dict[str, Any]) -> None:
        """Only of products on record under the very name the plan prints."""
        partner = self.partners[spec["partner"]]
        for product in Product.objects.filter(name__in=spec["products"]).exclude(source_url=""):
            Listing.objects.create(
                product=product, partner=partner, starts_on=spec["since"], is_reconstructed=True, **self._kept(spec)
            )

    def _figure(self, line: dict[str, Any]) -> None:
        CitedFigure.objects.create(
            key=line["key"],
            label=line["label"],
            value=line["value"],
            is_lower_bound=line.get("lower_bound", False),
            period=line["period"],
            source=self._source(line),
            quote=line["quote"],
            partner=self.partners.get(line.get("partner", "")),
            outlet=self.outlets.get(line.get("outlet", "")),
        )

    def _suppliers(self) -> None:
        known = {
            core(each.name): each for each in Producer.objects.exclude(source_url="").filter(is_reconstructed=False)
        }
        source = self._source({"section": "chú thích 7"})
        CitedSupplier.objects.bulk_create(
            CitedSupplier(name=name, producer=known.get(core(name)), times=times, source=source)
            for name, times in Counter(self.data["suppliers"]).items()
        )


def _unit(full_name: str | None) -> Unit | None:
    """A unit by its full name: today's commune or ward, or a district of Đồng Tháp as it was."""
    if not full_name:
        return None
    if full_name.startswith(("Xã ", "Phường ")):
        return sample_unit(full_name)
    return next(
        unit
        for unit in Unit.objects.filter(parent__code=OLD_DONG_THAP, valid_to__isnull=False).select_related("parent")
        if unit.full_name == full_name
    )


class _LivingRecords:
    """Records of sample producers with sample partners, made by sample people through the actions the pages use."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.today = local_date(at)
        self.officer = self._actor("tinh@mau.example")
        lines = people_data()["producers"]
        products = Product.objects.filter(is_sample=True).select_related("producer")
        by_name = {each.name: each for each in products}
        self.products = [by_name[line["product"]] for line in lines]
        self.phones = {line["product"]: line["phone"] for line in lines}

    def _actor(self, login: str) -> Actor:
        return journey.actor(User.objects.get(login=login), self.today)

    def _ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def _enter(self, model: Any, by: Actor | None = None, **facts: Any) -> Any:
        return actions.enter(model, {"is_sample": True, **facts}, by=by or self.officer, at=self.at)

    def load(self) -> None:
        shop = self._partner("Siêu thị mẫu Hoa Sen", "retailer")
        floor = self._partner("Sàn mẫu Chợ Sen", "marketplace")
        travel = self._partner("Lữ hành mẫu Đất Sen", "tour_operator")
        outlet = self._outlet()
        self._placements(outlet)
        self._contracts(shop)
        self._listings(floor)
        self._leads(shop)
        self._tourism(travel)
        self._enter(
            OnboardingList,
            name="Danh sách mẫu lên Postmart",
            partner=Partner.objects.get(name="Postmart"),
            products=self.products[:4],
        )

    def _partner(self, name: str, kind: str) -> Partner:
        partner: Partner = self._enter(Partner, name=name, kind=kind)
        return partner

    def _outlet(self) -> Outlet:
        unit = sample_unit("Xã Tháp Mười")
        outlet: Outlet = self._enter(
            Outlet, name="Cửa hàng mẫu OCOP Tháp Mười", kind="shop", unit=unit, opened_on=self._ago(700)
        )
        last = self.today.year - 1
        for year, revenue, visitors in ((last - 1, 412_000_000, 9_200), (last, 538_500_000, 11_850)):
            self._enter(OutletYear, outlet=outlet, year=year, revenue=revenue, visitors=visitors)
        self._enter(
            Feedback,
            outlet=outlet,
            on=self._ago(20),
            kind="wish",
            product=self.products[0],
            text="Khách du lịch hỏi loại hộp nhỏ để làm quà.",
        )
        return outlet

    def _placements(self, outlet: Outlet) -> None:
        for place, product in enumerate(self.products[:5]):
            ended = self._ago(60) if place == 4 else None
            self._enter(
                Placement, product=product, outlet=outlet, basis="consignment", starts_on=self._ago(400), ends_on=ended
            )
        mine = self.products[1]
        self._enter(
            Placement,
            by=self._actor(self.phones[mine.name]),
            product=mine,
            partner=Partner.objects.get(name="Siêu thị mẫu Hoa Sen"),
            basis="order",
            starts_on=self._ago(10),
        )

    def _contract(self, product: Product, shop: Partner, **facts: Any) -> SupplyContract:
        contract: SupplyContract = self._enter(
            SupplyContract, producer=product.producer, partner=shop, products=[product], volume_unit="kg", **facts
        )
        return contract

    def _contracts(self, shop: Partner) -> None:
        """One that runs out soon, one renewed for less, one broken off."""
        lotus, fish, mango = self.products[0], self.products[3], self.products[6]
        start, end = self._ago(325), self.today + timedelta(days=40)
        self._contract(
            lotus, shop, signed_on=start, starts_on=start, ends_on=end, volume=Decimal(1200), value=240_000_000
        )
        first = self._contract(
            fish,
            shop,
            signed_on=self._ago(500),
            starts_on=self._ago(500),
            ends_on=self._ago(136),
            volume=Decimal(900),
            value=162_000_000,
        )
        renewal = {
            "number": "",
            "signed_on": self._ago(140),
            "starts_on": self._ago(135),
            "ends_on": self.today + timedelta(days=230),
            "volume": Decimal(600),
            "value": 111_000_000,
        }
        actions.renew_contract(first, renewal, by=self.officer, at=self.at)
        broken = self._contract(
            mango,
            shop,
            signed_on=self._ago(300),
            starts_on=self._ago(300),
            ends_on=self.today + timedelta(days=65),
            volume=Decimal(2000),
            value=300_000_000,
        )
        why = "Bên mua đổi quy cách đóng gói, chủ thể chưa đáp ứng được."
        actions.end_contract(broken, on=self._ago(30), why=why, by=self.officer, at=self.at)

    def _listings(self, floor: Partner) -> None:
        old, claimed, proposed = self.products[0], self.products[9], self.products[1]
        self._enter(
            Listing, product=old, partner=floor, starts_on=self._ago(300), checked_on=self._ago(120), price=85_000
        )
        self._enter(
            Listing,
            product=claimed,
            partner=floor,
            starts_on=self._ago(90),
            checked_on=self._ago(15),
            price=120_000,
            claimed_stars=4,
        )
        who = self._actor(self.phones[proposed.name])
        self._enter(Listing, by=who, product=proposed, partner=floor, starts_on=self._ago(5), price=60_000)

    def _leads(self, shop: Partner) -> None:
        wanted: dict[str, Any] = {"received_on": self._ago(6), "answer_by": self.today + timedelta(days=9)}
        self._enter(
            SalesLead,
            name="Cửa hàng mẫu quà quê",
            wants="Trà lá sen và hạt sen sấy đóng hộp làm quà Tết.",
            quantity="500 hộp",
            place="Cần Thơ",
            **wanted,
        )
        lead = self._enter(
            SalesLead, name="Bếp mẫu Đồng Sen", partner=shop, wants="Khô cá lóc một nắng, giao hằng tuần.", **wanted
        )
        maker = self.products[3]
        actions.answer_lead(
            lead,
            producer=maker.producer,
            text="Cơ sở giao được 20 kg mỗi tuần từ tuần sau.",
            by=self._actor(self.phones[maker.name]),
            at=self.at,
        )

    def _tourism(self, travel: Partner) -> None:
        tour: dict[str, Any] = {
            "sites": TouristSite.objects.filter(name__contains="Sa Đéc"),
            "products": self.products[:2],
        }
        self._enter(
            Tour,
            name="Tua mẫu một ngày đồng sen",
            operator=travel,
            starts_on=self._ago(200),
            about="Đi về trong ngày.",
            **tour,
        )
        chain = self._enter(ValueChain, name="Chuỗi mẫu hạt sen", starts_on=self._ago(365))
        lotus, tea = self.products[0].producer, self.products[1].producer
        links = (
            ("growing", tea, "trồng sen lấy hạt"),
            ("processing", lotus, "sấy hạt sen"),
            ("packing", lotus, "đóng hộp"),
        )
        for stage, producer, does in links:
            actions.add_link(chain, stage=stage, producer=producer, does=does, by=self.officer, at=self.at)
        self._enter(
            Community,
            name="Hội quán mẫu Đồng Sen",
            kind="club",
            unit=sample_unit("Xã Tháp Mười"),
            founded_on=self._ago(1500),
            members=46,
            producers=[lotus, tea],
        )
