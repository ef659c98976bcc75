"""Products, the register and certificates for programs: what the catalogue shows, no more, and never a false star."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from ocop.cycle.certification.actions import suspend_recognition, withdraw_recognition
from ocop.cycle.certification.states import WithdrawalGround
from ocop.kit.clock import local_date
from ocop.public.api import rate
from ocop.public.api.paging import MOST
from ocop.public.partners.actions import give_key, revoke_key
from tests.world import NOW, World
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
TODAY = local_date(NOW)


@pytest.fixture(autouse=True)
def _fresh_budget() -> None:
    cache.clear()


@pytest.fixture
def star(world: World) -> Any:
    """Chị Lan's dried fish with four stars, and another product with three."""
    make_recognition(world.lotus_seed, world.province_committee, stars=3, number="816/QĐ-UBND")
    return make_recognition(world.dried_fish, world.province_committee, stars=4)


def ask(name: str, *args: str, status: int = 200, headers: Any = None, **said: str) -> Any:
    response = Client().get(reverse(f"v1:{name}", args=args), said, headers=headers or {})
    assert response.status_code == status, response.content.decode()
    assert not response.cookies
    return response.json()


@pytest.mark.requirement("R121")
def test_a_program_finds_a_product_typed_without_marks(star: Any, world: World) -> None:
    found = ask("products", tim="kho ca sac")
    assert found["count"] == 1
    (line,) = found["products"]
    assert (line["name"], line["producer"], line["star"]["stars"]) == (
        world.dried_fish.name,
        world.dried_fish.producer.name,
        4,
    )
    assert line["star"]["stands"] is True
    assert [each["star"]["stars"] for each in ask("products", sao="3")["products"]] == [3]


def test_pages_are_told_and_their_limits_kept(star: Any) -> None:
    first = ask("products", moi_trang="1")
    assert (first["count"], first["page"], first["per_page"], len(first["products"])) == (2, 1, 1, 1)
    assert first["products"] != ask("products", moi_trang="1", trang="2")["products"]
    assert ask("products", trang="9")["products"] == []
    for wrong in ({"moi_trang": "101"}, {"moi_trang": "0"}, {"trang": "x"}):
        (name,) = wrong
        (trouble,) = ask("products", status=400, **wrong)["errors"]
        assert trouble["parameter"] == name
        assert name in trouble["message"]


def test_no_person_and_no_telephone_is_told(star: Any, world: World) -> None:
    world.fish_maker.phone = "0912345678"
    world.fish_maker.save()
    for told in (ask("products"), ask("product", world.dried_fish.public_id), ask("register")):
        assert "0912345678" not in str(told)
        assert world.chi_lan.full_name not in str(told)


def test_a_star_that_was_suspended_or_taken_back_does_not_stand(star: Any, world: World) -> None:
    dung = world.actor(world.anh_dung)
    suspend_recognition(star, reason="Chờ xét", effective_on=TODAY, decision_number="7/QĐ", by=dung, at=NOW)
    assert ask("product", world.dried_fish.public_id)["star"]["stands"] is False
    withdraw_recognition(
        star, ground=WithdrawalGround.BREACH, reason="Vi phạm", decision_number="9/QĐ", effective_on=TODAY,
        by=dung, at=NOW,
    )  # fmt: skip
    told = ask("product", world.dried_fish.public_id)["star"]
    assert (told["stands"], told["standing"]) == (False, "withdrawn")
    code = star.certificate.code
    assert ask("certificate", code)["stands"] is False
    (line,) = [each for each in ask("register")["recognitions"] if each["product"] == world.dried_fish.public_id]
    assert [change["to"] for change in line["changes"]] == ["suspended", "withdrawn"]


def test_a_star_that_ran_out_does_not_stand(star: Any, world: World, at_now: Any) -> None:
    at_now.move_to(NOW + timedelta(days=365 * 4))
    assert ask("product", world.dried_fish.public_id)["star"]["stands"] is False
    assert ask("certificate", star.certificate.code)["verdict"] == "expired"


def test_the_register_tells_what_changed_since_a_day(star: Any, world: World) -> None:
    assert ask("register", tu=str(TODAY))["count"] == 0
    suspend_recognition(
        star, reason="Chờ xét", effective_on=TODAY, decision_number="7/QĐ", by=world.actor(world.anh_dung), at=NOW
    )
    assert [each["product"] for each in ask("register", tu=str(TODAY))["recognitions"]] == [world.dried_fish.public_id]
    for first, last in ((date.min, ask("register")["count"]), (date.max, 0)):
        assert ask("register", tu=str(first))["count"] == last
    assert ask("register", tu="hom qua", status=400)["errors"][0]["parameter"] == "tu"


def test_a_certificate_is_checked_by_its_code_and_a_slip_is_told_apart(star: Any) -> None:
    code = star.certificate.code
    told = ask("certificate", code.upper())
    assert (told["stands"], told["verdict"], told["verdict_words"]) == (True, "valid", "Còn hiệu lực")
    slip = code[:-1] + ("3" if code[-1] != "3" else "4")
    assert "gõ nhầm" in ask("certificate", slip, status=400)["errors"][0]["message"]
    response = Client().get(reverse("v1:certificate", args=[code]))
    assert response["Cache-Control"] == "no-store"


def test_a_product_never_recognised_is_not_there(world: World) -> None:
    ask("product", world.dried_fish.public_id, status=404)
    ask("product", "khong-co", status=404)
    ask("product", "khong có", status=400)
    assert ask("products")["count"] == 0


def test_lists_ask_the_database_the_same_however_long_they_are(star: Any, world: World) -> None:
    counts = []
    for many in ("1", "2"):
        with CaptureQueriesContext(connection) as asked:
            ask("products", moi_trang=many)
        counts.append(len(asked))
        with CaptureQueriesContext(connection) as asked:
            ask("register", moi_trang=many)
        counts.append(len(asked))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 11


def test_a_key_has_a_budget_of_its_own_and_a_wrong_one_is_refused(
    star: Any, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate, "PER_MINUTE", 2)
    dung = world.actor(world.anh_dung)
    until = date(2026, 12, 31)
    given = give_key("Sàn", scopes=["doc"], per_minute=5, expires_on=until, by=dung, at=NOW)
    with_key = {"Authorization": f"Bearer {given.secret}"}
    for _ in range(2):
        ask("products")
    told = ask("products", status=429)
    assert "Chờ" in told["errors"][0]["message"]
    for _ in range(5):
        ask("products", headers=with_key)
    ask("products", status=429, headers=with_key)
    revoke_key(given.key, why="Thôi", by=dung, at=NOW)
    ask("products", status=429, headers=with_key)  # trying keys is asking too
    cache.clear()
    assert ask("products", status=401, headers=with_key)["errors"][0]["parameter"] == "Authorization"


def test_words_are_english_for_who_asks_for_english(star: Any, world: World) -> None:
    """What is wrong, with its remedy, and names of standings; codes and names people gave never change."""
    english = {"Accept-Language": "en-GB,en;q=0.9,vi;q=0.5"}
    address = f"/api/v1/san-pham/{world.dried_fish.public_id}/"
    told = Client().get(address, headers=english)
    assert "Accept-Language" in told["Vary"]
    told_star = told.json()["star"]
    assert (told_star["standing"], told_star["standing_name"]) == ("valid", "Valid")
    assert told.json()["name"] == "Khô cá sặc rằn"
    assert Client().get(address).json()["star"]["standing_name"] == "Còn hiệu lực"
    too_long = "The question is longer than 1000 characters. Leave out some parameters."
    figure = "/api/v1/chi-so/certification.recognised/"
    wrong = {
        "/api/v1/san-pham/?moi_trang=1000": "“moi_trang” must be at most 100.",
        "/api/v1/san-pham/?trang=x": "“trang” must be a whole number.",
        "/api/v1/san-pham/khongcosao/": "No product that was ever recognised has this id.",
        "/api/v1/chi-so/khong.co/": "There is no such public indicator. The list is at /api/v1/chi-so/.",
        f"{figure}?ngay=x": "“ngay” must be written year-month-day, for example 2026-06-30.",
        f"{figure}?dia_ban=x": "There is no place “x”. Keys of places are at /api/v1/dia-ban/.",
        "/api/v1/xac-thuc/abc/": "A code has 12 signs; you entered 3. It may be mistyped.",
        f"/api/v1/san-pham/?tim={'x' * 1100}": too_long,
    }
    for question, words in wrong.items():
        errors = Client().get(question, headers=english).json()["errors"]
        assert [each["message"] for each in errors] == [words], question
        plain = Client().get(question, headers={"Accept-Language": "vi,en;q=0.5"}).json()["errors"][0]["message"]
        assert plain != words, question
        assert Client().get(question).json()["errors"][0]["message"] == plain
    assert translation.get_language() == "vi"


def test_a_wrong_key_and_an_unknown_dataset_are_told_in_english_too(star: Any, world: World) -> None:
    headers = {"Accept-Language": "en", "Authorization": "Bearer nobody"}
    told = Client().get("/api/v1/san-pham/", headers=headers).json()["errors"][0]["message"]
    assert told == "The key is wrong, withdrawn or has ended. Leave it out to ask like everybody."
    missing = Client().get("/en/xac-thuc/k7qm2pxd9hrt/ban-tieng-anh/").json()["errors"][0]["message"]
    assert missing == "There is no such public record."
    vietnamese = Client().get("/xac-thuc/k7qm2pxd9hrt/ban-tieng-anh/").json()["errors"][0]["message"]
    assert vietnamese == "Không có bản ghi công khai này."


def test_the_english_page_of_the_api_describes_parameters_in_english(world: World) -> None:
    words = Client().get("/en/du-lieu-mo/api/").content.decode()
    for said in (
        "Name of a product or producer; marks may be left out.",
        "Check a stamp",
        "Lines on a page, at most 100.",
    ):
        assert said in words
    own = Client().get("/du-lieu-mo/api/").content.decode()
    assert "Mỗi trang mấy dòng, nhiều nhất 100." in own
    assert MOST == 100
    schema = Client().get("/api/v1/openapi.json").json()
    assert schema["paths"]["/api/v1/tem/{ma}/"]["get"]["summary"] == "Kiểm tra tem"
