"""What is seen of an edited Word file: words and head that changed since, figures typed, what is not settled."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.oversight.reporting import actions
from ocop.oversight.reporting.composing import compose
from ocop.oversight.reporting.making import content_of
from ocop.oversight.reporting.models import ConsolidatedReport, EditedWord
from tests.oversight.reporting.edited import (
    GRANTED,
    HEAD,
    HELD,
    WORDS,
    SignIn,
    again,
    corrected,
    downloaded,
    kept,
    made,
    of,
    send_in,
)
from tests.oversight.reporting.edits import with_part, without_figure
from tests.oversight.reporting.test_lists import listed
from tests.oversight.reporting.word import with_words
from tests.world import NOW, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
TYPED = "Cả năm có 15 hoạt động truyền thông rộng khắp."
NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
COPIED = "<w:p><w:r><w:t>- Câu mới của Tỉnh</w:t></w:r></w:p>"
COMMENTS = f"<w:comments {NAMES}><w:comment><w:p/></w:comment><w:comment><w:p/></w:comment></w:comments>"


def test_what_is_written_after_a_file_was_made_is_told_until_the_file_has_it(
    world: World, sign_in: SignIn, at_now: Any
) -> None:
    """Anh Dũng writes another sentence and takes one away on the page; the file he sent in before has neither."""
    report, client, by = made(world), sign_in(world.anh_dung), world.actor(world.anh_dung)
    send_in(client, report, downloaded(report))
    assert kept(report).told == []
    at_now.move_to(NOW + timedelta(hours=1), tick=False)
    actions.save_report(report, sections={"direction": "Câu mới của Tỉnh."}, head=HEAD, by=by, at=clock.now())
    report = ConsolidatedReport.objects.get(pk=report.pk)
    assert not report.has_current_edit
    page = client.get(reverse("reporting:report", args=[report.public_id])).content.decode()
    assert "đã đổi sau lần máy xem bản này" in page
    assert "Máy đã xem" not in page
    report = again(world, report)
    assert report.has_current_edit
    new, gone = kept(report).told[:2]
    assert "trên máy có lời mới mà tệp chưa có: “Câu mới của Tỉnh.”" in new
    assert gone == "Tệp còn lời mà trên máy đã sửa hoặc bỏ: “Tỉnh đã tổ chức 0 hoạt động truyền thông.”."
    content = content_of(kept(report))
    send_in(client, report, with_words(content, "<w:body>", f"<w:body>{COPIED}"))
    assert not any("có lời mới" in line for line in kept(report).told), "copied into the file"
    assert gone in kept(report).told, "the file that holds new figures still knows which words it was made of"


def test_the_day_and_the_post_of_the_signer_are_looked_for_anew(world: World, sign_in: SignIn, at_now: Any) -> None:
    report, by = made(world), world.actor(world.anh_dung)
    send_in(sign_in(world.anh_dung), report, downloaded(report))
    at_now.move_to(NOW + timedelta(hours=1), tick=False)
    other = replace(HEAD, signed_on=date(2026, 12, 28), signer_title="Phó Chánh Văn phòng")
    actions.save_report(report, sections=WORDS, head=other, by=by, at=clock.now())
    with pytest.raises(Refused, match="dựng đủ ba tài liệu"):
        actions.submit_report(report, readers=[world.agriculture], by=by, at=clock.now())
    report = again(world, report)
    assert kept(report).told == [
        "Tệp không có ngày ký “ngày 28 tháng 12 năm 2026” của báo cáo.",
        "Tệp không có chức vụ người ký “Phó Chánh Văn phòng” của báo cáo.",
    ]


def test_a_file_looked_at_beside_other_words_is_neither_taken_nor_sent(
    world: World, sign_in: SignIn, at_now: Any
) -> None:
    """Anh Dũng's file is read; before it is kept the words change, and once it is kept too."""
    report, by = made(world), world.actor(world.anh_dung)
    taken = actions.read_edited(report, downloaded(report))
    at_now.move_to(NOW + timedelta(hours=1), tick=False)
    actions.save_report(report, sections={"direction": "Khác."}, head=HEAD, by=by, at=clock.now())
    with pytest.raises(Refused, match="vừa đổi"):
        actions.keep_edited(report, taken, by=by, at=clock.now())
    report = again(world, report)
    send_in(sign_in(world.anh_dung), report, downloaded(report))
    EditedWord.objects.filter(report=report).update(written_at=NOW)
    with pytest.raises(Refused, match="chưa được xem lại"):
        actions.submit_report(report, readers=[world.agriculture], by=by, at=clock.now())


def test_who_saw_the_remarks_of_before_has_not_seen_those_of_now(world: World, sign_in: SignIn) -> None:
    report, client = made(world), sign_in(world.anh_dung)
    send_in(client, report, without_figure(downloaded(report), HELD, "15"))
    seen = kept(report).seen_as
    EditedWord.objects.filter(report=report).update(told=["Điều khác."])
    with pytest.raises(Refused, match="điều cần xem"):
        actions.submit_report(
            report, readers=[world.agriculture], seen=seen, by=world.actor(world.anh_dung), at=clock.now()
        )


def test_names_in_a_table_that_changed_with_the_figures_are_told(world: World, sign_in: SignIn, at_now: Any) -> None:
    """A list by name is words: new figures leave it as it was in the file."""
    report = of(listed(world), "list-products-province", world)
    send_in(sign_in(world.anh_dung), report, downloaded(report))
    report = corrected(world, report, at_now)
    assert any("tệp chưa có dòng “Khô cá sặc rằn" in line for line in kept(report).told), kept(report).told


def test_tracked_changes_and_comments_are_settled_first(world: World, sign_in: SignIn) -> None:
    report, client = made(world), sign_in(world.anh_dung)
    tracked = '<w:body><w:p><w:ins w:id="9" w:author="A"><w:r><w:t>thêm</w:t></w:r></w:ins></w:p>'
    answer = send_in(client, report, with_words(downloaded(report), "<w:body>", tracked))
    assert answer.status_code == 422
    assert "Tệp còn 1 chỗ sửa đang được theo dõi (Track Changes). Nơi nhận sẽ đọc được." in answer.content.decode()
    answer = send_in(client, report, with_part(downloaded(report), "word/comments.xml", COMMENTS))
    assert "Tệp còn 2 bình luận." in answer.content.decode()
    assert not EditedWord.objects.exists()


def test_a_file_taken_before_that_would_not_be_taken_now_is_not_sent_and_says_why(
    world: World, sign_in: SignIn, at_now: Any
) -> None:
    report, client = made(world), sign_in(world.anh_dung)
    send_in(client, report, downloaded(report))
    path = default_storage.save(
        "reports/cu.docx", ContentFile(with_part(downloaded(report), "word/comments.xml", COMMENTS))
    )
    EditedWord.objects.filter(report=report).update(path=path)
    report = corrected(world, report, at_now)
    assert report.failed == ""
    assert not report.has_current_edit
    page = client.get(reverse("reporting:report", args=[report.public_id])).content.decode()
    assert "Bản này không còn được nhận và chưa có số chốt mới. Tệp còn 2 bình luận." in page


def test_a_number_typed_in_a_footnote_in_the_words_of_a_figure_is_told(world: World, sign_in: SignIn) -> None:
    report = made(world)
    typed = f"<w:footnotes {NAMES}><w:footnote><w:p><w:r><w:t>{TYPED}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    send_in(sign_in(world.anh_dung), report, with_part(downloaded(report), "word/footnotes.xml", typed))
    (told,) = kept(report).told
    assert told.startswith("Lời văn gõ tay “15 hoạt động truyền thông”, khác con số đã chốt")


def test_figures_typed_in_a_table_are_told_with_the_figure_they_differ_from(world: World, sign_in: SignIn) -> None:
    report = made(world)
    figure = next(each for each in compose(report).figures() if each.key == GRANTED)
    name = figure.name.split(",")[0]
    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>' for cell in cells)}</w:tr>"
        for cells in (("TT", "Nội dung", "Số"), ("1", name, "77"), ("2", "Vườn chanh", "1.250 cây"), ("3", name, "0"))
    )
    content = with_words(downloaded(report), "<w:body>", f"<w:body><w:tbl>{rows}</w:tbl>")
    send_in(sign_in(world.anh_dung), report, content)
    other, unknown = kept(report).told
    assert other.startswith(f"Bảng gõ tay, dòng “{name}” ghi “77”, khác con số đã chốt “{name}")
    assert unknown.startswith("Bảng gõ tay, dòng “Vườn chanh” ghi “1.250 cây”: không có con số nào đã chốt")
