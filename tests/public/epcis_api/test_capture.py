"""A producer's program sends what was done to its lots: whole and right, or refused with the reason."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ocop.cycle.epcis.models import ErrorDeclaration, TraceEvent
from ocop.cycle.epcis.trace import stages_of
from ocop.ground.registry.models import JournalEntry
from ocop.public.epcis_api import capture
from ocop.public.epcis_api.models import CaptureJob
from ocop.public.partners.actions import revoke_key
from ocop.public.partners.states import Scope
from tests.cycle.epcis.chain import lot_of, seen
from tests.public.epcis_api.asking import BASE, Program, named, whole
from tests.world import NOW, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

# The schema lets a type of somebody's own pass, and looks at nothing else of it.
STRANGE = {"type": "https://a.example/StrangeEvent"}
WRONG: tuple[dict[str, Any], ...] = (
    {"epcList": 5},
    {"readPoint": "x"},
    {"bizStep": None},
    {"parentID": 5},
    {"quantityList": [5]},
    {"errorDeclaration": 5},
)
ERROR = {"declarationTime": "2026-11-24T08:00:00+07:00", "reason": "incorrect_data"}


@pytest.fixture(autouse=True)
def fresh_budget() -> None:
    cache.clear()


@pytest.fixture
def program(world: World) -> Program:
    return Program(world)


def kind(response: Any) -> tuple[int, str]:
    """The status of a refusal and what the standard calls it; its body says the same status."""
    assert response["Content-Type"] == "application/problem+json"
    told = response.json()
    assert told["status"] == response.status_code
    assert told["title"]
    return response.status_code, told["type"].removeprefix("epcisException:")


@pytest.mark.requirement("R162")
@pytest.mark.parametrize("content_type", ["application/json", "application/ld+json; charset=utf-8"])
def test_a_document_is_taken_in_and_its_job_tells_how_it_went(
    content_type: str, program: Program, world: World
) -> None:
    batch = lot_of(world)
    response = program.send("/capture", whole(seen(batch, "a"), seen(batch, "b")), content_type)
    assert (response.status_code, response.content) == (202, b"")
    assert response["GS1-EPCIS-Version"] == response["GS1-CBV-Version"] == "2.0.0"
    where = response["Location"].removeprefix(f"http://127.0.0.1:8000{BASE}")
    job = program.get(where)
    assert job["GS1-Capture-Error-Behaviour"] == "rollback"
    assert job.json() == {
        "captureID": where.split("/")[-1],
        "createdAt": "2026-11-24T09:00:00.000+07:00",
        "finishedAt": "2026-11-24T09:00:00.000+07:00",
        "running": False,
        "success": True,
        "captureErrorBehaviour": "rollback",
        "errors": [],
    }
    rows = TraceEvent.objects.filter(producer=world.fish_maker, sent_by="Phần mềm kho")
    assert rows.count() == 2
    entry = JournalEntry.objects.filter(act="epcis.event_recorded").last()
    assert entry is not None
    assert entry.actor_name == "Phần mềm kho"
    again = program.send("/capture", whole(seen(batch, "a"), seen(batch, "b")))
    assert (again.status_code, rows.count()) == (202, 2)


def test_people_read_which_program_said_it_and_shoppers_read_plain_words(
    program: Program, world: World, sign_in: Any
) -> None:
    batch = lot_of(world)
    program.send("/events", seen(batch, step="https://kho.example/buoc/quet-ma"))
    row = TraceEvent.objects.get()
    page = sign_in(world.chi_lan).get(reverse("epcis:event", args=[row.public_id])).content.decode()
    assert "máy của Phần mềm kho gửi" in page
    assert [stage.words for stage in stages_of(batch)] == ["Ghi nhận"]


def test_a_malformed_document_is_refused_with_400_and_stores_nothing(program: Program, world: World) -> None:
    """Acceptance 5: whatever is wrong with one event, none is kept, and the answer says where."""
    batch = lot_of(world)
    good = seen(batch, "a")
    for bad in (
        whole(good, seen(batch, "b") | {"action": "THROW"}),
        whole(good, seen(batch, "b") | {"quantityList": [{"epcClass": "https://a.example/01/08935000000017/10/L1"}]}),
        whole(good, good),
        whole(good, seen(batch, "b") | {"errorDeclaration": ERROR | {"reason": "https://a.example/" + "x" * 300}}),
        whole(good, seen(batch, "b", at=NOW + timedelta(minutes=6))),
        *(whole(good, seen(batch, "b") | STRANGE | wrong) for wrong in WRONG),
        whole(good, schemaVersion="hai"),
        whole(good, type=[]),
        whole(good, "chữ"),
        [good],
        "chữ",
        None,
    ):
        for behaviour in ("rollback", "proceed"):
            response = program.send("/capture", bad, GS1_Capture_Error_Behaviour=behaviour)
            assert kind(response) == (400, "ValidationException"), bad
            assert response.json()["errors"]
    assert not TraceEvent.objects.exists()
    assert not CaptureJob.objects.exists()
    assert not JournalEntry.objects.filter(act="epcis.event_recorded").exists()


@pytest.mark.parametrize(
    "body",
    [
        b" ",
        b"{",
        b"\xff\xfe",
        b'{"type": NaN}',
        b'{"type": 1, "type": 2}',
        b'{"type": "\\ud800"}',
        b'{"type": "\\u0000"}',
        b'{"type": ' + b"1" * 5000 + b"}",
        b"[" * 100_000,
        b'{"a":' * 40 + b"1" + b"}" * 40,
    ],
)
def test_what_is_no_json_is_refused_and_never_an_error_of_ours(body: bytes, program: Program) -> None:
    for path in ("/capture", "/events"):
        assert kind(program.send(path, body)) == (400, "ValidationException")


def test_what_has_not_happened_yet_is_refused_but_for_clocks_a_little_ahead(program: Program, world: World) -> None:
    batch = lot_of(world)
    to_come = seen(batch, "a", at=NOW + timedelta(minutes=6))
    assert kind(program.send("/events", to_come)) == (400, "ValidationException")
    assert kind(program.send("/events", seen(batch, "z") | {"eventTime": "2026-11-24T09:00:00"}))[0] == 400
    assert program.send("/events", seen(batch, "b", at=NOW + timedelta(minutes=4))).status_code == 201
    assert program.send("/events", to_come | {"errorDeclaration": ERROR}).status_code == 201  # kept before this rule


def test_absurd_values_inside_an_event_are_refused(program: Program, world: World) -> None:
    event = json.dumps(seen(lot_of(world)))
    for absurd in ("1e400", "NaN", "9" * 400, "-1", "99999999999999", '"\\ud800"', "[" * 50 + "]" * 50):
        assert '"quantity": 10' in event
        body = event.replace('"quantity": 10', f'"quantity": {absurd}')
        assert kind(program.send("/events", body.encode())) == (400, "ValidationException"), absurd
    assert not TraceEvent.objects.exists()


def test_signs_nobody_sees_are_refused_in_what_names_anything(program: Program, world: World) -> None:
    """PostgreSQL keeps no zero byte, and no more signs than a column has."""
    event = seen(lot_of(world))
    for hidden in (
        {"eventID": "urn:uuid:00000000-0000-4000-8000-00000000000a\n"},
        {"eventTimeZoneOffset": "+07:00\n"},
        {"quantityList": [event["quantityList"][0] | {"uom": "KGM\n"}]},
        {"quantityList": [{"epcClass": "urn:epc:class:lgtin:8935000.000001.X%00"}]},
        {"epcList": ["https://a.example/01/08935000000014/10/X%0A"]},
    ):
        assert kind(program.send("/events", event | hidden)) == (400, "ValidationException"), hidden
        assert kind(program.send("/capture", whole(event | hidden))) == (400, "ValidationException"), hidden
    assert not TraceEvent.objects.exists()


def test_one_event_of_another_s_and_the_rest_waits_or_goes_on_as_was_asked(program: Program, world: World) -> None:
    mine, other = lot_of(world), lot_of(world, world.lotus_seed)
    document = whole(seen(mine, "a"), seen(other, "b") | {"action": "DELETE"}, seen(mine, "c"))
    for behaviour, kept in (("rollback", 0), ("proceed", 2)):
        response = program.send("/capture", document, GS1_Capture_Error_Behaviour=behaviour)
        assert (response.status_code, response["GS1-Capture-Error-Behaviour"]) == (202, behaviour)
        job = program.get(f"/capture/{response['Location'].split('/')[-1]}").json()
        assert (job["success"], job["captureErrorBehaviour"]) == (False, behaviour)
        (error,) = job["errors"]
        assert (error["type"], error["instance"]) == (
            "epcisException:SecurityException",
            document["epcisBody"]["eventList"][1]["eventID"],
        )
        assert "chủ thể khác" in error["detail"]
        assert TraceEvent.objects.count() == kept
    assert kind(program.send("/capture", document, GS1_Capture_Error_Behaviour="half"))[0] == 400


def test_the_journal_waits_until_every_row_of_a_document_stands(program: Program, world: World) -> None:
    """Its chain has one head for everybody: held from the first event on, nobody else could act meanwhile."""
    batch, other = lot_of(world), lot_of(world, world.lotus_seed)
    document = whole(seen(batch, "a"), seen(other, "b") | {"action": "DELETE"}, seen(batch, "c"))
    with CaptureQueriesContext(connection) as asked:
        program.send("/capture", document, GS1_Capture_Error_Behaviour="proceed")
    tables = ("epcis_traceevent", "epcis_eventitem", "registry_journalentry")
    inserts = [each["sql"] for each in asked if each["sql"].startswith("INSERT")]
    order = [table for sql in inserts for table in tables if f'"{table}"' in sql.split("(")[0]]
    assert order == ["epcis_traceevent", "epcis_eventitem"] * 2 + ["registry_journalentry"] * 2


def test_another_event_of_a_known_id_is_a_conflict(program: Program, world: World) -> None:
    batch = lot_of(world)
    assert program.send("/events", seen(batch)).status_code == 201
    assert kind(program.send("/events", seen(batch, step="receiving"))) == (409, "ResourceAlreadyExistsException")
    response = program.send("/capture", whole(seen(batch, step="receiving"), seen(batch, "b")))
    (error,) = program.get(f"/capture/{response['Location'].split('/')[-1]}").json()["errors"]
    assert error["status"] == 409
    assert TraceEvent.objects.count() == 1


def test_one_event_is_kept_at_once_and_read_at_its_address(program: Program, world: World) -> None:
    event = seen(lot_of(world))
    event["eventID"] = "ni:///sha-256;36abb3?ver=CBV2.0"
    response = program.send("/events", event)
    assert response.status_code == 201
    assert response.json() == event | {"recordTime": "2026-11-24T09:00:00.000+07:00"}
    where = response["Location"].removeprefix(f"http://127.0.0.1:8000{BASE}")
    assert where == named("/events", event["eventID"])
    assert program.events(where) == [response.json()]
    assert program.send("/events", event).status_code == 201
    assert kind(program.send("/events", seen(lot_of(world, world.lotus_seed), "o"))) == (403, "SecurityException")


def test_a_wrong_event_is_sent_again_with_its_error_and_stays_on_file(program: Program, world: World) -> None:
    program.send("/events", seen(lot_of(world)))
    (event,) = program.events()
    for _ in range(2):
        assert program.send("/events", event | {"errorDeclaration": ERROR}).status_code == 201
    assert ErrorDeclaration.objects.count() == 1
    assert program.events() == [event, event | {"errorDeclaration": ERROR}]
    assert program.events(named("/events", event["eventID"])) == [event, event | {"errorDeclaration": ERROR}]


def test_too_much_at_once_is_refused_with_the_limits(
    program: Program, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capture, "MOST_EVENTS", 2)
    batch = lot_of(world)
    many = whole(*(seen(batch, str(number)) for number in range(3)))
    response = program.send("/capture", many)
    assert kind(response) == (413, "CaptureLimitExceededException")
    assert response["GS1-EPCIS-Capture-Limit"] == "100"
    for size in (1024 * 1024 + 1, 3 * 1024 * 1024):
        for path in ("/capture", "/events"):
            response = program.send(path, b" " * size)
            assert kind(response) == (413, "CaptureLimitExceededException")
            assert response["GS1-EPCIS-Capture-File-Size-Limit"] == str(1024 * 1024)
    assert not TraceEvent.objects.exists()


def test_only_json_is_read_and_answered_and_only_version_2_is_spoken(program: Program, world: World) -> None:
    event = seen(lot_of(world))
    for content_type in (
        "application/xml",
        "text/plain",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded",
    ):
        assert kind(program.send("/events", event, content_type)) == (415, "UnsupportedMediaTypeException")
    for header, value in (
        ("Accept", "application/xml"),
        ("GS1_EPCIS_Version", "1.2"),
        ("GS1_EPCIS_Version", "hai"),
        ("GS1_EPCIS_Min", "2.1"),
        ("GS1_EPCIS_Max", "1.2.0"),
        ("GS1_CBV_Max", "1.2"),
        ("GS1_EPC_Format", "Always_EPC_URN"),
    ):
        response = program.get("/events", **{header: value})
        assert kind(response) == (406, "NotAcceptableException"), header
        assert kind(program.send("/events", event, **{header: value}))[0] == 406
    for header, value in (("GS1_EPCIS_Version", "2.0"), ("GS1_EPCIS_Min", "1.2"), ("GS1_EPCIS_Max", "2.1.0")):
        assert program.get("/events", **{header: value}).status_code == 200
    response = program.get("/events", Accept="application/ld+json")
    assert (response["Content-Type"], response.status_code) == ("application/ld+json", 200)
    assert not TraceEvent.objects.exists()


def test_without_a_key_or_with_the_wrong_one_nothing_is_taken(program: Program, world: World) -> None:
    event = seen(lot_of(world))
    reading = Program(world, None, Scope.QUERY)
    assert kind(reading.send("/events", event)) == (403, "SecurityException")
    assert kind(reading.get("/capture")) == (403, "SecurityException")
    assert kind(Program(world, None, Scope.CAPTURE).get("/events")) == (403, "SecurityException")
    assert kind(Program(world, None, Scope.READ).get("/events")) == (403, "SecurityException")
    revoke_key(program.key, why="Mất máy", by=world.actor(world.anh_dung), at=NOW)
    response = program.send("/events", event)
    assert kind(response) == (401, "SecurityException")
    assert response["WWW-Authenticate"] == "Bearer"
    assert not TraceEvent.objects.exists()


def test_an_officer_s_session_is_no_key(world: World, sign_in: Any) -> None:
    """Another site cannot have a signed-in browser send events: without the header nobody is anybody."""
    for client in (Client(), sign_in(world.anh_dung), sign_in(world.chi_lan)):
        assert kind(client.get(f"{BASE}/events")) == (401, "SecurityException")
        assert kind(client.post(f"{BASE}/capture", "{}", content_type="application/json"))[0] == 401


def test_jobs_are_the_key_s_own_and_come_in_pages(program: Program, world: World) -> None:
    batch = lot_of(world)
    for number in range(3):
        program.send("/capture", whole(seen(batch, str(number))))
    other = Program(world)
    assert other.get("/capture").json() == []
    newest = CaptureJob.objects.first()
    assert newest is not None
    assert kind(other.get(f"/capture/{newest.public_id}")) == (404, "NoSuchResourceException")
    first = program.get("/capture", {"perPage": 2})
    assert [job["captureID"] for job in first.json()] == [job.public_id for job in CaptureJob.objects.all()[:2]]
    address = first["Link"].split(">")[0].removeprefix("<http://127.0.0.1:8000")
    rest = program.client.get(address, headers={"Authorization": f"Bearer {program.secret}"})
    assert len(rest.json()) == 1
    assert "Link" not in rest
    for token in (newest.public_id.upper() + "x", "không", "a b"):
        assert kind(program.get("/capture", {"nextPageToken": token})) == (400, "QueryParameterException")


def test_a_key_has_its_budget(world: World) -> None:
    program = Program(world, per_minute=1)
    assert program.get("/events").status_code == 200
    response = program.get("/events")
    assert kind(response)[0] == 429
    assert int(response["Retry-After"]) > 0
