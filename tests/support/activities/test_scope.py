"""Who reads which activity: its offices, its place, its task, the whole plan's readers, everybody where it is public.

An office that does not see it is still warned that it is about to write the same one down again.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ocop.ground.accounts.models import User
from ocop.ground.offices.models import Office
from ocop.ground.offices.states import OfficeKind, Role, Tier
from ocop.ground.planning.models import Plan, Task
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from ocop.support.activities.actions import needs
from ocop.support.activities.actions.activities import announce, cancel_activity
from ocop.support.activities.actions.participants import Entry, add_participant
from ocop.support.activities.actions.publications import Issue, publish, take_down
from ocop.support.activities.models import Activity
from tests.support.activities.conftest import announced, planned
from tests.world import NOW, World, appoint, make_office, make_unit, make_user

SignIn = Callable[[User], Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


def readers(world: World, activity: Activity, *more: User) -> set[str]:
    """Who of the small province finds an activity, by login."""
    people = [
        world.chi_lan, world.co_hien, world.chu_tam, world.chi_mai, world.anh_dung, world.chi_thao, world.ong_khanh,
        world.council_members[0], world.ba_nga, world.anh_quan, *more,
    ]  # fmt: skip
    return {
        user.login for user in people if Activity.objects.visible_to(world.actor(user)).filter(pk=activity.pk).exists()
    }


@pytest.fixture
def health(world: World) -> Office:
    """The health department, with an officer of its own: co Ha."""
    office = make_office("Sở Y tế", unit=world.province, kind=OfficeKind.DEPARTMENT, tier=Tier.PROVINCE)
    appoint(make_user("Lâm Thị Hà", "ha@soyte.example"), office, Role.AGENCY_OFFICER)
    return office


def ha() -> User:
    return User.objects.get(login="ha@soyte.example")


WHOLE = {"dung@vpdp.example", "khanh@ubnd.example"}
MAIS = {"mai@sonnmt.example", "an@soct.example"}  # a council member of the same department


def test_its_office_its_place_and_who_follows_the_whole_plan(world: World, health: Office) -> None:
    """A class of chị Mai's department in Tháp Mười: chú Tám of that commune reads it, cô Hiền of another does not."""
    lesson = planned(world, "class", "Lớp")
    assert readers(world, lesson, ha()) == WHOLE | MAIS | {"tam@thapmuoi.example"}
    away = planned(world, "class", "Lớp ở tỉnh bạn", unit=None)
    assert readers(world, away, ha()) == WHOLE | MAIS
    hien = world.actor(world.co_hien)
    own = planned(world, "campaign", "Vận động", by=hien, organiser=world.phuong_thinh_committee, unit=None)
    assert readers(world, own, ha()) == WHOLE | {"hien@phuongthinh.example"}


def test_an_office_that_takes_part_or_shares_the_task(world: World, health: Office) -> None:
    lesson = planned(world, "fair", "Hội chợ", unit=None)
    side = planned(world, "conference", "Hội thảo", unit=None, parent=lesson)
    assert "ha@soyte.example" not in readers(world, lesson, ha())
    add_participant(lesson, Entry("office", office=health, role="guest"), by=world.actor(world.chi_mai), at=NOW)
    assert "ha@soyte.example" in readers(world, lesson, ha())
    assert "ha@soyte.example" in readers(world, side, ha()), "the side event goes with the fair"
    year = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    plan = Plan.objects.create(kind="year", name="KH", office=world.province_committee, state="issued", **year)
    task = Task.objects.create(plan=plan, reference="IV.1", ordinal=1, title="Tập huấn")
    task.partners.add(health)
    assert "ha@soyte.example" in readers(world, planned(world, "class", "Lớp chung", task=task, unit=None), ha())


def test_a_side_event_of_another_office_leads_to_the_fair(world: World) -> None:
    """Cô Hiền's committee holds a talk at the fair of chị Mai's department: each office reads both."""
    fair = planned(world, "fair", "Hội chợ", unit=None)
    hien = world.actor(world.co_hien)
    committee = world.phuong_thinh_committee
    talk = planned(world, "conference", "Tọa đàm", by=hien, organiser=committee, unit=None, parent=fair)
    for each in (fair, talk):
        assert {"mai@sonnmt.example", "hien@phuongthinh.example"} <= readers(world, each)


def test_a_class_that_met_a_need_is_read_by_the_office_that_asked(world: World) -> None:
    hien = world.actor(world.co_hien)
    facts = needs.NeedFacts(world.phuong_thinh_committee, "criteria", "official_commune", 2, 2026)
    need = needs.state_need(facts, by=hien, at=NOW)
    lesson = planned(world, "class", "Lớp theo nhu cầu", unit=None)
    need.activities.add(lesson)
    assert "hien@phuongthinh.example" in readers(world, lesson)


def test_the_district_reads_its_communes_and_no_other(world: World) -> None:
    """In 2024: the officer of the district of Tháp Mười reads what its commune holds, not what Cao Lãnh's holds."""
    on = date(2024, 5, 6)
    old = {"valid_from": date(2004, 1, 1), "valid_to": date(2025, 6, 30)}
    thap_muoi, cao_lanh = (
        make_unit(name, code=code, kind="district", tier=Tier.DISTRICT, parent=world.province, **old)
        for name, code in (("Tháp Mười", "872"), ("Cao Lãnh", "873"))
    )
    district = make_office("UBND huyện Tháp Mười", unit=thap_muoi, tier=Tier.DISTRICT, **old)
    officer = make_user("Bùi Văn Chín", "chin@thapmuoi.example")
    appoint(officer, district, Role.DISTRICT_OFFICER)
    held = []
    for place, parent in (("Mỹ Quý", thap_muoi), ("Gáo Giồng", cao_lanh)):
        commune = make_unit(place, code=str(len(held)), parent=parent, **old)
        committee = make_office(f"UBND xã {place}", unit=commune, **old)
        dung = world.actor(world.anh_dung, on)
        held.append(planned(world, "campaign", place, by=dung, day=on, organiser=committee, unit=commune))
    assert list(Activity.objects.visible_to(world.actor(officer, on))) == [held[0]]


def test_an_event_is_everybodys_once_its_organiser_announced_it(world: World, sign_in: SignIn, health: Office) -> None:
    """Chị Mai announces a fair, twice; cô Hà of another department and strangers find it; taken back they do not."""
    fair = planned(world, "fair", "Hội chợ sen", day=NOW.date() + timedelta(days=9), unit=None)
    page, mai = f"/hoat-dong/{fair.public_id}/", sign_in(world.chi_mai)
    assert "Chưa công bố" in mai.get(page).content.decode()
    assert sign_in(ha()).get(page).status_code == 404
    assert "Hội chợ sen" not in Client().get("/ban-tin/").content.decode()
    for _ in range(2):
        assert mai.post(f"{page}cong-bo/").status_code == 302
    assert "Hội chợ sen" in sign_in(ha()).get("/hoat-dong/lich/").content.decode()
    assert sign_in(ha()).get(page).status_code == 200
    assert "Hội chợ sen" in Client().get("/ban-tin/").content.decode()
    mai.post(f"{page}thoi-cong-bo/")
    assert sign_in(ha()).get(page).status_code == 404
    assert "Hội chợ sen" not in Client().get("/ban-tin/").content.decode()
    lesson = planned(world, "class", "Lớp")
    with pytest.raises(Refused, match="lịch sự kiện"):
        announce(lesson, is_public=True, by=world.actor(world.chi_mai), at=NOW)
    with pytest.raises(Refused, match="cơ quan mình"):
        announce(fair, is_public=True, by=world.actor(ha()), at=NOW)
    cancel_activity(fair, why="Mưa", by=world.actor(world.chi_mai), at=NOW)
    with pytest.raises(Refused, match="đã hủy"):
        announce(fair, is_public=True, by=world.actor(world.chi_mai), at=NOW)


def test_a_published_issue_shows_its_activity_until_it_is_taken_down(world: World, health: Office) -> None:
    mai = world.actor(world.chi_mai)
    bulletin = planned(world, "bulletin", "Bản tin", details={"form": "market"}, unit=None)
    issue = publish(bulletin, Issue("Số 1", NOW.date(), "Giá sen.", text="Sen tăng."), by=mai, at=NOW)
    assert "ha@soyte.example" in readers(world, bulletin, ha())
    take_down(issue, why="Nhầm", by=mai, at=NOW)
    assert "ha@soyte.example" not in readers(world, bulletin, ha())


def test_lists_filters_excel_and_pickers_hold_only_what_one_reads(
    world: World, sign_in: SignIn, health: Office
) -> None:
    planned(world, "class", "Lớp kín")
    client = sign_in(ha())
    page = client.get("/hoat-dong/").content.decode()
    assert "Lớp kín" not in page
    assert "Sở Nông nghiệp và Môi trường" not in page, "nor the name of an office whose activities one does not read"
    assert "Lớp kín" in sign_in(world.chu_tam).get("/hoat-dong/").content.decode()
    assert list(Activity.objects.visible_to(world.actor(ha()))) == []


def test_another_office_is_warned_of_the_same_class_without_being_shown_it(world: World, sign_in: SignIn) -> None:
    """The department wrote a class in Phương Thịnh down; the health department is about to write it down again."""
    planned(world, "class", "Lớp kín của sở", unit=world.phuong_thinh)
    other = make_office("Sở Y tế", unit=world.province, kind=OfficeKind.DEPARTMENT, tier=Tier.PROVINCE)
    officer = make_user("Lâm Thị Hà", "ha@soyte.example")
    appoint(officer, other, Role.AGENCY_OFFICER)
    said: dict[str, Any] = {
        "title": "Tập huấn nhãn", "organiser": other.pk, "starts_on": "24/11/2026", "unit": world.phuong_thinh.pk,
        "d_topics": ["criteria"], "d_audience": "mixed",
    }  # fmt: skip
    client = sign_in(officer)
    page = client.post("/hoat-dong/moi/class/", said).content.decode()
    assert "Sở Nông nghiệp và Môi trường đã ghi một hoạt động cùng loại ngày 24/11/2026" in page
    assert "Lớp kín của sở" not in page
    assert Activity.objects.count() == 1
    hien = said | {"organiser": world.phuong_thinh_committee.pk}
    page = sign_in(world.co_hien).post("/hoat-dong/moi/class/", hien).content.decode()
    assert "đã ghi “Lớp kín của sở”" in page, "the commune reads what happens in it"
    assert client.post("/hoat-dong/moi/class/", said | {"confirm": "1"}).status_code == 302
    assert Activity.objects.count() == 2


def test_the_scope_asks_once_however_many(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.chu_tam)

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/hoat-dong/").status_code == 200
        return len(seen)

    announced(world, "Hội chợ", unit=None)
    planned(world, "class", "Lớp 0")
    few = asked()
    for number in range(20):
        planned(world, "class", f"Lớp {number + 1}")
        announced(world, f"Hội chợ {number}", unit=None)
    assert asked() == few


def test_a_title_is_told_only_to_who_may_open_the_page(world: World, sign_in: SignIn, health: Office) -> None:
    """Cô Hà reads the need and not the class that answers it; chú Tám reads the talk at his place and not the fair."""
    mai = world.actor(world.chi_mai)
    facts = needs.NeedFacts(world.phuong_thinh_committee, "criteria", "official_commune", 2, 2026)
    need = needs.state_need(facts, by=world.actor(world.co_hien), at=NOW)
    needs.tie(need, planned(world, "class", "Lớp kín", unit=None), by=mai, at=NOW)
    address = f"/hoat-dong/nhu-cau/{need.public_id}/"
    hers = sign_in(ha()).get(address).content.decode()
    assert "Lớp kín" not in hers
    assert "1 lớp của cơ quan mà anh/chị không xem được" in hers
    assert "Lớp kín" in sign_in(world.co_hien).get(address).content.decode()
    fair = planned(world, "fair", "Hội chợ kín", unit=None)
    talk = planned(world, "conference", "Tọa đàm", parent=fair)
    page = f"/hoat-dong/{talk.public_id}/"
    tams = sign_in(world.chu_tam).get(page)
    assert tams.status_code == 200
    assert "Hội chợ kín" not in tams.content.decode()
    assert "Hội chợ kín" in sign_in(world.chi_mai).get(page).content.decode()


def test_a_cancelled_event_comes_back_unannounced(world: World, sign_in: SignIn) -> None:
    """Chị Mai cancels an announced fair: it leaves the news page, and planned again it waits for her word."""
    fair = announced(world, "Hội chợ hoa", day=NOW.date() + timedelta(days=9))
    mai, at = sign_in(world.chi_mai), f"/hoat-dong/{fair.public_id}/"
    assert "rời trang Bản tin" in mai.get(f"{at}huy/").content.decode()
    assert mai.post(f"{at}huy/", {"why": "Mưa bão"}).status_code == 302
    fair.refresh_from_db()
    assert (fair.state, fair.announced_at) == ("cancelled", None)
    assert mai.post(f"{at}lap-lai/").status_code == 302
    assert "Hội chợ hoa" not in mai.get("/ban-tin/").content.decode()
    assert "Công bố sự kiện" in mai.get(at).content.decode()
    acts = JournalEntry.objects.filter(subject_id=fair.public_id).values_list("act", flat=True)
    assert list(acts).count("activities.announcement_withdrawn") == 1
