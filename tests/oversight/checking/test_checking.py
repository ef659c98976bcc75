"""An officer checks the numbers of a text or a workbook: claims are confirmed, contradictions shown."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from ocop.ground.accounts.models import User
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from ocop.kit.sheets import Page, read_table, write_book
from ocop.oversight.checking import actions
from ocop.oversight.checking.held import Held, claims_of, joined, numbers_of, results_of
from ocop.oversight.checking.models import Check
from ocop.oversight.checking.states import Source
from ocop.oversight.checking.workbook import (
    CLAIM_COLUMNS,
    CLAIMS,
    NUMBER_COLUMNS,
    NUMBERS,
    WorkbookProblems,
    read_workbook,
    write_workbook,
)
from ocop.rules.consistency import Claim, Kind, Printed, read_text
from ocop.sample.checking import load_checking
from tests.excel import read, workbook
from tests.world import NOW, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
SignIn = Callable[[User], Client]
TEXT = (
    "5. Kết quả\n- Có 63 chủ thể⁴ trong năm. Có 7 bản tin.\n⁴ Trong đó: năm 2019 có 30 chủ thể; năm 2020 có 34 chủ thể."
)


def make(world: World, text: str = TEXT, **facts: object) -> Check:
    by = world.actor(world.co_hien)
    return actions.make_check("Báo cáo xã", Source.TEXT, *joined([read_text(text)]), by=by, at=NOW, **facts)  # type: ignore[arg-type]


def page(client: Client, name: str, *arguments: str, **query: str) -> str:
    response = client.get(reverse(f"checking:{name}", args=arguments), query)
    assert response.status_code == 200
    return response.content.decode()


def test_co_hien_pastes_a_text_confirms_what_it_claims_and_sees_what_does_not_agree(
    world: World, sign_in: SignIn
) -> None:
    client = sign_in(world.co_hien)
    answer = client.post(reverse("checking:from_text"), {"name": "Báo cáo xã", "text": TEXT})
    check = Check.objects.get()
    assert answer.url == reverse("checking:claims", args=[check.public_id])
    proposed = page(client, "claims", check.public_id)
    assert "<strong>63</strong> chủ thể (5) – với <strong>30</strong> chủ thể, năm 2019 (chú thích 4)" in proposed
    assert "7 bản tin" in proposed, "what was not understood is listed"
    assert "chưa kiểm gì" in page(client, "check", check.public_id), "nothing is checked before it is confirmed"
    client.post(reverse("checking:claims", args=[check.public_id]), {"co": "k1", "dung": ["k1"]})
    found = page(client, "check", check.public_id)
    assert "<strong>1</strong> chỗ không khớp trong 1 phép kiểm" in found
    assert "<strong>64 chủ thể</strong>" in found, "what would be right"
    assert "<strong>63</strong> chủ thể (5)" in found


def test_only_confirmed_claims_are_checked_and_the_page_speaks_only_for_the_claims_it_showed(world: World) -> None:
    check, by = make(world), world.actor(world.co_hien)
    assert results_of(numbers_of(check), claims_of(check)) == []
    check = actions.confirm(check, {"k1"}, among={"k1"}, by=by, at=NOW)
    actions.put_claim(check, Held(Claim("tay", Kind.AT_MOST, "s3", ("s1",))), by=world.actor(world.anh_dung), at=NOW)
    check = actions.confirm(check, set(), among={"k1"}, by=by, at=NOW)
    assert [each.id for each in claims_of(check) if each.is_confirmed] == ["tay"], "anh Dũng's claim stays"


def test_a_second_press_changes_nothing_twice(world: World) -> None:
    by = world.actor(world.co_hien)
    first, second = make(world, key="abcdefghjkmn"), make(world, key="abcdefghjkmn")
    assert first == second
    for _ in range(2):
        actions.confirm(first, {"k1"}, among={"k1"}, by=by, at=NOW)
        actions.put_number(first, Printed("x", "lớp", Decimal(5)), by=by, at=NOW)
        actions.put_claim(first, Held(Claim("y", Kind.AT_MOST, "s1", ("s2",))), by=by, at=NOW)
    acts = JournalEntry.objects.filter(act__startswith="checking.").values_list("act", flat=True)
    assert sorted(acts) == [f"checking.{act}" for act in ("claim_added", "confirmed", "made", "number_added")]


def test_who_made_a_check_and_the_coordination_office_read_it_and_nobody_else(world: World, sign_in: SignIn) -> None:
    check = make(world)
    seen = {
        user: sign_in(user).get(reverse("checking:check", args=[check.public_id])).status_code
        for user in (world.co_hien, world.anh_dung, world.chu_tam, world.ong_khanh, world.chi_lan)
    }
    assert list(seen.values()) == [200, 200, 404, 404, 404]
    assert sign_in(world.chi_lan).get(reverse("checking:checks")).status_code == 404
    assert "Báo cáo xã" not in page(sign_in(world.chu_tam), "checks")
    with pytest.raises(Refused, match="Chỉ người lập"):
        actions.remove(check, by=world.actor(world.chu_tam), at=NOW)


def test_a_number_read_wrongly_is_mended_and_the_finding_follows(world: World, sign_in: SignIn) -> None:
    check, client = make(world), sign_in(world.co_hien)
    actions.confirm(check, {"k1"}, among={"k1"}, by=world.actor(world.co_hien), at=NOW)
    mended = {"label": "chủ thể", "value": "64", "unit": "chủ thể", "where": "5"}
    client.post(reverse("checking:change_number", args=[check.public_id, "s1"]), mended)
    assert "không có chỗ nào không khớp" in page(client, "check", check.public_id)
    wrong = client.post(reverse("checking:change_number", args=[check.public_id, "s1"]), {**mended, "value": "6.5"})
    assert "Hãy dùng dấu phẩy cho phần thập phân" in wrong.content.decode()


def test_a_claim_is_added_by_choosing_numbers_and_explained_where_it_cannot_be_mended(
    world: World, sign_in: SignIn
) -> None:
    check, client = make(world), sign_in(world.co_hien)
    add = reverse("checking:add_claim", args=[check.public_id])
    assert "Tăng, giảm so với kỳ trước" in client.get(add).content.decode()
    twice = client.post(f"{add}?loai=repeated", {"subject": "s1", "other0": "s1"}).content.decode()
    assert "Một số được chọn hai lần" in twice
    client.post(f"{add}?loai=at_most", {"key": "abcdefghjkmn", "subject": "s1", "other0": "s3"})
    (held,) = [each for each in claims_of(Check.objects.get()) if each.is_confirmed]
    assert held.claim == Claim("abcdefghjkmn", Kind.AT_MOST, "s1", ("s3",))
    assert "Phần không lớn hơn toàn bộ" in page(client, "check", check.public_id)
    change = reverse("checking:change_claim", args=[check.public_id, held.id])
    client.post(change, {"subject": "s1", "other0": "s3", "note": "Số của hai năm"})
    assert "Số của hai năm" in page(client, "check", check.public_id)


def test_findings_and_numbers_go_out_to_excel_and_the_template_comes_back_the_same(
    world: World, sign_in: SignIn
) -> None:
    check, client = make(world), sign_in(world.co_hien)
    check = actions.confirm(check, {"k1"}, among={"k1"}, by=world.actor(world.co_hien), at=NOW)
    table = read(client.get(reverse("checking:findings_sheet", args=[check.public_id])))
    assert table.rows[0][0] == "Phải sửa"
    assert table.rows[0][5] == "64 chủ thể"
    sent = SimpleUploadedFile("so.xlsx", client.get(reverse("checking:download", args=[check.public_id])).content)
    client.post(reverse("checking:from_workbook"), {"name": "Gửi lại", "file": sent})
    again = Check.objects.get(name="Gửi lại")
    assert numbers_of(again) == numbers_of(check)
    assert [each.claim for each in claims_of(again)] == [each.claim for each in claims_of(check)]
    assert all(each.is_confirmed for each in claims_of(again))


def test_a_cell_that_cannot_be_read_is_named_by_sheet_row_and_column() -> None:
    numbers = [
        ["s1", "lớp", "5,5", "lớp", "", "", "", "", ""],
        ["s1", "lớp", "5", "lớp", "", "", "", "", ""],
        ["s 3", "", "sáu", "", "", "", "", "", ""],
        ["s4", "", "6.5", "", "", "", "31/2/2026", "", ""],
    ]
    claims = [
        ["k1", "Tổng", "s1", "s9", ""],
        ["k2", "Tổng và các phần", "s1", "s9", ""],
        ["k3", "share", "s1", "s4", ""],
    ]
    content = write_book([Page(NUMBERS, NUMBER_COLUMNS, numbers), Page(CLAIMS, CLAIM_COLUMNS, claims)])
    with pytest.raises(WorkbookProblems) as caught:
        read_workbook("so.xlsx", content)
    problems = "\n".join(caught.value.problems)
    for place in (
        "Trang “Số”, dòng 3, cột “Mã”: Mã “s1” đã dùng",
        "Trang “Số”, dòng 4, cột “Mã”: Mã gồm chữ, số",
        "Trang “Số”, dòng 5, cột “Giá trị như in”: Hãy dùng dấu phẩy",
        "Trang “Số”, dòng 5, cột “Ngày”:",
        "Trang “Phép kiểm”, dòng 2, cột “Loại”: Không có loại “Tổng”",
        "dòng 3, cột “Mã các số phải khớp (theo thứ tự, cách nhau bằng ;)”: Không có số nào mang mã “s9”",
        "cần: phần, toàn bộ",
    ):
        assert place in problems


def test_any_table_with_a_total_is_read_and_its_claims_are_proposed(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.co_hien)
    file = workbook(["STT", "Xã", "Sản phẩm"], ["1", "Tân Phú", "30"], ["2", "Tân Mỹ", "34"], ["", "Tổng", "63"])
    client.post(reverse("checking:from_workbook"), {"name": "Biểu 2", "file": file})
    check = Check.objects.get()
    (held,) = claims_of(check)
    assert (held.claim.kind, held.is_confirmed) == (Kind.TOTAL, False)
    file = workbook(["Ghi chú"], ["không có số"])
    refused = client.post(reverse("checking:from_workbook"), {"name": "Biểu 3", "file": file}).content.decode()
    assert "Không tìm thấy bảng số nào" in refused


def test_the_template_explains_every_kind(world: World, sign_in: SignIn) -> None:
    content = sign_in(world.co_hien).get(reverse("checking:blank")).content
    guide = read_table(SimpleUploadedFile("x.xlsx", content), sheet="Hướng dẫn")
    assert len(guide.rows) == 3 + len(Kind)
    with pytest.raises(WorkbookProblems, match="Trang “Số”"):
        read_workbook("x.xlsx", write_workbook())


def test_the_sample_check_of_the_plan_shows_its_contradictions(world: World, sign_in: SignIn) -> None:
    world.anh_dung.is_sample = True
    world.anh_dung.save()
    for _ in range(2):
        load_checking(at=NOW)
    check = Check.objects.get()
    found = page(sign_in(world.anh_dung), "check", check.public_id)
    assert "<strong>22</strong> chỗ không khớp" in found
    assert "Phải sửa (13)" in found
    assert "Cần giải trình (9)" in found
    assert "chỉ khớp mẫu số 65" in found
    assert found.index("Phải sửa (13)") < found.index("Cần giải trình (9)")


def test_a_list_of_checks_asks_few_questions(
    world: World, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        make(world)
    client = sign_in(world.co_hien)
    client.get(reverse("checking:checks"))
    with django_assert_num_queries(7):
        assert page(client, "checks", q="bao cao").count("Báo cáo xã") >= 3


def test_a_check_is_removed_for_good(world: World, sign_in: SignIn) -> None:
    check = make(world)
    sign_in(world.co_hien).post(reverse("checking:remove", args=[check.public_id]))
    assert not Check.objects.exists()
    with pytest.raises(Refused, match="vừa bị xóa"):
        actions.confirm(check, set(), among=set(), by=world.actor(world.co_hien), at=NOW)


def test_too_many_numbers_and_an_empty_text_are_refused_in_words(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.co_hien)
    for text, words in (("Không có số nào.", "không có con số nào"), ("có 12 lớp; " * 2001, "Dán từng phần")):
        answer = client.post(reverse("checking:from_text"), {"name": "Báo cáo", "text": text}).content.decode()
        assert words in answer
        assert text[:20] in answer, "what was pasted is still there"
    assert not Check.objects.exists()
