"""The office a dossier was referred to reads that dossier, its files, its result and its minutes, and nothing else."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from ocop.cycle.certification import actions
from ocop.cycle.certification.forms import AnswerForm
from ocop.cycle.certification.models import Referral
from ocop.cycle.dossiers.models import Citation, Statement
from ocop.cycle.evaluation.actions import conclude_docket
from ocop.ground.offices.states import OfficeKind, Role, Tier
from ocop.ground.producers.models import Paper
from ocop.ground.producers.states import PaperKind
from ocop.ground.registry.models import Document
from tests.world import NOW, World, appoint, make_office, make_user
from tests.world_evaluation import Table, make_accepted, make_council, marks_worth, sheet_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
STORY = "Má làm khô cá sặc rằn từ năm 1989."


@pytest.fixture
def table(world: World) -> Table:
    return make_council(world)


def judged(table: Table, dossier, total: int):
    docket = table.open(table.docket(dossier))
    for seat in table.scorers:
        table.fill(docket, seat, marks_worth(sheet_of(dossier), total))
    table.close(docket)
    conclude_docket(docket, text="Đạt.", by=table.by(table.chair), at=NOW)
    return docket


def cite(world: World, dossier) -> Citation:
    path = default_storage.save("giay.pdf", ContentFile(b"%PDF-1.4 thu mua"))
    document = Document.objects.create(
        sha256=f"{dossier.pk:064d}", size=16, content_type="application/pdf", original_name="giay.pdf", path=path,
        uploaded_at=NOW,
    )  # fmt: skip
    paper = Paper.objects.create(
        producer=dossier.producer, kind=PaperKind.MARKET, title="Hợp đồng", document=document, filed_at=NOW
    )
    return Citation.objects.create(dossier=dossier, paper=paper, criterion_code="A.2.2", cited_at=NOW)


@pytest.fixture
def referral(world: World, table: Table) -> Referral:
    dossier = make_accepted(world, world.dried_fish)
    Statement.objects.create(dossier=dossier, key="story", text=STORY, saved_at=NOW)
    Statement.objects.create(dossier=dossier, key="ethnicity", text="Khmer", saved_at=NOW)
    cite(world, dossier)
    judged(table, dossier, 92)
    judged(table, make_accepted(world, world.lotus_seed, number="2"), 80)
    dossier.refresh_from_db()
    return actions.refer_to_ministry(
        dossier, to_office=world.ministry, letter_number="312/UBND-KT", sent_on=date(2026, 11, 24),
        by=world.actor(world.ong_khanh), at=NOW,
    )  # fmt: skip


def test_the_office_named_reads_everything_that_went_along(world: World, referral: Referral, sign_in) -> None:
    client, base = sign_in(world.ba_nga), f"/cong-nhan/trung-uong/{referral.public_id}/"
    page = client.get(base).content.decode()
    for part in ("ho-so/", "ket-qua/", "bien-ban/"):
        assert f'href="{base}{part}"' in page
    dossier = client.get(f"{base}ho-so/").content.decode()
    assert STORY in dossier
    assert "Khmer" not in dossier
    file_url = f"{base}tep/{referral.dossier.citations.get().public_id}/"
    assert file_url in dossier
    assert b"".join(client.get(file_url).streaming_content) == b"%PDF-1.4 thu mua"
    result = client.get(f"{base}ket-qua/").content.decode()
    assert 'data-label="Bùi Thị Ngọc Ẩn">92<' in result
    minutes = client.get(f"{base}bien-ban/").content.decode()
    assert "TRÍCH BIÊN BẢN" in minutes
    assert "Khô cá sặc rằn" in minutes
    assert "Hạt sen sấy" not in minutes, "another dossier of the same meeting is not theirs"


def test_another_office_of_the_tier_and_everybody_else_find_nothing(world: World, referral: Referral, sign_in) -> None:
    other = make_office("Bộ Công Thương", kind=OfficeKind.MINISTRY, tier=Tier.CENTRAL)
    stranger = make_user("Phan Văn Sáu", "sau@bct.example")
    appoint(stranger, other, Role.MINISTRY_OFFICER)
    base = f"/cong-nhan/trung-uong/{referral.public_id}/"
    citation = referral.dossier.citations.get().public_id
    for person in (stranger, world.chi_lan, world.anh_phuc, world.co_hien, world.council_members[0], world.anh_quan):
        for part in ("ho-so/", "ket-qua/", "bien-ban/", f"tep/{citation}/"):
            assert sign_in(person).get(f"{base}{part}").status_code == 404, (person, part)


def test_a_file_of_another_dossier_is_not_reached_through_a_referral(world: World, referral: Referral, sign_in) -> None:
    from ocop.cycle.dossiers.models import Dossier

    other = cite(world, Dossier.objects.get(product=world.lotus_seed))
    address = f"/cong-nhan/trung-uong/{referral.public_id}/tep/{other.public_id}/"
    assert sign_in(world.ba_nga).get(address).status_code == 404


@pytest.mark.parametrize(
    ("result", "total", "words"), [("below", "95", "Điểm từ 90 trở lên"), ("recognised", "80", "dưới 90")]
)
def test_points_that_do_not_fit_the_answer_are_named_the_right_way(result: str, total: str, words: str) -> None:
    form = AnswerForm({"result": result, "total": total, "on": "24/11/2026", "note": "x", "number": "1"})
    assert words in form.errors["total"][0]
