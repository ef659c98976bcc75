"""Open data: programs ask public indicators, and nothing else; every wrong question is told what is wrong with it."""

import csv
import io
import json
import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from ocop.ground.planning.measures import known_measures
from ocop.oversight.figures.questions import Question, answer, rows_of
from ocop.public.api import rate
from ocop.public.api.asked import public_measures
from ocop.public.api.formats import _span
from tests.world import NOW, World
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
RECOGNISED = reverse("v1:indicator", args=["certification.recognised"])


@pytest.fixture(autouse=True)
def _fresh_budget() -> None:
    cache.clear()


@pytest.fixture
def starred(world: World) -> World:
    make_recognition(world.dried_fish, world.province_committee, stars=4)
    make_recognition(world.lotus_seed, world.province_committee, stars=3, number="816/QĐ-UBND")
    return world


def ask(client: Client, url: str = RECOGNISED, **said: str) -> dict[str, Any]:
    response = client.get(url, said)
    assert response.status_code == 200, response.content.decode()
    return json.loads(response.content)


def lines(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.requirement("R242")
def test_a_stranger_program_reads_the_list_and_a_figure_with_its_parts(starred: World, client: Client) -> None:
    listed = {each["key"]: each for each in ask(client, reverse("v1:indicators"))["indicators"]}
    assert listed["certification.recognised"]["options"]["o_stars"]["4"] == "4 sao"
    told = ask(client, chia="xa")
    assert told["figure"] == {"count": 2, "base": None, "share": None}
    assert [(each["part"], each["count"]) for each in told["parts"]] == [("30076-2025", 1), ("30037-2025", 1)]
    assert ask(client, o_stars="4", dia_ban="30076-2025")["figure"]["count"] == 1


def test_the_figure_is_the_one_the_offices_read(starred: World, client: Client) -> None:
    for key, measure in public_measures().items():
        since = date(2026, 1, 1) if measure.since_start else None
        here = ask(client, reverse("v1:indicator", args=[key]))["figure"]["count"]
        assert here == answer(Question(measure, NOW.date(), since)).count


def test_an_indicator_that_is_not_declared_public_is_not_there(
    starred: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate, "PER_MINUTE", 1000)
    for key in known_measures().keys() - public_measures().keys():
        response = client.get(reverse("v1:indicator", args=[key]))
        assert response.status_code == 404
        assert "Không có chỉ số công khai này" in response.json()["errors"][0]["message"]


def test_every_record_a_public_indicator_counts_is_in_the_public_catalogue(starred: World, client: Client) -> None:
    assert set(public_measures()) <= {key for key in known_measures() if key.startswith("certification.")}
    for measure in public_measures().values():
        assert (measure.base, measure.counted.personal, measure.counted.adds) == (None, False, "")
        for row in rows_of(Question(measure, NOW.date(), date(2018, 1, 1))):
            assert client.get(reverse("portal:product", args=[row.product.public_id])).status_code == 200


@pytest.mark.parametrize(
    ("said", "parameter", "words"),
    [
        ({"ngay": "31/12/2025"}, "ngay", "năm-tháng-ngày"),
        ({"ngay": "2030-01-01"}, "ngay", "đến hôm nay"),
        ({"ngay": "2017-01-01"}, "ngay", "01/01/2018"),
        ({"tu": "2026-11-01", "ngay": "2026-10-01"}, "tu", "trước"),
        ({"chia": "mau"}, "chia", "huyen"),
        ({"dia_ban": "30076"}, "dia_ban", "/api/v1/dia-ban/"),
        ({"o_stars": "9"}, "o_stars", "Chọn trong"),
        ({"dang": "xml"}, "dang", "sdmx"),
        ({"saos": "4"}, "saos", "Không có tham số"),
    ],
)
def test_a_wrong_question_names_the_parameter_and_the_remedy(
    starred: World, client: Client, said: dict[str, str], parameter: str, words: str
) -> None:
    response = client.get(RECOGNISED, said)
    assert response.status_code == 400
    (error,) = response.json()["errors"]
    assert error["parameter"] == parameter
    assert words in error["message"]


def test_all_that_is_wrong_is_told_at_once(starred: World, client: Client) -> None:
    errors = client.get(RECOGNISED, {"ngay": "x", "chia": "y", "o_stars": "9"}).json()["errors"]
    assert {each["parameter"] for each in errors} == {"ngay", "chia", "o_stars"}


def test_an_answer_is_kept_and_not_sent_again_while_it_is_the_same(starred: World, client: Client) -> None:
    first = client.get(RECOGNISED)
    assert first["Cache-Control"] == "public, max-age=300"
    assert first["Access-Control-Allow-Origin"] == "*"
    assert client.get(RECOGNISED, headers={"if-none-match": first["ETag"]}).status_code == 304
    starred.dried_fish.recognitions.update(is_trial=True)
    assert client.get(RECOGNISED, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_a_network_that_asks_too_often_waits_and_another_does_not(
    starred: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate, "PER_MINUTE", 2)
    answers = [client.get(RECOGNISED) for _ in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 60
    assert "Chờ" in answers[-1].json()["errors"][0]["message"]
    assert client.get(RECOGNISED, REMOTE_ADDR="203.0.113.9").status_code == 200


def test_nothing_is_written_and_a_long_question_is_refused(starred: World, client: Client) -> None:
    assert client.post(RECOGNISED).status_code == 405
    assert client.get(RECOGNISED, {"ngay": "1" * 2000}).status_code == 414


def test_the_table_for_spreadsheets_has_a_line_a_part(starred: World, client: Client) -> None:
    response = client.get(RECOGNISED, {"dang": "csv", "chia": "xa"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    found = lines(response.content)
    assert [(line["ten_phan"], line["so_dem"]) for line in found] == [("Xã Phương Thịnh", "1"), ("Xã Tháp Mười", "1")]
    assert [line["chi_so"] for line in lines(client.get(reverse("api:dictionary")).content)] == list(public_measures())


def test_sdmx_names_the_structure_first_and_the_period_of_each_quarter(starred: World, client: Client) -> None:
    content = client.get(RECOGNISED, {"dang": "sdmx", "chia": "quy", "ngay": "2026-09-30", "tu": "2026-01-01"}).content
    assert content.startswith(b"STRUCTURE,STRUCTURE_ID,ACTION,INDICATOR,")
    found = lines(content)
    assert [(line["TIME_PERIOD"], line["OBS_VALUE"]) for line in found] == [
        ("2026-Q1", "0"),
        ("2026-Q2", "0"),
        ("2026-Q3", "2"),
    ]
    assert {(line["REF_AREA"], line["BREAKDOWN"]) for line in found} == {("82-2025", "_T")}


def test_dhis2_takes_the_values_by_code_and_period(starred: World, client: Client) -> None:
    found = ask(client, dang="dhis2", ngay="2026-09-30", chia="stars")["dataValues"]
    assert found[1] == {
        "dataElement": "certification.recognised",
        "period": "2026Q3",
        "orgUnit": "82-2025",
        "categoryOptionCombo": "stars=4",
        "value": "1",
    }
    (today,) = ask(client, dang="dhis2")["dataValues"]
    assert today["period"] == "20261124", "a day that ends no quarter is that day"


def test_what_counts_in_a_span_has_a_period_only_where_the_span_is_one(starred: World, client: Client) -> None:
    url = reverse("v1:indicator", args=["certification.new_products"])
    (value,) = ask(client, url, dang="dhis2", tu="2026-01-01", ngay="2026-06-30")["dataValues"]
    assert value["period"] == "2026S1"
    for said in ({"tu": "2026-01-01"}, {"chia": "quy"}):
        assert client.get(url, {"dang": "dhis2", **said}).status_code == 400


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), "2025"),
        (date(2025, 7, 1), date(2025, 12, 31), "2025S2"),
        (date(2025, 10, 1), date(2025, 12, 31), "2025Q4"),
        (date(2025, 2, 1), date(2025, 4, 30), ""),
        (date(2025, 1, 1), date(2025, 12, 30), ""),
    ],
)
def test_a_span_is_named_when_it_is_a_year_a_half_or_a_quarter(first: date, last: date, name: str) -> None:
    assert _span(first, last, "") == name


def test_everybody_reads_how_to_ask_and_every_example_answers(starred: World, client: Client) -> None:
    page = client.get(reverse("api:open_data")).content.decode()
    examples = {unescape(address) for address in re.findall(r'href="(/api/[^"]+)"', page)}
    assert len(examples) > 10
    for address in examples:
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize(("said", "most"), [({}, 2), ({"chia": "xa"}, 5), ({"chia": "quy"}, 3)])
def test_questions_ask_the_database_little(
    starred: World, client: Client, said: dict[str, str], most: int, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(most):
        client.get(RECOGNISED, said)
