"""A producer lodges: what is asked first, the number, the reader, the deadline; and nothing happens twice."""

from datetime import date, timedelta

import pytest

from ocop.cycle.dossiers import actions
from ocop.cycle.dossiers.models import Dossier, NumberSeries
from ocop.cycle.dossiers.states import DossierState
from ocop.ground.offices.models import UnitSuccession
from ocop.ground.offices.states import Tier, UnitKind
from ocop.ground.producers.models import Classification
from ocop.ground.programme.models import Round
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from tests.world import LONG_AGO, NOW, World, make_office, make_product, make_round, make_unit, moment
from tests.world_dossiers import answers_for, best_marks, complete, make_draft, make_lodged


@pytest.mark.requirement("R30")
def test_a_complete_dossier_gets_number_reader_and_deadline(world: World) -> None:
    dossier = make_lodged(world)
    assert dossier.state == DossierState.LODGED
    assert dossier.number == "01/PĐK-82-30076-2026"
    assert dossier.reading_office == world.phuong_thinh_committee
    # 24 November 2026 is a Tuesday: fifteen working days later is Tuesday 15 December.
    assert dossier.due_on == date(2026, 12, 15)
    assert len(dossier.sheet_hash) == 64


def test_asking_twice_lodges_once(world: World) -> None:
    dossier = complete(world, make_draft(world))
    lan = world.actor(world.chi_lan)
    first = actions.submit_dossier(dossier, by=lan, at=NOW)
    second = actions.submit_dossier(dossier, by=lan, at=NOW + timedelta(seconds=1))
    assert (second.number, second.lodged_at) == (first.number, first.lodged_at)
    assert JournalEntry.objects.filter(act="dossiers.lodged").count() == 1
    assert NumberSeries.objects.get().last == 1


def test_numbers_run_without_gaps_at_each_office(world: World) -> None:
    lan, phuc = world.actor(world.chi_lan), world.actor(world.anh_phuc)
    complete_fish = complete(world, make_draft(world))
    other = make_draft(world, make_product("Mắm cá linh", world.fish_maker))
    lotus = actions.start_dossier(world.lotus_seed, round=world.round, kind="first", by=phuc, at=NOW)
    with pytest.raises(actions.NotReady):
        actions.submit_dossier(other, by=lan, at=NOW)
    assert actions.submit_dossier(complete_fish, by=lan, at=NOW).number == "01/PĐK-82-30076-2026"
    assert actions.submit_dossier(complete(world, other), by=lan, at=NOW).number == "02/PĐK-82-30076-2026"
    with pytest.raises(actions.NotReady):
        actions.submit_dossier(lotus, by=phuc, at=NOW)
    assert not NumberSeries.objects.filter(key__contains="30037").exists()


@pytest.mark.requirement("R41")
def test_an_empty_draft_is_refused_with_the_list_of_what_is_missing(world: World) -> None:
    dossier = make_draft(world)
    with pytest.raises(actions.NotReady) as refused:
        actions.submit_dossier(dossier, by=world.actor(world.chi_lan), at=NOW)
    sentences = " ".join(problem.text for problem in refused.value.problems)
    assert "Giấy đăng ký kinh doanh" in sentences
    assert "Lịch sử hình thành của chủ thể" in sentences
    assert "Tự đánh giá" in sentences
    assert all(problem.url.startswith("/ho-so/") for problem in refused.value.problems)
    dossier.refresh_from_db()
    assert dossier.state == DossierState.DRAFT
    assert dossier.number is None


def test_only_the_representative_lodges(world: World) -> None:
    dossier = complete(world, make_draft(world))
    with pytest.raises(Refused, match="người đại diện"):
        actions.submit_dossier(dossier, by=world.actor(world.anh_phuc), at=NOW)


def test_a_round_past_its_day_keeps_the_draft_and_offers_another_round(world: World) -> None:
    dossier = complete(world, make_draft(world))
    late = moment(2026, 12, 16)
    lan = world.actor(world.chi_lan, late.date())
    with pytest.raises(Refused, match="đã hết hạn nhận hồ sơ ngày 15/12/2026"):
        actions.submit_dossier(dossier, by=lan, at=late)
    following = make_round(
        world.province_committee,
        year=2027,
        ordinal=1,
        opens_on=date(2026, 12, 16),
        proposal_due=date(2027, 4, 29),
        meeting_due=date(2027, 6, 29),
    )
    actions.change_round(dossier, round=following, by=lan, at=late)
    assert actions.submit_dossier(dossier, by=lan, at=late).round == following
    assert dossier.statements.count() == len(answers_for(dossier))


def test_one_running_dossier_per_product(world: World) -> None:
    make_draft(world)
    with pytest.raises(Refused, match="đang có một hồ sơ"):
        make_draft(world)


def test_a_product_without_a_set_is_told_so(world: World) -> None:
    product = make_product("Bánh phồng tôm", world.fish_maker, sets={"1048-2019": "I.3.e"})
    with pytest.raises(Refused, match="chưa được xếp vào bộ sản phẩm"):
        make_draft(world, product)


def test_before_july_2025_the_district_reads_and_no_deadline_is_invented(world: World) -> None:
    province = make_unit(
        "Đồng Tháp",
        code="87",
        kind=UnitKind.PROVINCE,
        tier=Tier.PROVINCE,
        valid_from=LONG_AGO,
        valid_to=date(2025, 6, 30),
    )
    district = make_unit(
        "Tháp Mười",
        code="872",
        kind=UnitKind.DISTRICT,
        tier=Tier.DISTRICT,
        parent=province,
        valid_from=LONG_AGO,
        valid_to=date(2025, 6, 30),
    )
    commune = make_unit("Tân Hội Trung", code="30079", parent=district, valid_from=LONG_AGO, valid_to=date(2025, 6, 30))
    UnitSuccession.objects.create(old=commune, new=world.phuong_thinh, on=date(2025, 7, 1), whole=True)
    committee = make_office("UBND huyện Tháp Mười", unit=district, tier=Tier.DISTRICT)
    at = moment(2020, 10, 5)
    old = make_round(
        world.province_committee,
        year=2020,
        ordinal=1,
        criteria_id="1048-2019",
        opens_on=date(2020, 9, 1),
        proposal_due=date(2020, 10, 30),
        meeting_due=date(2020, 12, 1),
    )
    dossier = complete(world, make_draft(world, at=at, round=old), at=at)
    lodged = actions.submit_dossier(dossier, by=world.actor(world.chi_lan, at.date()), at=at)
    assert lodged.criteria_id == "1048-2019"
    assert lodged.sheet_code == "I.3.e"
    assert lodged.reading_office == committee
    assert lodged.due_on is None
    assert lodged.number == "01/HS-OCOP-87-872-2020"


def test_the_days_without_a_law_are_refused_and_the_draft_stays(world: World) -> None:
    dossier = complete(world, make_draft(world))
    Dossier.objects.filter(pk=dossier.pk).update(criteria_id="148-2023")
    Round.objects.update(opens_on=date(2025, 7, 1))
    gap = moment(2025, 7, 3)
    with pytest.raises(Refused, match="Từ 01/7/2025 đến 05/7/2025"):
        actions.submit_dossier(dossier, by=world.actor(world.chi_lan, gap.date()), at=gap)
    dossier.refresh_from_db()
    assert dossier.state == DossierState.DRAFT


@pytest.mark.requirement("R43")
def test_a_draft_begun_under_an_older_law_follows_the_new_one_and_keeps_what_still_exists(world: World) -> None:
    dossier = make_draft(world)
    lan = world.actor(world.chi_lan)
    Classification.objects.filter(product=world.dried_fish, criteria_id="1048-2019").update(set_code="I.3.e")
    Dossier.objects.filter(pk=dossier.pk).update(criteria_id="1048-2019", sheet_code="I.3.e")
    dossier.refresh_from_db()
    actions.save_marks(dossier, answers=best_marks(dossier), by=lan, at=NOW)
    actions.save_statements(dossier, answers={"story": "Khô cá của má"}, by=lan, at=NOW)
    with pytest.raises(Refused, match="26/2026"):
        actions.submit_dossier(dossier, by=lan, at=NOW)
    before = dossier.self_marks.count()
    carried = actions.follow_law(dossier, by=lan, at=NOW)
    dossier.refresh_from_db()
    assert (dossier.criteria_id, dossier.sheet_code) == ("26-2026", "I.3.d")
    assert 0 < len(carried.dropped_marks) < before
    assert dossier.self_marks.count() == carried.kept == before - len(carried.dropped_marks)
    assert dossier.statements.get(key="story").text == "Khô cá của má"


def test_withdrawing_a_lodged_dossier_tells_the_reader_and_frees_the_product(world: World) -> None:
    dossier = make_lodged(world)
    lan = world.actor(world.chi_lan)
    gone = actions.withdraw_dossier(dossier, why="Làm lại bao bì", by=lan, at=NOW)
    assert gone.state == DossierState.WITHDRAWN
    assert actions.withdraw_dossier(dossier, by=lan, at=NOW).state == DossierState.WITHDRAWN
    assert JournalEntry.objects.filter(act="dossiers.withdrawn").count() == 1
    assert make_draft(world).state == DossierState.DRAFT
