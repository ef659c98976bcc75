"""Nobody sees another's marks before scoring is closed: every address is walked as every person."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import get_resolver

from ocop.cycle.evaluation import actions
from ocop.cycle.evaluation.actions import GivenMark
from ocop.cycle.evaluation.models import Docket, ScoreSheet
from ocop.cycle.evaluation.states import SheetState
from tests.world import NOW
from tests.world_evaluation import Table, marks_worth, sheet_of

pytestmark = pytest.mark.django_db

TOTAL = 83  # a total that no page prints for another reason
REMARK = "Vị mặn vừa, bao bì còn mờ"


@pytest.fixture
def filled(table: Table, docket: Docket) -> ScoreSheet:
    """Chị Ẩn has handed in 83 points with a remark; scoring is still open."""
    member = table.members[0]
    sheet = table.fill(docket, member, marks_worth(sheet_of(docket.dossier), TOTAL), seal=False)
    actions.save_remark(sheet, REMARK, by=table.by(member), at=NOW)
    return actions.seal_sheet(sheet, by=table.by(member), at=NOW)


def addresses(table: Table, docket: Docket, sheet: ScoreSheet) -> Iterator[str]:
    """Every page of the room with the ids of this council, docket and sheet in their places."""
    patterns = next(each for each in get_resolver().url_patterns if getattr(each, "app_name", "") == "evaluation")
    values = {
        "sheet_id": sheet.public_id,
        "sitting_id": table.sitting.public_id,
        "seat_id": sheet.seat.public_id,
        "citation_id": "khongco",
        "key": "khongco",
        "slug": "a1",
    }
    for pattern in patterns.url_patterns:
        route = str(pattern.pattern)
        owner = table.council
        if route.startswith("phieu-cham/"):
            owner = sheet
        elif route.startswith("ho-so/"):
            owner = docket
        acts = ["dua-ho-so", "mo-cham", "dong-cham", "ket-luan"] if "<str:act>" in route else [""]
        for act in acts:
            filled_in = {**values, "public_id": owner.public_id, "act": act}
            yield "/hoi-dong/" + re.sub(r"<str:(\w+)>", lambda found, here=filled_in: here[found.group(1)], route)


def test_no_page_shows_the_marks_of_another_before_closing(
    table: Table, docket: Docket, filled: ScoreSheet, sign_in, at_now
) -> None:
    world = table.world
    others = [world.chi_thao, world.ong_khanh, *world.council_members[1:], world.anh_dung, world.chi_lan]
    pages = list(addresses(table, docket, filled))
    assert len(pages) > 25
    seen = 0
    for person in others:
        client = sign_in(person)
        for address in pages:
            response = client.get(address)
            assert response.status_code in (200, 302, 403, 404, 405), address
            if response.status_code != 200 or response.get("Content-Type", "").startswith("application/vnd"):
                continue
            text = response.content.decode()
            seen += 1
            assert not re.search(rf"\b{TOTAL}\b(?! *%)", re.sub(r"<[^>]*>", " ", text)), f"{person}: {address}"
            assert REMARK not in text, f"{person}: {address}"
    assert seen > 40


def test_the_sheet_of_another_is_a_404_for_everybody(
    table: Table, docket: Docket, filled: ScoreSheet, sign_in, at_now
) -> None:
    world = table.world
    base = f"/hoi-dong/phieu-cham/{filled.public_id}/"
    for person in (world.chi_thao, world.ong_khanh, world.council_members[1], world.anh_dung):
        client: Client = sign_in(person)
        for address in (base, f"{base}nop/"):
            assert client.get(address).status_code == 404
        for address in (f"{base}diem/", f"{base}muc/a1/", f"{base}nop/"):
            assert client.post(address, {"A.1.1": ":1"}).status_code == 404
    assert ScoreSheet.objects.get(pk=filled.pk).state == SheetState.SEALED


def test_comparison_opens_with_closing_and_not_before(
    table: Table, docket: Docket, filled: ScoreSheet, sign_in, at_now
) -> None:
    address = f"/hoi-dong/ho-so/{docket.public_id}/so-sanh/"
    secretary = sign_in(table.world.chi_thao)
    assert secretary.get(address).status_code == 404
    for seat in (table.chair, *table.members[1:]):
        table.fill(docket, seat, marks_worth(sheet_of(docket.dossier), 80))
    table.close(docket)
    text = secretary.get(address).content.decode()
    assert str(TOTAL) in text
    assert REMARK in text


def test_readable_by_gives_own_sheets_before_and_all_after(table: Table, docket: Docket, filled: ScoreSheet) -> None:
    secretary, owner = table.by(table.secretary), table.by(table.members[0])
    assert not ScoreSheet.objects.readable_by(secretary).exists()
    assert list(ScoreSheet.objects.readable_by(owner)) == [filled]
    for seat in (table.chair, *table.members[1:]):
        table.fill(docket, seat, marks_worth(sheet_of(docket.dossier), 80))
    table.close(docket)
    assert ScoreSheet.objects.readable_by(secretary).count() == 4


def test_a_late_mark_stays_covered_while_others_still_score(
    table: Table, docket: Docket, filled: ScoreSheet, sign_in, at_now
) -> None:
    member = table.members[0]
    code = filled.marks.filter(points__gt=0).first()
    actions.save_marks(filled, [GivenMark(code.criterion_code, code.points, code.case)], by=table.by(member), at=NOW)
    page = sign_in(table.world.chi_thao).get(f"/hoi-dong/{table.council.public_id}/diem-muon/").content.decode()
    assert code.criterion_code in page
    assert "Chưa mở" in page


def test_strangers_and_producers_see_no_council(table: Table, docket: Docket, sign_in, client: Client) -> None:
    for address in (f"/hoi-dong/{table.council.public_id}/", f"/hoi-dong/ho-so/{docket.public_id}/"):
        assert client.get(address).status_code == 302
        assert sign_in(table.world.chi_lan).get(address).status_code == 404
        assert sign_in(table.world.co_hien).get(address).status_code == 404
