"""Cô Hiền sends a dossier back, chị Lan mends it, cô Hiền checks and passes it on, the province takes it in."""

from typing import Any

import pytest

from ocop.cycle.dossiers.models import Dossier
from tests.journeys import producer_steps as steps
from tests.world import NOW, World
from tests.world_dossiers import make_lodged

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def base(live_server: Any, world: World, time_machine: Any) -> str:
    time_machine.move_to(NOW, tick=True)
    return live_server.url


def signed_in(page: Any, base: str, user: Any) -> Any:
    """The person's session in the browser; officers' sign-in has its own journey."""
    from django.test import Client

    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": base}])
    return page


def send_back(page: Any, base: str) -> None:
    page.goto(f"{base}/ho-so/kiem-tra/")
    steps.look(page, "xa-danh-sach")
    steps.fits(page)
    page.get_by_role("link", name="Khô cá sặc rằn").click()
    steps.look(page, "xa-doc")
    steps.fits(page)
    page.get_by_role("button", name="Trả lại để bổ sung").click()
    page.locator("select[name=loi-0-field]").select_option("evidence:A.3.1")
    page.locator("select[name=loi-0-reason]").select_option("unreadable")
    page.get_by_role("button", name="Thêm một chỗ nữa").click()
    page.locator("select[name=loi-1-field]").select_option("field:history")
    page.locator("select[name=loi-1-reason]").select_option("unclear")
    page.locator("textarea[name=loi-1-remedy]").fill("Ghi rõ năm bắt đầu làm khô.")
    page.get_by_label("Bổ sung trước ngày").fill("4/12/2026")
    steps.look(page, "xa-tra-lai")
    page.get_by_role("button", name="Trả hồ sơ").click()
    page.get_by_text("Đã trả hồ sơ").wait_for()


def mend(page: Any, base: str) -> None:
    page.goto(f"{base}/ho-so/")
    page.get_by_role("link", name="Khô cá sặc rằn").click()
    steps.look(page, "lan-can-sua")
    steps.fits(page)
    assert page.get_by_text("Cần sửa", exact=True).count() >= 2
    page.get_by_role("link", name="Lịch sử hình thành của chủ thể").click()
    assert "Ghi rõ năm bắt đầu làm khô." in page.inner_text("main")
    page.locator("textarea[name=history]").fill("Má làm khô từ năm 1989, tôi nối nghề năm 2012.")
    page.get_by_role("button", name="Lưu và về danh sách").click()
    steps.file_evidence(page, "A.3.1 Loại hình tổ chức sản xuất - kinh doanh", "Giấy đăng ký kinh doanh")
    steps.look(page, "lan-sua-minh-chung")
    steps.open_task_list(page)
    page.get_by_role("link", name="Kiểm tra và nộp hồ sơ").click()
    page.get_by_role("button", name="Nộp hồ sơ").click()
    page.get_by_role("heading", name="Đã nộp hồ sơ").wait_for()


def check_and_forward(page: Any, base: str, dossier: Dossier) -> None:
    page.goto(f"{base}/ho-so/doc/{dossier.public_id}/")
    changed = page.inner_text("main")
    assert "có 2 chỗ thay đổi" in changed
    assert "Má làm khô từ năm 1989" in changed
    steps.look(page, "xa-thay-doi")
    page.get_by_role("button", name="Ghi đánh giá của xã").click()
    for box in page.locator("textarea").all():
        box.fill("Đúng với thực tế tại xã Phương Thịnh.")
    page.get_by_label("Ngày nhận đủ sản phẩm mẫu").fill("24/11/2026")
    steps.look(page, "xa-noi-dung")
    steps.fits(page)
    page.get_by_role("button", name="Lưu đánh giá").click()
    page.get_by_role("button", name="Chuyển lên tỉnh").click()
    page.get_by_label("Số văn bản đề nghị gửi UBND tỉnh").fill("25/TTr-UBND")
    page.get_by_role("button", name="Chuyển lên tỉnh").click()
    page.get_by_text("lên tỉnh.").first.wait_for()


def test_returned_mended_forwarded_accepted(desktop: Any, phone: Any, base: str, world: World) -> None:
    dossier = make_lodged(world)
    send_back(signed_in(desktop, base, world.co_hien), base)
    mend(signed_in(phone, base, world.chi_lan), base)
    check_and_forward(desktop, base, dossier)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.proposal_number) == ("forwarded", "25/TTr-UBND")
    province = signed_in(desktop, base, world.anh_dung)
    province.goto(f"{base}/ho-so/tinh/")
    steps.look(province, "tinh-danh-sach")
    steps.fits(province)
    province.get_by_role("link", name="Khô cá sặc rằn").click()
    province.get_by_role("button", name="Tiếp nhận hồ sơ").click()
    province.get_by_text("Đã tiếp nhận hồ sơ").wait_for()
    dossier.refresh_from_db()
    assert dossier.state == "accepted"
