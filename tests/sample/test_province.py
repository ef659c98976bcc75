"""The sample province: the plan's own counts come out of records, and a simulated round leaves everything in order."""

from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.db.models import Count, F, Q

from ocop.config.people import actor_for
from ocop.config.wiring import TODO_SOURCES
from ocop.cycle.certification.models import Certificate, Recognition
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.states import DossierState
from ocop.cycle.evaluation.models import Docket, ScoreSheet
from ocop.cycle.evaluation.states import DocketState, SheetState
from ocop.ground.accounts.models import User
from ocop.ground.budget.states import Source
from ocop.ground.offices.models import Office, Unit
from ocop.ground.offices.placing import waiting_for
from ocop.ground.planning.measures import known_measures
from ocop.ground.producers.models import Producer, Product
from ocop.ground.programme.models import Round
from ocop.ground.registry.verification import verify
from ocop.kit import clock
from ocop.oversight.figures.questions import Question, answer
from ocop.sample.build import build_province
from ocop.sample.people import sample_people
from ocop.sample.report import counts, report
from ocop.sample.simulation import Simulation
from tests.walk_indicators import faults_of, place_faults, whole_questions

# One worker builds the province once for all of these.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("province")]


@pytest.fixture(scope="module")
def province(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[None]:
    """The sample, built once for this page and rolled back after it."""
    from django.test import override_settings

    files = {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path_factory.mktemp("files"))},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with django_db_blocker.unblock(), override_settings(STORAGES=files), transaction.atomic():
        for _ in build_province(at=clock.now()):
            pass
        yield
        transaction.set_rollback(True)


@pytest.mark.requirement("R30", "R31", "R33", "R34", "R36")
def test_every_count_of_the_two_rounds_is_what_the_plan_prints(province: None) -> None:
    wrong = [f"{line.label}: {line.computed}, kế hoạch in {line.printed}" for line in report() if not line.agrees]
    assert not wrong
    assert counts()["distinct_products"] == 161
    assert counts()["recognitions"] == 169


def test_the_report_command_prints_them(province: None) -> None:
    out = StringIO()
    call_command("sample", "report", stdout=out)
    assert "169" in out.getvalue()
    assert "KHÔNG KHỚP" not in out.getvalue()


def test_the_report_command_fails_when_a_count_is_wrong(province: None) -> None:
    Recognition.objects.filter(dossier__round__year=2019).first().delete()
    with pytest.raises(CommandError):
        call_command("sample", "report", stdout=StringIO())


def test_real_products_carry_their_source_and_no_marks(province: None) -> None:
    real = Dossier.objects.exclude(source_url="")
    assert real.exists()
    assert not real.filter(Q(docket__isnull=False) | Q(concluded_total__isnull=False)).exists()
    assert not Recognition.objects.filter(source_url="", is_reconstructed=False, basis__isnull=True).exists()


def test_reconstructed_records_carry_no_real_producer(province: None) -> None:
    real = set(Producer.objects.filter(is_reconstructed=False, is_sample=False).values_list("name", flat=True))
    made_up = Producer.objects.filter(Q(is_reconstructed=True) | Q(is_sample=True)).values_list("name", flat=True)
    assert real
    assert real.isdisjoint(made_up)
    assert not Product.objects.filter(is_reconstructed=True, producer__is_reconstructed=False).exists()


def test_a_dossier_stands_at_every_stage_of_the_live_round(province: None) -> None:
    live = Dossier.objects.filter(round__criteria_id="26-2026")
    assert set(live.values_list("state", flat=True)) == {
        DossierState.DRAFT,
        DossierState.LODGED,
        DossierState.RETURNED,
        DossierState.FORWARDED,
        DossierState.ACCEPTED,
        DossierState.EVALUATING,
        DossierState.CONCLUDED,
        DossierState.RECOGNISED,
        DossierState.REFERRED,
    }


def test_each_split_commune_has_records_that_wait_and_some_are_placed(province: None) -> None:
    """None of them ever entered a round, so that no figure the plan prints counts them."""
    communes = list(Unit.objects.split())
    assert len(communes) == 3
    assert {each.pk for each in waiting_for().communes} == {each.pk for each in communes}
    placed = Producer.objects.filter(unit__part_of__in=communes)
    made = Producer.objects.filter(Q(unit__in=communes) | Q(unit__part_of__in=communes))
    assert placed.count() == 2
    assert all(made.values_list("is_reconstructed", flat=True))
    assert not Dossier.objects.filter(producer__in=made).exists()


def test_every_office_that_ended_says_who_carries_on_its_work(province: None) -> None:
    assert not Office.objects.filter(valid_to__lt=clock.today(), successor__isnull=True).exists()


def test_every_kind_of_sample_person_has_something_to_do(province: None) -> None:
    at = clock.now()
    by_role: dict[str, int] = {}
    for person in sample_people():
        actor = actor_for(User.objects.get(login=person.login), at.date())
        waiting = sum(len(list(source(actor, at=at))) for source in TODO_SOURCES)
        by_role[person.role] = by_role.get(person.role, 0) + waiting
    assert all(by_role.values()), by_role


def test_loading_twice_changes_nothing(province: None) -> None:
    before = (Dossier.objects.count(), Recognition.objects.count(), Product.objects.count(), User.objects.count())
    for _ in build_province(at=clock.now()):
        pass
    after = (Dossier.objects.count(), Recognition.objects.count(), Product.objects.count(), User.objects.count())
    assert after == before


def invariants() -> dict[str, bool]:
    """What must hold whatever was simulated, each from one query."""
    ended = [DocketState.CLOSED, DocketState.CONCLUDED]
    sheets = ScoreSheet.objects.filter(docket__state__in=ended, turn=F("docket__turn"))
    return {
        "the journal chain is whole": not verify().findings,
        "every lodged dossier has a number of its own": not Dossier.objects.exclude(number=None)
        .values("number")
        .annotate(times=Count("pk"))
        .filter(times__gt=1)
        .exists(),
        "a closed docket rests on sealed sheets only": not sheets.filter(state=SheetState.DRAFT).exists(),
        "no spread over the limit was concluded": not Docket.objects.filter(
            state__in=ended, spread__gt=F("council__spread_limit")
        ).exists(),
        "the rank is never above the band or the minimums": not Docket.objects.filter(state__in=ended)
        .filter(Q(stars__gt=F("band_stars")) | Q(stars__gt=F("gate_stars")))
        .exists(),
        "a recognition never says more than its council": not Recognition.objects.filter(
            dossier__docket__isnull=False, stars__gt=F("dossier__docket__stars")
        ).exists(),
        "every recognition with marks has a certificate": not Recognition.objects.filter(
            dossier__docket__isnull=False, certificate__isnull=True
        ).exists(),
        "a product has one running dossier at most": not Dossier.objects.running()
        .values("product")
        .annotate(times=Count("pk"))
        .filter(times__gt=1)
        .exists(),
    }


@pytest.mark.requirement("R13", "R39")
@pytest.mark.slow
@pytest.mark.one_database
def test_two_hundred_simulated_dossiers_leave_everything_in_order(province: None) -> None:
    simulation = Simulation(dossiers=200, members=9, seed=7, at=clock.now())
    steps = list(simulation.run())
    assert len(steps) == 400
    broken = [name for name, holds in invariants().items() if not holds]
    assert not broken
    round_ = Round.objects.get(name__contains="mô phỏng 7")
    states = dict(round_.dossiers.values_list("state").annotate(Count("pk")))
    summary = simulation.summary
    assert summary.dossiers == 200
    assert sum(summary.stars.values()) == 200
    assert (
        states.get(DossierState.RECOGNISED, 0)
        == summary.recognised
        == Certificate.objects.filter(recognition__dossier__round=round_).count()
    )
    assert states.get(DossierState.CONCLUDED, 0) == summary.to_ministry + summary.not_ranked


def test_the_same_seed_gives_the_same_result(province: None) -> None:
    results = []
    for _ in range(2):
        simulation = Simulation(dossiers=3, members=3, seed=11, at=clock.now())
        list(simulation.run())
        assert simulation.summary.scored_again >= 1
        results.append((dict(simulation.summary.stars), simulation.summary.marks))
    assert results[0] == results[1]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_smallest_round_is_scored_again_once(province: None, seed: int) -> None:
    simulation = Simulation(dossiers=1, members=3, seed=seed, at=clock.now())
    list(simulation.run())
    assert simulation.summary.scored_again >= 1
    assert simulation.summary.sheets == 3 * (1 + simulation.summary.scored_again)


def test_the_clock_may_stand_anywhere_in_the_year(
    django_db_blocker: Any, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The live round finds its place between the year's two rounds on any day."""
    from ocop.rules.calendar import next_round, sitting_round

    day = clock.today()
    for step in range(0, 366, 5):
        on = day + timedelta(days=step)
        assert next_round(on).proposal_due >= on
        assert sitting_round(on).meeting_due >= on


def test_every_indicator_of_the_sample_is_what_its_own_list_of_records_makes(province: None) -> None:
    """Since the phase of the print began; place by place as well."""
    today = clock.today()
    faults = [fault for question in whole_questions(today, date(2018, 1, 1)) for fault in faults_of(question)]
    whole = [Question(measure, today, date(2018, 1, 1)) for measure in known_measures().values()]
    assert not faults + [fault for question in whole for fault in place_faults(question, today)]


@pytest.mark.requirement("R30", "R33", "R45", "R46", "R132", "R133", "R134")
@pytest.mark.parametrize(
    ("key", "options", "printed"),
    [
        ("dossiers.entered", {"year": "2019"}, 73),
        ("dossiers.entered", {"year": "2020", "kind": "first"}, 113),
        ("dossiers.entered", {"year": "2020", "kind": "upgrade"}, 17),
        ("certification.granted", {}, 161),
        ("certification.granted", {"year": "2019", "stars": "4"}, 23),
        ("certification.granted", {"year": "2019", "group": "thủ công mỹ nghệ"}, 3),
        ("certification.granted", {"year": "2020", "entry": "first"}, 91),
        ("certification.granted", {"year": "2020", "entry": "upgrade"}, 8),
        ("certification.referred", {"year": "2020"}, 4),
        ("outputs.class.officials", {}, 784),
        ("outputs.conference.producers", {}, 755),
        ("outputs.broadcast.issues", {}, 63),
        ("outputs.publication.printed", {}, 12_400),
        ("budget.raised", {}, 38_614_000_000),
        ("budget.raised", {"source": "central"}, 6_543_000_000),
    ],
)
def test_indicators_give_what_section_one_of_the_plan_prints(
    key: str, options: dict[str, str], printed: int, province: None
) -> None:
    measure = known_measures()[key]
    assert answer(Question(measure, date(2020, 12, 31), date(2018, 1, 1), options)).count == printed


@pytest.mark.requirement("R134", "R138")
def test_needs_are_counted_once_from_the_narrowest_lines(province: None) -> None:
    """938.702 billion in all; the undivided 88.656 of section III.3.10 stays one sum."""
    needs, day = known_measures()["budget.needs"], date(2025, 12, 31)
    by_source = {source: answer(Question(needs, day, options={"source": source})).count for source in Source}
    assert sum(by_source.values()) == answer(Question(needs, day)).count == 938_702_000_000
    assert by_source[Source.CENTRAL] == answer(Question(needs, day, options={"line": "trung-uong"})).count
    assert answer(Question(needs, day, options={"line": "trung-uong-noi-dung"})).count == 88_656_000_000
