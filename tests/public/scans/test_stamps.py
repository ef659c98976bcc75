"""What a stranger sees who scans or types a stamp."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ocop.cycle.certification.actions import suspend_recognition, withdraw_recognition
from ocop.cycle.certification.states import WithdrawalGround
from ocop.cycle.traceability import actions
from ocop.cycle.traceability.keys import keys_of
from ocop.cycle.traceability.models import Batch, StampRange
from ocop.cycle.traceability.states import Mishap
from ocop.public.scans import pages
from ocop.rules.stamps import Stamp, code_of, printed_stamp
from tests.public.scans.ways import written
from tests.world import NOW, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


def code(number: int, epoch: int = 0) -> str:
    return code_of(keys_of(epoch), Stamp(epoch, number - 1))


def scan(digits: str) -> tuple[int, str]:
    answer = Client().get(reverse("public_scans:stamp", args=[digits]))
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    return answer.status_code, answer.content.decode()


@pytest.mark.requirement("R162", "R164")
def test_a_stamp_on_a_packet_says_star_product_producer_until_when_and_which_lot(issued: StampRange) -> None:
    status, page = scan(code(1))
    assert status == 200
    first_screen = page[page.index("portal-verdict__words") : page.index("</div>", page.index("portal-verdict__words"))]
    for words in ("Còn hiệu lực", issued.product.name, issued.product.producer.name, "4 sao", "01/07/2029", "L2611"):
        assert words in first_screen


def test_a_stamp_is_read_in_lower_case_in_groups_and_with_a_tail(issued: StampRange) -> None:
    for address in (f"/t/{code(1)}", f"/T/{printed_stamp(code(1))}", f"/T/{code(1)}?fbclid=abc"):
        assert "Còn hiệu lực" in Client().get(address).content.decode()
    for tail in ("/", "?a=1"):
        assert "Còn hiệu lực" in Client().get(f"/T/{code(1)}{tail}").content.decode()
    grouped = printed_stamp(code(1))
    for typed in (
        grouped,
        grouped.replace(" ", "–"),
        grouped.replace(" ", "_"),
        f"https://ocop.example/T/{code(1)}",
        f"https://ocop.example/T/{grouped.replace(' ', '%20')}",
        f"Mã tem: {grouped}",
    ):
        assert (
            "Còn hiệu lực" in Client().get(reverse("portal:verification"), {"ma": typed}, follow=True).content.decode()
        )


def test_what_was_meant_as_a_stamp_is_answered_as_one_and_a_certificate_s_address_leads_to_it(
    world: World, issued: StampRange
) -> None:
    box = reverse("portal:verification")
    with_a_letter = code(1)[:9] + "O" + code(1)[10:]
    assert "Mã tem chỉ có chữ số" in Client().get(box, {"ma": with_a_letter}, follow=True).content.decode()
    certificate = world.dried_fish.recognitions.get().certificate.code
    pasted = f"https://ocop.example/xac-thuc/{certificate}/?utm_id=1202000000000001"
    assert Client().get(box, {"ma": pasted})["Location"] == reverse("portal:verdict", args=[certificate])


def test_a_stamp_nobody_activated_says_so(issued: StampRange) -> None:
    assert "Tem chưa kích hoạt" in scan(code(51))[1]


def test_a_slip_is_called_a_slip(issued: StampRange) -> None:
    wrong = code(1)[:-1] + str((int(code(1)[-1]) + 1) % 10)
    status, page = scan(wrong)
    assert (status, "Có thể gõ nhầm" in page, "Không có trong hệ thống" in page) == (404, True, False)


def test_codes_nobody_issued_are_answered_alike(issued: StampRange) -> None:
    """Made with the right keys but never issued; of an epoch that never began; made up."""
    pages = []
    for digits in (code(101), code(1, epoch=5), "00000000000000000000"):
        status, page = scan(digits)
        assert status == 404
        pages.append(page.replace(printed_stamp(digits), "").replace(digits, ""))
    assert pages[0] == pages[1] == pages[2]
    assert "Không có trong hệ thống" in pages[0]


def test_a_lost_stamp_is_void_even_where_the_star_stands(world: World, issued: StampRange) -> None:
    said = {"first": 7, "last": 7, "mishap": Mishap.LOST, "reason": "Rơi mất"}
    actions.void_stamps(issued, **said, by=world.actor(world.chi_lan), at=NOW)
    page = scan(code(7))[1]
    assert "Tem không còn giá trị" in page
    assert "Rơi mất" not in page
    assert "Còn hiệu lực" in scan(code(8))[1]


def test_suspension_and_withdrawal_reach_every_stamp_at_once(world: World, issued: StampRange) -> None:
    star, leader = world.dried_fish.recognitions.get(), world.actor(world.ong_khanh)
    said: dict[str, Any] = {"reason": "Xem xét", "decision_number": "9/QĐ", "effective_on": NOW.date()}
    suspend_recognition(star, **said, by=leader, at=NOW)
    assert "Tạm dừng" in scan(code(1))[1]
    withdraw_recognition(star, ground=WithdrawalGround.values[0], **said, by=leader, at=NOW)
    page = scan(code(50))[1]
    assert "Đã bị thu hồi" in page
    assert "★" not in page
    page = scan(code(51))[1]
    assert "Đã bị thu hồi" in page
    assert "cũng chưa được kích hoạt" in page


def test_goods_made_before_the_star_ran_out_are_told_apart_from_those_made_after(
    world: World, issued: StampRange, time_machine: Any
) -> None:
    time_machine.move_to(NOW.replace(year=2029, month=9))
    assert "Hết hạn, làm khi còn hiệu lực" in scan(code(1))[1]
    Batch.objects.update(made_on=date(2029, 8, 1))
    page = scan(code(1))[1]
    assert "Hết hạn" in page
    assert "làm khi còn hiệu lực" not in page


def test_goods_past_their_use_and_goods_older_than_the_star_are_not_green(issued: StampRange) -> None:
    Batch.objects.update(expires_on=date(2026, 11, 23))
    assert "Hàng quá hạn sử dụng" in scan(code(1))[1]
    Batch.objects.update(expires_on=NOW.date())
    assert "Còn hiệu lực" in scan(code(1))[1]
    Batch.objects.update(made_on=date(2026, 6, 30))
    assert "Làm trước khi được công nhận" in scan(code(1))[1]


def test_a_kept_page_asks_one_question_and_knows_no_session(issued: StampRange) -> None:
    scan(code(3))  # the first scan of thirty days makes their salt
    pages.forget()
    with CaptureQueriesContext(connection) as first:
        scan(code(1))
    assert len(first) <= 12
    with CaptureQueriesContext(connection) as again:
        scan(code(2))
    assert len(again) == 1
    assert not any("session" in each["sql"] or "accounts_user" in each["sql"] for each in [*first, *again])


def test_how_often_a_stamp_was_scanned_is_told_of_that_stamp_only(issued: StampRange) -> None:
    visit = {"HTTP_USER_AGENT": "Mozilla/5.0 (Android 14; Mobile)"}
    for _ in range(3):
        Client().get(f"/T/{code(1)}", **visit)
    written()
    assert "Tem này đã được quét 3 lần kể từ ngày 24/11/2026." in scan(code(1))[1]
    assert "đã được quét" not in scan(code(2))[1]


def test_stamps_moved_to_another_lot_show_that_lot(world: World, issued: StampRange) -> None:
    lan = world.actor(world.chi_lan)
    assert "L2611" in scan(code(1))[1]
    other = actions.make_batch(world.dried_fish, lot="L2612", made_on=date(2026, 11, 21), quantity=50, by=lan, at=NOW)
    actions.move_activation(issued.activations.get(), other, reason="Ghi nhầm lô", by=lan, at=NOW)
    page = scan(code(1))[1]
    assert "L2612" in page
    assert "L2611" not in page
