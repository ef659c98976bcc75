"""A decision recognises all it names or nothing, once, within the authority of the day."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from ocop.cycle.certification import actions
from ocop.cycle.certification.models import Certificate, Recognition, RecognitionDecision
from ocop.cycle.certification.queries import standing
from ocop.cycle.certification.states import Standing
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.states import DossierState
from ocop.cycle.evaluation.models import Council, Docket
from ocop.ground.offices.states import Role
from ocop.ground.producers.states import ProductState
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from tests.world import MERGER, NOW, World, appoint, make_office, make_product, make_user
from tests.world_certification import make_concluded, make_recognition, official_round
from tests.world_evaluation import make_council

SIGNED = date(2026, 11, 23)
pytestmark = pytest.mark.usefixtures("at_now")


def decide(world: World, *dossiers: Dossier, **changes: Any) -> RecognitionDecision:
    facts: dict[str, Any] = {
        "number": "1580/QĐ-UBND",
        "signed_on": SIGNED,
        "office": world.province_committee,
        "signer": "Đặng Minh Khánh",
        "by": world.actor(world.anh_dung),
        "at": NOW,
        **changes,
    }
    return actions.record_decision(dossiers=dossiers, **facts)


@pytest.mark.requirement("R58")
def test_a_decision_gives_stars_certificate_and_a_place_in_the_register(world: World) -> None:
    official_round(world)
    dossier = make_concluded(world, world.dried_fish, stars=4, total="78.5")
    decision = decide(world, dossier)
    recognition = Recognition.objects.get(decision=decision)
    assert (recognition.stars, recognition.valid_from, recognition.valid_until) == (4, SIGNED, date(2029, 11, 22))
    assert recognition.product_code == "82-30076-1-2026"
    assert recognition.basis["total"] == "78.500"
    assert not recognition.is_trial
    assert recognition.certificate.face["trial"] is False
    dossier.refresh_from_db()
    world.dried_fish.refresh_from_db()
    assert dossier.state == DossierState.RECOGNISED
    assert world.dried_fish.state == ProductState.RECOGNISED
    acts = list(JournalEntry.objects.order_by("seq").values_list("act", flat=True))
    assert acts == ["dossiers.recognised", "certification.product_recognised", "certification.decision_recorded"]


@pytest.mark.requirement("R32")
def test_product_numbers_of_one_commune_follow_each_other_and_an_upgrade_keeps_its_number(world: World) -> None:
    official_round(world)
    first = make_concluded(world, world.dried_fish, stars=3, total="55")
    second = make_concluded(world, make_product("Mắm cá linh", world.fish_maker), stars=3, total="52")
    decide(world, first, second)
    codes = list(Recognition.objects.order_by("product_code").values_list("product_code", flat=True))
    assert codes == ["82-30076-1-2026", "82-30076-2-2026"]
    again = make_concluded(world, world.lotus_seed, stars=4, total="80")
    older = make_recognition(world.lotus_seed, world.province_committee, stars=3)
    Recognition.objects.filter(pk=older.pk).update(product_code="82-30037-9-2026")
    decide(world, again, number="1581/QĐ-UBND")
    newer = Recognition.objects.get(product=world.lotus_seed, stars=4)
    assert (newer.supersedes, newer.product_code) == (older, "82-30037-9-2026")
    older.refresh_from_db()
    assert standing(older, NOW.date()) is Standing.SUPERSEDED


def test_the_same_decision_sent_twice_is_recorded_once(world: World) -> None:
    dossier = make_concluded(world, world.dried_fish, stars=4, total="78.5")
    assert decide(world, dossier) == decide(world, dossier)
    assert Recognition.objects.count() == Certificate.objects.count() == RecognitionDecision.objects.count() == 1


def test_the_same_number_and_day_for_other_dossiers_is_refused(world: World) -> None:
    decide(world, make_concluded(world, world.dried_fish, stars=4, total="78.5"))
    with pytest.raises(Refused, match="đã được ghi"):
        decide(world, make_concluded(world, world.lotus_seed, stars=3, total="60"), number=" 1580/qđ-ubnd ")


@pytest.mark.parametrize(
    ("stars", "total", "reason"),
    [(5, "92", "trình Trung ương"), (4, "90", "trình Trung ương"), (2, "45", "Dưới 3 sao")],
)
def test_what_the_province_may_not_recognise_takes_the_whole_decision_down(
    world: World, stars: int, total: str, reason: str
) -> None:
    good = make_concluded(world, world.dried_fish, stars=4, total="78.5")
    bad = make_concluded(world, world.lotus_seed, stars=stars, total=total)
    with pytest.raises(Refused, match=reason):
        decide(world, good, bad)
    assert not Recognition.objects.exists()
    good.refresh_from_db()
    assert good.state == DossierState.CONCLUDED


def test_authority_follows_the_day(world: World) -> None:
    dossier = make_concluded(world, world.dried_fish, stars=3, total="60")
    Dossier.objects.filter(pk=dossier.pk).update(concluded_at=None)
    with pytest.raises(Refused, match="cấp huyện"):
        decide(world, dossier, signed_on=date(2024, 5, 1))
    with pytest.raises(Refused, match="Chưa rõ"):
        decide(world, dossier, signed_on=date(2025, 7, 2))
    commune = make_office("UBND xã khác", unit=world.thap_muoi, valid_from=MERGER)
    with pytest.raises(Refused, match="cấp tỉnh"):
        decide(world, dossier, office=commune)


def test_a_day_to_come_and_a_day_before_the_conclusion_are_refused(world: World) -> None:
    dossier = make_concluded(world, world.dried_fish, stars=4, total="78.5")
    with pytest.raises(Refused, match="tương lai"):
        decide(world, dossier, signed_on=date(2026, 11, 25))
    with pytest.raises(Refused, match="trước ngày Hội đồng"):
        decide(world, dossier, signed_on=date(2026, 11, 1))


@pytest.mark.parametrize("who", ["chi_lan", "co_hien", "ba_nga", "anh_quan", "chi_thao"])
def test_only_the_province_records_decisions(world: World, sign_in: Any, who: str) -> None:
    dossier = make_concluded(world, world.dried_fish, stars=4, total="78.5")
    person = getattr(world, who)
    with pytest.raises(Refused):
        decide(world, dossier, by=world.actor(person))
    assert sign_in(person).get("/cong-nhan/cho-quyet-dinh/").status_code == 404
    assert Client().get("/cong-nhan/cho-quyet-dinh/").status_code == 302


@pytest.mark.requirement("R33")
def test_below_three_stars_ends_with_a_reason(world: World) -> None:
    by = world.actor(world.anh_dung)
    dossier = make_concluded(world, world.dried_fish, stars=2, total="45")
    actions.refuse_recognition(dossier, why="Chưa có nhãn hàng hóa đúng quy định.", by=by, at=NOW)
    dossier.refresh_from_db()
    assert dossier.state == DossierState.NOT_RECOGNISED
    ranked = make_concluded(world, world.lotus_seed, stars=3, total="60")
    with pytest.raises(Refused, match="đạt hạng"):
        actions.refuse_recognition(ranked, why="Nhầm", by=by, at=NOW)


def form_data(world: World, *dossiers: Dossier, step: str, **changes: str) -> dict[str, Any]:
    return {
        "step": step,
        "number": "1580/QĐ-UBND",
        "signed_on": "23/11/2026",
        "office": world.province_committee.public_id,
        "signer": "Đặng Minh Khánh",
        "dossiers": [dossier.public_id for dossier in dossiers],
        **changes,
    }


def test_the_preview_writes_nothing_and_a_second_press_lands_on_the_same_decision(world: World, sign_in: Any) -> None:
    dossier = make_concluded(world, world.dried_fish, stars=4, total="78.5")
    browser = sign_in(world.ong_khanh)
    preview = browser.post("/cong-nhan/cho-quyet-dinh/", form_data(world, dossier, step="preview"))
    assert "22/11/2029" in preview.content.decode()
    assert not RecognitionDecision.objects.exists()
    pressed = [browser.post("/cong-nhan/cho-quyet-dinh/", form_data(world, dossier, step="record")) for _ in range(2)]
    assert [response.status_code for response in pressed] == [302, 302]
    assert pressed[0].url == pressed[1].url
    assert Recognition.objects.count() == 1


def test_a_wrong_form_keeps_what_was_typed_and_names_what_is_missing(world: World, sign_in: Any) -> None:
    dossier = make_concluded(world, world.dried_fish, stars=4, total="78.5")
    data = form_data(world, dossier, step="preview", signed_on="31/2/2026", number="")
    response = sign_in(world.anh_dung).post("/cong-nhan/cho-quyet-dinh/", data)
    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Lỗi: " in page
    assert "Không có ngày 31/02/2026" in page
    assert "Nhập số quyết định" in page
    assert 'value="31/2/2026"' in page
    assert f'id="hs_{dossier.public_id}" checked' in page


def test_a_dossier_of_another_state_cannot_be_slipped_in(world: World, sign_in: Any) -> None:
    dossier = make_concluded(world, world.dried_fish, stars=4, total="92")
    response = sign_in(world.anh_dung).post("/cong-nhan/cho-quyet-dinh/", form_data(world, dossier, step="record"))
    assert response.status_code == 422
    assert not Recognition.objects.exists()


def test_the_waiting_list_asks_as_much_for_many_as_for_one(
    world: World, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        make_concluded(world, make_product(f"Sản phẩm {number}", world.fish_maker), stars=3, total="60")
    browser = sign_in(world.anh_dung)
    with django_assert_max_num_queries(14):
        assert browser.get("/cong-nhan/cho-quyet-dinh/").status_code == 200


def test_leader_of_a_commune_decides_and_reads_nothing_of_the_province(world: World) -> None:
    leader = make_user("Trương Văn Sáu", "sau@phuongthinh.example")
    appoint(leader, world.phuong_thinh_committee, Role.LEADER)
    dossier = make_concluded(world, world.lotus_seed, stars=4, total="78.5")
    make_council(world)
    actor = world.actor(leader)
    with pytest.raises(Refused, match="lãnh đạo tỉnh"):
        decide(world, dossier, by=actor)
    star = make_recognition(make_product("Mứt sen", world.lotus_maker), world.province_committee)
    with pytest.raises(Refused, match="lãnh đạo tỉnh"):
        actions.suspend_recognition(star, reason="x", decision_number="9/QĐ", effective_on=SIGNED, by=actor, at=NOW)
    assert not Dossier.objects.visible_to(actor).exists()
    assert not Council.objects.visible_to(actor).exists()
    assert not Recognition.objects.visible_to(actor).exists()


def test_only_a_committee_that_stood_on_the_day_signs(world: World) -> None:
    dossier = make_concluded(world, world.dried_fish, stars=4, total="78.5")
    with pytest.raises(Refused, match="cấp tỉnh công nhận"):
        decide(world, dossier, office=world.agriculture)
    former = make_office("UBND tỉnh cũ", unit=world.province, tier="province", valid_to=date(2025, 6, 30))
    with pytest.raises(Refused, match="không hoạt động vào ngày 23/11/2026"):
        decide(world, dossier, office=former)


def test_a_star_on_a_sheet_nobody_attested_is_a_trial_in_an_official_round_too(world: World) -> None:
    official_round(world)
    dossier = make_concluded(world, world.dried_fish, stars=4, total="78.5")
    council = make_council(world).council
    Docket.objects.create(council=council, dossier=dossier, turn=1, result={"attested": False}, gate_stars=4)
    decide(world, dossier)
    recognition = Recognition.objects.get()
    assert recognition.is_trial
    assert recognition.certificate.face["trial"] is True
