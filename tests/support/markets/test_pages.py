"""Who sees which record on which page, how many questions a list asks, and what the forms do when used."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from ocop.ground.accounts.models import User
from ocop.ground.planning.measures import known_measures
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
from ocop.support.markets.registers import REGISTERS
from ocop.support.markets.states import RecordState
from ocop.support.markets.todo import todos_for
from tests.excel import resend, send, take, workbook
from tests.support.markets.conftest import START, Market
from tests.world import NOW, World, make_product
from tests.world_certification import make_recognition

TABLE = "thi-truong"
SignIn = Callable[[User], Client]


@pytest.fixture
def full(market: Market) -> Market:
    """One record in every register; the fish maker's and the lotus maker's."""
    world, by = market.world, market.dung
    for product in (world.dried_fish, world.lotus_seed):
        market.place(product, outlet=market.shop)
        market.list(product, claimed_stars=4, price=120_000)
        market.contract(product)

    def enter(model: Any, **facts: Any) -> Any:
        return actions.enter(model, facts, by=by, at=NOW)

    enter(OutletYear, outlet=market.shop, year=2025, revenue=412_000_000, visitors=9200)
    enter(
        Feedback, outlet=market.shop, on=START, kind="liked", text="Sen rất được ưa chuộng.", product=world.lotus_seed
    )
    enter(SalesLead, name="Bếp Đồng Sen", wants="Khô cá lóc", received_on=START)
    site = enter(TouristSite, name="Khu du lịch Tràm Chim", unit=world.thap_muoi)
    enter(Tour, name="Tua đồng sen", starts_on=START, sites=[site], products=[world.lotus_seed])
    chain = enter(ValueChain, name="Chuỗi sen", starts_on=START)
    actions.add_link(chain, stage="growing", does="trồng sen", producer=world.lotus_maker, by=by, at=NOW)
    enter(Community, name="Hội quán Đồng Sen", kind="club", unit=world.thap_muoi, producers=[world.lotus_maker])
    enter(OnboardingList, name="Đợt 1", partner=market.floor, products=[world.dried_fish])
    return market


def text(client: Client, *address: Any) -> str:
    response = client.get(reverse(*address[:1], args=address[1:]))
    assert response.status_code == 200, address
    return response.content.decode()


@pytest.mark.requirement("R27", "R188", "R198", "R199", "R210")
@pytest.mark.parametrize("slug", sorted(REGISTERS))
def test_every_register_opens_for_the_province_the_agency_and_the_leader(
    full: Market, sign_in: SignIn, slug: str
) -> None:
    """List, Excel, record, and for keepers the two forms and the way in from Excel."""
    register = REGISTERS[slug]
    record = register.model.objects.first()
    if isinstance(record, SupplyContract):  # of the agencies, only the one in charge reads a contract
        actions.change(record, {"office": full.world.agriculture}, by=full.dung, at=NOW)
    for user in (full.world.anh_dung, full.world.chi_mai, full.world.ong_khanh):
        client = sign_in(user)
        assert str(register.title) in text(client, "markets:list", slug)
        assert client.get(reverse("markets:sheet", args=[slug])).status_code == 200
        assert client.get(reverse("markets:record", args=[slug, record.public_id])).status_code == 200
    keeper, reader = sign_in(full.world.chi_mai), sign_in(full.world.ong_khanh)
    kept = record.placements.first() if hasattr(record, "placements") and slug == "cung-ung" else record
    for address in ("intake:upload", "intake:blank"):
        sheets = f"{reverse(address, args=[TABLE])}?thuoc={slug}"
        assert (reader.get(sheets).status_code, keeper.get(sheets).status_code) == (404, 200)
    for name, args in (("add", [slug]), ("edit", [slug, kept.public_id])):
        assert reader.get(reverse(f"markets:{name}", args=args)).status_code == 404
        if not (name == "edit" and getattr(kept, "contract_id", None)):
            assert keeper.get(reverse(f"markets:{name}", args=args)).status_code == 200


@pytest.mark.parametrize("who", ["council_members", "ba_nga", "anh_quan"])
def test_people_the_market_does_not_concern_find_no_such_pages(full: Market, sign_in: SignIn, who: str) -> None:
    found = getattr(full.world, who)
    client = sign_in(found[0] if isinstance(found, list) else found)
    for slug, register in REGISTERS.items():
        record = register.model.objects.first()
        assert client.get(reverse("markets:list", args=[slug])).status_code == 404
        assert client.get(reverse("markets:record", args=[slug, record.public_id])).status_code == 404


@pytest.mark.parametrize("slug", ["cung-ung", "gian-hang", "hop-dong"])
@pytest.mark.parametrize("who", ["co_hien", "chi_lan"])
def test_a_commune_and_a_producer_see_their_own_and_no_more(full: Market, sign_in: SignIn, slug: str, who: str) -> None:
    """Cô Hiền's commune and chị Lan have the fish maker; the lotus maker is of another commune."""
    client = sign_in(getattr(full.world, who))
    page = text(client, "markets:list", slug)
    assert "Khô" in page
    assert "Hạt sen sấy" not in page
    path = "producer" if slug == "hop-dong" else "product__producer"
    foreign = REGISTERS[slug].model.objects.filter(**{path: full.world.lotus_maker}).first()
    for name in ("record", "edit"):
        assert client.get(reverse(f"markets:{name}", args=[slug, foreign.public_id])).status_code == 404
    content = client.get(reverse("markets:sheet", args=[slug])).content
    cells = [
        cell
        for row in CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).iter_rows()
        for cell in row
    ]
    assert "Hạt sen sấy" not in cells


def test_pages_around_a_record_show_only_what_the_person_may_read(full: Market, sign_in: SignIn) -> None:
    lan = sign_in(full.world.chi_lan)
    for slug, record in (("diem-ban", full.shop), ("doi-tac", full.retailer), ("tua", Tour.objects.get())):
        assert "Hạt sen sấy" not in text(lan, "markets:record", slug, record.public_id)
    assert "Sen rất được ưa chuộng" not in text(lan, "markets:record", "diem-ban", full.shop.public_id)
    assert lan.get(reverse("markets:record", args=["chuoi", ValueChain.objects.get().public_id])).status_code == 404
    assert lan.get(reverse("markets:list", args=["len-san"])).status_code == 404
    assert lan.get(reverse("markets:product", args=[full.world.lotus_seed.public_id])).status_code == 404


@pytest.mark.requirement("R175")
def test_the_page_of_a_retail_system_lists_its_suppliers(full: Market, sign_in: SignIn) -> None:
    page = text(sign_in(full.world.anh_dung), "markets:record", "doi-tac", full.retailer.public_id)
    assert "Cơ sở Khô Bà Lan" in page
    assert "Hợp tác xã Sen Tháp Mười" in page


@pytest.mark.requirement("R196", "R197", "R200", "R202")
def test_a_point_of_sale_counts_products_and_units_apart_on_a_day(full: Market, sign_in: SignIn) -> None:
    full.place(make_product("Mắm cá linh", full.world.fish_maker), outlet=full.shop, ends_on=date(2026, 6, 30))
    client = sign_in(full.world.anh_dung)
    address = reverse("markets:record", args=["diem-ban", full.shop.public_id])
    june = client.get(address, {"ngay": "30/6/2026"})
    assert june.context["content"].figures == [(3, "sản phẩm", ""), (2, "đơn vị cung cấp", "")]
    today = client.get(address)
    assert today.context["content"].figures == [(2, "sản phẩm", ""), (2, "đơn vị cung cấp", "")]
    assert "412.000.000 đồng" in today.content.decode()
    assert "chưa đúng dạng ngày" in client.get(address, {"ngay": "ba mươi"}).content.decode()


@pytest.mark.requirement("R192")
def test_a_page_that_claims_another_star_than_the_register_is_shown(full: Market, sign_in: SignIn) -> None:
    office = full.world.province_committee
    make_recognition(full.world.dried_fish, office, stars=4, valid_from=START, number="1")
    make_recognition(full.world.lotus_seed, office, stars=3, valid_from=START, number="2")
    page = text(sign_in(full.world.anh_dung), "markets:list", "gian-hang")
    assert page.count("Khác sổ công nhận") == 1
    wrong = Listing.objects.get(product=full.world.lotus_seed)
    assert "Trang bán ghi 4 sao" in text(sign_in(full.world.anh_dung), "markets:record", "gian-hang", wrong.public_id)


@pytest.mark.parametrize(
    ("slug", "most"), [("cung-ung", 12), ("gian-hang", 12), ("hop-dong", 13), ("doi-tac", 11), ("diem-ban", 11)]
)
def test_a_list_asks_the_same_number_of_questions_however_long(
    full: Market, sign_in: SignIn, django_assert_max_num_queries: Any, slug: str, most: int
) -> None:
    for number in range(12):
        product = make_product(f"Khô số {number}", full.world.fish_maker)
        full.place(product)
        full.list(product)
        full.contract(product)
        facts = {"name": f"Quầy {number}", "kind": "counter", "unit": full.world.thap_muoi, "opened_on": START}
        actions.enter(Outlet, facts, by=full.dung, at=NOW)
    client = sign_in(full.world.anh_dung)
    for name in ("list", "sheet"):
        with django_assert_max_num_queries(most):
            assert client.get(reverse(f"markets:{name}", args=[slug])).status_code == 200


def test_search_finds_a_partner_under_any_of_its_names(full: Market, sign_in: SignIn) -> None:
    client = sign_in(full.world.anh_dung)
    for words in ("vinmart", "WINMART", "Vin mart"):
        assert "VinMart" in client.get(reverse("markets:list", args=["doi-tac"]), {"q": words}).content.decode()
    assert "VinMart" not in client.get(reverse("markets:list", args=["doi-tac"]), {"q": "tiki"}).content.decode()


class TestForms:
    def test_chi_lan_tells_on_her_telephone_where_she_sells(self, full: Market, sign_in: SignIn) -> None:
        """She picks among her own products and types the name as she knows it; pressing twice sends once."""
        lan = sign_in(full.world.chi_lan)
        page = lan.get(reverse("markets:add", args=["cung-ung"]))
        form = page.context["form"]
        assert [label for _, label in form.fields["product"].widget.choices] == ["Chọn…", "Khô cá sặc rằn"]
        data = {
            "code": form["code"].value(),
            "product": "Khô cá sặc rằn",
            "place": "Win Mart",
            "basis": "order",
            "starts_on": "1/11/2026",
        }
        before = Placement.objects.count()
        for _ in range(2):
            assert lan.post(reverse("markets:add", args=["cung-ung"]), data).status_code == 302
        assert Placement.objects.count() == before + 1
        assert Placement.objects.get(starts_on=date(2026, 11, 1)).state == RecordState.PROPOSED

    def test_a_name_nobody_has_is_answered_with_what_to_do(self, full: Market, sign_in: SignIn) -> None:
        client = sign_in(full.world.anh_dung)
        data = {"product": "Khô cá sặc", "place": "Chợ lạ", "basis": "order", "starts_on": "1/11/2026"}
        page = client.post(reverse("markets:add", args=["cung-ung"]), data).content.decode()
        assert "Không tìm thấy nơi bán “Chợ lạ”" in page
        assert "Không tìm thấy sản phẩm “Khô cá sặc”" in page

    def test_two_products_of_one_name_are_told_apart_by_their_codes(self, full: Market, sign_in: SignIn) -> None:
        other = make_product("Khô cá sặc rằn", full.world.lotus_maker)
        client = sign_in(full.world.anh_dung)
        data = {"product": "khô cá sặc rằn", "place": "VinMart", "basis": "order", "starts_on": "1/11/2026"}
        page = client.post(reverse("markets:add", args=["cung-ung"]), data).content.decode()
        assert "cùng tên" in page
        assert other.public_id in page
        data["product"] = f"Khô cá sặc rằn · mã {other.public_id}"
        assert client.post(reverse("markets:add", args=["cung-ung"]), data).status_code == 302

    def test_an_officer_who_comes_second_is_told_so(self, full: Market, sign_in: SignIn) -> None:
        placement = full.place(starts_on=date(2026, 11, 2), by=full.world.actor(full.world.chi_lan))
        address = reverse("markets:act", args=["cung-ung", placement.public_id, "xac-nhan"])
        first, second = sign_in(full.world.co_hien), sign_in(full.world.anh_dung)
        assert first.post(address).status_code == 302
        response = second.post(address, follow=True)
        assert "đã có người xem" in response.content.decode()

    def test_every_act_has_its_page(self, full: Market, sign_in: SignIn) -> None:
        client = sign_in(full.world.anh_dung)
        acts = [
            ("gian-hang", Listing.objects.first(), "kiem-tra"),
            ("hop-dong", full.contract(signed_on=date(2026, 2, 2)), "gia-han"),
            ("hop-dong", full.contract(signed_on=date(2026, 2, 3), starts_on=date(2026, 2, 3)), "cham-dut"),
            ("nhu-cau", SalesLead.objects.first(), "ket-qua"),
            ("diem-du-lich", TouristSite.objects.first(), "diem-lon"),
            ("chuoi", ValueChain.objects.first(), "mat-xich"),
            ("len-san", OnboardingList.objects.first(), "gui"),
        ]
        for slug, record, act in acts:
            assert client.get(reverse("markets:act", args=[slug, record.public_id, act])).status_code == 200
            stranger = sign_in(full.world.ong_khanh)
            assert stranger.get(reverse("markets:act", args=[slug, record.public_id, act])).status_code == 404

    def test_the_file_for_a_marketplace_says_what_is_missing(self, full: Market, sign_in: SignIn) -> None:
        entry = OnboardingList.objects.get()
        response = sign_in(full.world.chi_mai).get(reverse("markets:onboarding_sheet", args=[entry.public_id]))
        rows = list(CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).iter_rows())
        line = next(row for row in rows if "Khô cá sặc rằn" in row)
        assert "mã vạch" in line[-1]


class TestSheets:
    HEAD = ("Sản phẩm", "Nơi bán", "Hình thức", "Từ ngày", "Đến hết ngày")

    def upload(self, client: Client, *rows: list[Any]) -> Any:
        return send(client, TABLE, workbook(self.HEAD, *rows), scope="cung-ung")

    def test_a_sheet_with_errors_writes_nothing_and_names_each_cell(self, full: Market, sign_in: SignIn) -> None:
        client = sign_in(full.world.anh_dung)
        before = Placement.objects.count()
        response = self.upload(
            client,
            ["Khô cá sặc rằn", "Vin Mart", "Mua theo đơn hàng", "3/3/2026", ""],
            ["Bánh lạ", "VinMart", "Ký gửi", "3/3/2026", ""],
            ["Hạt sen sấy", "VinMart", "Cho mượn", "32/3/2026", ""],
        )
        plan = response.context["plan"]
        assert {(each.row, each.column) for each in plan.errors} == {
            (3, "Sản phẩm"),
            (4, "Hình thức"),
            (4, "Từ ngày"),
        }
        take(client, response)
        assert Placement.objects.count() == before

    def test_a_clean_sheet_is_taken_whole_and_once(self, full: Market, sign_in: SignIn) -> None:
        client = sign_in(full.world.anh_dung)
        row = ["Khô cá sặc rằn", "Vin Mart", "mua theo đơn hàng", "3/3/2026", ""]
        preview = self.upload(client, row)
        before = Placement.objects.count()
        for _ in range(2):
            take(client, preview)
        assert Placement.objects.count() == before + 1
        again = self.upload(client, row).context["plan"]
        assert (again.same, again.new) == (1, [])

    def test_one_line_twice_in_a_sheet_is_an_error(self, full: Market, sign_in: SignIn) -> None:
        row = ["Khô cá sặc rằn", "Vin Mart", "Ký gửi", "3/3/2026", ""]
        plan = self.upload(sign_in(full.world.anh_dung), row, row).context["plan"]
        (error,) = plan.errors
        assert "Giống dòng 2. Anh/chị bỏ một dòng" in error.remedy

    def test_a_commune_cannot_bring_in_another_communes_products(self, full: Market, sign_in: SignIn) -> None:
        row = ["Hạt sen sấy", "Vin Mart", "Ký gửi", "3/3/2026", ""]
        plan = self.upload(sign_in(full.world.co_hien), row).context["plan"]
        assert plan.errors

    def test_columns_pasted_from_excel_are_read_too(self, full: Market, sign_in: SignIn) -> None:
        client = sign_in(full.world.anh_dung)
        pasted = "Sàn\tSản phẩm\tCó trên sàn từ\tGiá\nPostmart\tKhô cá sặc rằn\t3/3/2026\t85.000"
        (line,) = send(client, TABLE, pasted, scope="gian-hang").context["plan"].new
        assert line.facts["said"]["price"] == 85_000

    @pytest.mark.parametrize("slug", sorted(REGISTERS))
    def test_what_is_exported_comes_back_unchanged(self, full: Market, sign_in: SignIn, slug: str) -> None:
        client = sign_in(full.world.anh_dung)
        plan = resend(client, TABLE, reverse("markets:sheet", args=[slug]), scope=slug).context["plan"]
        assert (plan.errors, plan.new, plan.changes) == ([], [], [])
        assert plan.same == plan.rows > 0

    def test_one_changed_cell_is_shown_and_written(self, full: Market, sign_in: SignIn) -> None:
        client = sign_in(full.world.anh_dung)
        placement = Placement.objects.get(product=full.world.dried_fish, outlet=full.shop)
        row = [placement.public_id, "Khô cá sặc rằn", full.shop.name, "Ký gửi", "10/1/2026", "30/11/2026"]
        response = send(client, TABLE, workbook(["Mã", *self.HEAD], row), scope="cung-ung")
        plan = response.context["plan"]
        assert {(each.column, each.after) for each in plan.changes} == {
            ("Hình thức", "Ký gửi"),
            ("Đến hết ngày", "30/11/2026"),
        }
        take(client, response)
        placement.refresh_from_db()
        assert (placement.basis, placement.ends_on) == ("consignment", date(2026, 11, 30))

    def test_a_partner_that_looks_like_one_on_file_is_asked_about(self, full: Market, sign_in: SignIn) -> None:
        client = sign_in(full.world.anh_dung)
        before = Partner.objects.count()
        head, rows = (
            ("Tên đối tác", "Loại"),
            [("Siêu thị Vin Mart", "Siêu thị, hệ thống bán lẻ"), ("Lữ hành Sen", "Doanh nghiệp lữ hành")],
        )
        preview = send(client, TABLE, workbook(head, *rows), scope="doi-tac")
        assert preview.context["plan"].errors == []
        assert [line.row for line in preview.context["plan"].questions] == [2]
        assert "chọn ghi hay bỏ" in take(client, preview).content.decode()
        assert Partner.objects.count() == before
        take(client, preview, dong_2="bo")
        assert Partner.objects.count() == before + 1

    def test_registers_take_sheets_of_who_keeps_them(self, full: Market, sign_in: SignIn) -> None:
        """A commune brings what it keeps; the province's registers do not exist for it, nor any for a producer."""
        upload = f"{reverse('intake:upload', args=[TABLE])}?thuoc="
        for who, slug, status in (
            (full.world.co_hien, "cung-ung", 200),
            (full.world.co_hien, "doi-tac", 404),
            (full.world.chi_lan, "cung-ung", 404),
            (full.world.anh_dung, "khong-co-so-nay", 404),
        ):
            assert sign_in(who).get(f"{upload}{slug}").status_code == status

    def test_a_long_sheet_asks_no_more_than_a_short_one(
        self, full: Market, sign_in: SignIn, django_assert_max_num_queries: Any
    ) -> None:
        rows = [["Khô cá sặc rằn", "Vin Mart", "Ký gửi", f"{day}/3/2026", ""] for day in range(1, 31)]
        client = sign_in(full.world.anh_dung)
        preview = self.upload(client, *rows)
        assert preview.context["plan"].errors == []
        with django_assert_max_num_queries(14):
            client.get(preview.request["PATH_INFO"])


@pytest.mark.requirement("R177")
def test_each_is_asked_for_what_waits_for_them(full: Market) -> None:
    """Old listings and open wishes for officers; wishes of buyers for makers."""
    world = full.world
    Listing.objects.update(checked_on=date(2026, 8, 1))
    full.place(starts_on=date(2026, 11, 2), by=world.actor(world.chi_lan))
    titles = [each.title for each in todos_for(world.actor(world.co_hien), at=NOW)]
    assert titles == [
        "Xác nhận 1 nơi bán chủ thể báo",
        "Kiểm tra 1 trang bán trên sàn",
        "Hỏi việc gia hạn 1 hợp đồng",
        "Tìm chủ thể cho 1 nhu cầu mua",
    ]
    assert [each.title for each in todos_for(world.actor(world.chi_lan), at=NOW)] == [
        "Xem 1 nhu cầu mua đang mở",
        "Gia hạn hợp đồng với VinMart",
    ]
    assert todos_for(world.actor(world.ong_khanh), at=NOW) == []


def test_the_links_of_measures_lead_somewhere(full: Market, sign_in: SignIn) -> None:
    make_recognition(full.world.dried_fish, full.world.province_committee, valid_from=START)
    client = sign_in(full.world.anh_dung)
    for key, measure in known_measures().items():
        if not key.startswith("markets."):
            continue
        for row in measure.counted.rows({})[:3]:
            assert measure.counted.link is not None
            assert client.get(measure.counted.link(row)).status_code == 200, key


@pytest.mark.parametrize("typed", ["Siêu thị VinMart Cao Lãnh", "Vinn Mart", "Win Mart Plus"])
def test_a_partner_that_may_be_on_record_is_shown_before_a_new_one(market: Market, sign_in: SignIn, typed: str) -> None:
    """VinMart goes by Vin Mart and WinMart too; anh Dũng looks, and decides."""
    client = sign_in(market.world.anh_dung)
    address = reverse("markets:add", args=["doi-tac"])
    data = {"name": typed, "kind": "retailer", "is_domestic": "co", "code": "doitac234567"}
    page = client.post(address, data).content.decode()
    assert "Có thể đã có bản ghi này" in page
    assert reverse("markets:record", args=["doi-tac", market.retailer.public_id]) in page
    assert Partner.objects.count() == 2
    for _ in range(2):
        assert client.post(address, {**data, "van-ghi": "1"}).status_code == 302
    assert Partner.objects.count() == 3
    assert client.post(address, data).status_code == 302, "the record this form made is no duplicate of itself"


def test_a_partner_like_no_other_is_entered_at_once(market: Market, sign_in: SignIn) -> None:
    data = {"name": "Bách hóa Miền Tây", "kind": "retailer", "is_domestic": "co", "code": "doitac234567"}
    client = sign_in(market.world.anh_dung)
    assert client.post(reverse("markets:add", args=["doi-tac"]), data).status_code == 302


@pytest.mark.requirement("R170")
def test_a_products_page_leads_to_where_it_is_sold(market: Market, sign_in: SignIn) -> None:
    world = market.world
    market.place()
    address = reverse("producers:product", args=[world.dried_fish.public_id])
    where = reverse("markets:product", args=[world.dried_fish.public_id])
    for user in (world.chi_lan, world.co_hien, world.anh_dung):
        client = sign_in(user)
        assert where in client.get(address).content.decode(), user
        assert "VinMart" in client.get(where).content.decode(), user
    seen = sign_in(world.anh_quan).get(address)
    assert seen.status_code == 404 or where not in seen.content.decode(), "no link leads to a page that is not there"


def test_a_cell_without_words_is_empty_so_that_it_takes_no_place_on_a_phone(world: World, sign_in) -> None:
    facts = {"name": "Cửa hàng", "kind": "shop", "unit": world.thap_muoi, "opened_on": START}
    actions.enter(Outlet, facts, by=world.actor(world.anh_dung), at=NOW)
    page = sign_in(world.anh_dung).get("/thi-truong/diem-ban/").content.decode()
    assert 'data-label="Tại điểm du lịch"></td>' in page
    assert 'data-label="Ở đâu">Xã Tháp Mười' in page
