"""The first reader meets what is missing, each gap one tap from a return line; a return is answered line by line."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from ocop.cycle.dossiers import actions
from ocop.cycle.dossiers.actions import FaultToMend
from ocop.cycle.dossiers.gaps import gaps_of
from ocop.cycle.dossiers.models import Dossier, ReturnSlip
from ocop.cycle.dossiers.reading import reading_of
from ocop.cycle.dossiers.registration import AnswerError, fields_for, read_answer
from ocop.cycle.dossiers.tasks import tasks_of
from ocop.ground.accounts.models import User
from ocop.ground.producers.models import Paper
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from tests.world import NOW, World
from tests.world_dossiers import make_draft, make_lodged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
SignIn = Callable[[User], Client]
LATER = NOW + timedelta(days=1)
HISTORY = FaultToMend("field:history", "unclear", "Ghi rõ năm bắt đầu làm khô.")
PHOTO = FaultToMend("evidence:A.3.1", "unreadable", "Chụp lại giấy, phải đọc được số và ngày.")


def test_the_reader_sees_missing_and_ending_papers_with_a_line_begun_for_each(world: World, sign_in: SignIn) -> None:
    dossier = make_lodged(world)
    Paper.objects.filter(citations__dossier=dossier).update(valid_until=NOW.date() + timedelta(days=20))
    gaps = gaps_of(reading_of(dossier, NOW.date()))
    missing = next(gap for gap in gaps.papers if gap.tag == "Chưa có")
    ending = next(gap for gap in gaps.papers if gap.tag == "Sắp hết hạn")
    hien, base = sign_in(world.co_hien), f"/ho-so/doc/{dossier.public_id}/"
    page = hien.get(base).content.decode()
    assert missing.title in page
    assert "Sắp hết hạn" in page
    for gap in (missing, ending):
        address = f"{base}tra-lai/?thieu={gap.key}"
        assert address in page
        line = hien.get(address).content.decode()
        assert gap.remedy in line
        assert f'<option value="{gap.reason}" selected' in line
        if gap.place:
            assert f'<option value="{gap.place}" selected' in line
    both = hien.get(f"{base}tra-lai/?thieu={missing.key}&thieu={ending.key}&thieu=khong-co").content.decode()
    assert 'name="loi-TOTAL_FORMS" value="2"' in both
    leader = sign_in(world.ong_khanh).get(base).content.decode()
    assert "?thieu=" not in leader, "who may not return finds no line to begin"


def test_a_line_that_was_begun_is_sent_as_it_stands(world: World, sign_in: SignIn) -> None:
    dossier = make_lodged(world)
    gap = next(gap for gap in gaps_of(reading_of(dossier, NOW.date())).papers if gap.place)
    form = {"loi-TOTAL_FORMS": "1", "loi-INITIAL_FORMS": "1", "loi-0-field": gap.place, "loi-0-reason": gap.reason}
    address = f"/ho-so/doc/{dossier.public_id}/tra-lai/?thieu={gap.key}"
    assert sign_in(world.co_hien).post(address, {**form, "loi-0-remedy": gap.remedy}).status_code == 302
    assert ReturnSlip.objects.get().items.get().remedy == gap.remedy


def returned(world: World) -> Dossier:
    dossier = make_lodged(world)
    actions.return_dossier(dossier, items=[HISTORY, PHOTO], by=world.actor(world.co_hien), at=NOW)
    dossier.refresh_from_db()
    return dossier


def test_an_unmended_return_does_not_come_back_without_a_word(world: World, sign_in: SignIn) -> None:
    dossier, lan = returned(world), world.actor(world.chi_lan)
    with pytest.raises(Refused):
        actions.submit_dossier(dossier, by=lan, at=LATER)
    tasks = [task for group in tasks_of(reading_of(dossier, NOW.date())) for task in group.tasks]
    assert not any(task.hint == "Hồ sơ đã đủ để nộp." for task in tasks)
    actions.save_statements(dossier, answers={"history": "Má làm từ năm 1989."}, by=lan, at=LATER)
    with pytest.raises(Refused):
        actions.submit_dossier(dossier, by=lan, at=LATER)
    client, address = sign_in(world.chi_lan), f"/ho-so/{dossier.public_id}/tra-loi/"
    page = client.get(address).content.decode()
    assert PHOTO.remedy in page
    assert HISTORY.remedy not in page, "what was mended needs no word"
    why = "Giấy chỉ có bản này, Sở đang cấp lại."
    client.post(address, {"muc_1": why})
    assert JournalEntry.objects.get(act="dossiers.return_answered").payload() == {"fields": ["evidence:A.3.1"]}
    tasks = [task for group in tasks_of(reading_of(dossier, NOW.date())) for task in group.tasks]
    assert any(task.hint == "Hồ sơ đã đủ để nộp." for task in tasks)
    assert not any(task.status == "Cần sửa" for task in tasks)
    actions.submit_dossier(dossier, by=lan, at=LATER)
    assert why in sign_in(world.co_hien).get(f"/ho-so/doc/{dossier.public_id}/").content.decode()


def test_nobody_else_answers_a_return(world: World, sign_in: SignIn) -> None:
    dossier = returned(world)
    item = ReturnSlip.objects.get().items.first()
    with pytest.raises(Refused):
        actions.answer_return(dossier, answers={item.pk: "x"}, by=world.actor(world.anh_phuc), at=LATER)
    assert sign_in(world.anh_phuc).get(f"/ho-so/{dossier.public_id}/tra-loi/").status_code == 404


FORM = fields_for("26-2026", "first")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("15/3/2018", "15/03/2018"),
        ("15.03.2018", "15/03/2018"),
        ("2018", "2018"),
        ("24/11/2026", "24/11/2026"),
        ("", ""),
    ],
)
def test_a_founding_day_is_kept_as_it_is_printed(typed: str, kept: str) -> None:
    assert read_answer(FORM["founded"], typed, NOW.date()) == kept


@pytest.mark.parametrize("typed", ["hôm qua 99/99", "31/2/2018", "25/11/2026", "2027", "1/1/1800", "1789"])
def test_a_founding_day_that_cannot_be_is_refused_by_name(typed: str) -> None:
    with pytest.raises(AnswerError, match="Ngày thành lập hoặc đăng ký kinh doanh"):
        read_answer(FORM["founded"], typed, date(2026, 11, 24))


@pytest.mark.parametrize("criteria_id", ["26-2026", "1048-2019"])
@pytest.mark.parametrize("typed", ["-5", "0", "năm", "2,5", "٣"])
def test_samples_are_counted_from_one(criteria_id: str, typed: str) -> None:
    with pytest.raises(AnswerError, match="Số sản phẩm mẫu"):
        read_answer(fields_for(criteria_id, "first")["samples"], typed, NOW.date())
    service = fields_for(criteria_id, "first", samples=False)["samples"]
    assert read_answer(service, "0", NOW.date()) == "0"


def test_wrong_input_is_answered_by_name_and_nothing_typed_is_lost(world: World, sign_in: SignIn) -> None:
    dossier = make_draft(world)
    client, base = sign_in(world.chi_lan), f"/ho-so/{dossier.public_id}/thong-tin/"
    form = {"unit_name": "Cơ sở Khô Bà Lan", "founded": "hôm qua 99/99", "phone": "0912000001"}
    page = client.post(f"{base}don-vi/", form).content.decode()
    assert "Mục “Ngày thành lập hoặc đăng ký kinh doanh”" in page
    assert 'value="hôm qua 99/99"' in page
    assert 'value="Cơ sở Khô Bà Lan"' in page
    page = client.post(f"{base}san-pham/", {"product_description": "Hộp 500 gam", "samples": "-5"}).content.decode()
    assert "Mục “Số sản phẩm mẫu gửi kèm”" in page
    assert 'value="-5"' in page
    assert "Hộp 500 gam" in page
    assert not dossier.statements.filter(key__in=["founded", "samples"]).exclude(text="").exists()
    with pytest.raises(Refused, match="Số sản phẩm mẫu"):
        actions.save_statements(dossier, answers={"samples": "-5"}, by=world.actor(world.chi_lan), at=NOW)
