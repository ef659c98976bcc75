"""Producers invited for the first time, training officers ask for, claims at the door, issues for readers."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ocop.ground.accounts.models import User
from ocop.ground.planning.measures import values_on
from ocop.ground.programme.models import Round
from ocop.ground.registry.models import JournalEntry, Notice
from ocop.kit.scope import Refused
from ocop.support.activities import measures
from ocop.support.activities.actions import invitations, needs
from ocop.support.activities.actions.activities import cancel_activity, hold_activity
from ocop.support.activities.models import Activity, Invitation, Participation, TrainingNeed
from tests.support.activities.conftest import planned
from tests.world import NOW, World, make_producer, make_product
from tests.world_certification import make_recognition

SignIn = Callable[[User], Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
FIRST = "/hoat-dong/moi-lan-dau/"


# --- Invitations --------------------------------------------------------------------------------------------------


def send(client: Client, to: str, office: Any, *producers: Any) -> Any:
    said = {"to": to, "office": office.public_id, "producers": [each.public_id for each in producers]}
    return client.post(f"{FIRST}gui/", said, follow=True)


@pytest.mark.requirement("R95")
def test_producers_that_never_lodged_are_invited_to_a_class_and_answer(world: World, sign_in: SignIn) -> None:
    """Chị Mai sees both makers, invites one to her class; chị Lan is told, accepts, and the list says so."""
    lesson = planned(world, "class", "Lớp cho người mới", day=NOW.date() + timedelta(days=9))
    mai = sign_in(world.chi_mai)
    page = mai.get(FIRST).content.decode()
    assert "Cơ sở Khô Bà Lan" in page
    assert "Khô cá sặc rằn" in page
    assert "Hợp tác xã Sen Tháp Mười" in page
    for words in ("Đã mời 1 chủ thể", "Đã mời 0 chủ thể. 1 chủ thể đã mời trước"):
        answer = send(mai, f"a-{lesson.public_id}", world.agriculture, world.fish_maker)
        assert words in answer.content.decode()
    invitation = Invitation.objects.get()
    assert Notice.objects.filter(user=world.chi_lan, title="Mời tham gia: Lớp cho người mới").count() == 1
    lan = sign_in(world.chi_lan)
    assert "Trả lời lời mời: Lớp cho người mới" in lan.get("/viec-can-lam/").content.decode()
    assert "Nhận lời" in lan.get("/hoat-dong/loi-moi/").content.decode()
    for _ in range(2):
        lan.post(f"/hoat-dong/loi-moi/{invitation.public_id}/tra-loi/", {"nhan": "1"})
    invitation.refresh_from_db()
    assert invitation.state == "accepted"
    assert JournalEntry.objects.filter(act="activities.invitation_answered").count() == 1
    assert "Nhận lời" in mai.get(FIRST).content.decode()
    assert "Cơ sở Khô Bà Lan" not in mai.get(f"{FIRST}?moi=chua").content.decode()
    assert mai.get(f"{FIRST}excel/").status_code == mai.get("/hoat-dong/loi-moi/excel/").status_code == 200


def test_inviting_many_asks_as_little_as_inviting_one(world: World) -> None:
    """Chị Mai invites one producer, then forty, then all of them again after half said no: the same questions."""
    mai, told = world.actor(world.chi_mai), Notice.objects.filter(user=world.chi_lan)
    lesson = planned(world, "class", "Lớp đông", day=NOW.date() + timedelta(days=9))

    def asked(producers: list[Any]) -> int:
        with CaptureQueriesContext(connection) as seen:
            invitations.invite(producers, activity=lesson, office=world.agriculture, by=mai, at=NOW)
        return len(seen)

    one = asked([world.lotus_maker])
    many = [make_producer(f"Cơ sở {n}", world.thap_muoi, representative=world.chi_lan) for n in range(40)]
    assert asked(many) == one
    assert Invitation.objects.count() == 41
    assert told.count() == 1, "who represents many is told once of one thing"
    Invitation.objects.filter(producer__in=many[:20]).update(state="declined")
    assert asked(many) == one + 1, "those asked anew are one more update"
    assert Invitation.objects.filter(state="invited").count() == 41
    assert asked(many) < one, "everybody is invited: nothing is written"
    assert JournalEntry.objects.filter(act="activities.invited").count() == 3


def test_an_invitation_to_what_is_over_asks_nothing_more(world: World, sign_in: SignIn) -> None:
    """The class is cancelled, the other is past, the round has closed: nobody is asked, and nobody accepts."""
    mai, office = world.actor(world.chi_mai), world.agriculture
    lesson = planned(world, "class", "Lớp sẽ hủy", day=NOW.date() + timedelta(days=9))
    short = planned(world, "class", "Lớp hôm nay")
    for to in ({"activity": lesson}, {"activity": short}, {"round_": world.round}):
        invitations.invite([world.fish_maker], **to, office=office, by=mai, at=NOW)
    lan = sign_in(world.chi_lan)
    assert lan.get("/viec-can-lam/").content.decode().count("Trả lời lời mời") >= 3
    cancel_activity(lesson, why="Trùng lịch", by=mai, at=NOW)
    Activity.objects.filter(pk=short.pk).update(starts_on=NOW - timedelta(days=2), ends_on=NOW - timedelta(days=1))
    Round.objects.filter(pk=world.round.pk).update(state="evaluating")
    assert "Trả lời lời mời" not in lan.get("/viec-can-lam/").content.decode()
    page = lan.get("/hoat-dong/loi-moi/").content.decode()
    assert "Hoạt động đã hủy" in page
    assert 'name="nhan"' not in page
    wanted = {"Lớp sẽ hủy": "đã hủy", "Lớp hôm nay": "đã qua", f"Nộp hồ sơ {world.round}": "không còn nhận hồ sơ"}
    for row in Invitation.objects.select_related("activity", "round"):
        for answer in ("1", "0"):
            told = lan.post(f"/hoat-dong/loi-moi/{row.public_id}/tra-loi/", {"nhan": answer}, follow=True)
            assert wanted[row.to] in " ".join(str(each) for each in told.context["messages"])
    assert set(Invitation.objects.values_list("state", flat=True)) == {"invited"}


@pytest.mark.requirement("R95")
def test_the_list_leaves_out_who_lodged_or_has_a_star(world: World, sign_in: SignIn) -> None:
    """The fish maker has a star; a third lodged without one and is only in the wider list."""
    from tests.world_certification import make_concluded

    make_recognition(world.dried_fish, world.province_committee)
    make_product("Khô chưa dự", world.fish_maker)
    lodged = make_producer("Cơ sở Đã Nộp", world.thap_muoi)
    make_concluded(world, make_product("Bánh phồng", lodged), stars=2, total="40")
    nothing = make_producer("Cơ sở Không Sản Phẩm", world.thap_muoi)
    client = sign_in(world.anh_dung)
    never = client.get(FIRST).content.decode()
    starless = client.get(f"{FIRST}?chua=sao").content.decode()
    for page in (never, starless):
        assert "Cơ sở Khô Bà Lan" not in page
        assert nothing.name not in page
        assert "Hợp tác xã Sen Tháp Mười" in page
    assert lodged.name not in never
    assert lodged.name in starless


def test_who_invites_whom(world: World, sign_in: SignIn) -> None:
    """A commune marks its own producers only; nobody answers for another; what is withdrawn may be sent again."""
    hien = sign_in(world.co_hien)
    assert "Hợp tác xã Sen" not in hien.get(FIRST).content.decode()
    to_round = f"r-{world.round.pk}"
    send(hien, to_round, world.phuong_thinh_committee, world.lotus_maker)
    assert not Invitation.objects.exists()
    send(hien, to_round, world.phuong_thinh_committee, world.fish_maker)
    row = Invitation.objects.get()
    address = f"/hoat-dong/loi-moi/{row.public_id}/"
    assert sign_in(world.anh_phuc).post(f"{address}tra-loi/").status_code == 404
    assert sign_in(world.chu_tam).post(f"{address}rut/").status_code == 404
    with pytest.raises(Refused, match="người đại diện"):
        invitations.answer_invitation(row, "accept", by=world.actor(world.co_hien), at=NOW)
    for _ in range(2):
        hien.post(f"{address}rut/")
    row.refresh_from_db()
    assert row.state == "withdrawn"
    send(hien, to_round, world.phuong_thinh_committee, world.fish_maker)
    row.refresh_from_db()
    assert row.state == "invited"
    past = planned(world, "class", "Lớp đã qua", day=NOW.date() - timedelta(days=2))
    with pytest.raises(Refused, match="qua ngày"):
        invitations.invite(
            [world.fish_maker], activity=past, office=world.agriculture, by=world.actor(world.chi_mai), at=NOW
        )


def test_lists_ask_a_constant_number_of_questions(world: World, sign_in: SignIn) -> None:
    client, by = sign_in(world.anh_dung), world.actor(world.anh_dung)

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    def more(number: int) -> None:
        producer = make_producer(f"Cơ sở {number}", world.thap_muoi)
        make_product(f"Bánh {number}", producer)
        invitations.invite([producer], round_=world.round, office=world.coordination_office, by=by, at=NOW)
        facts = needs.NeedFacts(world.agriculture, "criteria", "official_province", number + 1, 2026)
        needs.state_need(facts, by=by, at=NOW)

    pages = [FIRST, f"{FIRST}excel/", "/hoat-dong/loi-moi/", "/hoat-dong/loi-moi/excel/", "/hoat-dong/nhu-cau/"]
    more(0)
    before = [asked(page) for page in pages]
    for number in range(1, 9):
        more(number)
    assert [asked(page) for page in pages] == before


# --- Training needs -----------------------------------------------------------------------------------------------


@pytest.mark.requirement("R96")
def test_a_commune_says_whom_it_wants_trained_and_a_class_meets_it(world: World, sign_in: SignIn) -> None:
    """Cô Hiền asks for deep training of two; anh Dũng sees it, ties a class, and says it is met once it was held."""
    hien, dung = sign_in(world.co_hien), sign_in(world.anh_dung)
    said = {
        "office": world.phuong_thinh_committee.public_id, "topic": "criteria", "is_deep": "on",
        "group": "official_commune", "people": "2", "year": "2026", "detail": "Chấm điểm theo bộ tiêu chí mới",
    }  # fmt: skip
    for _ in range(2):
        hien.post("/hoat-dong/nhu-cau/them/", said)
    need = TrainingNeed.objects.get()
    address = f"/hoat-dong/nhu-cau/{need.public_id}/"
    listed = dung.get("/hoat-dong/nhu-cau/").content.decode()
    assert "UBND xã Phương Thịnh" in listed
    assert "2 lượt người chưa được đáp ứng" in listed
    assert "Xem 1 nhu cầu tập huấn chưa có lớp" in dung.get("/viec-can-lam/").content.decode()
    lesson = planned(world, "class", "Lớp chuyên sâu", by=world.actor(world.anh_dung))
    dung.post(address, {"activity": lesson.public_id})
    dung.post(f"{address}dap-ung/")
    need.refresh_from_db()
    assert need.state == "open", "a class nobody held meets no need"
    hold_activity(lesson, outputs={}, summary="", by=world.actor(world.anh_dung), at=NOW)
    for _ in range(2):
        dung.post(f"{address}dap-ung/")
    need.refresh_from_db()
    assert need.state == "met"
    assert "Lớp chuyên sâu" in hien.get(address).content.decode()
    assert dung.get("/hoat-dong/nhu-cau/excel/").status_code == 200


def test_a_need_is_its_office_s_and_the_coordination_office_s(world: World, sign_in: SignIn) -> None:
    facts = needs.NeedFacts(world.phuong_thinh_committee, "dossier", "official_commune", 1, 2026)
    need = needs.state_need(facts, by=world.actor(world.co_hien), at=NOW)
    address = f"/hoat-dong/nhu-cau/{need.public_id}/"
    for person, status in ((world.co_hien, 200), (world.anh_dung, 200), (world.chu_tam, 404), (world.chi_lan, 404)):
        assert sign_in(person).get(address).status_code == status, person
    with pytest.raises(Refused):
        needs.move_need(need, "withdraw", by=world.actor(world.chu_tam), at=NOW)
    with pytest.raises(Refused):
        needs.state_need(facts, by=world.actor(world.chu_tam), at=NOW)
    sign_in(world.co_hien).post(f"{address}rut/")
    need.refresh_from_db()
    assert need.state == "withdrawn"
    lesson = planned(world, "fair", "Hội chợ")
    fresh = needs.state_need(facts, by=world.actor(world.co_hien), at=NOW)
    with pytest.raises(Refused, match="hoạt động đào tạo"):
        needs.tie(fresh, lesson, by=world.actor(world.chi_mai), at=NOW)


# --- Claims at the door -------------------------------------------------------------------------------------------


@pytest.fixture
def door(world: World, sign_in: SignIn, a_class: Activity) -> str:
    """The address on the wall of chị Mai's class; the fish maker takes part in the programme."""
    make_recognition(world.dried_fish, world.province_committee)
    sign_in(world.chi_mai).post(f"/hoat-dong/{a_class.public_id}/diem-danh/")
    a_class.refresh_from_db()
    return f"/hoat-dong/diem-danh/{a_class.sign_in_key}/"


LEADER = {"full_name": "Lê Thị Năm", "phone": "0912345678", "group": "leader", "workplace": "Cơ sở Khô Bà Lan"}


def trained(measure: Any) -> int:
    return values_on(measure, {}, [NOW.date()], since=None)[0].count


def test_who_says_to_lead_a_producer_counts_once_the_organiser_agrees(
    world: World, sign_in: SignIn, client: Client, a_class: Activity, door: str
) -> None:
    """Two say they lead or are officials: they attended at once, and count for the targets when chị Mai confirms."""
    client.post(door, LEADER)
    official = {"full_name": "Cán Bộ Nào Đó", "phone": "0912345679", "group": "official_commune", "workplace": "Xã"}
    client.post(door, official)
    hold_activity(a_class, outputs={}, summary="", by=world.actor(world.chi_mai), at=NOW)
    assert (trained(measures.TRAINED_LEADERS), trained(measures.TRAINED_OFFICIALS)) == (0, 0)
    assert trained(measures.ATTENDANCES) == 2
    mai = sign_in(world.chi_mai)
    assert "Xác nhận 2 người tự khai" in mai.get("/viec-can-lam/").content.decode()
    people = mai.get(f"/hoat-dong/{a_class.public_id}/tham-gia/person/").content.decode()
    assert "2 người tự khai" in people
    leader, other = Participation.objects.order_by("pk")
    assert sign_in(world.co_hien).post(f"/hoat-dong/dong/{leader.public_id}/xac-nhan/").status_code == 404
    for _ in range(2):
        mai.post(f"/hoat-dong/dong/{leader.public_id}/xac-nhan/", {"dung": "1"})
    mai.post(f"/hoat-dong/dong/{other.public_id}/xac-nhan/", {"dung": "0"})
    assert (trained(measures.TRAINED_LEADERS), trained(measures.TRAINED_OFFICIALS)) == (1, 0)
    other.refresh_from_db()
    assert (other.group, other.office, other.is_claim) == ("citizen", None, False)
    assert JournalEntry.objects.filter(act="activities.claim_confirmed").count() == 1


def test_who_only_says_to_lead_a_producer_is_not_believed_on_the_next_list(
    world: World, sign_in: SignIn, client: Client, a_class: Activity, door: str
) -> None:
    """A stranger's word at the door stays a claim: the register has a citizen, until chị Mai confirms."""
    client.post(door, LEADER)
    claim = Participation.objects.get()
    assert (claim.group, claim.producer, claim.is_claim) == ("leader", world.fish_maker, True)
    assert (claim.person.group, claim.person.producer) == ("citizen", None)
    mai = sign_in(world.chi_mai)
    other = planned(world, "class", "Lớp hai", details={"topics": ["story"]})
    said = {"full_name": LEADER["full_name"], "phone": LEADER["phone"], "group": "citizen", "role": "trainee"}
    mai.post(f"/hoat-dong/{other.public_id}/tham-gia/person/them/", said)
    line = other.participations.get()
    assert (line.person, line.group, line.producer) == (claim.person, "citizen", None)
    hold_activity(other, outputs={}, summary="", by=world.actor(world.chi_mai), at=NOW)
    assert trained(measures.TRAINED_LEADERS) == 0
    mai.post(f"/hoat-dong/dong/{claim.public_id}/xac-nhan/", {"dung": "1"})
    claim.person.refresh_from_db()
    assert (claim.person.group, claim.person.producer) == ("leader", world.fish_maker)


def test_the_whole_list_is_confirmed_at_once(
    world: World, sign_in: SignIn, client: Client, a_class: Activity, door: str
) -> None:
    client.post(door, LEADER)
    address = f"/hoat-dong/{a_class.public_id}/xac-nhan/"
    assert sign_in(world.chu_tam).post(address).status_code == 404
    sign_in(world.chi_mai).post(address)
    assert not Participation.objects.claims().exists()


def test_who_represents_the_producer_is_believed(world: World, sign_in: SignIn, door: str) -> None:
    sign_in(world.anh_phuc).post(door, LEADER)
    assert Participation.objects.get().is_claim, "anh Phúc does not speak for chị Lan's place"
    own = {"full_name": "Nguyễn Thị Lan", "phone": "0912000001", "group": "leader", "workplace": "Cơ sở Khô Bà Lan"}
    sign_in(world.chi_lan).post(door, own)
    assert not Participation.objects.latest("pk").is_claim
    officer = {"full_name": "Lê Thị Hiền", "phone": "0912000009", "group": "official_commune"}
    sign_in(world.co_hien).post(door, officer | {"workplace": world.phuong_thinh_committee.name})
    assert not Participation.objects.latest("pk").is_claim
