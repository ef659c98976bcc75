"""On telephones: chị Lan's lot and stamps, a stranger at a shelf, copies seen by the office, a recall that reaches all.

Each of them is told on every page what to do next, and no page is wider than the screen.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.cache import cache
from django.urls import reverse

from ocop.cycle.certification.actions import withdraw_recognition
from ocop.cycle.certification.states import WithdrawalGround
from ocop.cycle.scans import actions as scans
from ocop.cycle.scans.models import Doubt, Suspicion
from ocop.cycle.traceability import actions
from ocop.cycle.traceability.keys import keys_of
from ocop.ground.registry import outbox
from ocop.kit import clock
from ocop.public.scans import counting, guessing, pages
from ocop.rules.stamps import Stamp, code_of, printed_stamp
from tests.journeys import producer_steps as lan
from tests.public.scans.ways import Counted, ScansFirst, asked, written
from tests.world import NOW, World
from tests.world_certification import make_recognition
from tests.world_dossiers import photo_bytes

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PHONE = "Mozilla/5.0 (Linux; Android 14; SM-A057F) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36"
NETWORKS = "198.51.0.0/16,79\n203.0.0.0/16,82\n192.0.0.0/16,01\n"
# Anh Phúc's lotus seed had the first ten stamps of all; chị Lan gets the next hundred.
WITHDRAWN, FIRST = 1, 11
VALID, OTHER, COPIED, LOST = FIRST, FIRST + 1, FIRST + 6, FIRST + 49


class Telephones(NamedTuple):
    """Who holds one; each page is a browser of its own."""

    lan: Any
    stranger: Any
    officer: Any


@pytest.fixture
def telephones(chromium: Any) -> Iterator[Telephones]:
    with ExitStack() as open_ones:

        def telephone() -> Any:
            context = chromium.new_context(
                viewport={"width": 360, "height": 740}, locale="vi-VN", has_touch=True, user_agent=PHONE
            )
            open_ones.callback(context.close)
            context.set_default_timeout(10_000)
            return context.new_page()

        yield Telephones(telephone(), telephone(), telephone())


@pytest.fixture
def base(live_server: Any, world: World, time_machine: Any, settings: Any, tmp_path: Path) -> str:
    """The province on 24 November, with a file of networks; anh Phúc's lotus seed has just lost its star."""
    time_machine.move_to(NOW, tick=True)
    (tmp_path / "mang.csv").write_text(NETWORKS)
    settings.OCOP_SCAN_NETWORKS = str(tmp_path / "mang.csv")
    for forget in (pages.forget, guessing.guesses.forget, counting.scan_log.forget, cache.clear):
        forget()
    make_recognition(world.dried_fish, world.province_committee, stars=4)
    lose_the_star_of_lotus(world)
    return str(live_server.url)


def lose_the_star_of_lotus(world: World) -> None:
    """Ten stamps on a lot, and then the committee withdraws the star."""
    make_recognition(world.lotus_seed, world.province_committee, number="2/QĐ")
    phuc = world.actor(world.anh_phuc)
    issued = actions.issue_stamps(world.lotus_seed, count=10, by=phuc, at=NOW)
    lot = actions.make_batch(world.lotus_seed, lot="S1", made_on=NOW.date(), quantity=10, by=phuc, at=NOW)
    actions.activate(issued, lot, first=1, last=10, by=phuc, at=NOW)
    said: dict[str, Any] = {"reason": "Vi phạm", "decision_number": "9/QĐ", "effective_on": NOW.date()}
    star, leader = world.lotus_seed.recognitions.get(), world.actor(world.ong_khanh)
    withdraw_recognition(star, ground=WithdrawalGround.BREACH, **said, by=leader, at=NOW)


def code(number: int) -> str:
    return code_of(keys_of(0), Stamp(0, number - 1))


def says(page: Any, name: str, *words: str) -> None:
    """The page fits the screen and says these words; a picture of it is kept for who wants to look."""
    page.wait_for_load_state("load")
    lan.look(page, name)
    lan.fits(page)
    text = page.inner_text("body")
    for each in words:
        assert each in text, f"{page.url} does not say “{each}”:\n{text}"


def press(page: Any, words: str) -> None:
    """The first link or button of the page with these words."""
    main = page.locator("main")
    main.get_by_role("button", name=words).or_(main.get_by_role("link", name=words)).first.click()


def get_stamps(page: Any, base: str) -> None:
    """Chị Lan takes a hundred stamps and is led to printing, to her lot, to activating."""
    page.goto(f"{base}{reverse('traceability:ranges')}")
    says(page, "lan-1-tem", "Lấy tem")
    press(page, "Lấy tem")
    says(page, "lan-2-lay-tem", "dán xong, anh/chị kích hoạt cho lô hàng")
    page.get_by_label("Sản phẩm").select_option(index=1)
    page.get_by_label("Số tem").fill("100")
    press(page, "Lấy tem")
    says(page, "lan-3-dai-tem", "Việc tiếp theo", "In tem", "Dán tem lên hàng, rồi kích hoạt cho lô hàng")
    page.goto(f"{page.url}kich-hoat/")
    says(page, "lan-4-chua-co-lo", "Sản phẩm này chưa có lô nào", "Ghi lô mới")
    page.go_back()
    press(page, "Ghi lô mới")


def make_and_activate(page: Any) -> None:
    """Her lot of fifty, the first fifty stamps on it; the last of them she has lost."""
    page.get_by_label("Sản phẩm").select_option(index=1)
    for label, words in (("Số lô", "L2611"), ("Ngày sản xuất", "20/11/2026"), ("Số gói, hộp, chai làm ra", "50")):
        page.get_by_label(label).fill(words)
    says(page, "lan-6-ghi-lo", "Như in trên bao bì")
    press(page, "Ghi lô")
    says(page, "lan-7-lo", "Việc tiếp theo: kích hoạt tem cho lô này", "Ghi việc đã làm")
    press(page, "Dải 100 tem")
    says(page, "lan-8-kich-hoat", "Từ tem số", "Đến hết tem số")
    press(page, "Kích hoạt")
    says(page, "lan-9-da-kich-hoat", "Đã kích hoạt. Người mua quét các tem này sẽ thấy lô hàng.", "50 trên 100 tem")
    press(page, "Báo tem mất, hỏng")
    for label in ("Từ tem số", "Đến hết tem số"):
        page.get_by_label(label).fill("50")
    page.get_by_label("Mất", exact=False).first.check()
    page.get_by_label("Kể ngắn gọn").fill("Rơi ở chợ")
    says(page, "lan-10-bao-mat", "Không hủy lại được")
    press(page, "Báo")
    says(page, "lan-11-da-bao-mat", "Ai quét các tem này sẽ thấy tem không còn giá trị", "Tem mất, hỏng")


def look_at_stamps(page: Any, base: str) -> None:
    """A stranger at a shelf: a good stamp, a slip of the finger, a lost stamp, a star withdrawn."""
    page.goto(f"{base}/T/{code(VALID)}")
    says(
        page, "khach-1-con-hieu-luc", "Còn hiệu lực", "Khô cá sặc rằn", "L2611", "Anh/chị nên làm gì", "So tên sản phẩm"
    )
    right = code(OTHER)
    slip = right[:8] + str((int(right[8]) + 1) % 10) + right[9:]
    page.get_by_label("Kiểm tra mã khác").fill(printed_stamp(slip))
    press(page, "Kiểm tra")
    says(page, "khach-2-go-nham", "Có thể gõ nhầm", printed_stamp(slip), "năm nhóm bốn số dưới mã vuông", "Nhập lại mã")
    page.get_by_label("Nhập lại mã").fill(printed_stamp(right))
    press(page, "Kiểm tra")
    says(page, "khach-3-go-lai", "Còn hiệu lực")
    page.goto(f"{base}/T/{code(WITHDRAWN)}")
    says(page, "khach-4-sao-thu-hoi", "Đã bị thu hồi", "Anh/chị nên làm gì", "Báo cho cơ quan")
    assert "★" not in page.inner_text("main")
    page.goto(f"{base}/T/{code(LOST)}")
    says(page, "khach-5-tem-mat", "Tem không còn giá trị", "Đừng tin hạng sao theo tem này", "Báo cho cơ quan")


def report(page: Any) -> str:
    """From the lost stamp's page: what is odd, with a photo; the address where the answer will be."""
    press(page, "Báo cho cơ quan")
    says(page, "khach-6-bao", "Chỉ phải chọn điều thấy lạ", "Không lưu địa chỉ mạng")
    press(page, "Gửi phản ánh")
    says(page, "khach-7-bao-thieu", "Chọn điều anh/chị thấy lạ.")
    page.get_by_label("dán", exact=False).first.check()
    page.get_by_label("Kể thêm").fill("Tem dán đè lên tem khác")
    page.get_by_label("Nơi anh/chị mua").fill("Tạp hóa Cô Ba")
    picture = {"name": "tem.jpg", "mimeType": "image/jpeg", "buffer": photo_bytes("red")}
    page.locator("input[type=file]").set_input_files(picture)
    press(page, "Gửi phản ánh")
    says(
        page, "khach-8-da-bao", "Đã nhận phản ánh", "Lưu địa chỉ trang này", "đừng dùng hàng thấy lạ và giữ lại bao bì"
    )
    return str(page.url)


def copies_are_scanned(time_machine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """One stamp in two far provinces by six strangers within hours, a lost one once; then the worker looks."""
    monkeypatch.setattr(counting.scan_log, "start", lambda: None)
    way = ScansFirst(Counted())
    networks = ("198.51", "203.0", "192.0")
    for number in range(6):
        time_machine.shift(1800)
        told = {"HTTP_USER_AGENT": PHONE, "REMOTE_ADDR": f"{networks[number % 3]}.{number}.7"}
        asked(way, f"/T/{code(COPIED)}", **told)
    written()
    while scans.look(at=clock.now()):
        pass


def decide(page: Any, base: str) -> None:
    """Anh Dũng: from his list of work to the suspicion, the map, the question to the producer, the doubt's answer."""
    page.goto(f"{base}{reverse('home')}")
    says(page, "dung-1-viec", "nghi vấn tem bị chép", "phản ánh của người mua")
    press(page, "nghi vấn tem bị chép")
    says(
        page, "dung-2-nghi-van", "Khô cá sặc rằn", "Nhiều người quét một tem", "anh/chị xem, hỏi chủ thể rồi quyết định"
    )
    press(page, "Bản đồ lượt quét")
    says(page, "dung-3-ban-do", "Thành phố Hồ Chí Minh", "Hà Nội")
    page.go_back()
    press(page, "Khô cá sặc rằn")
    says(page, "dung-4-mot-nghi-van", "Đã thấy gì", "Nên làm gì tiếp", "Xử lý nghi vấn")
    press(page, "Xử lý nghi vấn")
    says(page, "dung-5-xu-ly", "Anh/chị quyết định thế nào")
    page.get_by_label("Hỏi chủ thể").check()
    page.get_by_label("Lý do, hoặc câu hỏi cho chủ thể").fill("Chị có bày mẫu ở hội chợ nào không?")
    press(page, "Ghi quyết định")
    says(page, "dung-6-da-hoi", "Đã ghi quyết định", "Đã hỏi chủ thể")


def answer(page: Any, base: str) -> None:
    page.goto(f"{base}{reverse('home')}")
    press(page, "phản ánh của người mua")
    says(page, "dung-7-phan-anh", "Phản ánh của người mua")
    page.locator("main table a, main tbody a").first.click()
    says(page, "dung-8-mot-phan-anh", "Tạp hóa Cô Ba", "Xem tem này", "Trả lời", "Người mua đang chờ")
    press(page, "Trả lời")
    says(page, "dung-9-tra-loi", "Người mua đọc được bằng mã phản ánh")
    page.get_by_label("Trả lời người mua").fill("Cảm ơn anh/chị. Xã đang kiểm tra cửa hàng.")
    page.get_by_label("Chưa, còn xem tiếp").check()
    press(page, "Gửi trả lời")
    says(page, "dung-10-da-tra-loi", "Đã trả lời. Người mua đọc bằng mã phản ánh.")


def recall(page: Any, base: str) -> None:
    """From the suspicion to the lot, and the lot called back."""
    page.goto(f"{base}{reverse('scans:suspicion', args=[Suspicion.objects.first().public_id])}")
    press(page, "Lô L2611")
    says(page, "dung-11-lo", "Thu hồi lô này")
    press(page, "Thu hồi lô này")
    page.get_by_label("Vì sao thu hồi").fill("Mẫu kiểm nghiệm có nấm mốc.")
    page.get_by_label("Nguy hại cho người dùng").fill("Ăn vào có thể đau bụng.")
    says(page, "dung-12-thu-hoi", "Mọi tem của lô sẽ báo")
    press(page, "Thu hồi ngay")
    says(page, "dung-13-da-thu-hoi", "Việc tiếp theo: báo từng nơi dưới đây", "Báo lần lượt từng nơi")
    press(page, "Kết thúc thu hồi")
    says(page, "dung-15-ket-thuc", "tem của lô vẫn báo không được dùng")
    page.goto(f"{base}{reverse('traceability:recalls')}")
    says(page, "dung-14-cac-lan-thu-hoi", "L2611")


def see_the_recall(page: Any, base: str, doubt: str) -> None:
    page.goto(f"{base}/T/{code(VALID)}")
    says(
        page, "khach-9-thu-hoi", "Lô hàng bị thu hồi, đừng dùng", "Ăn vào có thể đau bụng.", "Mang hàng trả lại nơi mua"
    )
    page.goto(doubt)
    says(page, "khach-10-tra-loi", "Xã đang kiểm tra cửa hàng.")


def go_on(page: Any, base: str) -> None:
    """Chị Lan sees the recall and the office's question among her work, and what to do of each."""
    page.goto(f"{base}{reverse('home')}")
    says(
        page, "lan-12-viec", "Thu hồi lô L2611: Khô cá sặc rằn", "Trả lời Văn phòng Điều phối về tem của Khô cá sặc rằn"
    )
    press(page, "Thu hồi lô L2611")
    says(page, "lan-13-thu-hoi", "Báo lần lượt từng nơi", "Ghi đã báo")
    press(page, "Ghi đã báo")
    says(page, "lan-14-da-bao", "Báo cho ai, bằng cách nào")
    press(page, "Ghi lại")
    page.goto(f"{base}{reverse('home')}")
    press(page, "Trả lời Văn phòng Điều phối")
    says(page, "lan-16-nghi-van", "Chị có bày mẫu ở hội chợ nào không?")
    press(page, "Trả lời Văn phòng Điều phối")
    says(page, "lan-17-tra-loi", "Văn phòng Điều phối hỏi: Chị có bày mẫu ở hội chợ nào không?")
    page.get_by_label("Trả lời của anh/chị").fill("Tem đó bày ở hội chợ Cao Lãnh.")
    press(page, "Gửi trả lời")
    says(page, "lan-18-da-tra-loi", "Đã gửi trả lời. Văn phòng Điều phối sẽ xem.")


@pytest.mark.requirement("R162", "R163", "R164")
def test_from_a_lot_to_its_recall_everybody_is_told_what_to_do(
    telephones: Telephones, base: str, world: World, time_machine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    lan.sign_in(telephones.lan, base, world.chi_lan.login)
    get_stamps(telephones.lan, base)
    make_and_activate(telephones.lan)
    look_at_stamps(telephones.stranger, base)
    doubt = report(telephones.stranger)
    assert Doubt.objects.get().photo is not None
    copies_are_scanned(time_machine, monkeypatch)
    lan.sign_in(telephones.officer, base, world.anh_dung.login)
    decide(telephones.officer, base)
    answer(telephones.officer, base)
    recall(telephones.officer, base)
    outbox.run_due(clock.now())
    see_the_recall(telephones.stranger, base, doubt)
    go_on(telephones.lan, base)
