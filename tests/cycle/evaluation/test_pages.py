"""The pages of a council: with scripts and without, at the secretary's table and at the chair's."""

import io
import json
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from openpyxl import load_workbook

from ocop.cycle.dossiers.models import Citation, Dossier, SelfMark
from ocop.cycle.dossiers.states import DossierState
from ocop.cycle.evaluation.models import Council, Docket, Mark, MarkVersion, ScoreSheet
from ocop.cycle.evaluation.states import DocketState, SeatRole, SheetState
from ocop.cycle.evaluation.todo import todos_for
from ocop.ground.producers.models import Paper
from ocop.ground.producers.states import PaperKind
from ocop.ground.registry.models import Document
from tests.world import NOW, World, make_product
from tests.world_evaluation import REGULATION, Table, make_accepted, make_council, marks_worth, sheet_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


def send(client: Client, sheet: ScoreSheet, *marks: tuple[str, str, str]) -> Any:
    body = {"marks": [{"key": key, "code": code, "value": value} for key, code, value in marks]}
    address = f"/hoi-dong/phieu-cham/{sheet.public_id}/diem/"
    return client.post(address, json.dumps(body), content_type="application/json")


def first_mark(docket: Docket) -> tuple[str, str]:
    """A criterion without cases and the value of one of its radios."""
    criterion = next(each for each in sheet_of(docket.dossier).criteria.values() if not each.cases)
    return criterion.code, f":{criterion.max}"


def test_province_officer_sets_a_council_up_with_the_rules_of_its_paper(world: World, sign_in) -> None:
    client = sign_in(world.anh_dung)
    page = client.get("/hoi-dong/moi/").content.decode()
    assert "Căn cứ quy chế" in page
    form = {
        "round": world.round.public_id,
        "office": world.province_committee.public_id,
        "name": "Hội đồng OCOP tỉnh đợt 2",
        "decision_number": "1520/QĐ-UBND-HC",
        "decided_on": "2/11/2026",
        "quorum_percent": "75",
        "quorum_needs_chair": "yes",
        "spread_limit": "10",
        "rounding": "none",
        "decimals": "2",
        "gate_test": "majority",
    }
    without_source = client.post("/hoi-dong/moi/", form)
    assert "Nhập căn cứ quy chế." in without_source.content.decode(), "no setting without its source"
    client.post("/hoi-dong/moi/", {**form, "rules_source": REGULATION})
    council = Council.objects.get()
    assert (council.quorum_percent, council.spread_limit, council.rules_source) == (75, 10, REGULATION)
    seats = f"/hoi-dong/{council.public_id}/thanh-vien/"
    for person, role in ((world.ong_khanh, SeatRole.CHAIR), (world.chi_thao, SeatRole.SECRETARY)):
        assert client.post(seats, {"user": person.public_id, "role": role}).status_code == 302
    second = client.post(seats, {"user": world.council_members[0].public_id, "role": SeatRole.CHAIR})
    assert "Hội đồng đã có Chủ tịch" in second.content.decode()


def test_dossiers_come_before_the_council_in_two_steps_with_a_preview(table: Table, sign_in) -> None:
    world = table.world
    fish, lotus = make_accepted(world, world.dried_fish), make_accepted(world, world.lotus_seed, number="2")
    client = sign_in(world.chi_thao)
    address = f"/hoi-dong/{table.council.public_id}/hang-loat/dua-ho-so/"
    assert "Khô cá sặc rằn" in client.get(address).content.decode()
    assert client.post(address).status_code == 422
    preview = client.post(address, {"chon": [fish.public_id, lotus.public_id]}).content.decode()
    assert "2 hồ sơ sẽ đứng trước Hội đồng" in preview
    assert not Docket.objects.exists(), "a preview changes nothing"
    client.post(address, {"chon": [fish.public_id, lotus.public_id], "xac-nhan": "1"})
    assert set(Dossier.objects.values_list("state", flat=True)) == {DossierState.EVALUATING}


def test_the_quorum_stands_on_the_page_and_bars_the_opening(table: Table, sign_in) -> None:
    world = table.world
    docket = table.docket(make_accepted(world, world.dried_fish))
    client = sign_in(world.chi_thao)
    here = [table.chair.public_id, table.members[0].public_id]
    sitting = {"held_on": "24/11/2026", "place": "Hội trường UBND tỉnh", "present": here}
    page = client.post(f"/hoi-dong/{table.council.public_id}/phien-hop/", sitting, follow=True).content.decode()
    assert "Chưa đủ người họp" in page
    address = f"/hoi-dong/{table.council.public_id}/hang-loat/mo-cham/"
    assert "Có mặt 2 trên 4 thành viên" in client.get(address).content.decode()
    refused = client.post(address, {"chon": [docket.public_id], "xac-nhan": "1"})
    assert refused.status_code == 422
    sitting["present"] = [*here, table.members[1].public_id]
    client.post(f"/hoi-dong/{table.council.public_id}/phien-hop/", sitting)
    preview = client.post(address, {"chon": [docket.public_id]}).content.decode()
    assert "thành 3 phiếu" in preview
    client.post(address, {"chon": [docket.public_id], "xac-nhan": "1"})
    assert ScoreSheet.objects.count() == 3
    sitting["present"] = [seat.public_id for seat in table.scorers]
    client.post(f"/hoi-dong/{table.council.public_id}/phien-hop/", sitting)
    assert ScoreSheet.objects.count() == 4, "whoever comes late gets a sheet"


def test_the_member_sees_the_evidence_and_the_producers_own_mark_beside_the_options(
    table: Table, docket: Docket, sign_in
) -> None:
    code, value = first_mark(docket)
    SelfMark.objects.create(dossier=docket.dossier, criterion_code=code, points=int(value[1:]), saved_at=NOW)
    paper = _paper(table.world)
    citation = Citation.objects.create(dossier=docket.dossier, paper=paper, criterion_code=code, cited_at=NOW)
    sheet = table.sheet(docket, table.members[0])
    client = sign_in(table.members[0].user)
    page = client.get(f"/hoi-dong/phieu-cham/{sheet.public_id}/").content.decode()
    assert "Hợp đồng thu mua cá" in page
    assert f"<strong>{value[1:]} điểm.</strong>" in page
    file_url = f"/hoi-dong/ho-so/{docket.public_id}/minh-chung/{citation.public_id}/"
    assert file_url in page
    assert b"".join(client.get(file_url).streaming_content) == b"%PDF-1.4 thu mua"
    assert sign_in(table.world.chi_lan).get(file_url).status_code == 404, "the producer has an own address"


def _paper(world: World) -> Paper:
    path = default_storage.save("ab/thu-mua.pdf", ContentFile(b"%PDF-1.4 thu mua"))
    document = Document.objects.create(
        sha256="a" * 64,
        content_type="application/pdf",
        extension="pdf",
        size=16,
        original_name="thu-mua.pdf",
        path=path,
        uploaded_by=world.chi_lan,
        uploaded_at=NOW,
    )
    return Paper.objects.create(
        producer=world.fish_maker,
        kind=PaperKind.values[0],
        title="Hợp đồng thu mua cá",
        document=document,
        filed_at=NOW,
        filed_by=world.chi_lan,
    )


def test_a_queue_of_marks_is_answered_key_by_key(table: Table, docket: Docket, sign_in) -> None:
    sheet, client = table.sheet(docket, table.members[0]), sign_in(table.members[0].user)
    code, value = first_mark(docket)
    first = send(client, sheet, ("k1", code, value), ("k2", code, ":99"), ("k3", "Z.1", ":1"))
    assert first.status_code == 200
    answer = first.json()
    assert answer["saved"] == ["k1"]
    assert "không có mức 99 điểm" in answer["refused"]["k2"]
    assert "không có tiêu chí Z.1" in answer["refused"]["k3"]
    assert send(client, sheet, ("k1", code, value)).json()["saved"] == ["k1"], "sent twice, answered the same"
    assert MarkVersion.objects.count() == 1
    outside = send(client, sheet, ("k4", code, ":99"))
    assert outside.status_code == 422
    assert send(client, sheet, ("k5", code, "không phải số")).status_code == 422
    broken = client.post(f"/hoi-dong/phieu-cham/{sheet.public_id}/diem/", "{", content_type="application/json")
    assert broken.status_code == 400


def test_a_mark_after_closing_is_kept_and_the_member_is_told_in_words(table: Table, docket: Docket, sign_in) -> None:
    for seat in table.scorers:
        table.fill(docket, seat, marks_worth(sheet_of(docket.dossier), 80))
    table.close(docket)
    member = table.members[0]
    client, sheet = sign_in(member.user), table.sheet(docket, member)
    code, value = first_mark(docket)
    answer = send(client, sheet, ("muon-1", code, value)).json()
    assert answer["saved"] == []
    assert "đang chờ thư ký" in answer["late"]["muon-1"]
    secretary = sign_in(table.world.chi_thao)
    council = secretary.get(f"/hoi-dong/{table.council.public_id}/").content.decode()
    assert "Có 1 điểm đến sau khi đóng chấm" in council
    page = secretary.get(f"/hoi-dong/{table.council.public_id}/diem-muon/").content.decode()
    assert code in page
    secretary.post(f"/hoi-dong/{table.council.public_id}/diem-muon/muon-1/da-xem/")
    assert MarkVersion.objects.get(key="muon-1").reviewed_at is not None


def test_without_scripts_the_button_of_a_section_saves_and_goes_on(table: Table, docket: Docket, sign_in) -> None:
    sheet, client = table.sheet(docket, table.members[0]), sign_in(table.members[0].user)
    code, value = first_mark(docket)
    section = f"/hoi-dong/phieu-cham/{sheet.public_id}/muc/a1/"
    wrong = client.post(section, {code: ":99"})
    assert wrong.status_code == 422
    text = wrong.content.decode()
    assert "Lỗi:" in text.split("</title>")[0]
    assert "không có mức 99 điểm" in text
    done = client.post(section, {code: value})
    assert done.status_code == 302
    assert done["Location"].endswith("?muc=a2")
    assert Mark.objects.get().criterion_code == code
    client.post(section, {code: value})
    assert MarkVersion.objects.count() == 1, "saving what stands already makes no new version"


def test_handing_in_lists_the_blanks_first_and_then_shuts_the_sheet(table: Table, docket: Docket, sign_in) -> None:
    member = table.members[0]
    sheet, client = table.sheet(docket, member), sign_in(member.user)
    code, value = first_mark(docket)
    send(client, sheet, ("k1", code, value))
    address = f"/hoi-dong/phieu-cham/{sheet.public_id}/nop/"
    blanks = len(sheet_of(docket.dossier).criteria) - 1
    assert f"Còn {blanks} tiêu chí chưa chấm" in client.get(address).content.decode()
    refused = client.post(address, {"remark": "Sản phẩm thơm."}).content.decode()
    assert "hoặc đánh dấu tính 0 điểm" in refused
    assert "Sản phẩm thơm." in refused, "nothing typed is lost"
    sheet.refresh_from_db()
    assert sheet.state == SheetState.DRAFT
    zeros = ",".join(each for each in sheet_of(docket.dossier).criteria if each != code)
    for _ in range(2):
        done = client.post(address, {"remark": "Sản phẩm thơm.", "zeros": zeros}, follow=True)
        assert "Đã nộp phiếu chấm" in done.content.decode()
    sheet.refresh_from_db()
    assert (sheet.state, sheet.total, sheet.remark) == (SheetState.SEALED, int(value[1:]), "Sản phẩm thơm.")
    assert "Anh/chị đã nộp phiếu" in client.get(address).content.decode()


def test_secretary_closes_chair_concludes_and_each_page_says_what_came_of_it(
    table: Table, docket: Docket, sign_in
) -> None:
    for seat, total in zip(table.scorers, (80, 84, 85, 88), strict=True):
        table.fill(docket, seat, marks_worth(sheet_of(docket.dossier), total))
    secretary, chair = sign_in(table.world.chi_thao), sign_in(table.world.ong_khanh)
    base = f"/hoi-dong/ho-so/{docket.public_id}/"
    assert chair.get(f"{base}dong-cham/").status_code == 404
    page = secretary.post(f"{base}dong-cham/", follow=True).content.decode()
    assert "84,25" in page
    assert "Phiếu chưa được đối chiếu bản ký – đợt thử" in page
    assert secretary.get(f"{base}ket-luan/").status_code == 404
    done = chair.post(f"{base}ket-luan/", {"text": "Đồng ý."}, follow=True).content.decode()
    assert "Đồng ý." in done
    assert chair.post(f"{base}ket-luan/", {"text": "Lần hai"}, follow=True).status_code == 200
    docket.refresh_from_db()
    assert (docket.state, docket.conclusion) == (DocketState.CONCLUDED, "Đồng ý.")


def test_minutes_print_attendance_quorum_results_and_rules(table: Table, docket: Docket, sign_in) -> None:
    for seat, total in zip(table.scorers, (80, 84, 85, 88), strict=True):
        table.fill(docket, seat, marks_worth(sheet_of(docket.dossier), total))
    table.close(docket)
    address = f"/hoi-dong/{table.council.public_id}/phien-hop/{table.sitting.public_id}/bien-ban/"
    page = sign_in(table.world.chi_thao).get(address).content.decode()
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "BIÊN BẢN",
        "Bùi Thị Ngọc Ẩn",
        "Có mặt 4 trên 4 thành viên chấm điểm, cần ít nhất 3",
        "84,25",
        "không làm tròn lên",
        "theo đa số thành viên",
        REGULATION,
        "Phiếu chưa được đối chiếu bản ký – đợt thử",
    ):
        assert words in page, words


def test_ranking_holds_its_number_of_queries_whatever_the_number_of_dossiers(
    table: Table, sign_in, django_assert_max_num_queries
) -> None:
    world = table.world
    table.sit()
    client = sign_in(world.chi_thao)
    for place in range(3):
        product = make_product(f"Khô cá số {place}", world.fish_maker, sets={"26-2026": "I.3.d"})
        docket = table.open(table.docket(make_accepted(world, product, number=f"n{place}")))
        if place < 2:
            for seat in table.scorers:
                table.fill(docket, seat, marks_worth(sheet_of(docket.dossier), 75 + place))
            table.close(docket)
        with django_assert_max_num_queries(12):
            page = client.get(f"/hoi-dong/{table.council.public_id}/xep-hang/").content.decode()
    assert page.index("Khô cá số 1") < page.index("Khô cá số 0") < page.index("Khô cá số 2")
    assert "đã nộp 0/4 phiếu" in page
    workbook = client.get(f"/hoi-dong/{table.council.public_id}/xep-hang/tai-ve/")
    sheet = load_workbook(io.BytesIO(workbook.content)).active
    texts = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heading = next(row for row in texts if "Sản phẩm" in row)
    assert "Bùi Thị Ngọc Ẩn" in heading
    assert texts[texts.index(heading) + 1][2] == "Khô cá số 1"


def test_bulk_closing_takes_only_complete_dossiers_and_bulk_concluding_follows(table: Table, sign_in) -> None:
    world = table.world
    table.sit()
    dockets = []
    for place in range(3):
        product = make_product(f"Khô cá số {place}", world.fish_maker, sets={"26-2026": "I.3.d"})
        dockets.append(table.open(table.docket(make_accepted(world, product, number=f"n{place}"))))
    for docket in dockets[:2]:
        for seat in table.scorers:
            table.fill(docket, seat, marks_worth(sheet_of(docket.dossier), 80))
    secretary, chair = sign_in(world.chi_thao), sign_in(world.ong_khanh)
    base = f"/hoi-dong/{table.council.public_id}/hang-loat/"
    page = secretary.get(f"{base}dong-cham/").content.decode()
    assert "Khô cá số 1" in page
    assert "Khô cá số 2" not in page
    ids = {"chon": [docket.public_id for docket in dockets], "xac-nhan": "1"}
    secretary.post(f"{base}dong-cham/", ids)
    assert list(Docket.objects.values_list("state", flat=True)) == ["closed", "closed", "scoring"]
    assert secretary.get(f"{base}ket-luan/").status_code == 200, "the secretary sees who may conclude"
    assert secretary.post(f"{base}ket-luan/", ids).status_code in (200, 422)
    assert not Docket.objects.filter(state=DocketState.CONCLUDED).exists()
    chair.post(f"{base}ket-luan/", ids)
    assert Docket.objects.filter(state=DocketState.CONCLUDED).count() == 2


def test_each_person_is_told_what_waits_for_them(table: Table, docket: Docket, django_assert_max_num_queries) -> None:
    world = table.world
    make_accepted(world, world.lotus_seed, number="2")
    ba_an, chi_thao = world.actor(world.council_members[0]), world.actor(world.chi_thao)
    with django_assert_max_num_queries(2):
        member = todos_for(ba_an, at=NOW)
    assert [todo.title for todo in member] == ["Chấm 1 hồ sơ"]
    office = todos_for(world.actor(world.anh_dung), at=NOW)
    assert [todo.title for todo in office] == ["Đưa 1 hồ sơ đã tiếp nhận vào Hội đồng"]
    for seat in table.scorers:
        table.fill(docket, seat, marks_worth(sheet_of(docket.dossier), 80))
    with django_assert_max_num_queries(6):
        secretary = todos_for(chi_thao, at=NOW)
    assert "Đóng chấm 1 hồ sơ đủ phiếu" in [todo.title for todo in secretary]
    table.close(docket)
    assert "Kết luận 1 hồ sơ" in [todo.title for todo in todos_for(world.actor(world.ong_khanh), at=NOW)]
    assert todos_for(world.actor(world.chi_lan), at=NOW) == []


def test_member_lists_stay_constant_in_queries(world: World, sign_in, django_assert_max_num_queries) -> None:
    table = make_council(world)
    table.sit()
    client = sign_in(world.council_members[0])
    for place in range(4):
        product = make_product(f"Khô cá số {place}", world.fish_maker, sets={"26-2026": "I.3.d"})
        table.open(table.docket(make_accepted(world, product, number=f"n{place}")))
        with django_assert_max_num_queries(12):
            assert client.get("/hoi-dong/phieu-cham/").status_code == 200
    sheet = ScoreSheet.objects.filter(seat=table.members[0]).first()
    with django_assert_max_num_queries(16):
        client.get(f"/hoi-dong/phieu-cham/{sheet.public_id}/")
