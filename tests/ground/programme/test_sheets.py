"""The legal library by Excel, in the layout that goes out."""

import pytest
from django.urls import reverse

from ocop.ground.programme.models import LegalDocument
from ocop.sample.library import load_library
from tests.excel import NOTHING_NEW, read, resend, send, take, workbook
from tests.world import World

pytestmark = [pytest.mark.usefixtures("at_now"), pytest.mark.requirement("R20")]
HEADS = ("Loại văn bản", "Số, ký hiệu", "Ngày ban hành", "Trích yếu", "Cơ quan ban hành", "Sửa đổi, bổ sung văn bản")


def test_the_library_sent_back_changes_nothing(world: World, sign_in) -> None:
    load_library()
    client = sign_in(world.anh_dung)
    export = reverse("programme:library_sheet")
    assert len(read(client.get(export)).rows) == LegalDocument.objects.count() > 5
    assert NOTHING_NEW in resend(client, "van-ban", export).content.decode()
    assert sign_in(world.chi_mai).get(export).status_code == 200, "public texts are read by all"
    assert sign_in(world.chi_mai).get(reverse("intake:upload", args=["van-ban"])).status_code == 404


def test_anh_dung_adds_a_text_with_what_it_amends_and_mends_another(world: World, sign_in) -> None:
    load_library()
    client = sign_in(world.anh_dung)
    old = LegalDocument.objects.filter(kind="decision").first()
    row = (str(old.get_kind_display()), "99/QĐ-UBND", "3/3/2026", "Sửa đổi một số điều", "UBND tỉnh", old.number)
    take(client, send(client, "van-ban", "\n".join("\t".join(cells) for cells in (HEADS, row))))
    made = LegalDocument.objects.get(number="99/QĐ-UBND")
    assert list(made.amends.all()) == [old]
    out = read(client.get(reverse("programme:library_sheet"), {"tim": "99/QĐ-UBND"}))
    edited = [cell.replace("một số điều", "Điều 3") for cell in out.rows[0]]
    take(client, send(client, "van-ban", workbook(out.headers, edited)))
    made.refresh_from_db()
    assert (made.title, list(made.amends.all())) == ("Sửa đổi Điều 3", [old])
    again = (*row[:2], "4/3/2026", *row[3:])
    assert "Đã có" in send(client, "van-ban", workbook(HEADS, again)).content.decode()
    wrong = (*row[:1], "100/QĐ-UBND", "4/3/2026", *row[3:5], "không có số này")
    assert "Không có văn bản" in send(client, "van-ban", workbook(HEADS, wrong)).content.decode()
