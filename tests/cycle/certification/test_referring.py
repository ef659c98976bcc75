"""Ninety points and over go to the ministry and come back by one of two roads."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ocop.cycle.certification import actions
from ocop.cycle.certification.models import Recognition, Referral
from ocop.cycle.certification.states import ReferralState
from ocop.cycle.certification.todo import todos_for
from ocop.cycle.dossiers.states import DossierState
from ocop.kit.scope import Refused
from tests.world import NOW, World
from tests.world_certification import make_concluded

pytestmark = pytest.mark.usefixtures("at_now")


def refer(world: World, total: str = "92.5", stars: int = 5) -> Referral:
    dossier = make_concluded(world, world.dried_fish, stars=stars, total=total)
    return actions.refer_to_ministry(
        dossier,
        to_office=world.ministry,
        letter_number="312/UBND-KT",
        sent_on=date(2026, 11, 21),
        by=world.actor(world.ong_khanh),
        at=NOW,
    )


@pytest.mark.requirement("R37", "R38")
def test_a_dossier_is_sent_on_once_and_waits_for_the_ministry(world: World) -> None:
    referral = refer(world)
    again = actions.refer_to_ministry(
        referral.dossier,
        to_office=world.ministry,
        letter_number="312/UBND-KT",
        sent_on=date(2026, 11, 21),
        by=world.actor(world.ong_khanh),
        at=NOW,
    )
    assert again == referral
    referral.dossier.refresh_from_db()
    assert referral.dossier.state == DossierState.REFERRED
    (todo,) = todos_for(world.actor(world.ba_nga), at=NOW)
    assert "1 hồ sơ" in todo.title


def test_under_ninety_points_stays_in_the_province(world: World) -> None:
    with pytest.raises(Refused, match="90 điểm"):
        refer(world, total="89.999", stars=4)


def test_the_ministry_recognises_five_stars_by_the_same_door(world: World) -> None:
    recognition = actions.answer_five_stars(
        refer(world),
        number="88/QĐ-BNNMT",
        signed_on=date(2026, 11, 23),
        total=Decimal("91.5"),
        by=world.actor(world.ba_nga),
        at=NOW,
    )
    assert (recognition.stars, recognition.decision.office) == (5, world.ministry)
    assert recognition.certificate.face["signer_title_lines"] == ["Bộ trưởng"]
    assert recognition.basis["central_total"] == "91.500"
    assert recognition.dossier.state == DossierState.RECOGNISED


@pytest.mark.parametrize(("total", "stars"), [("89.5", 4), ("69", 3)])
def test_below_ninety_the_province_may_recognise_by_the_ministrys_result(world: World, total: str, stars: int) -> None:
    referral = actions.answer_below_90(
        refer(world),
        total=Decimal(total),
        answered_on=date(2026, 11, 23),
        note="Bao bì chưa đạt.",
        by=world.actor(world.ba_nga),
        at=NOW,
    )
    assert referral.state == ReferralState.RETURNED
    decision = actions.record_decision(
        number="1590/QĐ-UBND",
        signed_on=date(2026, 11, 24),
        office=world.province_committee,
        dossiers=[referral.dossier],
        by=world.actor(world.anh_dung),
        at=NOW,
    )
    assert Recognition.objects.get(decision=decision).stars == stars


def test_while_the_ministry_reads_the_province_neither_recognises_nor_refuses(world: World) -> None:
    referral = refer(world)
    by = world.actor(world.anh_dung)
    with pytest.raises(Refused, match="chờ Trung ương"):
        actions.refuse_recognition(referral.dossier, why="Không", by=by, at=NOW)
    with pytest.raises(Refused):
        actions.record_decision(
            number="1590/QĐ-UBND",
            signed_on=date(2026, 11, 24),
            office=world.province_committee,
            dossiers=[referral.dossier],
            by=by,
            at=NOW,
        )


def test_an_answer_is_given_once_and_not_before_the_letter(world: World) -> None:
    referral = refer(world)
    facts: dict[str, Any] = {"total": Decimal(80), "note": "x", "by": world.actor(world.ba_nga), "at": NOW}
    with pytest.raises(Refused, match="trước ngày gửi"):
        actions.answer_below_90(referral, answered_on=date(2026, 11, 20), **facts)
    with pytest.raises(Refused, match="đạt 5 sao"):
        actions.answer_below_90(referral, answered_on=date(2026, 11, 23), **{**facts, "total": Decimal(90)})
    actions.answer_below_90(referral, answered_on=date(2026, 11, 23), **facts)
    with pytest.raises(Refused, match="đã có trả lời"):
        actions.answer_below_90(referral, answered_on=date(2026, 11, 23), **facts)


def test_strangers_to_a_referral_find_nothing(world: World, sign_in: Any) -> None:
    address = f"/cong-nhan/trung-uong/{refer(world).public_id}/"
    assert sign_in(world.ba_nga).get(address).status_code == 200
    assert sign_in(world.anh_dung).get(address).status_code == 200
    for person in (world.chi_lan, world.co_hien, world.anh_quan):
        assert sign_in(person).get(address).status_code == 404
    assert sign_in(world.ba_nga).get("/cong-nhan/trung-uong/khongcoma234/").status_code == 404


def test_the_ministry_is_told_what_to_do_and_whom_to_ask(world: World, sign_in: Any) -> None:
    """The list says where the answer is written; the foot of an official's page does not send her to a commune."""
    list_ = "/cong-nhan/trung-uong/"
    nga = sign_in(world.ba_nga).get(list_).content.decode()
    assert "ghi trả lời của Trung ương ở cuối trang hồ sơ" in nga
    assert "quản trị hệ thống ở Văn phòng Điều phối tỉnh" in nga
    dung = sign_in(world.anh_dung).get(list_).content.decode()
    assert "ghi trả lời của Trung ương ở cuối" not in dung
    lan = sign_in(world.chi_lan).get("/viec-can-lam/").content.decode()
    assert "xin hỏi Ủy ban nhân dân xã, phường nơi anh/chị sản xuất" in lan


def test_the_ministry_answers_on_its_page(world: World, sign_in: Any) -> None:
    address = f"/cong-nhan/trung-uong/{refer(world).public_id}/"
    browser = sign_in(world.ba_nga)
    wrong = browser.post(address, {"result": "recognised", "total": "89,5", "on": "23/11/2026", "number": ""})
    assert "Điểm dưới 90 thì không công nhận 5 sao được" in wrong.content.decode()
    assert "Nhập số quyết định công nhận 5 sao" in wrong.content.decode()
    right = {"result": "recognised", "total": "91,5", "on": "23/11/2026", "number": "88/QĐ-BNNMT"}
    assert browser.post(address, right).status_code == 302
    assert Recognition.objects.get().stars == 5


def test_a_dossier_that_was_knocked_out_goes_nowhere_with_any_average(world: World) -> None:
    with pytest.raises(Refused, match="90 điểm"):
        refer(world, total="95", stars=0)


def test_five_stars_need_the_answer_of_the_ministry_first(world: World) -> None:
    dossier = refer(world).dossier
    with pytest.raises(Refused, match="chưa trả lời"):
        actions.record_decision(
            number="88/QĐ-BNNMT",
            signed_on=date(2026, 11, 23),
            office=world.ministry,
            dossiers=[dossier],
            by=world.actor(world.anh_dung),
            at=NOW,
        )
