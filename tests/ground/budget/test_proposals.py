"""A department proposes what to set aside, the figures come from records, the committee answers."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from ocop.ground.accounts.models import User
from ocop.ground.budget.actions import NewAllocation, allocate
from ocop.ground.budget.actions import proposals as actions
from ocop.ground.budget.asking import asked_lines, missing_of
from ocop.ground.budget.models import Proposal
from ocop.ground.registry.models import JournalEntry, Notice
from ocop.kit.scope import Refused
from tests.ground.budget.conftest import BILLION, Money
from tests.world import NOW, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
SignIn = Callable[[User], Client]


def set_aside(money: Money, world: World, amount: int) -> None:
    row = NewAllocation(money.packaging, world.province_committee, world.agriculture, amount)
    by = world.actor(world.anh_dung)
    allocate([row], year=2026, decision_number="1/QĐ", decided_on=date(2026, 3, 1), by=by, at=NOW)


def drafted(money: Money, world: World, user: User | None = None, office: Any = None) -> Proposal:
    facts = actions.ProposalFacts(
        money.plan, 2026, office or world.coordination_office, world.province_committee, "Thiếu vốn in bao bì."
    )
    return actions.draft_proposal(facts, by=world.actor(user or world.anh_dung), at=NOW)


@pytest.mark.requirement("R144")
def test_a_proposal_goes_from_draft_to_answer(money: Money, world: World, sign_in: SignIn) -> None:
    """Anh Dũng asks for what the line still lacks; ông Khánh finds it, answers, and anh Dũng is told."""
    set_aside(money, world, BILLION)
    dung = sign_in(world.anh_dung)
    said = {
        "plan": money.plan.public_id, "year": "2026", "office": world.coordination_office.public_id,
        "to": world.province_committee.public_id, "reason": "Thiếu vốn in bao bì.",
    }  # fmt: skip
    for _ in range(2):
        dung.post(reverse("budget:new_proposal"), said)
    row = Proposal.objects.get()
    page = reverse("budget:proposal", args=[row.public_id])
    ask = reverse("budget:ask_line", args=[row.public_id])
    assert "2.000.000.000" in dung.get(ask, {"dong": money.packaging.public_id}).content.decode()
    dung.post(ask, {"line": money.packaging.public_id, "asked": "", "note": "In hộp giấy"})
    assert row.lines.get().asked == 2 * BILLION
    assert "2.000.000.000" in dung.get(page).content.decode()
    khanh = sign_in(world.ong_khanh)
    assert khanh.get(page).status_code == 404, "a draft is its office's"
    send = reverse("budget:send_proposal", args=[row.public_id])
    for _ in range(2):
        dung.post(send, {"number": "15/TTr-VPĐP", "sent_on": "24/11/2026"})
    set_aside(money, world, BILLION)
    kept = row.lines.get()
    assert (kept.need, kept.allocated, kept.paid) == (3 * BILLION, BILLION, 0), "as they stood that day"
    assert "Trả lời: Đề nghị bố trí nguồn lực năm 2026" in khanh.get("/viec-can-lam/").content.decode()
    reply = {"answer": "partly", "granted": "1.500.000.000", "number": "88/UBND", "on": "24/11/2026", "text": "Đợt 1"}
    for _ in range(2):
        khanh.post(reverse("budget:answer_proposal", args=[row.public_id]), reply)
    row.refresh_from_db()
    assert (row.state, row.granted) == ("answered", 1_500_000_000)
    assert Notice.objects.filter(office_id=world.coordination_office.pk, kind="result").count() == 1
    acts = JournalEntry.objects.filter(act__startswith="budget.proposal_").values_list("act", flat=True)
    assert [act.rsplit("_", 1)[1] for act in acts.order_by("seq")] == ["drafted", "changed", "sent", "answered"]


@pytest.mark.requirement("R144")
def test_the_paper_and_its_excel_say_the_same(money: Money, world: World, sign_in: SignIn, tmp_path: Any) -> None:
    row = drafted(money, world)
    actions.ask_for(row, money.packaging, asked=BILLION, by=world.actor(world.anh_dung), at=NOW)
    dung = sign_in(world.anh_dung)
    paper = dung.get(reverse("budget:proposal_print", args=[row.public_id])).content.decode()
    for words in ("Kính gửi: UBND tỉnh Đồng Tháp", "In bao bì", "3.000.000.000", "chưa trình"):
        assert words in paper
    book = tmp_path / "de-nghi.xlsx"
    book.write_bytes(dung.get(reverse("budget:proposal_sheet", args=[row.public_id])).content)
    heading, line = CalamineWorkbook.from_path(str(book)).get_sheet_by_index(0).to_python()[:2]
    assert heading[2] == "Nhu cầu cả kế hoạch (đồng)"
    assert [line[0], line[2], line[6]] == ["In bao bì", 3 * BILLION, BILLION]


def test_a_department_asks_for_itself_and_sees_its_own_part(money: Money, world: World, sign_in: SignIn) -> None:
    """Chị Mai's draft counts what her department got; another's allocation is not among her figures."""
    set_aside(money, world, BILLION)
    by = world.actor(world.anh_dung)
    other = NewAllocation(money.packaging, world.province_committee, world.thap_muoi_committee, BILLION)
    allocate([other], year=2026, decision_number="2/QĐ", decided_on=date(2026, 3, 1), by=by, at=NOW)
    row = drafted(money, world, world.chi_mai, world.agriculture)
    actions.ask_for(row, money.packaging, asked=BILLION, by=world.actor(world.chi_mai), at=NOW)
    page = sign_in(world.chi_mai).get(reverse("budget:proposal", args=[row.public_id])).content.decode()
    assert "chỉ tính phần của Sở Nông nghiệp và Môi trường" in page
    assert 'data-label="Đã phân bổ">1.000.000.000' in page
    with pytest.raises(Refused, match="cơ quan mình"):
        drafted(money, world, world.chi_mai, world.coordination_office)
    for person in (world.co_hien, world.ong_khanh):
        assert sign_in(person).get(reverse("budget:proposal", args=[row.public_id])).status_code == 404


def test_what_a_proposal_may_not_say(money: Money, world: World) -> None:
    row, by = drafted(money, world), world.actor(world.anh_dung)
    with pytest.raises(Refused, match="dòng nào"):
        actions.send_proposal(row, number="1/TTr", sent_on=NOW.date(), by=by, at=NOW)
    with pytest.raises(Refused, match="dòng chi tiết"):
        actions.ask_for(row, money.central, asked=1, by=by, at=NOW)
    with pytest.raises(Refused, match="lớn hơn 0"):
        actions.ask_for(row, money.packaging, asked=0, by=by, at=NOW)
    actions.ask_for(row, money.packaging, asked=1, by=by, at=NOW)
    actions.drop_line(row, money.packaging, by=by, at=NOW)
    assert not row.lines.exists()
    actions.ask_for(row, money.packaging, asked=1, by=by, at=NOW)
    actions.send_proposal(row, number="1/TTr", sent_on=NOW.date(), by=by, at=NOW)
    with pytest.raises(Refused, match="không sửa"):
        actions.ask_for(row, money.classes, asked=1, by=by, at=NOW)
    reply = actions.ProposalReply("refused", "2/UBND", NOW.date(), granted=5)
    with pytest.raises(Refused, match="không ghi số tiền"):
        actions.answer_proposal(row, reply, by=world.actor(world.ong_khanh), at=NOW)
    with pytest.raises(Refused):
        actions.answer_proposal(row, reply, by=world.actor(world.chi_mai), at=NOW)


def test_lists_ask_a_constant_number_of_questions(money: Money, world: World, sign_in: SignIn) -> None:
    client = sign_in(world.anh_dung)
    row = drafted(money, world)
    actions.ask_for(row, money.packaging, asked=1, by=world.actor(world.anh_dung), at=NOW)
    pages = [reverse("budget:proposals"), reverse("budget:proposal", args=[row.public_id])]

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    before = [asked(page) for page in pages]
    for user, office in ((world.chi_mai, world.agriculture), (world.anh_dung, world.province_committee)):
        drafted(money, world, user, office)
    actions.ask_for(row, money.classes, asked=2, by=world.actor(world.anh_dung), at=NOW)
    assert [asked(page) for page in pages] == before


def test_a_second_draft_of_the_same_year_keeps_what_is_typed_now(money: Money, world: World) -> None:
    first = drafted(money, world)
    facts = actions.ProposalFacts(money.plan, 2026, world.coordination_office, world.province_committee, "Giá in tăng.")
    again = actions.draft_proposal(facts, by=world.actor(world.anh_dung), at=NOW)
    assert again.pk == first.pk
    assert Proposal.objects.get().reason == "Giá in tăng."


def test_a_department_is_told_nothing_missing_of_a_line_it_sees_a_part_of(money: Money, world: World) -> None:
    """The whole line may be set aside for others: chị Mai's department cannot know what is still missing."""
    line = money.packaging
    assert missing_of(line, world.agriculture) is None
    assert missing_of(line, world.coordination_office) == 3 * BILLION
    asked = drafted(money, world, world.chi_mai, world.agriculture)
    actions.ask_for(asked, line, asked=BILLION, by=world.actor(world.chi_mai), at=NOW)
    assert [each.missing for each in asked_lines(asked)] == [None]
