"""The province's report: figures frozen, papers made in the background, corrected at their source, sent to readers."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ocop.config.management.commands.worker import run_until_idle
from ocop.ground.accounts.models import User
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from ocop.oversight.reporting import actions
from ocop.oversight.reporting.catalogue import template_called
from ocop.oversight.reporting.composing import compose
from ocop.oversight.reporting.events import FiguresFrozen
from ocop.oversight.reporting.findings import Found, findings_of_report
from ocop.oversight.reporting.making import content_of
from ocop.oversight.reporting.models import ConsolidatedReport, Receipt
from ocop.oversight.reporting.reactions import REACTIONS
from ocop.oversight.reporting.states import PaperKind, ReportState
from ocop.oversight.reporting.views.report_figures import figures_of
from tests.oversight.reporting.periods import opened, return_of, sent
from tests.world import NOW, World
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
SignIn = Callable[[User], Client]
GRANTED = "san-pham-chu-the/cong-nhan/ky-nay"
TO_DATE = "san-pham-chu-the/cong-nhan/luy-ke"
CLAIM = f"{TO_DATE}: không giảm"
HEAD = actions.ReportHead("12/BC-VPĐP", date(2026, 12, 20), "Võ Quốc Dũng", "Chánh Văn phòng")


def begun(world: World) -> ConsolidatedReport:
    return actions.start_report(opened(world), template="half-year", by=world.actor(world.anh_dung), at=NOW)


def made(world: World, report: ConsolidatedReport) -> ConsolidatedReport:
    """Its papers, as the worker makes them."""
    actions.ask_for_papers(report, by=world.actor(world.anh_dung), at=NOW)
    assert run_until_idle().failed == 0
    return ConsolidatedReport.objects.select_related("period__plan").get(pk=report.pk)


@pytest.mark.requirement("R237", "R242")
def test_the_worker_freezes_the_figures_and_makes_word_pdf_and_excel_of_them(world: World) -> None:
    make_recognition(world.dried_fish, world.province_committee, valid_from=date(2026, 3, 1))
    report = made(world, begun(world))
    assert {paper.kind for paper in report.papers.all()} == set(PaperKind)
    assert not report.is_being_made
    figures = {each.key: each for each in compose(report).figures()}
    assert figures[GRANTED].value_text == "1"
    starts = {PaperKind.DOCX: b"PK", PaperKind.PDF: b"%PDF", PaperKind.XLSX: b"PK"}
    assert all(content_of(paper).startswith(starts[PaperKind(paper.kind)]) for paper in report.papers.all())


def test_every_figure_of_the_report_opens_by_its_code_what_it_counted(world: World, sign_in: SignIn) -> None:
    make_recognition(world.dried_fish, world.province_committee, valid_from=date(2026, 3, 1))
    report = made(world, begun(world))
    client = sign_in(world.anh_dung)
    asked = {cell.cell: cell.figure for cell in report.cells.select_related("figure")}
    for figure in compose(report).figures():
        if figure.key in asked:
            answer = client.get(reverse("figures:published"), {"q": figure.code})
            assert answer["Location"] == reverse("figures:figure", args=[asked[figure.key].code])
    lines = client.get(reverse("figures:lines", args=[asked[GRANTED].code]))
    assert world.dried_fish.name in lines.content.decode()


def test_a_derived_figure_says_of_what_it_was_made(world: World) -> None:
    """A share bears the code of its part and prints both numbers; nothing derived is called typed by hand."""
    report = made(world, begun(world))
    for figure in compose(report).figures():
        assert figure.code, figure.key
        if figure.unit == "%":
            assert figure.base_text


def test_what_offices_wrote_is_gathered_under_their_names(world: World) -> None:
    report = begun(world)
    row = return_of(report.period, world.phuong_thinh_committee)
    words = {"difficulties": "Thiếu vốn mua máy sấy.", "proposals": "Cho vay ưu đãi."}
    actions.save_return(row, sections=words, typed={}, notes={}, by=world.actor(world.co_hien), at=NOW)
    sent(world, report.period, world.phuong_thinh_committee, world.co_hien)
    content = content_of(made(world, report).papers.get(kind="docx"))
    text = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    assert "Thiếu vốn mua máy sấy." in text
    assert world.phuong_thinh_committee.name in text


def test_a_figure_corrected_at_its_source_is_new_when_the_papers_are_made_again(world: World) -> None:
    report = made(world, begun(world))
    before = {each.key: each for each in compose(report).figures()}
    assert before[GRANTED].value_text == "0"
    make_recognition(world.dried_fish, world.province_committee, valid_from=date(2026, 3, 1))
    after = {each.key: each for each in compose(made(world, report)).figures()}
    assert after[GRANTED].value_text == "1"
    assert after[GRANTED].code != before[GRANTED].code


def test_a_file_that_is_no_word_file_is_refused_in_words(world: World, sign_in: SignIn) -> None:
    report = made(world, begun(world))
    upload = SimpleUploadedFile("bao-cao.docx", b"khong phai word")
    answer = sign_in(world.anh_dung).post(reverse("reporting:refill", args=[report.public_id]), {"file": upload})
    assert answer.status_code == 422
    assert "Word" in answer.content.decode()


@pytest.mark.requirement("R236")
def test_one_submission_reaches_several_readers_and_each_is_seen_to_read_it(world: World, sign_in: SignIn) -> None:
    report, dung = made(world, begun(world)), world.actor(world.anh_dung)
    readers = [world.province_committee, world.agriculture]
    with pytest.raises(Refused, match="Nhập số, ngày ký"):
        actions.submit_report(report, readers=readers, by=dung, at=NOW)
    actions.save_report(report, sections={}, head=HEAD, by=dung, at=NOW)
    actions.submit_report(report, readers=readers, by=dung, at=NOW + timedelta(hours=1))
    assert sign_in(world.chi_mai).get(reverse("reporting:report", args=[report.public_id])).status_code == 200
    read = {each.office_id: each.read_by for each in Receipt.objects.filter(report=report)}
    assert read == {world.province_committee.pk: None, world.agriculture.pk: world.chi_mai}
    assert sign_in(world.co_hien).get(reverse("reporting:report", args=[report.public_id])).status_code == 404


def test_a_report_is_not_sent_before_its_papers_are_made_of_the_figures_it_holds(world: World) -> None:
    report, dung = begun(world), world.actor(world.anh_dung)
    actions.save_report(report, sections={}, head=HEAD, by=dung, at=NOW)
    with pytest.raises(Refused, match="dựng đủ ba tài liệu"):
        actions.submit_report(report, readers=[world.province_committee], by=dung, at=NOW)
    assert ConsolidatedReport.objects.get().state == ReportState.DRAFT


def test_prose_may_bind_only_figures_that_are_there(world: World) -> None:
    report, dung = begun(world), world.actor(world.anh_dung)
    words = {"direction": "Có [[khong/co/dau]] văn bản."}
    with pytest.raises(Refused, match=r"gọi số không có: \[\[khong/co/dau\]\]"):
        actions.save_report(report, sections=words, head=HEAD, by=dung, at=NOW)
    bound = {"direction": "Có [[hoat-dong/hoat-dong/ky-nay]] hoạt động."}
    report = actions.save_report(report, sections=bound, head=HEAD, by=dung, at=NOW)
    assert "[[hoat-dong/hoat-dong/ky-nay]]" in report.sections["direction"]


def test_a_report_asks_the_same_number_of_questions_however_much_there_is(
    world: World, sign_in: SignIn, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    report = begun(world)
    client = sign_in(world.anh_dung)
    address = reverse("reporting:report", args=[report.public_id])
    client.get(address)
    cells = len(template_called("half-year").cells)
    with django_assert_max_num_queries(cells + 20):  # type: ignore[attr-defined]
        assert client.get(address).status_code == 200


def fallen(world: World) -> ConsolidatedReport:
    """The year's report, not frozen yet: one star was reported for the half year and its record is gone since."""
    star = make_recognition(world.dried_fish, world.province_committee, valid_from=date(2026, 3, 1))
    dung = world.actor(world.anh_dung)
    half = opened(world, until=date(2026, 5, 31), name="6 tháng")
    earlier = made(world, actions.start_report(half, template="half-year", by=dung, at=NOW))
    earlier = actions.save_report(earlier, sections={}, head=HEAD, by=dung, at=NOW - timedelta(hours=1))
    actions.submit_report(earlier, readers=[world.province_committee], by=dung, at=NOW)
    report = begun(world)
    assert not findings_of_report(report, figures_of(report).cells)
    type(star).objects.filter(pk=star.pk).update(is_trial=True)
    return report


def of_stars(found: list[Found]) -> Found:
    (one,) = [each for each in found if each.finding.words.startswith("0 Sản phẩm được công nhận (")]
    return one


def test_the_report_is_checked_against_the_one_sent_for_the_period_before_and_opens_both_figures(
    world: World, sign_in: SignIn
) -> None:
    report = fallen(world)
    earlier = ConsolidatedReport.objects.exclude(pk=report.pk).get()
    client, address = sign_in(world.anh_dung), reverse("reporting:report", args=[report.public_id])
    found = of_stars(client.get(address).context["found"])
    assert "1 Sản phẩm được công nhận (kỳ trước (báo cáo 12/BC-VPĐP)" in found.finding.words
    (now, _), (before, code) = (piece.links[0] for piece in found.pieces if piece.links)
    assert now.startswith("/so-lieu/chi-so/")
    kept = earlier.cells.get(cell=TO_DATE).figure
    assert (before, code) == (reverse("figures:figure", args=[kept.code]), kept.printed_code)
    report = made(world, report)
    frozen = report.cells.get(cell=TO_DATE).figure
    page = client.get(address).content.decode()
    for figure in (frozen, kept):
        assert f"{figure.printed_code}<span" in page
        assert reverse("figures:figure", args=[figure.code]) in page


def test_what_does_not_agree_in_the_report_is_explained_before_it_is_sent_and_the_note_is_kept(
    world: World, sign_in: SignIn
) -> None:
    """Anh Dũng explains in the form where he writes; the papers made before stay good."""
    report, dung = fallen(world), world.actor(world.anh_dung)
    actions.save_report(report, sections={}, head=HEAD, by=dung, at=NOW - timedelta(hours=1))
    report = made(world, report)
    with pytest.raises(Refused, match=r"chỗ không khớp\. 0 Sản phẩm.*hoặc giải trình"):
        actions.submit_report(report, readers=[world.province_committee], by=dung, at=NOW)
    client = sign_in(world.anh_dung)
    address = reverse("reporting:report", args=[report.public_id])
    assert "cần giải trình" in client.get(address).content.decode()
    write = reverse("reporting:write_report", args=[report.public_id])
    form = client.get(write).context["form"]
    words = {box.html_name: box.value() or "" for box in form}
    notes = {name: "Thu hồi một quyết định." for name in words if name.startswith("gt_")}
    assert client.post(write, words | {"signed_on": "20/12/2026"} | notes)["Location"] == address
    assert "Giải trình: Thu hồi một quyết định." in client.get(address).content.decode()
    entries = JournalEntry.objects.filter(act="reporting.finding_noted", subject_id=report.public_id)
    assert {(each.why, each.payload()["claim"]) for each in entries} >= {("Thu hồi một quyết định.", CLAIM)}
    report.refresh_from_db()
    assert report.has_current_papers
    sent_report = actions.submit_report(report, readers=[world.province_committee], by=dung, at=NOW)
    assert sent_report.state == ReportState.SUBMITTED


def test_two_officers_explain_the_same_finding_and_the_second_sees_what_the_first_said(
    world: World, sign_in: SignIn
) -> None:
    report, dung = fallen(world), world.actor(world.anh_dung)
    write, client = reverse("reporting:write_report", args=[report.public_id]), sign_in(world.anh_dung)
    page = client.get(write)
    boxes = [(box.html_name, mark) for each, box, mark in page.context["form"].note_fields()]
    marks = {f"thay_{name}": mark for name, mark in boxes}
    actions.save_report(report, sections={}, head=HEAD, notes={CLAIM: "Thu hồi."}, by=dung, at=NOW)
    answer = client.post(write, marks | {name: "Đếm lại." for name, _ in boxes})
    assert "Người khác vừa viết mục này: “Thu hồi.”" in answer.content.decode()
    assert report.finding_notes.get(claim=CLAIM).note == "Thu hồi."


def test_a_paper_made_of_words_that_changed_meanwhile_is_not_taken_for_one_of_the_words_of_now(world: World) -> None:
    """Anh Dũng saves other words after the Word file was set and before it is offered."""
    report, by = made(world, begun(world)), world.actor(world.anh_dung)
    assert report.figures_at
    event = FiguresFrozen(report.pk, 1, report.figures_at.isoformat())
    reaction = dict(REACTIONS[FiguresFrozen])["reporting.make_docx"]
    prepared = reaction.prepare(event, at=NOW, pulse=lambda done, of: None)
    later = NOW + timedelta(minutes=1)
    actions.save_report(report, sections={"direction": "Lời khác."}, head=HEAD, by=by, at=later)
    reaction.keep(event, prepared, at=later + timedelta(minutes=1))
    report = ConsolidatedReport.objects.get(pk=report.pk)
    assert not report.has_current_papers
    with pytest.raises(Refused, match="dựng đủ ba tài liệu"):
        actions.submit_report(report, readers=[world.agriculture], by=by, at=later + timedelta(minutes=2))
