"""A trial round is practice: whatever it gives, the real star of a product stays what it is."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from ocop.cycle.certification import actions, reactions
from ocop.cycle.certification.events import ProductRecognised
from ocop.cycle.certification.models import ProductCodeSeries, Recognition
from ocop.cycle.certification.queries import standing, valid_until_of, valid_when_produced
from ocop.cycle.certification.states import Standing
from ocop.cycle.certification.todo import todos_for
from ocop.ground.producers.models import Product
from ocop.ground.producers.states import ProductState
from ocop.ground.registry.models import Notice
from tests.world import NOW, World
from tests.world_certification import make_concluded, make_recognition, official_round

TODAY = NOW.date()
pytestmark = pytest.mark.usefixtures("at_now")


def decide(world: World, product: Product, *, stars: int = 4, number: str = "1/QĐ-THỬ") -> Recognition:
    """What the province's decision on a concluded dossier of the world's round gives."""
    dossier = make_concluded(world, product, stars=stars, total="78.5")
    actions.record_decision(
        number=number,
        signed_on=TODAY,
        office=world.province_committee,
        dossiers=[dossier],
        by=world.actor(world.anh_dung),
        at=NOW,
    )
    return Recognition.objects.get(dossier=dossier)


@pytest.fixture
def real(world: World) -> Recognition:
    star = make_recognition(world.dried_fish, world.province_committee, stars=3)
    Recognition.objects.filter(pk=star.pk).update(product_code="82-30076-1-2026")
    return star


def test_a_real_star_outlives_a_trial_round_on_every_page(world: World, real: Recognition, sign_in: Any) -> None:
    trial = decide(world, world.dried_fish)
    assert trial.is_trial
    assert trial.supersedes is None
    assert trial.product_code == "THỬ-82-30076-1-2026"
    assert standing(real, TODAY) is Standing.VALID
    anybody = Client()
    verdict = anybody.get(f"/xac-thuc/{real.certificate.code}/").content.decode()
    assert "Còn hiệu lực" in verdict
    assert "3 sao" in verdict
    for address in ("/san-pham/?tim=kho+ca", f"/san-pham/{world.dried_fish.public_id}/"):
        words = anybody.get(address).content.decode()
        assert "★★★<span" in words
        assert "Hạng thử" not in words
    assert "<strong>1</strong> sản phẩm</p>" in anybody.get("/san-pham/?hieu_luc=con").content.decode()
    officer = sign_in(world.anh_dung)
    valid = officer.get("/cong-nhan/?hieu_luc=valid").content.decode()
    assert real.public_id in valid
    assert trial.public_id not in valid
    trials = officer.get("/cong-nhan/?hieu_luc=trial").content.decode()
    assert trial.public_id in trials
    assert "Bản thử, không có giá trị" in trials


def test_a_trial_says_so_in_the_register_and_on_its_decision_and_never_that_it_is_valid(
    world: World, sign_in: Any
) -> None:
    trial = decide(world, world.lotus_seed)
    assert trial.decision is not None
    officer = sign_in(world.anh_dung)
    for address in (f"/cong-nhan/{trial.public_id}/", f"/cong-nhan/quyet-dinh/{trial.decision.public_id}/"):
        words = officer.get(address).content.decode()
        assert "Bản thử, không có giá trị" in words
        for praise in ("Còn hiệu lực", "★", "Nộp hồ sơ đánh giá lại"):
            assert praise not in words


def test_a_trial_replaces_an_earlier_trial_and_a_real_star_replaces_the_real_one(
    world: World, real: Recognition
) -> None:
    first, second = decide(world, world.dried_fish), decide(world, world.dried_fish, number="2/QĐ-THỬ")
    assert (second.supersedes, second.product_code) == (first, first.product_code)
    official_round(world)
    upgraded = decide(world, world.dried_fish, number="3/QĐ-UBND")
    assert (upgraded.is_trial, upgraded.supersedes, upgraded.product_code) == (False, real, "82-30076-1-2026")


def test_a_candidate_stays_a_candidate_and_its_real_code_is_not_used_up(world: World) -> None:
    decide(world, world.dried_fish)
    world.dried_fish.refresh_from_db()
    assert world.dried_fish.state == ProductState.CANDIDATE
    assert not ProductCodeSeries.objects.exclude(key__startswith="THỬ-").exists()
    official_round(world)
    real = decide(world, world.dried_fish, number="3/QĐ-UBND")
    world.dried_fish.refresh_from_db()
    assert (real.product_code, real.supersedes) == ("82-30076-1-2026", None)
    assert world.dried_fish.state == ProductState.RECOGNISED


def test_clocks_and_reminders_know_real_stars_only(world: World) -> None:
    office, soon = world.province_committee, TODAY + timedelta(days=30)
    real = make_recognition(world.dried_fish, office, stars=3, valid_from=date(2023, 12, 25), valid_until=soon)
    make_recognition(world.dried_fish, office, valid_from=TODAY, is_trial=True)
    make_recognition(world.lotus_seed, office, valid_from=date(2023, 12, 1), valid_until=soon, is_trial=True)
    assert valid_until_of(world.dried_fish, TODAY) == soon
    assert valid_until_of(world.lotus_seed, TODAY) is None
    assert valid_when_produced(world.dried_fish.pk, TODAY) == real
    assert valid_when_produced(world.lotus_seed.pk, TODAY) is None
    reminders = [todo for todo in todos_for(world.actor(world.anh_dung), at=NOW) if "Nhắc" in todo.title]
    assert sum(todo.count for todo in reminders) == 1
    assert not todos_for(world.actor(world.anh_phuc), at=NOW)


def test_the_producer_is_told_that_it_was_a_trial(world: World) -> None:
    trial = decide(world, world.dried_fish)
    reactions.tell_recognised(ProductRecognised(trial.pk, trial.product_id, 4, trial.decision_id, None), at=NOW)
    notice = Notice.objects.get(user=world.chi_lan)
    assert notice.title == "Khô cá sặc rằn đạt 4 sao trong đợt thử"
    assert "không có giá trị" in notice.body
