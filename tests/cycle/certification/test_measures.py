"""Indicators of rounds and stars on a few products whose years can be followed by hand."""

from datetime import date

import pytest

from ocop.cycle.certification.models import Recognition, Referral
from ocop.cycle.dossiers.models import Dossier
from ocop.ground.planning.measures import measure_called, values_on
from ocop.ground.producers.models import ProducerForm, Product
from ocop.ground.producers.states import LegalForm
from ocop.ground.programme.states import RoundState
from tests.world import NOW, World, make_product, make_round
from tests.world_certification import make_concluded, make_recognition

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def count(key: str, since: date = date(2020, 1, 1), on: date = TODAY, **options: str) -> int:
    measure = measure_called(key)
    assert measure is not None
    return values_on(measure, options, [on], since=since)[0].count


@pytest.fixture
def years(world: World) -> World:
    """The fish: 3 stars in 2022, 4 in 2024, 4 again in 2026. Its maker became a cooperative in 2024. The lotus: a trial
    in 2024, 3 stars in 2026.
    """
    by = world.province_committee
    older = make_recognition(world.dried_fish, by, stars=3, valid_from=date(2022, 5, 1), number="1")
    newer = make_recognition(world.dried_fish, by, stars=4, valid_from=date(2024, 5, 1), number="2", supersedes=older)
    make_recognition(world.dried_fish, by, stars=4, valid_from=date(2026, 5, 1), number="3", supersedes=newer)
    make_recognition(world.lotus_seed, by, stars=3, valid_from=date(2024, 6, 1), number="4", is_trial=True)
    make_recognition(world.lotus_seed, by, stars=3, valid_from=date(2026, 6, 1), number="5")
    forms = ProducerForm.objects.filter(producer=world.fish_maker)
    forms.update(form=LegalForm.HOUSEHOLD, valid_to=date(2023, 12, 31))
    ProducerForm.objects.create(producer=world.fish_maker, form=LegalForm.COOPERATIVE, valid_from=date(2024, 1, 1))
    return world


@pytest.mark.requirement("R35", "R36", "R62")
def test_products_are_recognised_first_upgraded_or_again(years: World) -> None:
    told = {entry: count("certification.granted", entry=entry) for entry in ("first", "upgrade", "renewal")}
    assert told == {"first": 2, "upgrade": 1, "renewal": 1}
    assert count("certification.granted") == 2, "one product three times is one product"
    assert count("certification.granted", since=date(2026, 1, 1)) == 2
    assert count("certification.granted", since=date(2023, 1, 1), on=date(2025, 1, 1), stars="4") == 1
    assert count("certification.granted", year="2024") == 1, "a trial gives no star"
    assert count("certification.granted_producers", entry="upgrade") == 1
    assert count("certification.new_products", since=date(2026, 1, 1)) == 1, "the lotus; its trial was none"


@pytest.mark.requirement("R60", "R61", "R63")
def test_producers_are_counted_by_the_form_they_had_that_day_and_once_as_new(years: World) -> None:
    by_form = {form: count("certification.granted_producers", form=form) for form in ("household", "cooperative")}
    assert by_form == {"household": 1, "cooperative": 2}, "the fish maker is in both, as it was in 2022 and in 2024"
    assert count("certification.producers", form="household") == 0, "no star of 2022 stands today"
    assert count("certification.producers") == 2
    for year, new in ((2022, 1), (2024, 0), (2026, 1)):
        assert count("certification.first_producers", since=date(year, 1, 1), on=date(year, 12, 31)) == new
    ProducerForm.objects.filter(producer=years.lotus_maker).delete()
    assert count("certification.granted_producers", form="none") == 1


@pytest.mark.requirement("R45", "R46")
def test_a_group_is_named_as_it_was_when_the_product_was_recognised(years: World) -> None:
    """The source of the fish says “thủ công mỹ nghệ, trang trí”; the lotus was judged under decision 26/2026."""
    Product.objects.filter(pk=years.dried_fish.pk).update(group_label="thủ công mỹ nghệ, trang trí")
    dossier = make_concluded(years, years.lotus_seed, stars=3, total="60")
    Recognition.objects.filter(product=years.lotus_seed, is_trial=False).update(dossier=dossier)
    measure = measure_called("certification.granted")
    assert measure is not None
    groups = measure.options["group"]()
    assert groups["thủ công mỹ nghệ, trang trí"] == "Thủ công mỹ nghệ, trang trí"
    told = {name: found for name in groups if (found := count("certification.granted", group=name))}
    assert told == {"thủ công mỹ nghệ, trang trí": 1, "thực phẩm": 1}
    Product.objects.filter(pk=years.dried_fish.pk).update(group_label="")
    assert count("certification.granted", group="none") == 1


@pytest.mark.requirement("R62", "R63")
def test_products_enter_rounds_and_their_producers_once(world: World) -> None:
    """Two products of one producer enter in 2026, one of another; a draft, a withdrawal and a trial are no entries."""
    rounds = [
        make_round(world.province_committee, ordinal=9, is_trial=False, state=RoundState.CLOSED),
        make_round(world.province_committee, year=2025, ordinal=9, is_trial=True, state=RoundState.CLOSED),
    ]
    second = make_product("Mắm cá linh", world.fish_maker)
    for product, kind in ((world.dried_fish, "first"), (second, "upgrade"), (world.lotus_seed, "first")):
        make_concluded(world, product, stars=3, total="60", kind=kind, round_=rounds[0])
    third = make_product("Trà lá sen", world.lotus_maker)
    make_concluded(world, third, stars=3, total="60", round_=rounds[1])
    gone = make_concluded(world, make_product("Kẹo", world.lotus_maker), stars=3, total="60", round_=rounds[0])
    Dossier.objects.filter(pk=gone.pk).update(state="withdrawn")
    assert (count("dossiers.entered"), count("dossiers.producers")) == (3, 2)
    assert (count("dossiers.entered", kind="first"), count("dossiers.entered", kind="upgrade")) == (2, 1)
    assert (count("dossiers.entered", year="2026"), count("dossiers.new_producers")) == (3, 2)
    assert count("dossiers.new_producers", since=date(2026, 10, 1)) == 0, "both came on 20 September"
    old = Dossier.objects.filter(product=second)
    old.update(lodged_at=None, is_reconstructed=True)
    assert count("dossiers.entered", on=rounds[0].meeting_due) == 3, "an old round's dossier counts on its last day"
    assert count("dossiers.entered") == 2


@pytest.mark.requirement("R37")
def test_products_sent_to_the_ministry_are_counted_by_the_year_of_their_round(world: World) -> None:
    round_ = make_round(world.province_committee, ordinal=9, is_trial=False)
    dossier = make_concluded(world, world.dried_fish, stars=4, total="92", round_=round_)
    Referral.objects.create(dossier=dossier, to_office=world.province_committee, sent_on=date(2026, 11, 20))
    assert count("certification.referred", year="2026") == count("certification.referred", state="sent") == 1
    assert count("certification.referred", state="recognised") == count("certification.referred", year="2025") == 0
