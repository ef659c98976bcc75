"""Who enters what, what a producer's proposal becomes, what a contract puts on shelves."""

from datetime import date
from decimal import Decimal

import pytest

from ocop.kit.ids import new_public_id
from ocop.kit.scope import Refused
from ocop.support.markets import actions
from ocop.support.markets.models import (
    ChainLink,
    LeadAnswer,
    OnboardingList,
    Outlet,
    Partner,
    Placement,
    SalesLead,
    SupplyContract,
    TouristSite,
    ValueChain,
)
from ocop.support.markets.states import ItemState, LeadState, RecordState
from tests.support.markets.conftest import Market
from tests.world import NOW


@pytest.mark.requirement("R130", "R170")
@pytest.mark.parametrize("name", ["Vin Mart", "vinmart", "VIN-MART", "winmart"])
def test_a_partner_is_not_entered_twice_however_its_name_is_typed(market: Market, name: str) -> None:
    with pytest.raises(Refused, match="VinMart"):
        actions.enter(Partner, {"name": name, "kind": "retailer"}, by=market.dung, at=NOW)
    assert Partner.objects.count() == 2


def test_a_partner_renamed_keeps_its_old_name_free_for_nobody_while_it_is_an_alias(market: Market) -> None:
    actions.change(market.retailer, {"name": "WinMart", "aliases": "VinMart"}, by=market.dung, at=NOW)
    with pytest.raises(Refused):
        actions.enter(Partner, {"name": "Vin Mart", "kind": "retailer"}, by=market.dung, at=NOW)


@pytest.mark.requirement("R196")
def test_an_outlet_under_the_same_name_at_the_same_place_is_refused(market: Market) -> None:
    facts = {"name": "CỬA HÀNG OCOP SA ĐÉC", "kind": "shop", "unit": market.shop.unit, "opened_on": date(2026, 1, 1)}
    with pytest.raises(Refused, match="cùng tên"):
        actions.enter(Outlet, facts, by=market.dung, at=NOW)


def test_pressing_twice_makes_one_record(market: Market) -> None:
    """The form hands out the id, so the second press finds what the first made."""
    code = new_public_id()
    facts = {"name": "Bếp Đồng Sen", "wants": "Khô cá lóc", "received_on": date(2026, 11, 1)}
    first = actions.enter(SalesLead, facts, code=code, by=market.dung, at=NOW)
    second = actions.enter(SalesLead, facts, code=code, by=market.dung, at=NOW)
    assert first.pk == second.pk
    assert SalesLead.objects.count() == 1


def test_another_persons_id_is_no_way_to_take_over_a_record(market: Market) -> None:
    code = new_public_id()
    facts = {"name": "Bếp Đồng Sen", "wants": "Khô cá lóc", "received_on": date(2026, 11, 1)}
    actions.enter(SalesLead, facts, code=code, by=market.dung, at=NOW)
    mai = market.world.actor(market.world.chi_mai)
    with pytest.raises(Refused):
        actions.enter(SalesLead, facts, code=code, by=mai, at=NOW)


class TestProposals:
    """Chị Lan tells where her dried fish is sold; cô Hiền of her commune confirms."""

    def test_what_a_producer_enters_waits_and_does_not_count(self, market: Market) -> None:
        lan = market.world.actor(market.world.chi_lan)
        placement = market.place(by=lan)
        assert placement.state == RecordState.PROPOSED
        assert not Placement.objects.standing_on(NOW.date()).exists()

    def test_her_commune_confirms_once(self, market: Market) -> None:
        hien = market.world.actor(market.world.co_hien)
        placement = market.place(by=market.world.actor(market.world.chi_lan))
        actions.settle(placement, accepted=True, by=hien, at=NOW)
        assert Placement.objects.standing_on(NOW.date()).exists()
        with pytest.raises(Refused):
            actions.settle(placement, accepted=True, by=hien, at=NOW)

    def test_another_commune_does_not(self, market: Market) -> None:
        placement = market.place(by=market.world.actor(market.world.chi_lan))
        with pytest.raises(Refused):
            actions.settle(placement, accepted=True, by=market.world.actor(market.world.chu_tam), at=NOW)

    def test_a_refusal_needs_its_reason(self, market: Market) -> None:
        placement = market.place(by=market.world.actor(market.world.chi_lan))
        hien = market.world.actor(market.world.co_hien)
        with pytest.raises(Refused):
            actions.settle(placement, accepted=False, why=" ", by=hien, at=NOW)
        actions.settle(placement, accepted=False, why="Chưa thấy trên kệ.", by=hien, at=NOW)
        placement.refresh_from_db()
        assert (placement.state, placement.refused_because) == (RecordState.REFUSED, "Chưa thấy trên kệ.")

    def test_she_enters_nothing_for_another_producer(self, market: Market) -> None:
        with pytest.raises(Refused, match="địa bàn khác"):
            market.place(market.world.lotus_seed, by=market.world.actor(market.world.chi_lan))

    def test_a_commune_officer_enters_for_its_own_producers_at_once(self, market: Market) -> None:
        hien = market.world.actor(market.world.co_hien)
        assert market.place(by=hien).state == RecordState.CONFIRMED
        with pytest.raises(Refused):
            market.place(market.world.lotus_seed, by=hien)

    def test_once_confirmed_it_is_the_officers_to_change(self, market: Market) -> None:
        lan = market.world.actor(market.world.chi_lan)
        placement = market.place()
        with pytest.raises(Refused, match="đã được xác nhận"):
            actions.change(placement, {"basis": "consignment"}, by=lan, at=NOW)

    def test_leaders_read_only(self, market: Market) -> None:
        with pytest.raises(Refused):
            market.place(by=market.world.actor(market.world.ong_khanh))


@pytest.mark.requirement("R171", "R172", "R184")
class TestContracts:
    def test_a_contract_puts_its_products_on_the_shelves_while_it_runs(self, market: Market) -> None:
        market.contract()
        placement = Placement.objects.get()
        assert (placement.partner, placement.ends_on) == (market.retailer, date(2026, 12, 31))

    def test_broken_off_it_takes_them_down(self, market: Market) -> None:
        contract = market.contract()
        actions.end_contract(contract, on=date(2026, 10, 1), why="Đổi quy cách.", by=market.dung, at=NOW)
        assert Placement.objects.get().ends_on == date(2026, 10, 1)
        assert not SupplyContract.objects.running_on(date(2026, 10, 2)).exists()
        with pytest.raises(Refused):
            actions.end_contract(contract, on=date(2026, 10, 1), why="Đổi quy cách.", by=market.dung, at=NOW)

    @pytest.mark.parametrize("day", [date(2026, 1, 9), date(2026, 12, 31), date(2027, 1, 1)])
    def test_it_ends_early_only_within_its_term(self, market: Market, day: date) -> None:
        contract = market.contract()
        with pytest.raises(Refused, match="thời hạn"):
            actions.end_contract(contract, on=day, why="Đổi quy cách.", by=market.dung, at=NOW)

    def test_renewed_it_goes_on_and_is_renewed_once(self, market: Market) -> None:
        contract = market.contract(volume=Decimal(100), volume_unit="kg")
        facts = {"signed_on": date(2026, 12, 20), "starts_on": date(2027, 1, 1), "ends_on": None, "volume": Decimal(50)}
        after = actions.renew_contract(contract, facts, by=market.dung, at=NOW)
        assert list(after.products.all()) == [market.world.dried_fish]
        assert SupplyContract.objects.running_on(date(2027, 6, 1)).get() == after
        contract = SupplyContract.objects.get(pk=contract.pk)
        with pytest.raises(Refused, match="đã được gia hạn"):
            actions.renew_contract(contract, facts, by=market.dung, at=NOW)

    def test_a_proposed_contract_fills_no_shelf_until_confirmed(self, market: Market) -> None:
        contract = market.contract(by=market.world.actor(market.world.chi_lan))
        assert not Placement.objects.exists()
        actions.settle(contract, accepted=True, by=market.dung, at=NOW)
        assert Placement.objects.standing_on(NOW.date()).count() == 1

    def test_a_line_of_a_contract_is_not_changed_by_hand(self, market: Market) -> None:
        market.contract()
        with pytest.raises(Refused, match="hợp đồng"):
            actions.change(Placement.objects.get(), {"ends_on": None}, by=market.dung, at=NOW)


@pytest.mark.requirement("R183")
class TestLeads:
    def lead(self, market: Market) -> SalesLead:
        facts = {"name": "Bếp Đồng Sen", "wants": "Khô cá lóc", "received_on": date(2026, 11, 1)}
        return actions.enter(SalesLead, facts, by=market.dung, at=NOW)

    def test_a_producer_answers_for_itself_and_may_write_it_anew(self, market: Market) -> None:
        lead, lan = self.lead(market), market.world.actor(market.world.chi_lan)
        for text in ("Có 20 kg.", "Có 20 kg.", "Có 30 kg."):
            actions.answer_lead(lead, producer=market.world.fish_maker, text=text, by=lan, at=NOW)
        lead.refresh_from_db()
        assert lead.state == LeadState.ANSWERED
        assert LeadAnswer.objects.get().text == "Có 30 kg."

    def test_nobody_answers_for_another(self, market: Market) -> None:
        lan = market.world.actor(market.world.chi_lan)
        with pytest.raises(Refused):
            actions.answer_lead(self.lead(market), producer=market.world.lotus_maker, text="Có.", by=lan, at=NOW)

    def test_closed_it_takes_no_more_answers(self, market: Market) -> None:
        lead = self.lead(market)
        with pytest.raises(Refused):
            actions.close_lead(lead, won=False, why="", by=market.world.actor(market.world.chu_tam), at=NOW)
        actions.close_lead(lead, won=True, why="Cơ sở Khô Bà Lan", by=market.dung, at=NOW)
        lead.refresh_from_db()
        with pytest.raises(Refused):
            actions.answer_lead(
                lead, producer=market.world.fish_maker, text="Có.", by=market.world.actor(market.world.chi_lan), at=NOW
            )


@pytest.mark.requirement("R195")
def test_a_list_goes_to_a_marketplace_and_its_answers_come_back(market: Market) -> None:
    facts = {"name": "Đợt 1", "partner": market.floor, "products": [market.world.dried_fish, market.world.lotus_seed]}
    entry = actions.enter(OnboardingList, facts, by=market.dung, at=NOW)
    actions.send_list(entry, by=market.dung, at=NOW)
    with pytest.raises(Refused, match="đã được gửi"):
        actions.send_list(entry, by=market.dung, at=NOW)
    item = entry.items.get(product=market.world.dried_fish)
    assert actions.settle_items(entry, [item.pk], accepted=True, note="", by=market.dung, at=NOW) == 1
    item.refresh_from_db()
    assert item.state == ItemState.ACCEPTED
    with pytest.raises(Refused, match="đã gửi sàn"):
        actions.change(entry, {"products": [market.world.lotus_seed]}, by=market.dung, at=NOW)


@pytest.mark.requirement("R263")
def test_a_site_is_on_the_list_of_large_ones_from_a_day_to_a_day(market: Market) -> None:
    site = actions.enter(TouristSite, {"name": "Khu du lịch Tràm Chim"}, by=market.dung, at=NOW)
    actions.list_as_large(site, since=date(2026, 1, 1), why="Danh sách của Sở", by=market.dung, at=NOW)
    with pytest.raises(Refused):
        actions.list_as_large(site, since=date(2026, 2, 1), why="Danh sách của Sở", by=market.dung, at=NOW)
    actions.take_off_large(site, on=date(2026, 6, 30), why="Ngừng đón khách", by=market.dung, at=NOW)
    with pytest.raises(Refused, match="lần ghi trước"):
        actions.list_as_large(site, since=date(2026, 6, 30), why="Mở lại", by=market.dung, at=NOW)
    actions.list_as_large(site, since=date(2026, 9, 1), why="Mở lại", by=market.dung, at=NOW)
    assert site.large_spans.count() == 2


@pytest.mark.requirement("R186", "R187")
def test_the_same_link_of_a_chain_twice_is_one(market: Market) -> None:
    chain = actions.enter(ValueChain, {"name": "Chuỗi sen", "starts_on": date(2026, 1, 1)}, by=market.dung, at=NOW)
    for _ in range(2):
        actions.add_link(
            chain, stage="growing", does="trồng sen", producer=market.world.lotus_maker, by=market.dung, at=NOW
        )
    assert ChainLink.objects.count() == 1
