"""What a recognition is worth on a day, and that page and database read it alike."""

from datetime import date, timedelta

import pytest

from ocop.cycle.certification.models import Recognition, StandingChange
from ocop.cycle.certification.queries import standing, valid_when_produced
from ocop.cycle.certification.standing import Span, standing_of
from ocop.cycle.certification.states import STANDS, RecognitionState, Standing
from ocop.cycle.dossiers.states import DossierKind, DossierState
from tests.world import NOW, World, make_product
from tests.world_certification import make_concluded, make_recognition, official_round

FROM, UNTIL = date(2026, 7, 1), date(2029, 6, 30)
SPAN = Span(FROM, UNTIL)
SUSPENDED, GRANTED, WITHDRAWN = RecognitionState.SUSPENDED, RecognitionState.GRANTED, RecognitionState.WITHDRAWN


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (FROM - timedelta(days=1), Standing.NOT_YET),
        (FROM, Standing.VALID),
        (UNTIL, Standing.VALID),
        (UNTIL + timedelta(days=1), Standing.EXPIRED),
    ],
)
def test_first_and_last_day_count(on: date, expected: Standing) -> None:
    assert standing_of(SPAN, [], on) is expected


def test_a_running_reassessment_gives_180_days_and_not_one_more() -> None:
    last = UNTIL + timedelta(days=180)
    assert standing_of(SPAN, [], last, renewal_running=True) is Standing.GRACE
    assert standing_of(SPAN, [], last + timedelta(days=1), renewal_running=True) is Standing.EXPIRED


def test_a_suspension_ends_when_it_is_lifted_and_a_change_of_tomorrow_does_not_count_today() -> None:
    changes = [(date(2027, 1, 10), SUSPENDED), (date(2027, 3, 1), GRANTED), (date(2027, 9, 1), WITHDRAWN)]
    assert standing_of(SPAN, changes, date(2027, 1, 9)) is Standing.VALID
    assert standing_of(SPAN, changes, date(2027, 1, 10)) is Standing.SUSPENDED
    assert standing_of(SPAN, changes, date(2027, 3, 1)) is Standing.VALID
    assert standing_of(SPAN, changes, date(2027, 9, 1)) is Standing.WITHDRAWN
    assert standing_of(SPAN, changes, date(2035, 1, 1)) is Standing.WITHDRAWN


def test_a_newer_recognition_takes_the_place_of_the_older_from_its_own_first_day() -> None:
    span = Span(FROM, UNTIL, superseded_on=date(2027, 12, 1))
    assert standing_of(span, [], date(2027, 11, 30)) is Standing.VALID
    assert standing_of(span, [], date(2027, 12, 1)) is Standing.SUPERSEDED


def test_database_and_page_agree_on_every_kind_of_day(world: World) -> None:
    office = world.province_committee
    older = make_recognition(world.dried_fish, office, stars=3, valid_from=date(2024, 1, 1))
    make_recognition(world.dried_fish, office, stars=4, valid_from=date(2026, 7, 1), supersedes=older)
    in_grace = make_recognition(world.lotus_seed, office, valid_from=date(2023, 8, 1))
    official_round(world)
    make_concluded(world, world.lotus_seed, stars=3, total="60", kind=DossierKind.RENEWAL)
    trial = make_recognition(
        make_product("Cá lóc", world.fish_maker), office, valid_from=date(2026, 7, 1), is_trial=True
    )
    withdrawn = make_recognition(make_product("Mắm cá linh", world.fish_maker), office)
    for day, state in ((date(2026, 8, 1), SUSPENDED), (date(2026, 9, 1), WITHDRAWN)):
        StandingChange.objects.create(recognition=withdrawn, to_state=state, effective_on=day, recorded_at=NOW)
    for on in (date(2024, 6, 1), date(2026, 7, 1), date(2026, 8, 15), date(2026, 11, 24), date(2028, 1, 1)):
        rows = Recognition.objects.with_standing(on)
        assert {row.pk: row.standing for row in rows} == {row.pk: standing(row, on).value for row in rows}
        assert set(Recognition.objects.standing_on(on)) == {row for row in rows if standing(row, on) in STANDS}
    assert standing(in_grace, NOW.date()) is Standing.GRACE
    assert {standing(trial, on) for on in (date(2024, 6, 1), NOW.date(), date(2035, 1, 1))} == {Standing.TRIAL}


def test_a_draft_reassessment_gives_no_grace(world: World) -> None:
    expired = make_recognition(world.lotus_seed, world.province_committee, valid_from=date(2023, 8, 1))
    dossier = make_concluded(world, world.lotus_seed, stars=3, total="60", kind=DossierKind.RENEWAL)
    dossier.state = DossierState.DRAFT
    dossier.save()
    assert standing(expired, NOW.date()) is Standing.EXPIRED


def test_a_reassessment_in_a_trial_round_gives_no_grace(world: World) -> None:
    expired = make_recognition(world.lotus_seed, world.province_committee, valid_from=date(2023, 8, 1))
    make_concluded(world, world.lotus_seed, stars=3, total="60", kind=DossierKind.RENEWAL)
    assert standing(expired, NOW.date()) is Standing.EXPIRED


def test_a_star_that_has_ended_was_still_valid_when_the_jar_was_filled(world: World) -> None:
    ended = make_recognition(world.dried_fish, world.province_committee, valid_from=date(2022, 1, 1))
    assert standing(ended, NOW.date()) is Standing.EXPIRED
    assert valid_when_produced(world.dried_fish.pk, date(2024, 5, 1)) == ended
    assert valid_when_produced(world.dried_fish.pk, date(2026, 5, 1)) is None
