"""Re-assessment in time: the window, the grace and the suggested kind; warned of, never refused."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from django.test import Client

from ocop.cycle.certification.queries import valid_until_of
from ocop.cycle.dossiers import law
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.states import DossierState
from tests.world import NOW, World, moment
from tests.world_certification import make_recognition
from tests.world_dossiers import complete, make_draft, make_lodged

SignIn = Callable[..., Client]
TODAY = NOW.date()


def recognised_until(world: World, last_day: date) -> None:
    since = date(2024, 1, 5)
    make_recognition(world.dried_fish, world.province_committee, valid_from=since, valid_until=last_day)


@pytest.fixture
def no_source() -> Iterator[None]:
    law.register_expiry_source(lambda product, on: None)
    yield
    law.register_expiry_source(valid_until_of)


@pytest.mark.parametrize(
    ("days_left", "kind", "warns", "words"),
    [
        (181, "upgrade", True, "còn sớm"),
        (180, "renewal", False, "đang trong thời gian nộp"),
        (120, "renewal", False, "đang trong thời gian nộp"),
        (119, "renewal", True, "Thời gian đó đã qua nhưng anh/chị vẫn nộp được"),
        (0, "renewal", True, "180 ngày sau khi hết hạn"),
        (-1, "renewal", True, "Anh/chị nộp ngay"),
        (-180, "renewal", True, "Anh/chị nộp ngay"),
        (-181, "first", True, "không dùng được sao cũ"),
    ],
)
def test_each_edge_of_the_window(world: World, days_left: int, kind: str, warns: bool, words: str) -> None:
    recognised_until(world, TODAY + timedelta(days=days_left))
    found = law.renewal_on(world.dried_fish, TODAY)
    assert found is not None
    assert (law.suggested_kind(world.dried_fish, TODAY), found.warns) == (kind, warns)
    assert words in found.sentence


def test_the_days_are_counted_from_the_last_valid_day(world: World) -> None:
    recognised_until(world, date(2027, 5, 31))
    found = law.renewal_on(world.dried_fish, TODAY)
    assert found is not None
    assert (found.opens, found.closes) == (date(2026, 12, 2), date(2027, 1, 31))
    assert "từ ngày 02/12/2026 đến hết ngày 31/01/2027" in found.sentence


def test_a_product_without_a_star_is_asked_nothing(world: World) -> None:
    assert law.renewal_on(world.dried_fish, TODAY) is None
    assert law.suggested_kind(world.dried_fish, TODAY) == "first"


def test_the_window_is_no_law_before_22_may_2026(world: World) -> None:
    recognised_until(world, date(2026, 9, 1))
    assert law.renewal_on(world.dried_fish, date(2026, 5, 21)) is None
    assert law.renewal_on(world.dried_fish, date(2026, 5, 22)) is not None


def test_without_the_room_of_certificates_nothing_is_invented(world: World, no_source: None) -> None:
    recognised_until(world, date(2027, 5, 31))
    assert law.renewal_on(world.dried_fish, TODAY) is None


@pytest.mark.usefixtures("at_now")
def test_start_page_says_the_window_and_ticks_the_kind(world: World, sign_in: SignIn) -> None:
    recognised_until(world, TODAY + timedelta(days=150))
    answer = sign_in(world.chi_lan).get(f"/ho-so/bat-dau/{world.dried_fish.public_id}/")
    assert "180 đến 120 ngày trước khi hết hạn" in answer.content.decode()
    assert answer.context["form"]["kind"].initial == "renewal"


@pytest.mark.usefixtures("at_now")
def test_a_late_reassessment_is_warned_and_lodged_all_the_same(world: World, sign_in: SignIn) -> None:
    recognised_until(world, TODAY + timedelta(days=30))
    dossier = complete(world, make_draft(world, kind="renewal"))
    lan = sign_in(world.chi_lan)
    page = lan.get(f"/ho-so/{dossier.public_id}/kiem-tra-va-nop/").content.decode()
    assert "Thời gian đó đã qua nhưng anh/chị vẫn nộp được" in page
    assert "tự chịu trách nhiệm" in page
    lan.post(f"/ho-so/{dossier.public_id}/nop/")
    dossier.refresh_from_db()
    assert dossier.state == DossierState.LODGED


@pytest.mark.usefixtures("at_now")
def test_another_kind_is_not_warned(world: World, sign_in: SignIn) -> None:
    recognised_until(world, TODAY + timedelta(days=30))
    dossier = make_draft(world, kind="upgrade")
    page = sign_in(world.chi_lan).get(f"/ho-so/{dossier.public_id}/kiem-tra-va-nop/").content.decode()
    assert "trước khi hết hạn" not in page


@pytest.mark.usefixtures("at_now")
@pytest.mark.parametrize(
    ("kind", "until"), [("first", "21/07/2026"), ("upgrade", "21/07/2026"), ("renewal", "21/06/2026")]
)
def test_the_reader_sees_until_when_the_old_rule_may_be_used(
    world: World, sign_in: SignIn, kind: str, until: str
) -> None:
    dossier = make_lodged(world)
    Dossier.objects.filter(pk=dossier.pk).update(lodged_at=moment(2026, 5, 21), kind=kind)
    page = sign_in(world.co_hien).get(f"/ho-so/doc/{dossier.public_id}/").content.decode()
    assert f"làm xong trong hết ngày {until}" in page
    Dossier.objects.filter(pk=dossier.pk).update(lodged_at=moment(2026, 5, 22))
    assert "Quy định cũ" not in sign_in(world.co_hien).get(f"/ho-so/doc/{dossier.public_id}/").content.decode()
    Dossier.objects.filter(pk=dossier.pk).update(lodged_at=moment(2026, 5, 21), state=DossierState.RECOGNISED)
    assert "Quy định cũ" not in sign_in(world.co_hien).get(f"/ho-so/doc/{dossier.public_id}/").content.decode()
