"""A reward round: an office nominates, the home affairs department reviews, the province decides."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import openpyxl
import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ocop.ground.accounts.models import User
from ocop.ground.offices.models import Office
from ocop.ground.offices.states import OfficeKind, Role, Tier
from ocop.ground.planning.models import Assignment, Plan, Task
from ocop.ground.planning.states import AssignmentState, PlanKind
from ocop.ground.registry.models import JournalEntry, Notice
from ocop.kit.scope import Refused
from ocop.support.rewards import actions, policies
from ocop.support.rewards.evidence import evidence_of, summaries
from ocop.support.rewards.models import Award, Nomination, RewardRound
from ocop.support.rewards.states import CriterionKind, NominationState, NomineeKind, RewardForm, RoundKind, RoundState
from ocop.support.rewards.todo import todos_for
from tests.world import NOW, World, appoint, make_office, make_user, moment
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R223", "R224", "R225")]

SignIn = Callable[[User], Client]
FACTS = actions.RoundFacts(
    kind=RoundKind.YEAR,
    name="Khen thưởng năm 2026",
    covers_from=date(2026, 1, 1),
    covers_to=date(2026, 12, 31),
    opens_on=date(2026, 11, 1),
    closes_on=date(2026, 12, 10),
)
LATER = NOW + timedelta(days=20)


def home_affairs() -> tuple[Office, User]:
    office = make_office("Sở Nội vụ", kind=OfficeKind.DEPARTMENT, tier=Tier.PROVINCE)
    Office.objects.filter(pk=office.pk).update(plan_reference="IV.10")
    office.refresh_from_db()
    officer = make_user("Đoàn Thị Thu Hà", "ha@sonv.example")
    appoint(officer, office, Role.AGENCY_OFFICER)
    return office, officer


@pytest.fixture
def ha(world: World) -> User:
    return home_affairs()[1]


@pytest.fixture
def reward_round(world: World, ha: User) -> RewardRound:
    return actions.open_round(FACTS, office=Office.objects.get(name="Sở Nội vụ"), by=world.actor(ha), at=NOW)


def put_forward(
    world: World, round_: RewardRound, user: User, nominee: actions.Nominee, *, send: bool = True, at: datetime = NOW
) -> Nomination:
    by = world.actor(user)
    office = Office.objects.get(pk=by.posts[0].office_id)
    made = actions.nominate(
        round_, nominee, nominated_by=office, achievement="Giữ nghề", proposed_form=RewardForm.MERIT, by=by, at=at
    )
    return actions.move_nomination(made, "send", by=by, at=at) if send else made


def fish(world: World) -> actions.Nominee:
    return actions.Nominee(NomineeKind.PRODUCER, producer=world.fish_maker)


def test_only_the_home_affairs_and_the_coordination_office_open_a_round(world: World, ha: User) -> None:
    office = Office.objects.get(name="Sở Nội vụ")
    first = actions.open_round(FACTS, office=office, by=world.actor(ha), at=NOW)
    assert actions.open_round(FACTS, office=office, by=world.actor(world.anh_dung), at=NOW) == first
    for user in (world.chi_mai, world.co_hien, world.chi_lan, world.ong_khanh):
        with pytest.raises(Refused, match="Sở Nội vụ"):
            actions.open_round(FACTS, office=office, by=world.actor(user), at=NOW)
    with pytest.raises(Refused, match="đã có đợt"):
        actions.open_round(replace(FACTS, name="Đợt khác"), office=office, by=world.actor(ha), at=NOW)


def test_an_agency_does_not_see_the_draft_of_another(
    world: World, ha: User, reward_round: RewardRound, sign_in: SignIn
) -> None:
    office = actions.Nominee(NomineeKind.OFFICE, office=world.agriculture)
    draft = put_forward(world, reward_round, world.chi_mai, office, send=False)
    address = reverse("rewards:nomination", args=[draft.public_id])
    assert sign_in(world.chi_mai).get(address).status_code == 200
    for user in (ha, world.anh_dung, world.ong_khanh, world.co_hien, world.chi_lan):
        assert sign_in(user).get(address).status_code == 404, user
    actions.move_nomination(draft, "send", by=world.actor(world.chi_mai), at=NOW)
    for user in (ha, world.anh_dung, world.ong_khanh):
        assert sign_in(user).get(address).status_code == 200, user
    for user in (world.co_hien, world.chi_lan):
        assert sign_in(user).get(address).status_code == 404, user


def test_a_producer_sees_its_own_nomination_once_sent_and_no_review(
    world: World, ha: User, reward_round: RewardRound, sign_in: SignIn
) -> None:
    nomination = put_forward(world, reward_round, world.co_hien, fish(world), send=False)
    address = reverse("rewards:nomination", args=[nomination.public_id])
    assert sign_in(world.chi_lan).get(address).status_code == 404
    actions.move_nomination(nomination, "send", by=world.actor(world.co_hien), at=NOW)
    actions.move_round(reward_round, "review", by=world.actor(ha), at=NOW)
    review = {"marks": {}, "remark": "Cần xác minh thêm", "recommends": True}
    actions.review(nomination, **review, by=world.actor(ha), at=NOW)
    assert "Cần xác minh thêm" not in sign_in(world.chi_lan).get(address).content.decode()
    assert "Cần xác minh thêm" in sign_in(ha).get(address).content.decode()
    assert sign_in(world.anh_phuc).get(address).status_code == 404
    assert nomination.nominee in sign_in(world.chi_lan).get(reverse("rewards:rounds")).content.decode()


def test_a_nominee_stands_once_in_a_round(world: World, reward_round: RewardRound) -> None:
    first = put_forward(world, reward_round, world.co_hien, fish(world))
    by = world.actor(world.anh_dung)
    facts = {"nominated_by": world.coordination_office, "achievement": "Khác", "proposed_form": RewardForm.LETTER}
    with pytest.raises(Refused, match="đã có một đề nghị"):
        actions.nominate(reward_round, fish(world), **facts, by=by, at=NOW)
    person = actions.Nominee(NomineeKind.PERSON, person_name="Người mẫu A", workplace="Hội quán mẫu")
    actions.nominate(reward_round, person, **facts, by=by, at=NOW)
    again = actions.Nominee(NomineeKind.PERSON, person_name="NGƯỜI  MẪU a", workplace="hoi quan mau")
    with pytest.raises(Refused, match="đã có một đề nghị"):
        actions.nominate(reward_round, again, **{**facts, "achievement": "Khác nữa"}, by=by, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Nomination.objects.create(
            round=reward_round, kind=NomineeKind.PRODUCER, producer=world.fish_maker, nominated_by=first.nominated_by,
            achievement="x", proposed_form=RewardForm.MERIT,
        )  # fmt: skip


def test_an_officer_nominates_within_reach_and_in_time_only(world: World, ha: User, reward_round: RewardRound) -> None:
    with pytest.raises(Refused, match="ngoài phạm vi"):
        put_forward(world, reward_round, world.chu_tam, fish(world))
    with pytest.raises(Refused, match="thay mặt cơ quan mình"):
        actions.nominate(
            reward_round, fish(world), nominated_by=world.agriculture, achievement="x",
            proposed_form=RewardForm.MERIT, by=world.actor(world.co_hien), at=NOW,
        )  # fmt: skip
    assert (
        "Đợt nhận đề nghị từ"
        in policies.may_nominate(world.actor(world.co_hien, date(2026, 12, 11)), reward_round).reason
    )
    actions.move_round(reward_round, "review", by=world.actor(ha), at=NOW)
    with pytest.raises(Refused, match="đã ngừng nhận"):
        put_forward(world, reward_round, world.co_hien, fish(world))


def test_a_producer_s_evidence_is_its_recognitions_and_upgrades(world: World, reward_round: RewardRound) -> None:
    old = make_recognition(world.dried_fish, world.province_committee, stars=3, valid_from=date(2024, 3, 1), number="1")
    new = make_recognition(world.dried_fish, world.province_committee, stars=4, supersedes=old)
    make_recognition(world.lotus_seed, world.province_committee, stars=5, number="9")
    nomination = put_forward(world, reward_round, world.co_hien, fish(world))
    lines = evidence_of(nomination, world.actor(world.co_hien), NOW.date())
    assert [line.title for line in lines] == ["Khô cá sặc rằn: 4 sao", "Nâng hạng Khô cá sặc rằn"]
    assert "815/QĐ-UBND" in lines[0].detail
    assert lines[0].url == reverse("certification:recognition", args=[new.public_id])
    assert "Từ 3 sao lên 4 sao" in lines[1].detail
    assert summaries([nomination], NOW.date()) == {nomination.pk: "1 sản phẩm 4 sao còn hiệu lực"}
    assert evidence_of(nomination, world.actor(world.co_hien), date(2030, 1, 1)) == [], "run out"
    assert evidence_of(nomination, world.actor(world.chi_mai), NOW.date())[0].url == "", "she may not open the register"


def test_a_star_of_a_trial_round_is_no_evidence(world: World, reward_round: RewardRound) -> None:
    make_recognition(world.dried_fish, world.province_committee, is_trial=True)
    nomination = put_forward(world, reward_round, world.co_hien, fish(world))
    assert evidence_of(nomination, world.actor(world.co_hien), NOW.date()) == []


def assign(office: Office, year: int, state: str, due: date, reported: datetime | None = None) -> Assignment:
    plan, _ = Plan.objects.get_or_create(
        kind=PlanKind.PERIOD, office=office, starts_on=date(2021, 1, 1),
        defaults={"name": "Kế hoạch", "ends_on": date(2030, 12, 31)},
    )  # fmt: skip
    place = Task.objects.count() + 1
    task = Task.objects.create(plan=plan, reference="IV.1", ordinal=place, title=f"Việc {place}")
    return Assignment.objects.create(
        task=task,
        office=office,
        year=year,
        due_on=due,
        state=state,
        reported_at=reported,
        ended_at=reported,
        result="Đã làm",
    )


def test_an_office_s_evidence_is_its_assignments_done_and_late(world: World, reward_round: RewardRound) -> None:
    june, done = date(2026, 6, 30), AssignmentState.DONE
    assign(world.agriculture, 2026, done, june, moment(2026, 6, 30, 23))
    assign(world.agriculture, 2026, done, june, moment(2026, 7, 1, 1))
    assign(world.agriculture, 2026, AssignmentState.RUNNING, june)
    assign(world.agriculture, 2026, AssignmentState.RUNNING, date(2026, 12, 31))
    assign(world.agriculture, 2026, AssignmentState.DROPPED, june)
    assign(world.agriculture, 2025, done, june, moment(2025, 6, 1))
    assign(world.province_committee, 2026, done, june, moment(2026, 6, 1))
    nominee = actions.Nominee(NomineeKind.OFFICE, office=world.agriculture)
    nomination = put_forward(world, reward_round, world.chi_mai, nominee)
    lines = evidence_of(nomination, world.actor(world.chi_mai), NOW.date())
    assert [line.title for line in lines] == ["Việc 1", "Việc 2", "Việc 3", "Việc 4"]
    assert ["trễ hạn" in line.detail for line in lines] == [False, True, True, False]
    assert summaries([nomination], NOW.date())[nomination.pk] == "2/4 việc được giao đã xong, 2 việc trễ hạn"


def reviewed(world: World, ha: User, round_: RewardRound) -> Nomination:
    nomination = put_forward(world, round_, world.co_hien, fish(world))
    by = world.actor(ha)
    points = actions.add_criterion(round_, text="Kết quả", kind=CriterionKind.WEIGHT, weight=60, by=by, at=NOW)
    clean = actions.add_criterion(round_, text="Không vi phạm", kind=CriterionKind.YES_NO, by=by, at=NOW)
    with pytest.raises(Refused, match="khi đợt đang xét"):
        actions.review(nomination, marks={points: 1, clean: True}, remark="x", recommends=True, by=by, at=NOW)
    actions.move_round(round_, "review", by=by, at=NOW)
    with pytest.raises(Refused, match="đủ các tiêu chí"):
        actions.review(nomination, marks={points: 1}, remark="x", recommends=True, by=by, at=NOW)
    with pytest.raises(Refused, match="điểm từ 0 đến 60"):
        actions.review(nomination, marks={points: 61, clean: True}, remark="x", recommends=True, by=by, at=NOW)
    for _ in range(2):
        actions.review(nomination, marks={points: 55, clean: True}, remark="Tốt", recommends=True, by=by, at=NOW)
    assert nomination.reviews.count() == 1
    with pytest.raises(Refused, match="đã chuyển sang xét"):
        actions.drop_criterion(clean, by=by, at=NOW)
    return nomination


def test_a_decision_is_recorded_once_frozen_and_told(
    world: World, ha: User, reward_round: RewardRound, sign_in: SignIn
) -> None:
    make_recognition(world.dried_fish, world.province_committee)
    nomination = reviewed(world, ha, reward_round)
    other = Nomination.objects.create(
        round=reward_round, kind=NomineeKind.PRODUCER, producer=world.lotus_maker, state=NominationState.SENT,
        nominated_by=world.thap_muoi_committee, achievement="x", proposed_form=RewardForm.MERIT,
    )  # fmt: skip
    by, facts = world.actor(world.ong_khanh), {"office": world.province_committee, "number": "77/QĐ-UBND"}
    decided = {**facts, "signed_on": date(2026, 11, 23)}
    with pytest.raises(Refused, match="lãnh đạo tỉnh"):
        actions.record_decision(reward_round, **decided, awards={nomination: "merit"}, by=world.actor(ha), at=NOW)
    with pytest.raises(Refused, match="chưa có quyết định"):
        actions.move_round(reward_round, "close", by=world.actor(ha), at=NOW)
    with pytest.raises(Refused, match="ít nhất một"):
        actions.record_decision(reward_round, **decided, awards={}, by=by, at=NOW)
    first = actions.record_decision(reward_round, **decided, awards={nomination: "merit"}, by=by, at=NOW)
    assert actions.record_decision(reward_round, **decided, awards={nomination: "merit"}, by=by, at=NOW) == first
    with pytest.raises(Refused, match="đã được ghi"):
        actions.record_decision(reward_round, **decided, awards={nomination: "flag"}, by=by, at=NOW)
    with pytest.raises(Refused, match="Được khen thưởng"):
        actions.record_decision(reward_round, **{**decided, "number": "78"}, awards={nomination: "flag"}, by=by, at=NOW)
    award = Award.objects.get()
    assert award.form == "merit"
    assert "Khô cá sặc rằn: 4 sao" in award.basis[0]
    assert Notice.objects.filter(user=world.chi_lan).count() == 1
    assert Notice.objects.filter(office_id=world.phuong_thinh_committee.pk).count() == 1
    actions.move_round(reward_round, "close", by=world.actor(ha), at=LATER)
    other.refresh_from_db()
    assert other.state == NominationState.NOT_REWARDED
    page = sign_in(world.chi_lan).get(reverse("rewards:nomination", args=[nomination.public_id])).content.decode()
    assert "77/QĐ-UBND" in page
    assert "Khô cá sặc rằn: 4 sao" in page


def test_everybody_reads_who_was_rewarded_and_nothing_else(world: World, ha: User, reward_round: RewardRound) -> None:
    nomination = reviewed(world, ha, reward_round)
    facts = {"office": world.province_committee, "number": "77/QĐ-UBND", "signed_on": date(2026, 11, 23)}
    page = Client().get(reverse("rewards:rewarded")).content.decode()
    assert "Cơ sở Khô Bà Lan" not in page
    actions.record_decision(reward_round, **facts, awards={nomination: "merit"}, by=world.actor(world.anh_dung), at=NOW)
    page = Client().get(reverse("rewards:rewarded")).content.decode()
    assert "Cơ sở Khô Bà Lan" in page
    assert "77/QĐ-UBND" in page
    assert "Giữ nghề" not in page
    assert "Tốt" not in page


def test_everybody_finds_what_waits_for_them(world: World, ha: User, reward_round: RewardRound) -> None:
    draft = put_forward(world, reward_round, world.co_hien, fish(world), send=False)
    titles = lambda user, at=NOW: [todo.title for todo in todos_for(world.actor(user), at=at)]  # noqa: E731
    assert titles(world.co_hien) == ["Gửi đề nghị khen thưởng Cơ sở Khô Bà Lan"]
    assert titles(ha) == []
    assert titles(ha, LATER) == ["Ngừng nhận đề nghị của Khen thưởng năm 2026"]
    actions.move_nomination(draft, "send", by=world.actor(world.co_hien), at=NOW)
    actions.move_round(reward_round, "review", by=world.actor(ha), at=NOW)
    assert titles(ha) == ["Nhận xét đề nghị của Khen thưởng năm 2026"]
    assert titles(world.ong_khanh) == []
    actions.review(draft, marks={}, remark="Tốt", recommends=True, by=world.actor(ha), at=NOW)
    assert titles(ha) == []
    assert titles(world.ong_khanh) == ["Ghi quyết định khen thưởng của Khen thưởng năm 2026"]


def test_the_list_goes_out_as_a_workbook_and_the_submission_on_paper(
    world: World, ha: User, reward_round: RewardRound, sign_in: SignIn, at_now: object
) -> None:
    nomination = reviewed(world, ha, reward_round)
    client = sign_in(ha)
    book = client.get(reverse("rewards:nominations_sheet", args=[reward_round.public_id]))
    rows = list(openpyxl.load_workbook(io.BytesIO(book.content)).active.iter_rows(values_only=True))
    assert rows[0][0] == "Danh sách đề nghị: Khen thưởng năm 2026"
    assert rows[3][:3] == (1, nomination.nominee, "Chủ thể OCOP")
    assert rows[3][8] == "Đề nghị khen"
    address = reverse("rewards:submission", args=[reward_round.public_id])
    page = client.get(address).content.decode()
    assert "Tờ trình" in page
    assert nomination.nominee in page
    assert "Sở Nội vụ" in page
    assert sign_in(world.co_hien).get(address).status_code == 404
    hidden = sign_in(world.chi_mai).get(reverse("rewards:nominations_sheet", args=[reward_round.public_id]))
    rows = list(openpyxl.load_workbook(io.BytesIO(hidden.content)).active.iter_rows(values_only=True))
    assert len(rows) == 3, "another agency's sheet is empty"


def test_pages_ask_a_constant_number_of_questions(
    world: World, ha: User, reward_round: RewardRound, sign_in: SignIn, at_now: object
) -> None:
    client = sign_in(ha)

    def person(place: int) -> None:
        nominee = actions.Nominee(NomineeKind.PERSON, person_name=f"Người mẫu {place}", workplace="Hội mẫu")
        put_forward(world, reward_round, world.chi_mai, nominee)

    def asked(name: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(f"rewards:{name}", args=[reward_round.public_id])).status_code == 200
        return len(queries)

    put_forward(world, reward_round, world.co_hien, fish(world))
    put_forward(world, reward_round, world.chi_mai, actions.Nominee(NomineeKind.OFFICE, office=world.agriculture))
    person(0)
    pages = ("round", "nominations_sheet", "submission")
    before = [asked(name) for name in pages]
    for place in range(1, 7):
        person(place)
    assert [asked(name) for name in pages] == before


def test_a_nomination_goes_through_the_pages(
    world: World, ha: User, reward_round: RewardRound, sign_in: SignIn, at_now: object
) -> None:
    client = sign_in(world.co_hien)
    address = reverse("rewards:nominate", args=[reward_round.public_id])
    assert "Cơ sở Khô Bà Lan" in client.get(f"{address}?loai=chu-the&q=kho ba lan").content.decode()
    assert "Sen Tháp Mười" not in client.get(f"{address}?loai=chu-the&q=sen").content.decode()
    posted = {
        "nominated_by": world.phuong_thinh_committee.public_id,
        "achievement": "Giữ nghề làm khô",
        "proposed_form": "merit",
    }
    assert client.post(f"{address}?loai=chu-the&chu_the={world.fish_maker.public_id}", posted).status_code == 302
    nomination = Nomination.objects.get()
    move = lambda name: reverse("rewards:move_nomination", args=[nomination.public_id, name])  # noqa: E731
    assert client.post(move("gui")).status_code == 302
    nomination.refresh_from_db()
    assert nomination.state == NominationState.SENT
    page = client.get(reverse("rewards:change_nomination", args=[nomination.public_id]))
    assert page.status_code == 404, "sent: withdraw it first"
    sign_in(ha).post(reverse("rewards:move_round", args=[reward_round.public_id, "xet"]))
    reward_round.refresh_from_db()
    assert reward_round.state == RoundState.REVIEWING
    leader = sign_in(world.ong_khanh)
    decided = {
        "number": "77/QĐ-UBND",
        "signed_on": "23/11/2026",
        "office": world.province_committee.public_id,
        f"n{nomination.public_id}": "merit",
    }
    decide = reverse("rewards:decide", args=[reward_round.public_id])
    assert leader.post(decide, decided).status_code == 302
    leader.post(decide, decided)
    assert Award.objects.count() == 1
    assert JournalEntry.objects.filter(act="rewards.decided").count() == 1
