"""The report's Word file edited by hand: whose it is, what was done to its figures, and that it is what goes out."""

import io
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from ocop.oversight.reporting import actions
from ocop.oversight.reporting.composing import compose
from ocop.oversight.reporting.making import content_of
from ocop.oversight.reporting.models import EditedWord
from ocop.oversight.reporting.papers import word
from tests.oversight.reporting.edited import (
    HELD,
    SignIn,
    corrected,
    downloaded,
    kept,
    made,
    send_in,
)
from tests.oversight.reporting.edits import typed_over, without_figure, without_mark
from tests.oversight.reporting.word import text_in, with_words
from tests.world import NOW, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


def test_the_edited_file_takes_the_place_of_ours_and_the_journal_says_who_sent_it(
    world: World, sign_in: SignIn
) -> None:
    report, client = made(world), sign_in(world.anh_dung)
    answer = send_in(client, report, with_words(downloaded(report), "Tỉnh đã", "Tỉnh ta đã"))
    assert answer.status_code == 302
    assert kept(report).told == []
    assert (kept(report).uploaded_by, kept(report).figures_at) == (world.anh_dung, report.figures_at)
    assert "Tỉnh ta đã tổ chức 0 hoạt động" in text_in(content_of(kept(report)))
    entry = JournalEntry.objects.get(act="reporting.word_edited")
    assert (entry.actor_id, entry.payload()["sha256"]) == (world.anh_dung.pk, kept(report).sha256)
    page = client.get(reverse("reporting:report", args=[report.public_id])).content.decode()
    assert "Bản này sẽ được gửi đi" in page
    assert "không số nào bị gõ đè" in page


def test_every_figure_of_the_edited_file_still_has_its_code(world: World, sign_in: SignIn, at_now: Any) -> None:
    report = made(world)
    send_in(sign_in(world.anh_dung), report, with_words(downloaded(report), "Tỉnh đã", "Tỉnh ta đã"))
    report = corrected(world, report, at_now)
    codes = {figure.code for figure in compose(report).figures()}
    inside = word.read(content_of(kept(report)))
    assert inside.codes == {code for code in codes if code}


def test_figures_frozen_anew_reach_the_edited_file_and_its_words_stay(
    world: World, sign_in: SignIn, at_now: Any
) -> None:
    report = made(world)
    send_in(sign_in(world.anh_dung), report, with_words(downloaded(report), "Tỉnh đã", "Tỉnh ta đã"))
    report = corrected(world, report, at_now)
    assert kept(report).figures_at == report.figures_at
    assert kept(report).told == []
    content = content_of(kept(report))
    assert "Tỉnh ta đã" in text_in(content)
    _, done = word.refill(content, word.values_of(compose(report)))
    assert not done.changed
    marks, ours = word.read(content).identity, word.read(downloaded(report)).identity
    assert marks
    assert ours
    assert (marks.mark, marks.version) == (ours.mark, ours.version)
    assert marks.words < ours.words, "people edited the words of the file made before"


def test_the_file_of_another_report_is_refused_by_name(world: World, sign_in: SignIn) -> None:
    report, other = made(world), made(world, date(2026, 10, 31), "Mười tháng")
    answer = send_in(sign_in(world.anh_dung), report, downloaded(other))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f"Tệp Word này là của “{other}”, không phải của “{report}”." in page
    answer = send_in(sign_in(world.anh_dung), report, without_mark(downloaded(other)))
    assert "không mang dấu của báo cáo và không có ô số liệu nào của nó" in answer.content.decode()
    assert not EditedWord.objects.exists()


def test_a_file_that_lost_its_mark_is_known_by_its_figures_even_after_they_are_frozen_anew(
    world: World, sign_in: SignIn, at_now: Any
) -> None:
    report = made(world)
    edited = without_mark(with_words(downloaded(report), "Tỉnh đã", "Tỉnh ta đã"))
    report = corrected(world, report, at_now)
    assert send_in(sign_in(world.anh_dung), report, edited).status_code == 302
    assert "Tỉnh ta đã" in text_in(content_of(kept(report)))


def test_a_figure_deleted_and_one_typed_instead_are_told_with_what_they_contradict(
    world: World, sign_in: SignIn
) -> None:
    report = made(world)
    figure = next(each for each in compose(report).figures() if each.key == HELD)
    client = sign_in(world.anh_dung)
    send_in(client, report, without_figure(downloaded(report), HELD, "15"))
    assert f"Con số “{figure.name}” (0, mã {figure.code}) đã bị xóa khỏi tệp." in kept(report).told
    said = f"Lời văn gõ tay “15 hoạt động truyền thông”, khác con số đã chốt “{figure.name}” (0, mã {figure.code})."
    assert said in kept(report).told
    assert said in client.get(reverse("reporting:report", args=[report.public_id])).content.decode()


def test_a_number_typed_over_a_figure_is_put_back_and_told(world: World, sign_in: SignIn, at_now: Any) -> None:
    """Also in a file made before the figures were frozen anew: a new figure is no typing over."""
    report = made(world)
    edited = typed_over(downloaded(report), HELD, "99")
    report = corrected(world, report, at_now)
    send_in(sign_in(world.anh_dung), report, edited)
    told = [line for line in kept(report).told if "bị gõ thành" in line]
    assert len(told) == 1
    assert "bị gõ thành “99”" in told[0]
    assert "tổ chức 0 hoạt động truyền thông" in text_in(content_of(kept(report)))


def test_numbers_of_the_prose_that_contradict_each_other_are_told(world: World, sign_in: SignIn) -> None:
    report = made(world)
    wrong = "Tỉnh có 63 chủ thể, gồm: 28 doanh nghiệp, 6 hợp tác xã, 5 tổ hợp tác, 9 cơ sở. Tỉnh đã"
    send_in(sign_in(world.anh_dung), report, with_words(downloaded(report), "Tỉnh đã", wrong))
    assert any("63 chủ thể" in line and "48" in line for line in kept(report).told), kept(report).told


def test_a_report_without_its_number_or_signer_in_the_file_is_told(world: World, sign_in: SignIn) -> None:
    report = made(world)
    send_in(sign_in(world.anh_dung), report, with_words(downloaded(report), "12/BC-VPĐP", "…/BC-VPĐP"))
    assert kept(report).told == ["Tệp không có số, ký hiệu “12/BC-VPĐP” của báo cáo."]


def test_what_was_told_is_seen_before_sending_and_the_edited_file_is_what_readers_get(
    world: World, sign_in: SignIn
) -> None:
    report, client = made(world), sign_in(world.anh_dung)
    send_in(client, report, without_figure(downloaded(report), HELD, "15"))
    address = reverse("reporting:submit_report", args=[report.public_id])
    readers = {"readers": [world.agriculture.public_id]}
    answer = client.post(address, readers)
    assert "đánh dấu vào ô này" in answer.content.decode()
    by = world.actor(world.anh_dung)
    with pytest.raises(Refused, match="điều cần xem"):
        actions.submit_report(report, readers=[world.agriculture], by=by, at=NOW + timedelta(hours=1))
    stale = client.post(address, readers | {"seen": "on", "edited": "0" * 64})
    assert "vừa đổi. Xem lại ở trang báo cáo" in stale.content.decode()
    again = stale.context["form"]["edited"].value()  # the page brings the remarks of now along
    assert again == kept(report).seen_as
    assert client.post(address, readers | {"seen": "on", "edited": again}).status_code == 302
    mai = sign_in(world.chi_mai)
    page = mai.get(reverse("reporting:report", args=[report.public_id])).content.decode()
    assert "Tải bản Word đã gửi" in page
    assert "Tải bản PDF" not in page
    sent = mai.get(reverse("reporting:edited_word", args=[report.public_id]))
    assert "15 hoạt động" in text_in(sent.content)
    assert mai.get(reverse("reporting:paper", args=[report.public_id, "docx"])).status_code == 404
    assert mai.get(reverse("reporting:paper", args=[report.public_id, "xlsx"])).status_code == 200
    data = JournalEntry.objects.get(act="reporting.report_submitted").payload()
    assert data["edited_word"] == kept(report).sha256


def test_the_edited_file_is_given_up_and_ours_goes_out_again(world: World, sign_in: SignIn) -> None:
    report, client = made(world), sign_in(world.anh_dung)
    send_in(client, report, with_words(downloaded(report), "Tỉnh đã", "Tỉnh ta đã"))
    for _ in range(2):
        assert client.post(reverse("reporting:drop_edited", args=[report.public_id])).status_code == 302
    assert not EditedWord.objects.exists()
    assert JournalEntry.objects.filter(act="reporting.word_dropped").count() == 1
    assert client.get(reverse("reporting:edited_word", args=[report.public_id])).status_code == 404


def test_the_same_file_twice_is_taken_once(world: World, sign_in: SignIn) -> None:
    report, client = made(world), sign_in(world.anh_dung)
    edited = with_words(downloaded(report), "Tỉnh đã", "Tỉnh ta đã")
    for _ in range(2):
        assert send_in(client, report, edited).status_code == 302
    assert JournalEntry.objects.filter(act="reporting.word_edited").count() == 1


def test_the_mark_stands_where_word_and_libreoffice_keep_it(world: World) -> None:
    report = made(world)
    part = zipfile.ZipFile(io.BytesIO(downloaded(report))).read("docProps/custom.xml").decode()
    assert report.public_id in part


def test_only_who_makes_the_report_sends_a_file_in(world: World, sign_in: SignIn) -> None:
    report = made(world)
    for name in ("refill", "edited_word", "drop_edited"):
        address = reverse(f"reporting:{name}", args=[report.public_id])
        assert sign_in(world.chi_mai).post(address).status_code in (404, 405)
