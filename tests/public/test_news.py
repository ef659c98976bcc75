"""News for everybody: issues, events and new stars, the Atom feed, craft villages; nothing of anybody's own affairs."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ocop.ground.accounts.models import User
from ocop.support.activities.actions.activities import cancel_activity
from ocop.support.activities.actions.participants import Entry, NewPerson, add_participant
from ocop.support.activities.actions.publications import Issue, publish
from ocop.support.markets import actions as markets
from ocop.support.markets.models import Community
from tests.support.activities.conftest import announced, planned
from tests.world import NOW, World, make_product
from tests.world_certification import make_recognition

SignIn = Callable[[User], Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
ATOM = "{http://www.w3.org/2005/Atom}"


def page(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200, address
    assert "sessionid" not in response.cookies
    return response.content.decode()


def published(world: World, title: str = "Bản tin tháng 11", **more: Any) -> Any:
    activity = planned(world, "bulletin", title, details={"form": "market"})
    issue = Issue(title, NOW.date(), "Giá sen tuần này.", text="Sen tăng giá.", **more)
    return publish(activity, issue, by=world.actor(world.chi_mai), at=NOW)


@pytest.mark.requirement("R109")
def test_the_feed_tells_new_stars_issues_and_events_and_no_person(world: World) -> None:
    make_recognition(world.dried_fish, world.province_committee)
    make_recognition(make_product("Bánh thử", world.fish_maker), world.province_committee, is_trial=True, number="2")
    published(world)
    fair = announced(world, "Hội chợ sen", day=NOW.date() + timedelta(days=5))
    planned(world, "fair", "Hội chợ còn bàn", day=NOW.date() + timedelta(days=5))
    called_off = announced(world, "Hội chợ hủy", day=NOW.date() + timedelta(days=6))
    cancel_activity(called_off, why="Mưa", by=world.actor(world.chi_mai), at=NOW)
    lesson = planned(world, "class", "Lớp kín")
    person = NewPerson("Lê Thị Kín", "leader", phone="0912345678", producer=world.fish_maker).made(NOW)
    entry = Entry("person", person=person, role="trainee")
    add_participant(lesson, entry, by=world.actor(world.chi_mai), at=NOW)
    response = Client().get("/ban-tin/atom/")
    assert response["Content-Type"].startswith("application/atom+xml")
    text = response.content.decode()
    entries = ElementTree.fromstring(text).findall(f"{ATOM}entry")  # noqa: S314 — our own feed
    assert [each.findtext(f"{ATOM}title") for each in entries] == [
        "Hội chợ sen",
        "Bản tin tháng 11",
        "Khô cá sặc rằn đạt 4 sao",
    ]
    assert all(each.find(f"{ATOM}link").get("href").startswith("http") for each in entries)  # type: ignore[union-attr]
    for secret in ("Lê Thị Kín", "0912", "Lớp kín", "Hội chợ hủy", "Hội chợ còn bàn", "Bánh thử", "Trần Thị Mai"):
        assert secret not in text
    assert f'id="{fair.public_id}"' in page("/ban-tin/")


def test_the_news_asks_the_same_number_of_questions_however_long(world: World) -> None:
    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            page(address)
        return len(queries)

    addresses = ["/ban-tin/", "/ban-tin/atom/", "/lang-nghe/"]
    by = world.actor(world.anh_dung)

    def more(number: int) -> None:
        published(world, f"Số {number}")
        announced(world, f"Hội chợ {number}", day=NOW.date() + timedelta(days=number))
        product = make_product(f"Chiếu {number}", world.fish_maker)
        make_recognition(product, world.province_committee, number=f"{number}/QĐ")
        village = {"name": f"Làng chiếu {number}", "kind": "craft_village", "unit": world.thap_muoi}
        markets.enter(Community, village | {"producers": [world.fish_maker]}, by=by, at=NOW)

    more(1)
    before = [asked(address) for address in addresses]
    for number in range(2, 6):
        more(number)
    assert [asked(address) for address in addresses] == before


def test_a_coming_event_is_not_pushed_out_by_those_just_over(world: World) -> None:
    for number in range(21):
        announced(world, f"Hội chợ {number}", day=NOW.date() - timedelta(days=number + 1))
    announced(world, "Hội chợ Tết", day=NOW.date() + timedelta(days=30))
    assert "Hội chợ Tết" in page("/ban-tin/")
    assert "Hội chợ Tết" in page("/ban-tin/atom/")


@pytest.mark.requirement("R115", "R116", "R121")
def test_the_website_of_the_programme_shows_products_news_and_craft_villages(world: World) -> None:
    """A stranger finds from the first page the products with a star, the news, the villages, and no other product."""
    make_recognition(world.dried_fish, world.province_committee)
    issue = published(world)
    village = {
        "name": "Làng khô Phương Thịnh", "kind": "craft_village", "unit": world.phuong_thinh, "members": 40,
        "about": "Phơi khô từ mùa nước nổi.", "producers": [world.fish_maker],
    }  # fmt: skip
    by = world.actor(world.anh_dung)
    markets.enter(Community, village, by=by, at=NOW)
    markets.enter(Community, {"name": "Hội quán", "kind": "club", "unit": world.thap_muoi}, by=by, at=NOW)
    front = page("/")
    for address in ("/san-pham/", "/xac-thuc/", "/ban-tin/", "/lang-nghe/"):
        assert f'"{address}' in front
    assert "Khô cá sặc rằn" in page("/san-pham/")
    assert "Hạt sen sấy" not in page("/san-pham/")
    assert "Cơ sở Khô Bà Lan" in page(f"/san-pham/{world.dried_fish.public_id}/")
    assert "Sen tăng giá." in page(f"/ban-tin/{issue.public_id}/")
    villages = page("/lang-nghe/")
    assert "Làng khô Phương Thịnh" in villages
    assert "Hội quán" not in villages
    village_page = page(f"/lang-nghe/{Community.objects.get(kind='craft_village').public_id}/")
    assert "Phơi khô từ mùa nước nổi." in village_page
    assert f"/san-pham/{world.dried_fish.public_id}/" in village_page
