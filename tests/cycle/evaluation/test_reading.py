"""Who judges reads what is judged: the story beside its criteria, the registration, the whole dossier on one page."""

import pytest

from ocop.cycle.dossiers.models import Statement
from ocop.cycle.evaluation import actions
from ocop.cycle.evaluation.actions import GivenMark
from ocop.cycle.evaluation.models import Docket
from ocop.cycle.evaluation.states import SheetState
from ocop.ground.offices.states import Role
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from ocop.rules.criteria import load
from tests.world import NOW, World, appoint, make_user
from tests.world_evaluation import Table, make_accepted, marks_worth, sheet_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

STORY = "Má làm khô cá sặc rằn từ năm 1989."
WRITTEN = {
    "story": STORY,
    "product_description": "Hộp 500 gam, hút chân không.",
    "market": "Chợ Mỹ An và cửa hàng ở Cao Lãnh.",
    "phone": "0912000001",
    "ethnicity": "Khmer",
    "home_address": "Ấp 4, xã Phương Thịnh",
}


@pytest.fixture
def written(docket: Docket) -> Docket:
    for key, text in WRITTEN.items():
        Statement.objects.create(dossier=docket.dossier, key=key, text=text, saved_at=NOW)
    return docket


def a_member_of_no_council(world: World):
    stranger = make_user("Lâm Thị Út", "ut@sovhttdl.example")
    appoint(stranger, world.agriculture, Role.COUNCIL_MEMBER)
    return stranger


def test_every_sheet_of_the_law_has_one_section_about_the_story() -> None:
    for criteria_id in ("1048-2019", "26-2026"):
        for sheet in load(criteria_id).sheets.values():
            names = [section.name_vi.lower() for part in sheet.parts for section in part.sections]
            assert sum("câu chuyện" in name for name in names) == 1, (criteria_id, sheet.code)


def test_the_pad_shows_the_story_in_its_section_and_the_registration(table: Table, written: Docket, sign_in) -> None:
    sheet = table.sheet(written, table.members[0])
    page = sign_in(table.members[0].user).get(f"/hoi-dong/phieu-cham/{sheet.public_id}/").content.decode()
    section = page.split('data-section="b5"')[1].split("</section>")[0]
    assert STORY in section
    assert page.count(STORY) == 1
    assert "Xem phiếu đăng ký" in page
    assert "Hộp 500 gam" in page
    assert "Chợ Mỹ An" in page
    assert "Khmer" not in page
    assert "Ấp 4" not in page


def test_those_at_the_table_read_the_dossier_and_nobody_else(table: Table, written: Docket, sign_in) -> None:
    world = table.world
    address = f"/hoi-dong/ho-so/{written.public_id}/doc/"
    for person in (table.members[1].user, table.chair.user, world.chi_thao, world.anh_dung):
        page = sign_in(person).get(address).content.decode()
        assert STORY in page, person
        assert "0912000001" in page, "as the registration slip prints it"
        assert "Khmer" not in page
        assert f"/ho-so/doc/{written.dossier.public_id}/" not in page, "no address that is not theirs"
        assert "Đọc hồ sơ" in sign_in(person).get(f"/hoi-dong/ho-so/{written.public_id}/").content.decode()
    for person in (a_member_of_no_council(world), world.chi_lan, world.anh_phuc, world.co_hien, world.ba_nga):
        assert sign_in(person).get(address).status_code == 404, person


def test_a_secretary_without_a_place_reads_neither_dossier_nor_files(table: Table, written: Docket, sign_in) -> None:
    other = make_user("Cao Văn Bảy", "bay@vpdp.example")
    appoint(other, table.world.coordination_office, Role.SECRETARY)
    client = sign_in(other)
    assert client.get(f"/hoi-dong/ho-so/{written.public_id}/").status_code == 200
    assert client.get(f"/hoi-dong/ho-so/{written.public_id}/doc/").status_code == 404


def test_a_dossier_that_is_not_on_the_docket_stays_shut(table: Table, docket: Docket, sign_in) -> None:
    other = make_accepted(table.world, table.world.lotus_seed, number="2")
    client = sign_in(table.members[0].user)
    assert client.get(f"/ho-so/doc/{other.public_id}/").status_code == 404
    assert client.get(f"/hoi-dong/ho-so/{other.public_id}/doc/").status_code == 404


def test_a_sheet_with_blanks_is_not_sealed_until_each_is_named(table: Table, docket: Docket) -> None:
    member, sheet = table.members[0], table.sheet(docket, table.members[0])
    by = table.by(member)
    codes = list(sheet_of(docket.dossier).criteria)
    marks = marks_worth(sheet_of(docket.dossier), 80)
    kept = {code: marks[code] for code in codes[:-2]}
    actions.save_marks(sheet, actions.given_marks(kept), by=by, at=NOW)
    for zeros in ((), codes[-1:]):
        with pytest.raises(Refused, match=codes[-2]):
            actions.seal_sheet(sheet, zeros=zeros, by=by, at=NOW)
    sheet.refresh_from_db()
    assert sheet.state == SheetState.DRAFT
    assert actions.seal_sheet(sheet, zeros=codes[-2:], by=by, at=NOW).state == SheetState.SEALED
    entry = JournalEntry.objects.get(act="evaluation.blanks_counted_zero")
    assert entry.payload()["criteria"] == codes[-2:]


def test_a_level_not_reached_is_an_answer_and_no_blank(table: Table, docket: Docket) -> None:
    from ocop.cycle.dossiers.law import NO_LEVEL

    member, sheet = table.members[0], table.sheet(docket, table.members[0])
    none = [GivenMark(code, 0, NO_LEVEL) for code in sheet_of(docket.dossier).criteria]
    actions.save_marks(sheet, none, by=table.by(member), at=NOW)
    assert actions.seal_sheet(sheet, by=table.by(member), at=NOW).total == 0


def test_the_ranking_puts_stars_and_mean_right_after_the_product(table: Table, docket: Docket, sign_in) -> None:
    for seat, total in zip(table.scorers, (80, 84, 85, 88), strict=True):
        table.fill(docket, seat, marks_worth(sheet_of(docket.dossier), total))
    table.close(docket)
    page = sign_in(table.world.chi_thao).get(f"/hoi-dong/{table.council.public_id}/xep-hang/").content.decode()
    heads = page.split("<thead>")[1].split("</thead>")[0]
    assert heads.index("Sản phẩm") < heads.index("Sao") < heads.index("Trung bình") < heads.index("Chủ thể")
    assert 'data-label="Trung bình">84,25<' in page
    details = page.split("<details", 1)[1]
    assert f'data-label="{table.members[0].user.full_name}">84<' in details
