"""The design centre's spaces: who books, what is refused, whose names are shown."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ocop.ground.accounts.models import User
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Actor, Refused
from ocop.support.projects import actions
from ocop.support.projects.models import BookedHour, Booking, Space
from ocop.support.projects.states import ProjectKind
from tests.world import NOW, World, build_world

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R252", "R253")]

SignIn = Callable[[User], Client]
DAY = date(2026, 11, 26)


def make_space(world: World) -> Space:
    facts = actions.ProjectFacts("Trung tâm thiết kế sáng tạo", ProjectKind.DESIGN_CENTRE, world.agriculture)
    by = world.actor(world.chi_mai)
    project = actions.open_project(facts, code="trung-tam-thiet-ke", by=by, at=NOW)
    shared = "Không gian khởi nghiệp"
    return actions.add_space(project, name="Phòng chung", capacity=20, shared_with=shared, by=by, at=NOW)


def wish(world: World, start: int, end: int, **changes: object) -> actions.BookingWish:
    facts: dict[str, object] = {"on": DAY, "producer": world.fish_maker, "purpose": "Thiết kế nhãn"}
    return actions.BookingWish(from_hour=start, to_hour=end, **{**facts, **changes})  # type: ignore[arg-type]


def lotus(world: World, start: int, end: int) -> actions.BookingWish:
    return wish(world, start, end, producer=world.lotus_maker)


def test_an_hour_is_booked_once_and_the_next_hour_is_free(world: World) -> None:
    space, lan, phuc = make_space(world), world.actor(world.chi_lan), world.actor(world.anh_phuc)
    first = actions.book(space, wish(world, 8, 10), by=lan, at=NOW)
    assert actions.book(space, wish(world, 8, 10), by=lan, at=NOW) == first, "a second press"
    for hours in ((9, 11), (7, 9), (8, 10), (7, 12)):
        with pytest.raises(Refused, match="đã có người đặt"):
            actions.book(space, lotus(world, *hours), by=phuc, at=NOW)
    actions.book(space, lotus(world, 10, 12), by=phuc, at=NOW)
    assert JournalEntry.objects.filter(act="projects.booked").count() == 2


def test_the_database_itself_refuses_a_second_holder_of_an_hour(world: World) -> None:
    space = make_space(world)
    booking = actions.book(space, wish(world, 8, 10), by=world.actor(world.chi_lan), at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        BookedHour.objects.create(booking=booking, space=space, on=DAY, hour=9)


def test_what_is_given_back_can_be_booked_again(world: World) -> None:
    space, lan, phuc = make_space(world), world.actor(world.chi_lan), world.actor(world.anh_phuc)
    booking = actions.book(space, wish(world, 8, 10), by=lan, at=NOW)
    with pytest.raises(Refused, match="Chỉ người đặt"):
        actions.cancel_booking(booking, by=phuc, at=NOW)
    actions.cancel_booking(booking, by=lan, at=NOW)
    actions.cancel_booking(booking, by=lan, at=NOW)
    assert JournalEntry.objects.filter(act="projects.booking_cancelled").count() == 1
    actions.book(space, lotus(world, 8, 10), by=phuc, at=NOW)
    assert Booking.objects.count() == 2, "the given back booking stays on record"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"from_hour": 6}, "trong khoảng 7 giờ"),
        ({"on": date(2026, 11, 23)}, "từ hôm nay"),
        ({"on": date(2027, 12, 1)}, "từ hôm nay"),
        ({"people": 21}, "chứa 20 người"),
        ({"producer": None}, "một chủ thể hoặc một cơ quan"),
    ],
)
def test_a_wish_that_cannot_be_is_refused_with_the_remedy(world: World, changes: dict, reason: str) -> None:
    space = make_space(world)
    asked = wish(world, **{"start": changes.pop("from_hour", 8), "end": 10, **changes})
    with pytest.raises(Refused, match=reason):
        actions.book(space, asked, by=world.actor(world.chi_lan), at=NOW)


def test_nobody_books_for_another_and_a_closed_space_takes_none(world: World) -> None:
    space = make_space(world)
    with pytest.raises(Refused, match="chủ thể mình đại diện"):
        actions.book(space, lotus(world, 8, 10), by=world.actor(world.chi_lan), at=NOW)
    asked = wish(world, 8, 10, producer=None, office=world.agriculture)
    with pytest.raises(Refused, match="cơ quan mình"):
        actions.book(space, asked, by=world.actor(world.co_hien), at=NOW)
    with pytest.raises(Refused, match="Chỉ chủ thể OCOP và cán bộ"):
        actions.book(space, wish(world, 8, 10), by=world.actor(world.ba_nga), at=NOW)
    actions.set_open(space, False, by=world.actor(world.chi_mai), at=NOW)
    with pytest.raises(Refused, match="tạm ngừng"):
        actions.book(space, wish(world, 8, 10), by=world.actor(world.chi_lan), at=NOW)


def test_the_week_names_the_holder_to_who_runs_the_space_only(world: World, sign_in: SignIn, at_now: object) -> None:
    space = make_space(world)
    actions.book(space, wish(world, 8, 10), by=world.actor(world.chi_lan), at=NOW)
    address = reverse("projects:space", args=[space.public_id])
    for user, sees in ((world.chi_lan, True), (world.chi_mai, True), (world.anh_phuc, False), (world.co_hien, False)):
        page = sign_in(user).get(address).content.decode()
        assert ("Cơ sở Khô Bà Lan" in page) is sees, user
        assert sees or "Đã đặt" in page
    assert "Đã đặt" not in sign_in(world.anh_phuc).get(f"{address}?tuan=2026-12-01").content.decode()
    booking = Booking.objects.get()
    cancel = reverse("projects:cancel_booking", args=[booking.public_id])
    assert sign_in(world.anh_phuc).post(cancel).status_code == 404
    assert sign_in(world.chi_lan).post(cancel).status_code == 302


def test_a_producer_books_on_the_page(world: World, sign_in: SignIn, at_now: object) -> None:
    space = make_space(world)
    client, address = sign_in(world.chi_lan), reverse("projects:book", args=[space.public_id])
    posted = {
        "on": "26/11/2026",
        "from_hour": "8",
        "to_hour": "8",
        "holder": world.fish_maker.public_id,
        "purpose": "x",
    }
    assert "Giờ kết thúc phải sau" in client.post(address, posted).content.decode()
    assert client.post(address, {**posted, "to_hour": "9"}).status_code == 302
    assert Booking.objects.get().producer == world.fish_maker


def test_the_week_asks_a_constant_number_of_questions(world: World, sign_in: SignIn, at_now: object) -> None:
    space, lan = make_space(world), world.actor(world.chi_lan)
    client, address = sign_in(world.chi_mai), reverse("projects:space", args=[space.public_id])

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    actions.book(space, wish(world, 7, 8), by=lan, at=NOW)
    before = asked()
    for hour in range(8, 20):
        actions.book(space, wish(world, hour, hour + 1), by=lan, at=NOW)
    assert asked() == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="the test database of SQLite lives in one connection")
def test_two_at_once_one_booking() -> None:
    world = build_world()
    space, together = make_space(world), Barrier(2)
    wishes = [(world.actor(world.chi_lan), wish(world, 8, 10)), (world.actor(world.anh_phuc), lotus(world, 9, 11))]

    def run(one: tuple[Actor, actions.BookingWish]) -> str:
        together.wait()
        try:
            return str(actions.book(space, one[1], by=one[0], at=NOW))
        except Refused as refused:
            return refused.reason
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(run, wishes))
    assert Booking.objects.count() == 1
    assert sum("đã có người đặt" in answer for answer in answers) == 1
