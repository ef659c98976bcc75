"""Whoever tries codes one after another answers a sum; whoever holds a stamp of ours never does."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ocop.cycle.traceability.models import StampRange
from ocop.public.scans import guessing
from ocop.public.scans.counting import scan_log
from ocop.public.scans.guessing import TRIES_OF_A_NETWORK, Guesses
from tests.public.scans.ways import Counted, ScansFirst, asked, code

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


@pytest.fixture(params=["short way", "Django"])
def way(request: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(scan_log, "start", lambda: None)
    return ScansFirst(Counted()) if request.param == "short way" else Counted()


def tried(way: Any, times: int, **more: str) -> str:
    """The status of the last of so many different wrong codes."""
    status = ""
    for number in range(times):
        status = asked(way, f"/T/{code(200 + number)}", **more).status
    return status


def test_a_network_that_tries_too_much_answers_a_sum_and_then_gets_its_answer(issued: StampRange, way: Any) -> None:
    assert tried(way, TRIES_OF_A_NETWORK).startswith("404")
    address = f"/T/{code(999)}"
    stopped = asked(way, address)
    assert stopped.status == "429 Too Many Requests"
    assert "Không có trong hệ thống" not in stopped.words
    first, second = map(int, re.findall(r"cho biết (\d) cộng (\d)", stopped.words)[0])
    token = re.findall(r'name="phep" value="([^"]+)"', stopped.words)[0]
    assert f'action="{address}"' in stopped.words
    assert asked(way, address, f"phep={token}&tong={first + second + 1}").status.startswith("429")
    assert asked(way, f"/T/{code(998)}", f"phep={token}&tong={first + second}").status.startswith("429")
    answered = asked(way, address, f"phep={token}&tong={first + second}")
    assert answered.status.startswith("404")
    assert "Không có trong hệ thống" in answered.words


def test_stamps_of_ours_and_slips_are_answered_whatever_the_network_tried(issued: StampRange, way: Any) -> None:
    assert tried(way, TRIES_OF_A_NETWORK + 5).startswith("429")
    assert "Còn hiệu lực" in asked(way, f"/T/{code(1)}").words
    assert "Có thể gõ nhầm" in asked(way, "/T/00000000000000000001").words
    assert asked(way, f"/T/{code(500)}", REMOTE_ADDR="203.0.113.8").status.startswith("404")


def test_many_networks_together_are_stopped_as_one(
    issued: StampRange, way: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guessing, "TRIES_OF_ALL", 30)
    statuses = [asked(way, f"/T/{code(200 + n)}", REMOTE_ADDR=f"198.51.100.{n}").status[:3] for n in range(40)]
    assert statuses == ["404"] * 30 + ["429"] * 10
    assert "Còn hiệu lực" in asked(way, f"/T/{code(1)}", REMOTE_ADDR="198.51.100.3").words


def test_the_box_leads_to_the_same_page_and_the_same_sum(issued: StampRange) -> None:
    box = reverse("portal:verification")
    for number in range(TRIES_OF_A_NETWORK):
        assert Client().get(box, {"ma": code(200 + number)}, follow=True).status_code == 404
    assert Client().get(box, {"ma": code(300)}, follow=True).status_code == 429
    assert Client().get(box, {"ma": code(1)}, follow=True).status_code == 200


def test_what_was_tried_is_forgotten_after_the_window(time_machine: Any) -> None:
    tries = Guesses(window=0.0)
    assert not any(tries.count("203.0.113.7") for _ in range(TRIES_OF_A_NETWORK * 3))
