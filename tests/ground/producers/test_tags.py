"""What a product is made from and good for: claimed by the producer, confirmed by an officer, never overwritten."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ocop.ground.planning.measures import values_on
from ocop.ground.producers import actions
from ocop.ground.producers.measures import TAGGED
from ocop.ground.producers.models import Product, ProductTag
from ocop.ground.producers.states import Tag
from ocop.ground.producers.todo import todos_for
from ocop.ground.programme.models import LegalDocument
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from ocop.kit.sheets import read_table, write_table
from tests.world import NOW, World, make_product, moment
from tests.world_certification import make_recognition

pytestmark = pytest.mark.usefixtures("at_now")
CLAIM = {"tag": "by_product", "note": "Đầu cá, xương cá làm bột cá"}


def page_of(product: Product, name: str = "tags", *more: str) -> str:
    return reverse(f"producers:{name}", args=[product.public_id, *more])


def claim(world: World, **facts: str) -> ProductTag:
    return actions.set_tag(world.dried_fish, by=world.actor(world.chi_lan), at=NOW, **{**CLAIM, **facts})


@pytest.mark.requirement("R232", "R233")
def test_chi_lan_claims_and_co_hien_confirms_and_only_then_everybody_sees_it(
    world: World, sign_in: Any, client: Any
) -> None:
    make_recognition(world.dried_fish, world.province_committee)
    lan, hien = sign_in(world.chi_lan), sign_in(world.co_hien)
    assert lan.post(page_of(world.dried_fish), CLAIM).url == page_of(world.dried_fish)
    tag = ProductTag.objects.get()
    assert "Chủ thể tự khai" in lan.get(page_of(world.dried_fish, "product")).content.decode()
    public = reverse("portal:product", args=[world.dried_fish.public_id])
    assert "phế phẩm" not in client.get(public).content.decode()
    assert [todo.count for todo in todos_for(world.actor(world.co_hien), at=NOW)] == [1]
    assert not todos_for(world.actor(world.chu_tam), at=NOW)
    for _ in range(2):
        hien.post(page_of(world.dried_fish, "confirm_tag", tag.public_id))
    assert JournalEntry.objects.filter(act="producers.tag_confirmed").count() == 1
    assert "Từ phế phẩm, phụ phẩm nông nghiệp" in client.get(public).content.decode()
    found = client.get(f"{reverse('portal:catalogue')}?nhan=by_product")
    assert [row.product for row in found.context["rows"]] == [world.dried_fish]
    assert not client.get(f"{reverse('portal:catalogue')}?nhan=eco").context["rows"]


@pytest.mark.requirement("R232")
def test_nobody_confirms_their_own_word_and_a_neighbour_does_not_know_of_it(world: World, sign_in: Any) -> None:
    tag = claim(world)
    with pytest.raises(Refused, match="cán bộ phụ trách địa bàn"):
        actions.confirm_tag(tag, by=world.actor(world.chi_lan), at=NOW)
    for who in (world.anh_phuc, world.chu_tam, world.ong_khanh, world.chi_mai):
        assert sign_in(who).get(page_of(world.dried_fish)).status_code == 404
        assert sign_in(who).post(page_of(world.dried_fish, "confirm_tag", tag.public_id)).status_code == 404
    other = page_of(world.lotus_seed, "confirm_tag", tag.public_id)
    assert sign_in(world.chu_tam).post(other).status_code == 404
    tag.refresh_from_db()
    assert not tag.is_confirmed


def test_an_officer_of_the_place_sets_and_confirms_in_one_act(world: World) -> None:
    made = actions.set_tag(world.dried_fish, by=world.actor(world.co_hien), at=NOW, **CLAIM)
    assert made.is_confirmed


def test_a_second_press_claims_nothing_twice_and_another_reason_is_refused(world: World) -> None:
    assert claim(world) == claim(world)
    with pytest.raises(Refused, match="bỏ nhãn cũ trước"):
        claim(world, note="Lý do khác")
    assert JournalEntry.objects.filter(act="producers.tag_set").count() == 1


def test_a_claim_that_is_not_accepted_stays_on_record_with_its_reason(world: World, sign_in: Any) -> None:
    tag = claim(world)
    hien = sign_in(world.co_hien)
    address = page_of(world.dried_fish, "withdraw_tag", tag.public_id)
    assert "Ghi lý do bỏ nhãn." in hien.post(address, {"why": " "}).content.decode()
    for _ in range(2):
        hien.post(address, {"why": "Chưa thấy chỗ làm bột cá"})
    page = sign_in(world.chi_lan).get(page_of(world.dried_fish)).content.decode()
    assert "Chưa thấy chỗ làm bột cá" in page
    assert ProductTag.objects.count() == 1
    with pytest.raises(Refused, match="đã được bỏ"):
        actions.confirm_tag(tag, by=world.actor(world.co_hien), at=NOW)
    again = claim(world, note="Nay đã có máy xay")
    assert [line.note for line in world.dried_fish.tags.standing()] == [again.note]


@pytest.mark.requirement("R68")
def test_the_resource_behind_a_product_is_told_shown_and_searched(world: World, sign_in: Any, client: Any) -> None:
    make_recognition(world.dried_fish, world.province_committee)
    lan = sign_in(world.chi_lan)
    typed = {"resource": "Cá sặc rằn", "resource_unit": world.thap_muoi.pk}
    assert lan.post(page_of(world.dried_fish, "resource"), typed).url == page_of(world.dried_fish, "product")
    assert "Cá sặc rằn (Xã Tháp Mười)" in lan.get(page_of(world.dried_fish, "product")).content.decode()
    public = client.get(reverse("portal:product", args=[world.dried_fish.public_id])).content.decode()
    assert "Cá sặc rằn (Xã Tháp Mười)" in public
    dung = sign_in(world.anh_dung)
    found = dung.get(f"{reverse('producers:products')}?tai_nguyen=ca sac")
    assert list(found.context["page"]) == [world.dried_fish]
    assert not list(dung.get(f"{reverse('producers:products')}?tai_nguyen=sen").context["page"])


def test_tags_and_resource_go_out_in_the_sheet_and_only_the_resource_comes_in(world: World, sign_in: Any) -> None:
    claim(world)
    actions.set_tag(world.dried_fish, tag="eco", note="Phơi nắng", by=world.actor(world.co_hien), at=NOW)
    dung = sign_in(world.anh_dung)
    sheet = dung.get(reverse("producers:products_sheet"))
    table = read_table(SimpleUploadedFile("a.xlsx", BytesIO(sheet.content).getvalue()))
    place = {heading: table.headers.index(heading) for heading in table.headers}
    row = list(next(row for row in table.rows if row[1] == "Khô cá sặc rằn"))
    assert row[place["Nhãn đã xác nhận"]] == "Thân thiện môi trường"
    assert row[place["Nhãn chủ thể tự khai"]] == "Từ phế phẩm, phụ phẩm nông nghiệp"

    def plan_of(cells: list[str]) -> Any:
        file = SimpleUploadedFile("b.xlsx", write_table(table.headers, [cells]))
        answer = dung.post(reverse("producers:upload_sheet"), {"kind": "products", "file": file}, follow=True)
        return answer.context["plan"]

    assert not plan_of(row).does_anything
    row[place["Tài nguyên bản địa"]] = "Cá sặc"
    (change,) = plan_of(row).changes
    assert change.after == "Cá sặc"
    row[place["Nhãn đã xác nhận"]] = "Nghề, giá trị truyền thống"
    assert "chỉ để xem" in plan_of(row).errors[0].remedy


@pytest.mark.requirement("R232", "R233")
def test_the_measure_counts_confirmed_tags_of_all_products_on_any_day(world: World) -> None:
    measure = TAGGED
    hien, tam = world.actor(world.co_hien), world.actor(world.chu_tam)
    first = actions.set_tag(world.dried_fish, tag="eco", note="Phơi", by=hien, at=moment(2026, 3, 2))
    actions.set_tag(world.lotus_seed, tag="native", note="Sen", by=tam, at=moment(2026, 5, 2))
    claim(world)
    actions.withdraw_tag(first, why="Đổi cách làm", by=hien, at=moment(2026, 8, 10))
    Product.objects.update(created_at=moment(2025, 1, 1))
    days = [moment(2026, 3, 1).date(), moment(2026, 3, 2).date(), moment(2026, 6, 1).date(), moment(2026, 8, 10).date()]
    assert [value.count for value in values_on(measure, {}, days, since=None)] == [0, 1, 2, 1]
    assert [value.count for value in values_on(measure, {"tag": "eco"}, days, since=None)] == [0, 1, 1, 0]
    assert {value.base for value in values_on(measure, {}, days, since=None)} == {2}
    assert set(measure.options["tag"]()) == set(Tag.values)


@pytest.mark.requirement("R231")
def test_guidance_on_the_environment_stands_beside_the_tags_and_the_wallet(
    world: World, sign_in: Any, make_paper: Any
) -> None:
    lan = sign_in(world.chi_lan)
    assert "Tủ giấy tờ chưa có hồ sơ môi trường" in lan.get(page_of(world.dried_fish)).content.decode()
    facts = {"issuer": "Sở Nông nghiệp và Môi trường", "issued_on": moment(2026, 2, 3).date()}
    rule = LegalDocument.objects.create(kind="guidance", number="12/HD", title="Bảo vệ môi trường ở làng nghề", **facts)
    LegalDocument.objects.create(kind="plan", number="9/KH", title="Xúc tiến thương mại", **facts)
    make_paper(world.fish_maker, world.actor(world.chi_lan), kind="environment", title="Kế hoạch bảo vệ môi trường")
    page = lan.get(page_of(world.dried_fish)).content.decode()
    assert reverse("programme:document", args=[rule.public_id]) in page
    assert "9/KH" not in page
    assert "Tủ giấy tờ có 1 hồ sơ môi trường" in page
    assert lan.get(reverse("programme:document", args=[rule.public_id])).status_code == 200


def test_a_list_with_many_tags_costs_no_more_queries(
    world: World, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    hien = world.actor(world.co_hien)
    for number in range(30):
        product = make_product(f"Khô {number}", world.fish_maker)
        for tag in Tag.values:
            actions.set_tag(product, tag=tag, note="Có lý do", by=hien, at=NOW)
    client = sign_in(world.anh_dung)
    with django_assert_max_num_queries(13):
        page = client.get(f"{reverse('producers:products')}?nhan=eco")
    assert page.context["page"].paginator.count == 30
