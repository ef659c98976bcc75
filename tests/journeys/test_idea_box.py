"""An idea typed on a phone is answered by an officer and becomes a candidate product; its author saw each step."""

from pathlib import Path
from typing import Any

import pytest

from ocop.cycle.ideas.models import Idea
from ocop.ground.producers.models import Product
from ocop.ground.producers.states import ProductState
from tests.journeys.desk import Desk
from tests.journeys.producer_steps import fits, look
from tests.walks.axe import violations
from tests.world import World, make_product
from tests.world_certification import make_recognition
from tests.world_dossiers import photo_bytes

pytestmark = pytest.mark.browser


@pytest.mark.requirement("R78")
@pytest.mark.requirement("R80")
@pytest.mark.requirement("R82")
@pytest.mark.requirement("R83")
def test_a_villager_s_idea_becomes_a_candidate_product(
    live_world: World, phone_without_script: Any, desktop: Any, live_server: Any, tmp_path: Path, settings: Any
) -> None:
    world, phone = live_world, phone_without_script
    settings.SITE_URL = live_server.url
    make_recognition(make_product("Ống hút tre", world.lotus_maker), world.province_committee)
    phone.goto(live_server.url)
    phone.locator("main").get_by_role("link", name="Góp ý tưởng sản phẩm").click()
    phone.get_by_role("link", name="Góp ý tưởng", exact=True).click()
    link = offer_it(phone, tmp_path)

    officer = Desk(desktop, live_server.url)
    officer.sit(world.chu_tam)
    officer.go("Trả lời ý tưởng “Ống hút thân sen”", "Hỏi lại tác giả")
    officer.fill(question="Ống giữ được bao lâu trong nước?")
    officer.press("Gửi câu hỏi")
    phone.goto(link)
    assert "Ống giữ được bao lâu" in phone.locator("main").inner_text()
    phone.get_by_label("Câu trả lời của anh/chị").fill("Ngâm nước đá được ba giờ.")
    phone.get_by_role("button", name="Gửi câu trả lời").click()
    fits(phone)

    officer.sit(world.chu_tam)
    officer.go("Trả lời ý tưởng “Ống hút thân sen”", "Nhận vào mùa OCOP")
    officer.fill(round_=world.round.name, words="Mời chị đến xã gặp cán bộ OCOP.")
    officer.press("Nhận ý tưởng")
    officer.go("Lập tiền sản phẩm")
    officer.tick("Hợp tác xã Sen Tháp Mười")
    officer.fill(words="Hợp tác xã sẽ gọi cho chị.")
    officer.press("Lập tiền sản phẩm")
    officer.reads("Đã lập tiền sản phẩm")
    officer.shown("y-tuong-thanh-san-pham")
    assert violations(desktop) == []

    phone.goto(link)
    told = phone.locator("main").inner_text()
    steps = ("Đã gửi ý tưởng", "Cán bộ hỏi thêm", "Tác giả đã trả lời", "Đã nhận vào mùa OCOP")
    assert [told.index(step) for step in steps] == sorted(told.index(step) for step in steps)
    assert "Đã thành tiền sản phẩm OCOP" in told
    assert all(step in told for step in (*steps, "Mời chị đến xã gặp cán bộ OCOP.", "Hợp tác xã sẽ gọi cho chị."))
    look(phone, "y-tuong-theo-doi")
    fits(phone)
    product = Product.objects.get(name="Ống hút thân sen")
    assert (product.state, product.producer) == (ProductState.CANDIDATE, world.lotus_maker)
    assert {tag.tag for tag in product.tags.confirmed()} == {"by_product", "startup", "women_led"}
    assert Idea.objects.get().product == product
    assert all(cookie["name"] != "sessionid" for cookie in phone.context.cookies())


def offer_it(phone: Any, folder: Path) -> str:
    """Type the idea, slip once, look at what is there, go back and on, send; gives the author's link."""
    phone.get_by_label("Tên ý tưởng").fill("Ống hút thân sen")
    phone.get_by_label("Ý tưởng là gì").fill("Thân sen bỏ lại sau mùa, cắt khúc, luộc, sấy.")
    phone.get_by_label("Xã, phường có thể làm").fill("thap mui")
    for tag in ("Khởi nghiệp", "Phụ nữ làm chủ", "Làm từ phụ phẩm"):
        phone.get_by_label(tag).check()
    phone.get_by_role("button", name="Xem lại trước khi gửi").click()
    assert phone.title().startswith("Lỗi:")
    fits(phone)
    phone.get_by_label("Xã, phường có thể làm").fill("thap muoi")
    phone.get_by_role("button", name="Xem lại trước khi gửi").click()
    assert "Đã có một sản phẩm OCOP có “ống hút” trong tên." in phone.locator("main").inner_text()
    phone.get_by_label("Người dân").check()
    phone.get_by_label("Họ và tên").fill("Nguyễn Thị Sen")
    phone.get_by_role("button", name="Sửa ý tưởng").click()
    assert phone.get_by_label("Phụ nữ làm chủ").is_checked()
    phone.get_by_role("button", name="Xem lại trước khi gửi").click()
    assert phone.get_by_label("Họ và tên").input_value() == "Nguyễn Thị Sen"
    picture = folder / "ong-hut.jpg"
    picture.write_bytes(photo_bytes())
    phone.get_by_label("Ảnh", exact=False).first.set_input_files(picture)
    look(phone, "y-tuong-xem-lai")
    fits(phone)
    phone.get_by_role("button", name="Gửi ý tưởng").click()
    assert Idea.objects.get().number in phone.locator("main").inner_text()
    look(phone, "y-tuong-da-gui")
    fits(phone)
    return str(phone.locator("main code").inner_text())
