"""What the plan asks offices to do, done on the pages as they would: guidance, help near by, checks, markets."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from ocop.ground.accounts.models import User
from ocop.ground.offices.models import Office
from ocop.ground.offices.states import OfficeKind, Role, Tier, UnitKind
from ocop.support.activities.actions import advice
from ocop.support.activities.models import Activity, AdviceCase
from tests.world import LONG_AGO, NOW, World, appoint, make_office, make_unit, make_user, moment
from tests.world_certification import make_recognition

SignIn = Callable[[User], Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


def record(client: Client, kind: str, office: Office, title: str, **details: Any) -> Activity:
    """Fill the kind's form in and save."""
    said = {"title": title, "organiser": office.pk, "starts_on": "24/11/2026"}
    response = client.post(f"/hoat-dong/moi/{kind}/", said | {f"d_{name}": value for name, value in details.items()})
    assert response.status_code == 302, response.content.decode()
    return Activity.objects.get(title=title)


def add(client: Client, activity: Activity, who: str, name: str, role: str, **details: str) -> None:
    """Key one participant in by name."""
    said = {"name": name, "role": role} | {f"d_{key}": value for key, value in details.items()}
    response = client.post(f"/hoat-dong/{activity.public_id}/tham-gia/{who}/them/", said)
    assert response.status_code == 302, response.content.decode()


def shown(client: Client, activity: Activity) -> str:
    return client.get(f"/hoat-dong/{activity.public_id}/").content.decode()


def department(world: World, name: str, login: str) -> tuple[Office, User]:
    office = make_office(name, unit=world.province, kind=OfficeKind.DEPARTMENT, tier=Tier.PROVINCE)
    user = make_user(f"Cán bộ {name}", login)
    appoint(user, office, Role.AGENCY_OFFICER)
    return office, user


@pytest.mark.requirement("R11")
def test_the_lead_agency_guides_a_locality_which_finds_it(world: World, sign_in: SignIn) -> None:
    """Chị Mai's department guides Phương Thịnh; cô Hiền finds it under what her office was guided in, chú Tám not."""
    mai = sign_in(world.chi_mai)
    guided = record(
        mai, "guidance", world.agriculture, "Hướng dẫn triển khai kế hoạch năm",
        form="visit", topics=["plan", "dossier"], content="Rà soát sản phẩm chủ lực của xã.",
    )  # fmt: skip
    add(mai, guided, "office", world.phuong_thinh_committee.name, "receiver", next_step="Gửi danh sách trước 15/12")
    hien = sign_in(world.co_hien)
    assert guided.title in hien.get("/hoat-dong/?cua_toi=tham-gia").content.decode()
    page = shown(hien, guided)
    assert "Rà soát sản phẩm chủ lực" in page
    assert "Gửi danh sách trước 15/12" in page
    assert guided.title not in sign_in(world.chu_tam).get("/hoat-dong/?cua_toi=tham-gia").content.decode()


@pytest.mark.requirement("R14")
def test_help_begins_at_the_commune_and_goes_on_to_the_province(world: World, sign_in: SignIn) -> None:
    """Phương Thịnh's committee sits for the market there: chị Lan's question comes to it, and is passed on."""
    dung = sign_in(world.anh_dung)
    for office in (world.agriculture, world.phuong_thinh_committee):
        dung.post("/hoat-dong/tu-van/doi-ngu/", {"office": office.pk, "field": "market"})
    asked = {"title": "Bán khô ở đâu?", "question": "Tôi tìm nơi tiêu thụ.", "field": "market"}
    sign_in(world.chi_lan).post("/hoat-dong/tu-van/hoi/", asked | {"asker": f"p-{world.fish_maker.public_id}"})
    sign_in(world.anh_phuc).post(
        "/hoat-dong/tu-van/hoi/", asked | {"title": "Bán sen ở đâu?", "asker": f"p-{world.lotus_maker.public_id}"}
    )
    given = dict(AdviceCase.objects.values_list("title", "consultant__name"))
    assert given == {
        "Bán khô ở đâu?": world.phuong_thinh_committee.name,
        "Bán sen ở đâu?": world.agriculture.name,
    }
    case = AdviceCase.objects.get(title="Bán khô ở đâu?")
    address = f"/hoat-dong/tu-van/{case.public_id}/"
    hien = sign_in(world.co_hien)
    assert "Trả lời: Bán khô ở đâu?" in hien.get("/viec-can-lam/").content.decode()
    assert sign_in(world.chu_tam).post(f"{address}giao/", {"office": world.agriculture.pk}).status_code == 404
    hien.post(f"{address}giao/", {"office": world.agriculture.pk})
    sign_in(world.chi_mai).post(f"{address}tra-loi/", {"text": "Có phiên chợ cuối tháng."})
    assert "Có phiên chợ cuối tháng." in sign_in(world.chi_lan).get(address).content.decode()


@pytest.mark.requirement("R14")
def test_before_the_merger_the_district_helped_its_communes(world: World) -> None:
    """In 2024 a question from a commune of Tháp Mười district went to the district's committee; not in 2026."""
    span: dict[str, Any] = {"valid_from": LONG_AGO, "valid_to": date(2025, 6, 30)}
    district = make_unit("Tháp Mười", code="872", kind=UnitKind.DISTRICT, tier=Tier.DISTRICT, **span)
    commune = make_unit("Mỹ Đông", code="30061", parent=district, **span)
    committee = make_office("UBND huyện Tháp Mười", unit=district, tier=Tier.DISTRICT, **span)
    for office in (committee, world.agriculture):
        advice.seat(office, "production", "", by=world.actor(world.anh_dung), at=NOW)
    assert advice.consultant_for("production", "", commune, moment(2024, 5, 1).date()) == committee
    assert advice.consultant_for("production", "", commune, NOW.date()) == world.agriculture


@pytest.mark.requirement("R26")
def test_an_association_s_work_is_tied_to_the_national_campaign(world: World, sign_in: SignIn) -> None:
    front, officer = department(world, "Ủy ban Mặt trận Tổ quốc tỉnh", "mttq@mttq.example")
    client = sign_in(officer)
    moved = record(
        client, "mass-organisation", front, "Vận động hội viên dùng sản phẩm OCOP",
        organisation="front", movement="new_countryside", content="Gắn với xây dựng nông thôn mới ở ấp.",
    )  # fmt: skip
    client.post(f"/hoat-dong/{moved.public_id}/ket-qua/", {"o_members": "120", "o_registered": "3", "summary": ""})
    page = shown(sign_in(world.anh_dung), moved)
    assert "Toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh" in page
    assert "120" in page


@pytest.mark.requirement("R161")
def test_the_department_checks_certified_goods_where_they_are_sold(world: World, sign_in: SignIn) -> None:
    """What was looked at, at which shop, what was found on which product, and what must follow until when."""
    make_recognition(world.dried_fish, world.province_committee)
    office, officer = department(world, "Sở Công Thương", "kiemtra@sct.example")
    client = sign_in(officer)
    check = record(
        client, "standard-check", office, "Kiểm tra hàng Tết",
        form="both", standard="QCVN 8-2:2011/BYT", checked=["safety", "label", "logo"],
    )  # fmt: skip
    add(
        client, check, "product", world.dried_fish.public_id, "checked", place="Chợ Mỹ An", finding="fault",
        fault="Nhãn thiếu hạn sử dụng", follow_up="In lại nhãn", due_on="15/12/2026",
    )  # fmt: skip
    assert "An toàn thực phẩm" in shown(sign_in(world.anh_dung), check)
    listed = client.get(f"/hoat-dong/{check.public_id}/tham-gia/product/").content.decode()
    for words in ("Khô cá sặc rằn", "Chợ Mỹ An", "Có lỗi cần sửa", "Nhãn thiếu hạn sử dụng", "15/12/2026"):
        assert words in listed
    assert client.get(f"/hoat-dong/{check.public_id}/tham-gia/product/excel/").status_code == 200


@pytest.mark.requirement("R176")
def test_a_seminar_links_products_with_retail_systems(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.chi_mai)
    seminar = record(
        client, "conference", world.agriculture, "Phát triển các sản phẩm OCOP, kết nối với hệ thống bán lẻ",
        form="seminar", topic="Điều kiện đưa hàng vào siêu thị",
    )  # fmt: skip
    add(client, seminar, "partner", "Hệ thống siêu thị A", "retailer")
    add(client, seminar, "producer", world.fish_maker.public_id, "guest")
    assert "Hệ thống bán lẻ" in client.get(f"/hoat-dong/{seminar.public_id}/tham-gia/partner/").content.decode()
    assert "Hội thảo" in shown(sign_in(world.anh_dung), seminar)


@pytest.mark.requirement("R189")
def test_the_culture_department_tells_of_cultural_identity_with_products(
    world: World, sign_in: SignIn, client: Client
) -> None:
    office, officer = department(world, "Sở Văn hóa, Thể thao và Du lịch", "vhttdl@vh.example")
    culture = sign_in(officer)
    story = record(culture, "bulletin", office, "Khô cá và mùa nước nổi", form="story", themes=["culture", "product"])
    add(culture, story, "product", world.dried_fish.public_id, "subject")
    said = {"title": story.title, "published_on": "24/11/2026", "summary": "Nghề khô.", "text": "Mùa nước nổi…"}
    culture.post(f"/hoat-dong/{story.public_id}/dang/", said)
    assert "Bản sắc văn hóa" in shown(sign_in(world.anh_dung), story)
    assert "Khô cá và mùa nước nổi" in client.get("/ban-tin/").content.decode()


PLANS = (
    ("network", "Hệ thống thị trường gắn với địa phương", "office", "locality"),
    ("ecommerce", "Thương mại điện tử", "partner", "platform"),
    ("postal", "Bưu chính chuyên phát", "partner", "carrier"),
)


@pytest.mark.requirement("R184", "R193", "R194")
@pytest.mark.parametrize(("channel", "words", "who", "role"), PLANS, ids=[each[0] for each in PLANS])
def test_a_way_to_market_is_planned_with_everybody_s_part(
    world: World, sign_in: SignIn, channel: str, words: str, who: str, role: str
) -> None:
    """Market system with communes, online sales, postal delivery: who leads, who works with them, what each does."""
    office, officer = department(world, "Sở Thông tin và Truyền thông", "tttt@tttt.example")
    client = sign_in(officer)
    plan = record(
        client, "channel-plan", office, f"Kế hoạch {channel}", channel=channel,
        goal="Mỗi xã ít nhất một sản phẩm có nơi bán", steps="Chọn sản phẩm; ký thỏa thuận; đánh giá sau sáu tháng",
    )  # fmt: skip
    add(client, plan, "office", office.name, "lead", task="Chủ trì")
    add(client, plan, "office", world.agriculture.name, "partner", task="Chọn sản phẩm")
    other = world.phuong_thinh_committee.name if who == "office" else "Bưu điện tỉnh Đồng Tháp"
    add(client, plan, who, other, role, task="Thu gom tại xã")
    add(client, plan, "product", world.dried_fish.public_id, "sold")
    client.post(f"/hoat-dong/{plan.public_id}/ket-qua/", {"o_products": "1", "summary": "Đã chạy thử"})
    page = shown(sign_in(world.anh_dung), plan)
    assert words in page
    assert "Chọn sản phẩm" in page
    assert plan.title in sign_in(world.chi_mai).get("/hoat-dong/?cua_toi=tham-gia").content.decode()
    assert "Thu gom tại xã" in client.get(f"/hoat-dong/{plan.public_id}/tham-gia/{who}/").content.decode()
