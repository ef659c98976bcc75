"""Living records of the sample producers around today."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from ocop.ground.accounts.models import User
from ocop.ground.offices.models import Office
from ocop.ground.producers.models import Product
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.public.retail.actions import declare_offer
from ocop.sample import journey
from ocop.sample.people import people_data, sample_unit
from ocop.support.markets import actions
from ocop.support.markets.models import (
    Community,
    Feedback,
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


class LivingRecords:
    """Records of sample producers with sample partners, made by sample people through the actions the pages use."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.today = local_date(at)
        self.officer = self._actor("tinh@mau.example")
        self.trade = Office.objects.in_force(self.today).filter(name="Sở Công Thương").first()
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
        self._offers()
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
            SupplyContract, producer=product.producer, partner=shop, products=[product], volume_unit="kg",
            office=self.trade, **facts,
        )  # fmt: skip
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

    def _offers(self) -> None:
        """How three products are sold; the first says all there is to say, with a price that everybody sees."""
        whole: dict[str, Any] = {
            "unit": "hộp",
            "packing": "Hộp giấy 500 g, thùng 20 hộp",
            "gross_weight": 560,
            "per_case": 20,
            "storage": "Nơi khô mát, tránh nắng",
            "shelf_life": "6 tháng kể từ ngày sản xuất",
            "per_month": 800,
            "season": "Nhiều nhất từ tháng 9 đến tháng 12",
            "least_order": 40,
            "price": 85_000,
            "price_is_shown": True,
        }
        hidden: dict[str, Any] = {"unit": "túi", "gross_weight": 230, "per_month": 500, "price": 60_000}
        for product, said in zip(self.products, (whole, hidden, {"unit": "chai"}), strict=False):
            declare_offer(product, by=self._actor(self.phones[product.name]), at=self.at, **said)

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
