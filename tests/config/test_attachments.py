"""One way to attach papers for every record: its readers read them, its keepers attach them, nothing vanishes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from ocop.ground.accounts.models import User
from ocop.ground.registry import attaching
from ocop.ground.registry.actions import file_document
from ocop.ground.registry.holders import holder_called, known_holders, shelf_of
from ocop.ground.registry.models import Attachment, JournalEntry
from ocop.ground.registry.queries import history_of
from ocop.kit.scope import Refused
from ocop.support.rewards import actions as rewards
from tests.config.papered import PAPERED, PEOPLE, standing
from tests.config.test_paper_pages import HELD
from tests.ground.producers.conftest import photo
from tests.support.activities.conftest import planned
from tests.world import NOW, World

pytestmark = pytest.mark.usefixtures("at_now")
SignIn = Callable[[User], Client]


def attach_url(slug: str, record: Any) -> str:
    return reverse("registry:attach", args=[slug, record.public_id])


def file_url(paper: Attachment) -> str:
    return reverse("registry:attached_file", args=[paper.public_id])


def test_every_kind_that_carries_papers_is_tried_here() -> None:
    assert {holder.slug for holder in known_holders()} == set(PAPERED)


@pytest.mark.parametrize("slug", sorted(PAPERED))
def test_papers_are_read_with_the_record_and_attached_by_who_keeps_it(slug: str, world: World, sign_in: SignIn) -> None:
    """The record's own page shows the papers to its readers; for the others neither page nor paper exists."""
    case = PAPERED[slug]
    record = case.make(world)
    holder = holder_called(slug)
    assert holder is not None
    assert HELD.get(resolve(holder.url(record)).view_name, slug) == slug, "the papers hang on the page of the table"
    for who in PEOPLE:
        client = sign_in(getattr(world, who))
        before = len(standing())
        response = client.post(attach_url(slug, record), {"file": photo(f"{who}.jpg", "red"), "title": f"Của {who}"})
        if who in case.attaches:
            assert response.status_code == 302, f"{who}: {response.content.decode()[:2000]}"
            assert len(standing()) == before + 1, who
        else:
            assert response.status_code == (302 if who in case.reads else 404), who
            assert len(standing()) == before, who
    papers = standing()
    hers = [paper for paper in papers if paper.title == "Của chi_lan"]
    for who in PEOPLE:
        client = sign_in(getattr(world, who))
        expected = 200 if who in case.reads else 404
        page = client.get(holder.url(record))
        assert page.status_code in ({200} if who in case.reads else {403, 404}), who
        for paper in papers:
            assert (file_url(paper) in page.content.decode()) == (who in case.reads), who
        for paper in [*hers, next(paper for paper in papers if paper not in hers)]:
            assert client.get(file_url(paper)).status_code == expected, f"{who} opens {paper}"
            may_detach = who in case.attaches and (who != "chi_lan" or paper.title == "Của chi_lan")
            response = client.get(reverse("registry:detach", args=[paper.public_id]))
            assert response.status_code == (200 if may_detach else 302 if who in case.reads else 404), who


def test_a_second_press_attaches_nothing_twice(world: World, sign_in: SignIn) -> None:
    record = PAPERED["hop-dong"].make(world)
    lan = sign_in(world.chi_lan)
    for _ in range(2):
        response = lan.post(attach_url("hop-dong", record), {"file": photo("hop-dong.jpg")})
        assert response.status_code == 302
    (paper,) = standing()
    assert paper.title == "hop-dong.jpg", "without a name the file's own name stands"
    assert JournalEntry.objects.filter(act="registry.attached").count() == 1
    assert "hop-dong.jpg" not in JournalEntry.objects.get(act="registry.attached").data, "names stay out of the journal"


def test_a_paper_taken_off_leaves_who_when_and_why(world: World, sign_in: SignIn) -> None:
    record = PAPERED["hop-dong"].make(world)
    hien, lan = sign_in(world.co_hien), sign_in(world.chi_lan)
    hien.post(attach_url("hop-dong", record), {"file": photo(), "title": "Hợp đồng trang 1"})
    (paper,) = standing()
    address = reverse("registry:detach", args=[paper.public_id])
    assert lan.post(address, {"why": "Của tôi"}).status_code == 302
    assert standing(), "a producer does not take off what an officer attached"
    assert "Nhập vì sao bỏ" in hien.post(address, {"why": " "}).content.decode()
    assert standing()
    assert hien.post(address, {"why": "Kèm nhầm tệp"}).status_code == 302
    assert hien.post(address, {"why": "Kèm nhầm tệp"}).status_code == 404, "a second press finds it gone"
    assert lan.get(file_url(paper)).status_code == 404
    page = hien.get(reverse("markets:record", args=["hop-dong", record.public_id])).content.decode()
    assert "Hợp đồng trang 1, bỏ" in page
    assert "Lê Thị Hiền: Kèm nhầm tệp" in page
    assert [entry.act for entry in history_of(record)][-2:] == ["registry.attached", "registry.detached"]
    hien.post(attach_url("hop-dong", record), {"file": photo(), "title": "Hợp đồng trang 1"})
    assert len(standing()) == 1, "the same file may be attached anew"


def test_a_list_with_names_is_kept_from_those_who_only_read(world: World, sign_in: SignIn) -> None:
    a_class = planned(world, "class", "Tập huấn")
    mai, tam = sign_in(world.chi_mai), sign_in(world.chu_tam)
    mai.post(attach_url("hoat-dong", a_class), {"file": photo(), "title": "Danh sách ký tên", "is_private": "on"})
    mai.post(attach_url("hoat-dong", a_class), {"file": photo(colour="red"), "title": "Chương trình"})
    signed, programme = Attachment.objects.order_by("pk")
    address = reverse("activities:activity", args=[a_class.public_id])
    page = tam.get(address).content.decode()
    assert "Chương trình" in page
    assert "Danh sách ký tên" not in page
    assert "Còn 1 giấy tờ chỉ nơi giữ bản ghi mở được" in page
    assert tam.get(file_url(signed)).status_code == 404
    assert tam.get(file_url(programme)).status_code == 200
    assert sign_in(world.co_hien).get(file_url(programme)).status_code == 404, "the class is not in her commune"
    assert mai.get(file_url(signed)).status_code == 200
    assert sign_in(world.anh_dung).get(file_url(signed)).status_code == 200


def test_papers_of_a_class_are_kept_to_its_office_unless_the_box_is_unticked(world: World, sign_in: SignIn) -> None:
    a_class = planned(world, "class", "Tập huấn")
    form = sign_in(world.chi_mai).get(attach_url("hoat-dong", a_class))
    assert form.context["form"]["is_private"].value() is True
    assert "Bỏ đánh dấu" in form.content.decode()
    assert " checked" in form.content.decode()


def test_the_papers_of_an_answered_question_stay_with_those_it_concerns(world: World, sign_in: SignIn) -> None:
    """Everybody reads the answer without the asker's name; a photo of the label would tell the name."""
    case = PAPERED["hoi-dap"].make(world)
    sign_in(world.chi_lan).post(attach_url("hoi-dap", case), {"file": photo(), "title": "Nhãn của tôi"})
    from ocop.support.activities.actions import advice

    advice.answer(case, "Ghi tên, khối lượng.", by=world.actor(world.chi_mai), at=NOW)
    (paper,) = standing()
    phuc = sign_in(world.anh_phuc)
    page = phuc.get(reverse("activities:advice_case", args=[case.public_id]))
    assert page.status_code == 200
    assert "Giấy tờ kèm theo" not in page.content.decode()
    assert phuc.get(file_url(paper)).status_code == 404


def test_nothing_is_added_to_what_was_just_sent(world: World) -> None:
    """The nomination read a moment ago is asked again under a lock."""
    draft = PAPERED["de-nghi-khen"].make(world)
    hien = world.actor(world.co_hien)
    document = file_document(photo(), by=hien, at=NOW)
    rewards.move_nomination(draft, "send", by=hien, at=NOW)
    with pytest.raises(Refused, match="Đề nghị đã gửi"):
        attaching.attach(draft, document, by=hien, at=NOW)
    assert not standing()


def test_a_file_that_is_no_picture_and_no_pdf_is_named(world: World, sign_in: SignIn) -> None:
    record = PAPERED["khoan-chi"].make(world)
    mai = sign_in(world.chi_mai)
    bad = SimpleUploadedFile("a.exe", b"MZ" + b"0" * 100)
    page = mai.post(attach_url("khoan-chi", record), {"file": bad}).content.decode()
    assert "a.exe" in page
    assert "Chọn" in mai.post(attach_url("khoan-chi", record), {}).content.decode()
    assert not standing()


def test_a_shelf_of_many_papers_asks_once(world: World) -> None:
    record = PAPERED["khoan-chi"].make(world)
    mai = world.actor(world.chi_mai)
    for colour in ("red", "green", "blue", "white"):
        attaching.attach(record, file_document(photo(colour=colour), by=mai, at=NOW), by=mai, at=NOW)
    with CaptureQueriesContext(connection) as queries:
        shelf = shelf_of(record, mai)
        assert [str(paper.added_by) + paper.document.extension for paper, _ in shelf.papers]
    assert len(queries) == 1
