"""axe finds nothing to object to on the pages of a council and of the programme, on a tablet and at a desk."""

from typing import Any

import pytest

from ocop.ground.programme.models import LegalDocument
from ocop.sample.library import load_library
from tests.journeys.test_producer_pages_axe import violations
from tests.world import NOW, World, make_product
from tests.world_evaluation import Table, make_accepted, make_council, marks_worth, sheet_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]


@pytest.fixture
def base(live_server: Any, world: World, time_machine: Any) -> str:
    time_machine.move_to(NOW, tick=True)
    return f"{live_server.url}/hoi-dong"


@pytest.fixture
def table(world: World) -> Table:
    table = make_council(world)
    table.sit()
    return table


def as_person(page: Any, base: str, sign_in: Any, user: Any) -> None:
    cookie = sign_in(user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": base.removesuffix("/hoi-dong")}])


def scored(table: Table, name: str, *totals: int) -> Any:
    product = make_product(name, table.world.fish_maker, sets={"26-2026": "I.3.d"})
    docket = table.open(table.docket(make_accepted(table.world, product, number=name)))
    for seat, total in zip(table.scorers, totals, strict=False):
        table.fill(docket, seat, marks_worth(sheet_of(docket.dossier), total))
    return docket


def test_the_members_pages(phone: Any, base: str, table: Table, sign_in: Any) -> None:
    docket = scored(table, "Mắm cá linh")
    member = table.members[0]
    as_person(phone, base, sign_in, member.user)
    sheet = f"{base}/phieu-cham/{table.sheet(docket, member).public_id}/"
    found = violations(phone, f"{base}/phieu-cham/")
    for page in (sheet, f"{sheet}?muc=c6", f"{sheet}nop/"):
        found += violations(phone, page)
    assert found == []


def test_the_secretarys_and_the_chairs_pages(desktop: Any, base: str, table: Table, sign_in: Any) -> None:
    running = scored(table, "Mắm cá linh", 80)
    closed = table.close(scored(table, "Khô cá lóc", 80, 84, 85, 88))
    apart = table.close(scored(table, "Chả cá", 70, 75, 80, 85))
    as_person(desktop, base, sign_in, table.world.chi_thao)
    council = f"{base}/{table.council.public_id}/"
    pages = [f"{base}/", council]
    pages += [f"{council}{page}" for page in ("quy-che/", "thanh-vien/", "phien-hop/", "diem-muon/", "xep-hang/")]
    pages += [f"{council}{page}" for page in ("xep-hang/in/", "hang-loat/mo-cham/", "hang-loat/dong-cham/")]
    pages.append(f"{council}phien-hop/{table.sitting.public_id}/bien-ban/")
    pages += [f"{base}/ho-so/{running.public_id}/{page}" for page in ("", "dong-cham/")]
    pages += [f"{base}/ho-so/{closed.public_id}/{page}" for page in ("", "so-sanh/")]
    pages += [f"{base}/ho-so/{apart.public_id}/{page}" for page in ("", "cham-lai/")]
    found = [line for page in pages for line in violations(desktop, page)]
    as_person(desktop, base, sign_in, table.world.ong_khanh)
    for page in (f"{base}/ho-so/{closed.public_id}/ket-luan/", f"{council}hang-loat/ket-luan/"):
        found += violations(desktop, page)
    assert found == []


def test_the_pages_of_the_programme(desktop: Any, base: str, world: World, sign_in: Any) -> None:
    load_library()
    as_person(desktop, base, sign_in, world.anh_dung)
    programme = base.replace("/hoi-dong", "/chuong-trinh")
    round_ = f"{programme}/dot/{world.round.public_id}/"
    document = LegalDocument.objects.get(number="781/QĐ-TTg")
    pages = [f"{programme}/dot/", f"{programme}/dot/moi/", round_, f"{round_}sua/", f"{programme}/van-ban/"]
    pages += [f"{programme}/van-ban/{document.public_id}/", f"{base}/moi/"]
    assert [line for page in pages for line in violations(desktop, page)] == []
