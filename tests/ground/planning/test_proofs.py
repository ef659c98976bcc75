"""Results of an assignment: records found on the platform are shown, and taken off until it is reported."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ocop.ground.planning import actions
from ocop.ground.planning.models import Proof
from ocop.ground.planning.proof_sources import known_sources
from ocop.ground.registry import attaching
from ocop.ground.registry.actions import file_document
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from ocop.sample.papers import sample_upload
from ocop.support.activities.models import Activity, Participation
from tests.ground.planning.conftest import Desk
from tests.support.activities.conftest import planned
from tests.world import NOW

pytestmark = pytest.mark.usefixtures("at_now")


@pytest.fixture
def classes(desk: Desk) -> list[Activity]:
    """Two of the trade department, to one of which the agriculture department came, and an older one of its own."""
    world = desk.world
    dung = world.actor(world.anh_dung)
    trade = {"by": dung, "organiser": desk.trade}
    shared = planned(world, "class", "Tập huấn nhãn hàng", day=date(2026, 10, 1), **trade)
    Participation.objects.create(activity=shared, who="office", office=world.agriculture, recorded_at=NOW)
    return [
        planned(world, "class", "Tập huấn bán hàng trên sàn", day=date(2026, 9, 1), **trade),
        shared,
        planned(world, "class", "Tập huấn bộ tiêu chí", day=date(2026, 3, 1)),
    ]


def test_chi_mai_finds_her_own_class_first_and_shows_it(desk: Desk, classes: list[Activity], sign_in: Any) -> None:
    world, work = desk.world, desk.class_work
    client = sign_in(world.chi_mai)
    address = reverse("planning:pick_record", args=[work.public_id])
    page = client.get(address).content.decode()
    assert "Tập huấn bộ tiêu chí" in page
    assert "Tập huấn nhãn hàng" not in page, "without words only the office's own records are offered"
    page = client.get(address, {"q": "tap huan"}).content.decode()
    order = [page.index(title) for title in ("bộ tiêu chí", "nhãn hàng")]
    assert order == sorted(order), "the office's own first, then the newest"
    assert "bán hàng trên sàn" not in page, "what one does not read is nobody's proof"
    own = classes[2]
    for _ in range(2):
        assert client.post(address, {"loai": "hoat-dong", "ma": own.public_id}).status_code == 302
    proof = Proof.objects.get()
    assert (proof.label, proof.url) == (
        "Hoạt động: Tập huấn bộ tiêu chí",
        reverse("activities:activity", args=[own.public_id]),
    )
    assert "Đã gắn" in client.get(address).content.decode()
    assert JournalEntry.objects.filter(act="planning.proof_added").count() == 1


def test_what_one_may_not_read_is_not_shown_as_a_result(desk: Desk, classes: list[Activity], sign_in: Any) -> None:
    address = reverse("planning:pick_record", args=[desk.class_work.public_id])
    mai = sign_in(desk.world.chi_mai)
    for wrong in ({"loai": "hoat-dong", "ma": "zzzzzzzzzzzz"}, {"loai": "gi-do", "ma": classes[0].public_id}, {}):
        assert mai.post(address, wrong).status_code == 404
    for user in (desk.anh_nam, desk.world.co_hien, desk.world.ong_khanh, desk.world.chi_lan):
        client = sign_in(user)
        assert client.get(address).status_code == 404, user
        assert client.post(address, {"loai": "hoat-dong", "ma": classes[2].public_id}).status_code == 404, user
    assert not Proof.objects.exists()


def test_a_result_is_taken_off_until_it_is_reported(desk: Desk, classes: list[Activity], sign_in: Any) -> None:
    world, work = desk.world, desk.class_work
    desk.show(work, world.chi_mai)
    desk.show(work, world.chi_mai, 2)
    first, second = work.proofs.all()
    client = sign_in(world.chi_mai)
    address = reverse("planning:remove_proof", args=[work.public_id, first.public_id])
    assert first.label in client.get(address).content.decode()
    assert work.proofs.count() == 2, "reading the page takes nothing off"
    assert sign_in(desk.anh_nam).post(address, {"why": ""}).status_code == 404
    assert client.post(address, {"why": "Nhầm tệp"}).status_code == 302
    assert client.post(address, {"why": "Nhầm tệp"}).status_code == 404, "a second press finds it gone"
    assert list(work.proofs.all()) == [second]
    row = JournalEntry.objects.get(act="planning.proof_removed")
    assert (row.why, row.payload()["document"]) == ("Nhầm tệp", first.document.public_id)
    by = world.actor(world.chi_mai)
    actions.report(work, result="Đã mở lớp", by=by, at=NOW)
    with pytest.raises(Refused, match="đã báo cáo"):
        actions.remove_proof(second, by=by, at=NOW)
    page = client.get(reverse("planning:assignment", args=[work.public_id])).content.decode()
    assert reverse("planning:remove_proof", args=[work.public_id, second.public_id]) not in page


def test_the_picker_asks_once_of_each_kind_however_many_there_are(
    desk: Desk, classes: list[Activity], sign_in: Any
) -> None:
    client = sign_in(desk.world.chi_mai)
    address = reverse("planning:pick_record", args=[desk.class_work.public_id])
    client.get(address, {"q": "tap"})

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address, {"q": "tap"}).status_code == 200
        return len(queries)

    few = asked()
    for number in range(5):
        planned(desk.world, "class", f"Tập huấn thêm {number}")
    assert asked() == few
    assert {source.slug for source in known_sources()} == {
        "hoat-dong", "hop-dong", "diem-ban", "ho-tro", "khoan-chi", "du-an", "ke-hoach"
    }  # fmt: skip


def test_a_paper_attached_to_the_work_may_stand_as_its_result(desk: Desk, sign_in: Any) -> None:
    """Chị Mai kept a draft with the work; once it is final she lets it show the result, without sending it again."""
    world, work = desk.world, desk.class_work
    by = world.actor(world.chi_mai)
    document = file_document(sample_upload("ke-hoach-lop", 3), by=by, at=NOW)
    paper = attaching.attach(work, document, title="Kế hoạch mở lớp", by=by, at=NOW)
    elsewhere = attaching.attach(desk.fair_work, document, by=world.actor(world.anh_dung), at=NOW)
    client, address = sign_in(world.chi_mai), reverse("planning:pick_record", args=[work.public_id])
    assert "Kế hoạch mở lớp" in client.get(address).content.decode()
    assert client.post(address, {"loai": "giay-to-kem-theo", "ma": elsewhere.public_id}).status_code == 404
    for _ in range(2):
        client.post(address, {"loai": "giay-to-kem-theo", "ma": paper.public_id})
    proof = Proof.objects.get()
    assert (proof.label, proof.document) == ("Kế hoạch mở lớp", document)
    attaching.detach(work, paper, why="Đã dùng làm minh chứng", by=by, at=NOW)
    assert client.get(reverse("planning:proof_file", args=[work.public_id, proof.public_id])).status_code == 200
