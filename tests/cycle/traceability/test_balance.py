"""Stamps against goods and capacity: an officer is shown what does not go together, looks, and is asked no more."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ocop.cycle.traceability import actions
from ocop.cycle.traceability.balance import balances
from ocop.cycle.traceability.models import BalanceReview, StampRange, YearlyCapacity
from ocop.cycle.traceability.states import Mishap
from ocop.cycle.traceability.todo import todos_for
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from ocop.rules.balance import UNMATCHED_DAYS, Sign
from tests.world import NOW, World, make_product
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
YEAR = NOW.year
LATER = NOW + timedelta(days=UNMATCHED_DAYS)


@pytest.fixture
def starred(world: World) -> World:
    make_recognition(world.dried_fish, world.province_committee)
    return world


def issue(world: World, count: int) -> StampRange:
    return actions.issue_stamps(world.dried_fish, count=count, by=world.actor(world.chi_lan), at=NOW)


def make(world: World, lot: str, quantity: int) -> Any:
    by, day = world.actor(world.chi_lan), date(YEAR, 11, 20)
    return actions.make_batch(world.dried_fish, lot=lot, made_on=day, quantity=quantity, by=by, at=NOW)


def declare(world: World, packets: int, from_year: int = YEAR) -> YearlyCapacity:
    by = world.actor(world.chi_lan)
    return actions.declare_capacity(world.dried_fish, packets=packets, from_year=from_year, by=by, at=NOW)


def review(world: World, note: str = "Chủ thể mới lắp thêm máy") -> BalanceReview:
    return actions.review_balance(world.dried_fish, year=YEAR, note=note, by=world.actor(world.anh_dung), at=NOW)


def found(world: World, year: int = YEAR) -> Any:
    return balances([world.dried_fish], [year], NOW.date())[0]


@pytest.mark.requirement("R163")
def test_figures_are_of_the_year_without_what_was_lost_or_moved(starred: World) -> None:
    issued, one, other = issue(starred, 500), make(starred, "L1", 300), make(starred, "L2", 200)
    lan = starred.actor(starred.chi_lan)
    active = actions.activate(issued, one, first=1, last=100, by=lan, at=NOW)
    actions.move_activation(active, other, reason="Nhầm", by=lan, at=NOW)
    lost = {"first": 91, "last": 120, "mishap": Mishap.LOST, "reason": "Rơi"}
    actions.void_stamps(issued, **lost, by=lan, at=NOW)
    figures = found(starred).figures
    assert (figures.capacity, figures.made, figures.issued, figures.active) == (None, 500, 470, 90)
    assert found(starred).signs == ()
    assert found(starred, YEAR - 1).figures.made == 0


def test_what_was_declared_holds_from_its_year_until_another_word(starred: World) -> None:
    make(starred, "L1", 300)
    declare(starred, 1000, YEAR - 2)
    assert found(starred).figures.capacity == 1000
    declare(starred, 200)
    assert (found(starred, YEAR - 1).figures.capacity, found(starred).signs) == (1000, (Sign.MADE_OVER,))
    assert found(starred, YEAR - 3).figures.capacity is None
    declare(starred, 400)
    assert (found(starred).signs, YearlyCapacity.objects.count()) == ((), 2)
    kept = JournalEntry.objects.filter(act="traceability.capacity_declared").latest("pk").payload()
    assert kept["packets"] == [200, 400]
    with pytest.raises(Refused, match="Chỉ chủ thể"):
        actions.declare_capacity(
            starred.dried_fish, packets=9, from_year=YEAR, by=starred.actor(starred.co_hien), at=NOW
        )


def test_nothing_is_stopped_by_a_sign(starred: World) -> None:
    declare(starred, 10)
    issued, made = issue(starred, 5000), make(starred, "L1", 3000)
    assert actions.activate(issued, made, first=1, last=3000, by=starred.actor(starred.chi_lan), at=NOW).count == 3000
    assert found(starred).signs == (Sign.MADE_OVER, Sign.ISSUED_OVER)


def test_an_officer_looks_once_and_is_asked_again_when_more_goes_over_or_something_new_does(starred: World) -> None:
    declare(starred, 100)
    make(starred, "L1", 300)
    dung = starred.actor(starred.anh_dung)
    (line,) = todos_for(dung, at=NOW)
    assert (line.title, line.count) == ("Xem xét 1 sản phẩm có tem và hàng không khớp", 1)
    assert todos_for(starred.actor(starred.chi_lan), at=NOW) == []
    assert review(starred).signs == ["made_over"]
    assert todos_for(dung, at=NOW) == []
    with pytest.raises(Refused, match="Không còn dấu hiệu"):
        review(starred)
    issue(starred, 100)
    assert todos_for(dung, at=NOW) == []  # as many as could be made
    make(starred, "L2", 1)
    assert todos_for(dung, at=NOW)[0].count == 1  # more was made since
    assert review(starred).excesses == {"made_over": 201}
    assert todos_for(dung, at=NOW) == []
    issue(starred, 1)
    assert todos_for(dung, at=NOW)[0].count == 1  # and now more stamps than goods can be made
    with pytest.raises(Refused, match="Văn phòng Điều phối"):
        actions.review_balance(starred.dried_fish, year=YEAR, note="x", by=starred.actor(starred.chi_lan), at=NOW)


def test_stamps_that_lie_unused_are_asked_about_after_their_days(starred: World) -> None:
    issue(starred, 2000)
    assert found(starred).signs == ()
    (later,) = balances([starred.dried_fish], [YEAR], LATER.date())
    assert later.signs == (Sign.UNMATCHED,)
    assert "lấy 2.000 tem, mới ghi 0 gói" in later.words[0]


def test_what_waits_is_asked_about_beyond_the_turn_of_the_year(starred: World, sign_in: Any, time_machine: Any) -> None:
    issue(starred, 2000)
    assert LATER.year == YEAR + 1
    (line,) = todos_for(starred.actor(starred.anh_dung, on=LATER.date()), at=LATER)
    assert (line.title, line.count) == ("Xem xét 1 sản phẩm có tem và hàng không khớp", 1)
    time_machine.move_to(LATER)
    page = sign_in(starred.anh_dung).get(line.url).content.decode()
    assert starred.dried_fish.name in page


@pytest.mark.parametrize("year", [0, 2017, YEAR + 1, 9999, 10**30])
def test_an_odd_year_in_the_address_is_no_page_and_no_error(starred: World, sign_in: Any, year: int) -> None:
    make(starred, "L1", 300)
    dung = sign_in(starred.anh_dung)
    path = reverse("traceability:review", args=[starred.dried_fish.public_id, YEAR]).replace(f"/{YEAR}/", f"/{year}/")
    assert dung.get(path).status_code == 404
    assert dung.post(path, {"note": "x"}).status_code == 404
    for name in ("balance", "balance_sheet"):
        assert dung.get(reverse(f"traceability:{name}"), {"nam": str(year)}).status_code == 200


def test_the_list_shows_what_waits_and_the_pages_lead_through(starred: World, sign_in: Any) -> None:
    make(starred, "L1", 300)
    lan, dung = sign_in(starred.chi_lan), sign_in(starred.anh_dung)
    address = reverse("traceability:balance")
    assert starred.dried_fish.name not in dung.get(address).content.decode()
    assert starred.dried_fish.name in dung.get(address, {"dau_hieu": "tat-ca"}).content.decode()
    own = reverse("traceability:declare_capacity", args=[starred.dried_fish.public_id])
    assert "Nhập số gói" in lan.post(own, {"from_year": str(YEAR)}).content.decode()
    assert "100 gói mỗi năm" in lan.post(own, {"packets": "100", "from_year": str(YEAR)}, follow=True).content.decode()
    for asked in ({}, {"dau_hieu": "made_over"}, {"q": "ca sac"}):
        assert starred.dried_fish.name in dung.get(address, asked).content.decode()
    for asked in ({"dau_hieu": "unmatched"}, {"nam": str(YEAR - 1)}, {"q": "bánh phồng"}):
        assert starred.dried_fish.name not in dung.get(address, asked).content.decode()
    assert dung.get(reverse("traceability:balance_sheet")).status_code == 200
    page = dung.get(reverse("traceability:product_balance", args=[starred.dried_fish.public_id])).content.decode()
    assert "làm ra 300 gói, công suất khai 100 gói mỗi năm" in page
    looking = reverse("traceability:review", args=[starred.dried_fish.public_id, YEAR])
    assert "làm ra 300 gói" in dung.get(looking).content.decode()
    assert "Đã gọi chủ thể" in dung.post(looking, {"note": "Đã gọi chủ thể"}, follow=True).content.decode()
    assert starred.dried_fish.name not in dung.get(address).content.decode()
    assert starred.dried_fish.name in dung.get(address, {"xem_xet": "roi"}).content.decode()
    assert (
        starred.dried_fish.name not in sign_in(starred.anh_phuc).get(address, {"dau_hieu": "tat-ca"}).content.decode()
    )


def test_the_list_asks_the_same_number_of_questions_however_long(starred: World, sign_in: Any) -> None:
    client, asked, by = sign_in(starred.anh_dung), [], starred.actor(starred.anh_dung)
    for _ in range(2):
        for number in range(3):
            product = make_product(f"Khô cá {len(asked)}{number}", starred.fish_maker)
            facts: dict[str, Any] = {"lot": "L1", "made_on": date(YEAR, 11, 20), "quantity": 10}
            actions.make_batch(product, **facts, by=by, at=NOW)
            actions.declare_capacity(product, packets=5, from_year=YEAR, by=by, at=NOW)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("traceability:balance"))
        asked.append(len(queries))
    assert asked[0] == asked[1]
