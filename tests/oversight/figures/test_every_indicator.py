"""Every indicator on the small province with a record of every kind: no answer that its own records do not make."""

from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from ocop.ground.offices.models import Office
from ocop.ground.planning.measures import known_measures
from ocop.oversight.figures.freezing import lines_of
from ocop.oversight.figures.questions import Question, answer, rows_of
from ocop.support.activities.kinds import known_kinds
from ocop.support.activities.models import Activity, Output
from tests.journeys.room_records import build_rooms
from tests.walk_indicators import faults_of, office_faults, place_faults, whole_questions
from tests.world import NOW, World
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
TODAY, SINCE = NOW.date(), date(2026, 1, 1)


@pytest.fixture
def busy(world: World) -> World:
    build_rooms(world)
    make_recognition(world.dried_fish, world.province_committee, stars=4, valid_from=date(2026, 7, 1))
    make_recognition(world.lotus_seed, world.province_committee, stars=3, valid_from=date(2026, 8, 1), number="9/QĐ")
    for kind in known_kinds().values():
        facts = {"starts_on": TODAY, "ends_on": TODAY, "state": "held", "created_at": NOW}
        held = Activity.objects.create(
            kind=kind.id, title=kind.name, organiser=world.agriculture, unit=world.thap_muoi, **facts
        )
        Output.objects.bulk_create(Output(activity=held, name=each.id, figure=Decimal("12.5")) for each in kind.outputs)
    return world


@pytest.mark.requirement("R239", "R240", "R241")
def test_every_answer_is_what_its_own_list_of_records_makes(busy: World) -> None:
    """Under every value of every condition; a share never stands without its base."""
    assert not [fault for question in whole_questions(TODAY, SINCE) for fault in faults_of(question)]
    heard = [measure.key for measure in known_measures().values() if answer(Question(measure, TODAY, SINCE)).count]
    assert len(heard) >= 35, heard


def test_every_indicator_says_the_same_place_by_place(busy: World) -> None:
    questions = [Question(measure, TODAY, SINCE) for measure in known_measures().values()]
    assert not [fault for question in questions for fault in place_faults(question, TODAY)]


def test_every_indicator_tells_an_office_its_own_work_or_refuses(busy: World) -> None:
    questions = [Question(measure, TODAY, SINCE) for measure in known_measures().values()]
    offices = Office.objects.filter(
        pk__in=(busy.agriculture.pk, busy.coordination_office.pk, busy.province_committee.pk)
    )
    assert not [fault for question in questions for fault in office_faults(question, list(offices))]


def test_every_indicator_answers_in_one_query_or_two(
    busy: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for measure in known_measures().values():
        with django_assert_max_num_queries(1 if measure.base is None else 2):
            answer(Question(measure, TODAY, SINCE))


def test_every_list_names_its_records_as_they_are_named_one_by_one(
    busy: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """Long lists are read in a way of their own (`figures/reading.py`), with one query and one a relation."""
    named = 0
    for measure in known_measures().values():
        for of_base, counted in ((False, measure.counted), (True, measure.base)):
            if counted is None:
                continue
            rows = rows_of(Question(measure, TODAY, SINCE), of_base=of_base)
            one_by_one = {
                (
                    str(row.pk),
                    counted.label(row),
                    counted.detail(row) if counted.detail else "",
                    counted.link(row) if counted.link else "",
                )
                for row in rows
            }
            relations = {path[:end] for path in counted.related for end in _ends(path)}
            with django_assert_max_num_queries(1 + len(relations), info=measure.key):
                lines = list(lines_of(counted, rows))
            assert {(line.record, line.label, line.detail, line.url) for line in lines} <= one_by_one, measure.key
            assert {line.record for line in lines} == {each[0] for each in one_by_one}, measure.key
            named += len(lines)
    assert named > 60


def _ends(path: str) -> list[int]:
    """Where each relation of a path ends."""
    parts = path.split("__")
    return [len("__".join(parts[:count])) for count in range(1, len(parts) + 1)]
