"""What chị Lan does with her telephone, step by step, as a person would: by labels and buttons."""

import os
from pathlib import Path
from typing import Any

from tests.world import PASSWORD
from tests.world_dossiers import photo_bytes

TYPED = {
    "Điện thoại": "0912000001",
    "Thư điện tử": "lan@khocalan.example",
    "Số sản phẩm mẫu gửi kèm": "5",
    "Ngày thành lập hoặc đăng ký kinh doanh": "15/3/2018",
}


def sign_in(page: Any, base: str, login: str) -> None:
    page.goto(f"{base}/tai-khoan/dang-nhap/")
    page.locator("input[name=login]").fill(login)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/viec-can-lam/**")


def look(page: Any, name: str) -> None:
    """Keep a picture of the page when OCOP_PICTURES names a folder, to be looked at by a person."""
    if folder := os.environ.get("OCOP_PICTURES"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def fits(page: Any) -> None:
    """Nothing sticks out sideways: the page is never wider than the screen. Heads of tables as cards are not seen."""
    page.wait_for_load_state("load")  # a width taken before the style sheet is read says nothing
    wide, who = page.evaluate(
        """() => {
            const isShown = (each) => each.getClientRects().length && !each.closest(".ocop-table--cards thead");
            const shown = [...document.querySelectorAll("main *")].filter(isShown);
            const right = (each) => Math.round(each.getBoundingClientRect().right);
            const widest = shown.reduce((a, b) => (right(b) > right(a) ? b : a));
            return [right(widest), widest.outerHTML.slice(0, 200)];
        }"""
    )
    assert wide <= page.viewport_size["width"], f"{page.url}: {wide} px wide because of {who}"


def start_dossier(page: Any, base: str, product: str) -> None:
    page.goto(f"{base}/ho-so/")
    page.get_by_role("link", name=f"Lập hồ sơ cho {product}").click()
    page.get_by_label("Đăng ký mới").check()
    page.get_by_label("3 sao").check()
    page.get_by_role("button", name="Bắt đầu hồ sơ").click()


def fill_registration(page: Any) -> None:
    """Every page of the registration, one after the other, by "Lưu và sang trang sau"."""
    page.get_by_role("link", name="Đơn vị đăng ký").click()
    while True:
        for box in page.locator("main input[type=text], main input[type=email], main textarea").all():
            if not box.input_value():
                name = box.get_attribute("name")
                label = page.locator(f"label[for=id_{name}]").inner_text().split(" (")[0].strip()
                box.fill(TYPED.get(label, f"{label} của cơ sở"))
        if page.get_by_label("Nữ").count():
            page.get_by_label("Nữ").check()
        following = page.get_by_role("button", name="Lưu và sang trang sau")
        if not following.count():
            page.get_by_role("button", name="Lưu và về danh sách").click()
            return
        following.click()


def write_story(page: Any) -> None:
    page.get_by_role("link", name="Kể câu chuyện sản phẩm").click()
    page.locator("textarea[name=story]").fill("Má làm khô cá sặc rằn từ năm 1989, phơi nắng Tháp Mười.")
    page.get_by_role("button", name="Lưu câu chuyện").click()


def file_evidence(page: Any, criterion: str, kind: str) -> None:
    """From the task list: open a criterion, put a photo in, come back."""
    page.get_by_role("link", name="Chụp và nộp giấy tờ theo tiêu chí").click()
    page.get_by_role("link", name=criterion).click()
    photo = {"name": "giay.jpg", "mimeType": "image/jpeg", "buffer": photo_bytes()}
    page.locator("input[type=file]").set_input_files(photo)
    page.locator("select[name=kind]").select_option(label=kind)
    page.get_by_label("Số", exact=False).first.fill("41H8001234")
    page.get_by_role("button", name="Lưu giấy tờ").click()
    page.get_by_text("Đã lưu tệp và viện dẫn vào tiêu chí.").wait_for()


def open_task_list(page: Any) -> None:
    """Back by the page's own links, one step at a time."""
    while not page.get_by_role("heading", name="4. Tự đánh giá").count():
        page.locator(".govuk-back-link").click()


def assess_all_sections(page: Any, by_touch: bool) -> None:
    """The highest option everywhere; with scripts each touch saves, without them the button does."""
    page.locator("a[href*='/tu-danh-gia/']").first.click()
    while True:
        names = {box.get_attribute("name") for box in page.locator(".govuk-radios__input").all()}
        for name in sorted(names):
            choices = page.locator(f"input[name={name}]")
            best = max(choices.all(), key=lambda each: int(each.get_attribute("value").rsplit(":", 1)[1]))
            page.locator(f"label[for={best.get_attribute('id')}]").click()
        if by_touch:
            page.get_by_text("Đã lưu").first.wait_for()
        last = page.get_by_role("button", name="Lưu và về danh sách").count()
        page.get_by_role("button", name="Lưu và").first.click()
        if last:
            return
