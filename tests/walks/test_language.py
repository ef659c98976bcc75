"""Every page of every role, read without a browser: it answers in Vietnamese, with a title and one first heading."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from ocop.config.people import actor_for
from ocop.ground.accounts.models import User
from ocop.ground.registry.queries import notices_for
from ocop.kit import clock
from tests.walks.crawl import PEOPLE, Seen, client_of, route_of
from tests.walks.language import faults, foreign_words
from tests.walks.varieties import VARIETIES
from tests.walks.walked import Walked

# One worker puts the province up for all of these.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("walk"), pytest.mark.one_database]
# A form that is sent to the page it stands on.
OWN_FORM = re.compile(r"<form(?![^>]*action=)[^>]*method=\"post\"")


@pytest.fixture(scope="module")
def seen(walked: Walked, django_db_blocker: Any) -> Iterator[dict[str, list[Seen]]]:
    """Who saw which pages of the sample province, which stands while this module is tested."""
    with django_db_blocker.unblock(), walked.standing():
        yield walked.pages


@pytest.mark.parametrize("who", PEOPLE)
def test_every_page_speaks_vietnamese(who: str, seen: dict[str, list[Seen]]) -> None:
    wrong = [f"{page.address} ({page.route}): {fault}" for page in seen[who] for fault in faults(page.html)]
    assert wrong == []


@pytest.mark.parametrize("who", PEOPLE)
def test_a_form_sent_empty_answers_in_vietnamese(who: str, seen: dict[str, list[Seen]]) -> None:
    """What a page says when its form comes back empty is Vietnamese too, and its title says that there is an error."""
    wrong = []
    forms = {page.route: page for page in seen[who] if OWN_FORM.search(page.html)}
    for page in forms.values():
        with transaction.atomic():
            response = client_of(PEOPLE[who]).post(page.address, {})
            transaction.set_rollback(True)
        html = response.content.decode() if response.status_code == 200 else ""
        if response.status_code >= 500:
            wrong.append(f"{page.address}: {response.status_code}")
        wrong += [f"{page.address} ({page.route}): {fault}" for fault in (faults(html) if html else [])]
        if "govuk-error-summary" in html and "<title>Lỗi:" not in html:
            wrong.append(f"{page.address} ({page.route}): the title hides the error")
    assert wrong == []


@pytest.mark.parametrize("who", PEOPLE)
def test_every_link_leads_to_a_page(who: str, seen: dict[str, list[Seen]]) -> None:
    """A link shown to a person opens for this person; only a stranger's guesses may be answered with "not found"."""
    expected = {200, 404, 410} if PEOPLE[who] is None else {200}
    assert [f"{page.status} {page.address}" for page in seen[who] if page.status not in expected] == []


@pytest.mark.parametrize("who", [who for who, login in PEOPLE.items() if login])
def test_every_notice_leads_to_a_page(who: str, seen: dict[str, list[Seen]]) -> None:
    """What a notice is about opens for who gets it; one of each kind of page."""
    person = actor_for(User.objects.get(login=PEOPLE[who]), clock.today())
    told = {route_of(url): url for url in notices_for(person).exclude(url="").values_list("url", flat=True)}
    client = client_of(PEOPLE[who])
    assert [url for url in told.values() if client.get(url).status_code != 200] == []


def test_the_walk_reaches_the_whole_journey(seen: dict[str, list[Seen]]) -> None:
    """Rooms nobody can find are not there: each of these pages is reached by links alone."""
    reached = {page.route for pages in seen.values() for page in pages}
    assert reached >= REACHED, f"no link leads to {sorted(REACHED - reached)}"


def test_the_walk_opens_a_record_in_every_state_of_reporting(seen: dict[str, list[Seen]]) -> None:
    """Each of the pages that look different from others of their kind was opened, by who has to do with it."""
    opened = {(who, page.variety) for who, pages in seen.items() for page in pages if page.variety and who in VARIETIES}
    assert opened == {(who, name) for who, named in VARIETIES.items() for name in named}


REACHED = {
    *("portal:front", "portal:catalogue", "portal:product", "portal:verification", "portal:verdict"),
    *("home", "registry:notices", "registry:journal", "registry:deliveries", "accounts:profile", "mfa_index"),
    *("offices:offices", "offices:office", "offices:officers", "offices:officer", "offices:units", "offices:unit"),
    *("offices:appoint", "offices:end_appointment", "programme:library", "programme:document"),
    *("planning:plans", "planning:plan", "planning:new_plan", "planning:board", "planning:assignments"),
    *("planning:assignment", "planning:report", "planning:add_paper", "planning:assign", "planning:new_task"),
    *("planning:obstacles", "planning:obstacle", "planning:new_obstacle", "planning:answer", "planning:issue_plan"),
    *("programme:new_document", "programme:change_document", "programme:send_document"),
    *("programme:rounds", "programme:round", "programme:new_round", "programme:change_round"),
    *("producers:mine", "producers:producer", "producers:producers", "producers:products", "producers:product"),
    *("producers:register", "producers:wallet", "producers:paper", "producers:file_paper", "producers:upload_sheet"),
    *("dossiers:list", "dossiers:start", "dossiers:dossier", "dossiers:registration", "dossiers:story"),
    *("dossiers:evidence", "dossiers:evidence_criterion", "dossiers:marks", "dossiers:check", "dossiers:slip"),
    *("dossiers:reading_list", "dossiers:read", "dossiers:findings", "dossiers:return", "dossiers:form_03"),
    *("dossiers:province_list", "evaluation:councils", "evaluation:council", "evaluation:new_council"),
    *("evaluation:my_sheets", "evaluation:score", "evaluation:seal", "evaluation:docket", "evaluation:close"),
    *("evaluation:compare", "evaluation:conclude", "evaluation:ranking", "evaluation:ranking_print"),
    *("evaluation:minutes", "evaluation:sitting", "evaluation:seats", "evaluation:bulk"),
    *("certification:to_decide", "certification:decisions", "certification:decision", "certification:recognitions"),
    *("certification:recognition", "certification:change_standing", "certification:referrals"),
    *("certification:referral",),
}


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("Nộp hồ sơ trước ngày 15/12/2026, theo mẫu số 03.", set()),
        ("Phương Thịnh, nghiêng, khuỷu, quyết, giếng: toan nghieng khuyu quyet gieng", set()),
        ("This field is required.", {"This", "field", "is", "required"}),
        ("evaluating", {"evaluating"}),
        ("Mở tệp giay-to.jpg ở https://example.org/some/page, hỏi an@mau.example", set()),
        ("Đăng nhập bằng Google Authenticator, tiêu chuẩn VietGAP, ATTP", set()),
    ],
)
def test_what_counts_as_foreign(text: str, foreign: set[str]) -> None:
    assert foreign_words(text) == foreign
