"""The office looks at what is flagged and decides; the commune reads its own; the producer answers when asked."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ocop.cycle.scans import actions
from ocop.cycle.scans.models import SaleArea, ScannedStamp, Suspicion
from ocop.cycle.scans.scan import Guess, Scan
from ocop.cycle.scans.states import DoubtKind, SuspicionState
from ocop.cycle.scans.todo import todos_for
from ocop.cycle.traceability.keys import keys_of
from ocop.cycle.traceability.models import StampRange
from ocop.kit.scope import Actor
from ocop.rules.stamps import Stamp, code_of
from tests.cycle.scans.test_looking import issued  # noqa: F401 — the fixture
from tests.world import NOW, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


@pytest.fixture
def flagged(issued: StampRange) -> Suspicion:  # noqa: F811
    """Tem số 8 of chị Lan's fish, scanned by four people in two provinces."""
    scan(7)
    return Suspicion.objects.get()


def scan(index: int) -> None:
    who = (("a", "82"), ("b", "82"), ("c", "79"), ("d", ""))
    actions.remember([Scan(0, index, NOW, name.encode(), region, "valid") for name, region in who], [Guess(NOW, "79")])
    actions.look(at=NOW)


def words(client: Any, name: str, *args: str, **query: str) -> str:
    text: str = client.get(reverse(name, args=args), query).content.decode()
    return text


@pytest.mark.requirement("R164")
def test_the_office_sees_what_is_flagged_and_what_to_do_next(flagged: Suspicion, world: World, sign_in: Any) -> None:
    office = sign_in(world.anh_dung)
    listed = words(office, "scans:suspicions")
    assert "Khô cá sặc rằn" in listed
    assert "Nhiều người quét một tem" in listed
    page = words(office, "scans:suspicion", flagged.public_id)
    assert "Trong 30 ngày có 4 người khác nhau quét cùng một tem" in page
    assert "Thành phố Hồ Chí Minh, Đồng Tháp" in page
    assert "Hỏi chủ thể có bày mẫu" in page
    assert "giả" not in page[page.index("<main") :].replace("giảm", "")


def test_the_very_first_stamp_says_how_often_it_was_scanned(issued: StampRange, world: World, sign_in: Any) -> None:  # noqa: F811
    scan(0)
    listed = words(sign_in(world.anh_dung), "scans:suspicions")
    assert 'data-label="Lượt quét">4<' in listed.replace("\n", "")


def test_filters_stand_in_the_address(flagged: Suspicion, world: World, sign_in: Any) -> None:
    office = sign_in(world.anh_dung)
    for query in (
        {"q": "kho ca"},
        {"dau_hieu": "clients"},
        {"trang_thai": "moi"},
        {"trang_thai": "het"},
        {"dau_hieu": "x"},
    ):
        assert flagged.public_id in words(office, "scans:suspicions", **query), query
    for query in ({"q": "hạt sen"}, {"dau_hieu": "lost"}, {"trang_thai": "closed"}):
        assert flagged.public_id not in words(office, "scans:suspicions", **query), query


def test_the_office_asks_the_producer_answers_the_office_closes(flagged: Suspicion, world: World, sign_in: Any) -> None:
    office, lan = sign_in(world.anh_dung), sign_in(world.chi_lan)
    decide = reverse("scans:decide", args=[flagged.public_id])
    assert "Chọn" in office.post(decide, {"words": "Bán ở đâu?"}).content.decode()
    assert office.post(decide, {"state": "asked", "words": "Bán ở đâu?"}).status_code == 302
    assert [todo.title for todo in todos_for(world.actor(world.chi_lan), at=NOW)] == [
        "Trả lời Văn phòng Điều phối về tem của Khô cá sặc rằn"
    ]
    assert "Bán ở đâu?" in lan.get(decide).content.decode()
    assert lan.post(decide, {"words": "Bày mẫu ở hội chợ"}).status_code == 302
    assert "chưa hỏi gì thêm" in lan.post(decide, {"words": "Lần nữa"}).content.decode()
    assert office.post(decide, {"state": "closed", "words": "Hàng mẫu"}).status_code == 302
    flagged.refresh_from_db()
    assert flagged.state == SuspicionState.CLOSED
    assert "Hệ thống tự mở lại" not in office.get(decide).content.decode()
    assert flagged.steps.count() == 4


def test_each_sees_their_own(flagged: Suspicion, world: World, sign_in: Any) -> None:
    own = {world.anh_dung: 200, world.chi_lan: 200, world.co_hien: 200, world.anh_phuc: 404, world.chu_tam: 404}
    for person, status in own.items():
        client = sign_in(person)
        assert client.get(reverse("scans:suspicion", args=[flagged.public_id])).status_code == status, person
    for person in (world.co_hien, world.anh_phuc, world.chu_tam):
        assert sign_in(person).get(reverse("scans:decide", args=[flagged.public_id])).status_code == 404


def test_a_stamp_is_looked_at_without_being_counted(flagged: Suspicion, world: World, sign_in: Any) -> None:
    code = code_of(keys_of(0), Stamp(0, 7))
    page = words(sign_in(world.anh_dung), "scans:stamp", ma=code)
    assert "4 lượt, khoảng 4 người" in page
    assert "Đồng Tháp: 2" in page
    assert ScannedStamp.objects.get().count == 4
    assert "Không có tem nào mang mã này" in words(sign_in(world.anh_phuc), "scans:stamp", ma=code)
    assert "chữ số bị nhầm" in words(sign_in(world.anh_dung), "scans:stamp", ma="1" + code[1:])
    assert "Nhập 20 chữ số" in words(sign_in(world.anh_dung), "scans:stamp", ma="")


def test_the_map_stands_beside_a_table_of_the_same_figures(flagged: Suspicion, world: World, sign_in: Any) -> None:
    page = words(sign_in(world.anh_dung), "scans:map")
    assert "<title>Đồng Tháp: 2 lượt quét, 1 tem nghi vấn</title>" in page
    assert "Thành phố Hồ Chí Minh (79)" in page
    assert "1 lượt quét chưa rõ tỉnh" in page
    assert sign_in(world.chi_lan).get(reverse("scans:map")).status_code == 404


def test_the_producer_says_where_it_is_sold(flagged: Suspicion, world: World, sign_in: Any) -> None:
    address = reverse("scans:sale_area", args=[world.dried_fish.public_id])
    lan = sign_in(world.chi_lan)
    assert "Chọn ít nhất một tỉnh" in lan.post(address, {}).content.decode()
    assert lan.post(address, {"regions": ["82", "79"]}).status_code == 302
    assert str(SaleArea.objects.get()) == "Thành phố Hồ Chí Minh, Đồng Tháp"
    assert 'value="79" checked' in lan.get(address).content.decode().replace('" id="id_regions_27"', '"')
    assert sign_in(world.anh_phuc).get(address).status_code == 404


def test_the_product_s_page_leads_to_where_it_is_sold_before_anything_is_suspected(world: World, sign_in: Any) -> None:
    area = reverse("scans:sale_area", args=[world.dried_fish.public_id])
    product = reverse("producers:product", args=[world.dried_fish.public_id])
    for person, leads in ((world.chi_lan, True), (world.anh_dung, True), (world.co_hien, False)):
        assert (area in sign_in(person).get(product).content.decode()) == leads
    lan = sign_in(world.chi_lan)
    assert lan.post(area, {"regions": ["82"]}, follow=True).redirect_chain[-1][0] == product


def test_what_waits_is_on_the_list_of_things_to_do(flagged: Suspicion, world: World) -> None:
    someone = Actor(None, "Người mua", NOW.date())
    actions.send_doubt("0" * 20, Stamp(0, 7), kind=DoubtKind.STUCK, by=someone, at=NOW)
    office = [todo.title for todo in todos_for(world.actor(world.anh_dung), at=NOW)]
    assert office == ["Xem 1 nghi vấn tem bị chép", "Trả lời 1 phản ánh của người mua"]
    assert [todo.title for todo in todos_for(world.actor(world.co_hien), at=NOW)] == office[1:]
    assert todos_for(world.actor(world.chu_tam), at=NOW) == []
    assert todos_for(world.actor(world.chi_lan), at=NOW) == []


def test_lists_ask_the_same_number_of_questions_however_long(flagged: Suspicion, world: World, sign_in: Any) -> None:
    client, asked = sign_in(world.anh_dung), []
    for start in (20, 40):
        for index in range(start, start + 5):
            scan(index)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("scans:suspicions"))
        asked.append(len(queries))
    assert asked[0] == asked[1]
