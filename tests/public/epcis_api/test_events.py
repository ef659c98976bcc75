"""A producer's program reads its own events by what the standard lets it ask, page by page, and nobody else's."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from ocop.cycle.epcis.actions import declare_error
from ocop.cycle.epcis.addresses import batch_uri, producer_uri
from ocop.cycle.epcis.schema import problems_of_document
from ocop.rules.epcis import Document, Kind
from tests.cycle.epcis.chain import keep, lot_of, made_of, seen
from tests.public.epcis_api.asking import BASE, Program, named
from tests.public.epcis_api.test_capture import kind
from tests.world import NOW, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


@pytest.fixture(autouse=True)
def fresh_budget() -> None:
    cache.clear()


@pytest.fixture
def program(world: World) -> Program:
    return Program(world)


@pytest.fixture
def kept(world: World) -> dict[str, Document]:
    """What chị Lan wrote down: two deliveries a day apart, and what was made of what."""
    first, second = lot_of(world), lot_of(world, lot="L2")
    place = {"bizLocation": {"id": producer_uri(world.fish_maker)}}
    rows = {
        "old": keep(world, seen(first, "a", at=NOW - timedelta(days=1)) | place),
        "new": keep(world, seen(second, "b", disposition="in_transit")),
        "made": keep(world, made_of(batch_uri(second), batch_uri(first))),
    }
    return {name: row.document for name, row in rows.items()}


def ids(events: list[Document]) -> list[str]:
    return [event["eventID"] for event in events]


@pytest.mark.requirement("R162")
def test_what_is_answered_is_a_query_document_of_the_official_schema(program: Program, kept: Any) -> None:
    response = program.get("/events")
    assert response["Content-Type"] == "application/json"
    assert response["Cache-Control"] == "private, no-store"
    assert response["GS1-EPC-Format"] == "Never_Translates"
    assert problems_of_document(response.json()) == []
    assert program.events() == list(kept.values())


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"eventType": "TransformationEvent"}, ["made"]),
        ({"eventType": "TransformationEvent|ObjectEvent"}, ["old", "new", "made"]),
        ({"eventType": ["TransformationEvent", "AggregationEvent"]}, ["made"]),
        ({"EQ_bizStep": "shipping"}, ["old", "new"]),
        ({"EQ_bizStep": "shipping", "EQ_disposition": "in_transit"}, ["new"]),
        ({"EQ_action": "OBSERVE|ADD"}, ["old", "new"]),
        ({"GE_eventTime": "2026-11-24T00:00:00+07:00"}, ["new", "made"]),
        ({"LT_eventTime": "2026-11-23T17:00:00Z"}, ["old"]),
        ({"GE_recordTime": "2026-11-24T09:00:00+07:00"}, ["old", "new", "made"]),
        ({"LT_recordTime": "2026-11-24T09:00:00+07:00"}, []),
        ({"EXISTS_errorDeclaration": ""}, []),
        ({"EQ_readPoint": "https://a.example/"}, []),
        ({"orderBy": "eventTime", "orderDirection": "ASC", "EQ_action": "OBSERVE"}, ["old", "new"]),
        ({"orderBy": "eventTime", "EQ_action": "OBSERVE"}, ["new", "old"]),
    ],
)
def test_events_are_found_by(asked: dict[str, Any], found: list[str], program: Program, kept: Any) -> None:
    assert ids(program.events(**asked)) == [kept[name]["eventID"] for name in found]


def test_events_are_found_by_their_things_and_places(program: Program, kept: Any, world: World) -> None:
    first = kept["old"]["quantityList"][0]["epcClass"]
    for asked, found in (
        ({"MATCH_anyEPCClass": first}, ["old", "made"]),
        ({"MATCH_anyEPC": first}, ["old", "made"]),
        ({"MATCH_epcClass": first}, ["old"]),
        ({"MATCH_inputEPCClass": first}, ["made"]),
        ({"MATCH_outputEPCClass": first}, []),
        ({"MATCH_parentID": first}, []),
        ({"EQ_bizLocation": producer_uri(world.fish_maker)}, ["old"]),
        ({"EQ_eventID": kept["new"]["eventID"]}, ["new"]),
    ):
        assert ids(program.events(**asked)) == [kept[name]["eventID"] for name in found], asked
    assert ids(program.events(f"{named('/epcs', first)}/events")) == ids([kept["old"], kept["made"]])
    assert ids(program.events(f"{named('/epcs', first)}/events", EQ_bizStep="shipping")) == ids([kept["old"]])


@pytest.mark.parametrize(
    "asked",
    [
        {"bizStep": "shipping"},
        {"EQ_khong": "x"},
        {"eventType": "ThrowEvent"},
        {"EQ_action": "SEE"},
        {"GE_eventTime": "hôm qua"},
        {"GE_eventTime": "2026-11-24"},
        {"GE_eventTime": "2026-11-24T08:00:00 07:00"},
        {"GE_eventTime": "0001-01-01T00:00:00+14:00"},
        {"GE_eventTime": "2026-11-24T08:00:00Z|2026-11-25T08:00:00Z"},
        {"EXISTS_errorDeclaration": "false"},
        {"orderBy": "eventID"},
        {"orderDirection": "DOWN"},
        {"orderDirection": "ASC"},
        {"perPage": "0"},
        {"perPage": "²"},
        {"perPage": ["1", "2"]},
        {"perPage": "9" * 30},
        {"nextPageToken": "abc"},
        {"nextPageToken": "../../etc"},
    ],
)
def test_a_question_that_cannot_be_read_says_which_parameter(asked: dict[str, Any], program: Program) -> None:
    response = program.get("/events", asked)
    assert kind(response) == (400, "QueryParameterException")
    assert response.json()["detail"].startswith(next(iter(asked)))


def test_pages_follow_one_another_and_end(program: Program, kept: Any, world: World) -> None:
    for order in ({}, {"orderBy": "eventTime"}, {"orderBy": "recordTime", "orderDirection": "ASC"}):
        all_at_once, found = ids(program.events(**order)), []
        response = program.get("/events", {"perPage": 1, **order})
        for _ in range(5):
            found += ids(response.json()["epcisBody"]["queryResults"]["resultsBody"]["eventList"])
            if "Link" not in response:
                break
            assert response["Link"].endswith('; rel="next"')
            address = response["Link"][1:].split(">")[0].removeprefix("http://127.0.0.1:8000")
            response = program.client.get(address, headers={"Authorization": f"Bearer {program.secret}"})
        assert found == all_at_once
        assert len(found) == 3


def test_a_declared_error_is_told_once_more_and_asked_for_alone(program: Program, world: World) -> None:
    row = keep(world, seen(lot_of(world)))
    by = world.actor(world.chi_lan)
    declare_error(row, reason="did_not_occur", why="Ghi nhầm xe", by=by, at=NOW)
    plain, wrong = program.events()
    assert "errorDeclaration" not in plain
    assert wrong["errorDeclaration"]["reason"] == "did_not_occur"
    assert program.events(EXISTS_errorDeclaration="") == [wrong] == program.events(EQ_errorReason="did_not_occur")
    assert program.events(EQ_errorReason="incorrect_data") == []
    assert len(program.events(perPage=1)) == 2  # a page has at least one whole row, or pages would not end


def test_who_asks_for_what_was_recorded_since_learns_of_what_was_taken_back(program: Program, world: World) -> None:
    """A program that reads on from the last moment it saw must not keep what its producer took back since."""
    row, later = keep(world, seen(lot_of(world))), NOW + timedelta(hours=2)
    since, until = (NOW + timedelta(hours=1)).isoformat(), later.isoformat()
    assert program.events(GE_recordTime=since) == []
    declare_error(row, reason="did_not_occur", why="Ghi nhầm xe", by=world.actor(world.chi_lan), at=later)
    plain, wrong = program.events()
    assert (plain["recordTime"], wrong["recordTime"]) == (
        "2026-11-24T09:00:00.000+07:00",
        "2026-11-24T11:00:00.000+07:00",
    )
    assert program.events(GE_recordTime=since) == [wrong] == program.events(GE_errorDeclarationTime=until)
    assert program.events(LT_recordTime=since) == [plain]
    assert program.events(GE_recordTime=since, LT_recordTime=until) == []
    assert program.events(LT_errorDeclarationTime=until) == []
    assert program.events(LT_recordTime=since, EXISTS_errorDeclaration="") == []


def test_the_lists_tell_what_stands_in_one_s_own_events(program: Program, kept: Any, world: World) -> None:
    assert program.get("/eventTypes").json()["member"] == ["ObjectEvent", "TransformationEvent"]
    assert program.get("/bizSteps").json()["member"] == ["shipping"]
    assert program.get("/dispositions").json()["member"] == ["in_transit"]
    assert program.get("/bizLocations").json()["member"] == [producer_uri(world.fish_maker)]
    assert program.get("/readPoints").json()["member"] == []
    lots = sorted(event["quantityList"][0]["epcClass"] for event in (kept["old"], kept["new"]))
    first = program.get("/epcs", {"perPage": 1})
    assert first.json()["member"] == lots[:1]
    address = first["Link"][1:].split(">")[0].removeprefix("http://127.0.0.1:8000")
    rest = program.client.get(address, headers={"Authorization": f"Bearer {program.secret}"})
    assert (rest.json()["member"], "Link" in rest) == (lots[1:], False)
    assert program.get("/bizSteps/shipping").json()["member"] == ["events"]
    assert len(program.events("/bizSteps/shipping/events")) == 2
    assert len(program.events("/eventTypes/TransformationEvent/events")) == 1
    assert program.events(f"/eventTypes/{Kind.ASSOCIATION}/events") == []
    for nobody in (
        "/bizSteps/packing",
        "/bizSteps/packing/events",
        "/eventTypes/X",
        "/events/urn:uuid:1",
        named("/epcs", "urn:x"),
        named("/epcs", "urn:x\n"),
        named("/bizSteps", "\npacking"),
    ):
        assert kind(program.get(nobody)) == (404, "NoSuchResourceException"), nobody


def test_another_producer_s_program_finds_none_of_it(kept: Any, world: World) -> None:
    other = Program(world, world.lotus_maker)
    event = kept["old"]
    assert other.events() == []
    for path in ("/eventTypes", "/epcs", "/bizSteps"):
        assert other.get(path).json()["member"] == []
    assert other.get(named("/events", event["eventID"])).status_code == 404
    assert other.get(named("/epcs", event["quantityList"][0]["epcClass"])).status_code == 404
    assert other.events(EQ_eventID=event["eventID"]) == []


def test_what_is_supported_is_told_to_everybody(program: Program, kept: Any) -> None:
    client = Client()
    for path in (
        "/",
        "/capture",
        "/capture/abc",
        "/events",
        "/events/urn:uuid:1",
        "/epcs/https%3A%2F%2Fa/events",
        "/bizSteps",
    ):
        response = client.options(f"{BASE}{path}")
        assert (response.status_code, response.content) == (204, b""), path
        assert response["Allow"].startswith("OPTIONS, GET")
        assert response["GS1-EPCIS-Min"] == response["GS1-EPCIS-Max"] == response["GS1-CBV-Max"] == "2.0.0"
        assert response["GS1-Vendor-Version"]
        assert response["GS1-Extensions"].startswith("ocop=")
    taking = client.options(f"{BASE}/capture")
    assert (taking["Allow"], taking["GS1-EPCIS-Capture-Limit"]) == ("OPTIONS, GET, POST", "100")
    assert taking["GS1-EPCIS-Capture-File-Size-Limit"] == "1048576"
    assert taking["GS1-Capture-Error-Behaviour"] == "rollback"
    top = client.get(f"{BASE}/")
    assert {"capture", "events", "epcs"} < set(top.json()["member"])
    assert kind(client.get(f"{BASE}/", headers={"Accept": "text/csv"}))[0] == 406


def test_a_page_takes_as_many_queries_however_many_events(
    program: Program, world: World, django_assert_num_queries: Any
) -> None:
    batch = lot_of(world)
    for number in range(4):
        keep(world, seen(batch, str(number)))
    program.events()
    with django_assert_num_queries(2):
        assert len(program.events()) == 4
