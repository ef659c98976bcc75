"""On a telephone chị Lan makes a lot, says three steps with a picture, activates stamps; the office calls it back."""

from typing import Any

import pytest
from django.urls import reverse

from ocop.cycle.epcis.models import EventPhoto, TraceEvent
from ocop.cycle.traceability.actions import issue_stamps
from ocop.cycle.traceability.keys import keys_of
from ocop.cycle.traceability.models import Batch, Recall
from ocop.ground.registry import outbox
from ocop.kit import clock
from ocop.rules.stamps import Stamp, code_of
from tests.journeys import producer_steps as lan
from tests.world import NOW, World
from tests.world_certification import make_recognition
from tests.world_dossiers import photo_bytes

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def base(live_server: Any, world: World, time_machine: Any) -> str:
    time_machine.move_to(NOW, tick=True)
    make_recognition(world.dried_fish, world.province_committee, stars=4)
    issue_stamps(world.dried_fish, count=100, by=world.actor(world.chi_lan), at=NOW)
    return live_server.url


def say(page: Any, step: str, **typed: str) -> None:
    """One step, from the page of the lot and back to it."""
    page.get_by_role("button", name="Ghi việc đã làm").click()
    page.get_by_role("link", name=step, exact=True).click()
    lan.fits(page)
    for label, words in typed.items():
        page.get_by_label(label.replace("_", " "), exact=False).first.fill(words)
    if step == "Giao hàng, bán sỉ":
        picture = {"name": "giao.jpg", "mimeType": "image/jpeg", "buffer": photo_bytes("green")}
        page.locator("input[type=file]").set_input_files(picture)
    page.get_by_role("button", name="Lưu việc này").click()
    page.get_by_text("Đã lưu.").wait_for()


@pytest.mark.requirement("R162", "R163", "R164")
def test_a_lot_from_the_pond_to_its_recall(phone: Any, desktop: Any, base: str, world: World) -> None:
    lan.sign_in(phone, base, world.chi_lan.login)
    phone.goto(f"{base}{reverse('traceability:add_batch')}")
    phone.get_by_label("Sản phẩm").select_option(index=1)
    for label, words in (("Số lô", "L2611"), ("Ngày sản xuất", "20/11/2026"), ("Số gói, hộp, chai làm ra", "50")):
        phone.get_by_label(label).fill(words)
    phone.get_by_role("button", name="Ghi lô").click()
    say(phone, "Thu hoạch", Nguyên_liệu="Cá sặc tươi", Thu_được_bao_nhiêu="120,5", Ngày_làm="18/11/2026")
    say(phone, "Chế biến", Cá_sặc_tươi="120,5", Làm_ra_bao_nhiêu="40", Ngày_làm="20/11/2026")
    say(phone, "Giao hàng, bán sỉ", Giao_cho_ai="Cửa hàng Hoa Sen", Số_gói="20", Ngày_làm="21/11/2026")
    lan.look(phone, "lo-viec-da-lam")
    lan.fits(phone)
    assert "giao cho Cửa hàng Hoa Sen" in phone.inner_text("main")
    assert EventPhoto.objects.count() == 1
    phone.get_by_role("link", name="Dải 100 tem").click()
    phone.get_by_role("button", name="Kích hoạt").click()
    phone.get_by_text("Đã kích hoạt.").wait_for()
    outbox.run_due(clock.now())
    assert TraceEvent.objects.filter(biz_step="commissioning").count() == 1
    stamp = f"{base}{reverse('public_scans:stamp', args=[code_of(keys_of(0), Stamp(0, 0))])}"
    lan.sign_in(desktop, base, world.anh_dung.login)
    desktop.goto(f"{base}{reverse('traceability:batch', args=[Batch.objects.get().public_id])}")
    desktop.get_by_role("button", name="Thu hồi lô này").click()
    desktop.get_by_label("Vì sao thu hồi").fill("Mẫu kiểm nghiệm có nấm mốc.")
    desktop.get_by_label("Nguy hại cho người dùng").fill("Ăn vào có thể đau bụng.")
    desktop.get_by_role("button", name="Thu hồi ngay").click()
    desktop.get_by_text("Báo cho ai (còn 3)").wait_for()
    lan.look(desktop, "thu-hoi")
    assert "Cửa hàng Hoa Sen" in desktop.inner_text("main")
    desktop.locator("a", has_text="Ghi đã báo").filter(has_text="Cửa hàng Hoa Sen").click()
    desktop.get_by_role("button", name="Ghi lại").click()
    desktop.get_by_text("Báo cho ai (còn 2)").wait_for()
    phone.goto(stamp)
    assert "Lô hàng bị thu hồi, đừng dùng" in phone.inner_text("h1")
    lan.fits(phone)
    lan.look(phone, "tem-thu-hoi")
    assert Recall.objects.get().told.count() == 1
