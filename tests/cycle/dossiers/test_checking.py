"""The first reader and the province: four contents, samples, sending back with reasons, two officers at once."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from ocop.cycle.dossiers import actions
from ocop.cycle.dossiers.actions import FaultToMend
from ocop.cycle.dossiers.changes import changes_since
from ocop.cycle.dossiers.events import DossierConcluded, DossierReturned
from ocop.cycle.dossiers.models import Dossier, ReturnSlip
from ocop.cycle.dossiers.problems import problems_in
from ocop.cycle.dossiers.reactions import REACTIONS, tell_first_reader, tell_producer_returned
from ocop.cycle.dossiers.reading import reading_of
from ocop.cycle.dossiers.states import DossierState
from ocop.ground.offices.models import Office, Unit, UnitSuccession
from ocop.ground.registry.models import JournalEntry, Notice
from ocop.kit.events import from_payload
from ocop.kit.scope import Refused
from tests.world import NOW, World
from tests.world_dossiers import check_everything, make_accepted, make_forwarded, make_lodged, make_paper

LATER = NOW + timedelta(days=2)
BLURRED = FaultToMend("evidence:A.3.1", "unreadable", "Chụp lại giấy đăng ký kinh doanh, phải đọc được số và ngày.")
UNCLEAR = FaultToMend("field:history", "unclear", "Ghi rõ năm bắt đầu làm khô.")


def returned(world: World) -> tuple[Dossier, ReturnSlip]:
    dossier = make_lodged(world)
    hien = world.actor(world.co_hien)
    slip = actions.return_dossier(
        dossier, items=[BLURRED, UNCLEAR], wanted_by=date(2026, 12, 4), by=hien, at=NOW + timedelta(hours=1)
    )
    dossier.refresh_from_db()
    return dossier, slip


def test_forwarding_needs_four_contents_and_samples(world: World) -> None:
    dossier, hien = make_lodged(world), world.actor(world.co_hien)
    with pytest.raises(Refused, match=r"sử dụng lao động địa phương.*sản phẩm mẫu"):
        actions.forward_dossier(dossier, by=hien, at=LATER)
    check_everything(world, dossier, at=LATER)
    forwarded = actions.forward_dossier(dossier, proposal_number="25/TTr-UBND", by=hien, at=LATER)
    assert forwarded.state == DossierState.FORWARDED
    assert forwarded.proposal_number == "25/TTr-UBND"
    assert forwarded.due_on is None


def test_the_officer_of_another_commune_may_not_touch_it(world: World) -> None:
    dossier, tam = make_lodged(world), world.actor(world.chu_tam)
    for act in (
        lambda: actions.forward_dossier(dossier, by=tam, at=LATER),
        lambda: actions.return_dossier(dossier, items=[BLURRED], by=tam, at=LATER),
        lambda: actions.record_finding(dossier, content="labour", text="x", confirmed=True, by=tam, at=LATER),
    ):
        with pytest.raises(Refused, match="cơ quan khác"):
            act()
    assert not Dossier.objects.visible_to(tam).exists()


def test_a_return_names_field_reason_and_remedy(world: World) -> None:
    dossier, slip = returned(world)
    assert dossier.state == DossierState.RETURNED
    assert [item.clause for item in slip.items.order_by("pk")] == [
        "Điều 7 khoản 1 QĐ 26/2026/QĐ-TTg",
        "Mẫu số 01 và Mẫu số 02 QĐ 26/2026/QĐ-TTg",
    ]
    reading = reading_of(dossier, NOW.date())
    assert set(reading.faults) == {"evidence:A.3.1", "field:history"}
    blocking = [problem.text for problem in problems_in(reading) if problem.blocking]
    assert any("Ghi rõ năm bắt đầu làm khô" in text for text in blocking), "mend it or say why not"


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        (FaultToMend("evidence:Z.1", "unreadable", "x"), "trong danh sách"),
        (FaultToMend("field:history", "because", "x"), "trong danh sách"),
        (FaultToMend("field:history", "other", " "), "cách khắc phục"),
    ],
)
def test_a_return_without_place_reason_or_remedy_is_refused(world: World, item: FaultToMend, sentence: str) -> None:
    dossier = make_lodged(world)
    with pytest.raises(Refused, match=sentence):
        actions.return_dossier(dossier, items=[item], by=world.actor(world.co_hien), at=LATER)
    with pytest.raises(Refused, match="ít nhất một"):
        actions.return_dossier(dossier, items=[], by=world.actor(world.co_hien), at=LATER)
    assert not ReturnSlip.objects.exists()


def test_the_producer_mends_and_the_reader_sees_what_changed(world: World) -> None:
    dossier, slip = returned(world)
    lan = world.actor(world.chi_lan)
    number = dossier.number
    history = "Má làm khô từ năm 1989, tôi nối nghề năm 2012."
    actions.save_statements(dossier, answers={"history": history}, by=lan, at=LATER)
    old = dossier.citations.filter(criterion_code="A.3.1").first()
    actions.drop_citation(dossier, citation=old, by=lan, at=LATER)
    paper = make_paper(world, lan, "business_registration", "Giấy đăng ký chụp lại", at=LATER)
    actions.cite_paper(dossier, paper=paper, criteria=["A.3.1"], by=lan, at=LATER)
    again = actions.submit_dossier(dossier, by=lan, at=LATER)
    assert (again.number, again.state) == (number, DossierState.LODGED)
    assert again.lodged_at == NOW
    assert again.due_on == date(2026, 12, 17)  # fifteen working days from Thursday 26 November
    changes = {change.place: change for change in changes_since(slip, again)}
    assert set(changes) == {"field:history", "evidence:A.3.1"}
    assert changes["field:history"].after == history
    assert changes["evidence:A.3.1"].after == "Giấy đăng ký chụp lại"
    event = JournalEntry.objects.filter(act="dossiers.lodged").latest("seq")
    assert '"again":true' in event.data


def test_two_officers_at_once_do_it_once(world: World) -> None:
    dossier, hien = make_lodged(world), world.actor(world.co_hien)
    check_everything(world, dossier)
    mine, yours = Dossier.objects.get(pk=dossier.pk), Dossier.objects.get(pk=dossier.pk)
    actions.forward_dossier(mine, by=hien, at=LATER)
    with pytest.raises(Refused, match="không còn chờ kiểm tra"):
        actions.return_dossier(yours, items=[BLURRED], by=hien, at=LATER)
    assert not ReturnSlip.objects.exists()


def test_the_province_accepts_or_returns(world: World) -> None:
    dossier, dung = make_forwarded(world), world.actor(world.anh_dung)
    with pytest.raises(Refused, match="Văn phòng Điều phối tỉnh"):
        actions.accept_dossier(dossier, by=world.actor(world.co_hien), at=LATER)
    slip = actions.return_dossier(dossier, items=[UNCLEAR], by=dung, at=LATER)
    assert slip.office == world.coordination_office
    dossier.refresh_from_db()
    assert dossier.state == DossierState.RETURNED


def test_from_acceptance_to_recognition_along_the_table_only(world: World) -> None:
    dossier, dung = make_accepted(world), world.actor(world.anh_dung)
    with pytest.raises(Refused, match="không ở trước Hội đồng"):
        actions.conclude_dossier(dossier, stars=4, total=Decimal("82.333"), by=dung, at=LATER)
    actions.take_up_dossier(dossier, by=dung, at=LATER)
    done = actions.conclude_dossier(dossier, stars=4, total=Decimal("82.333"), by=dung, at=LATER)
    assert (done.concluded_stars, done.concluded_total) == (4, Decimal("82.333"))
    with pytest.raises(Refused):
        actions.withdraw_dossier(dossier, by=world.actor(world.chi_lan), at=LATER)
    assert actions.recognise_dossier(dossier, by=dung, at=LATER).state == DossierState.RECOGNISED
    with pytest.raises(Refused):
        actions.refuse_dossier(dossier, by=dung, at=LATER)
    row = JournalEntry.objects.get(act="dossiers.concluded")
    import json

    assert from_payload(row.act, json.loads(row.data)) == DossierConcluded(dossier.pk, stars=4, total="82.333")


def test_who_acts_next_is_told(world: World) -> None:
    dossier, slip = returned(world)
    from ocop.cycle.dossiers.events import DossierLodged

    office = world.phuong_thinh_committee.pk
    lodged = DossierLodged(dossier.pk, number="01", office_id=office, due_on="2026-12-15", again=False)
    tell_first_reader(lodged, at=NOW)
    tell_producer_returned(DossierReturned(dossier.pk, slip_id=slip.pk, office_id=office, items=2), at=NOW)
    to_office, to_lan = Notice.objects.order_by("pk")
    assert (to_office.office_id, to_office.due_on) == (office, date(2026, 12, 15))
    assert to_lan.user == world.chi_lan
    assert "cần bổ sung 2 mục" in to_lan.title
    assert to_lan.due_on == date(2026, 12, 4)
    names = [name for reactions in REACTIONS.values() for name, _ in reactions]
    assert len(names) == len(set(names))


def test_a_mended_dossier_goes_to_the_commune_that_took_the_place_of_its_reader(world: World) -> None:
    dossier = make_lodged(world)
    actions.return_dossier(dossier, items=[BLURRED], by=world.actor(world.co_hien), at=LATER)
    merged = NOW.date() + timedelta(days=5)
    Unit.objects.filter(pk=world.phuong_thinh.pk).update(valid_to=merged - timedelta(days=1))
    Office.objects.filter(pk=world.phuong_thinh_committee.pk).update(valid_to=merged - timedelta(days=1))
    UnitSuccession.objects.create(old=world.phuong_thinh, new=world.thap_muoi, on=merged)
    at = NOW + timedelta(days=6)
    lan = world.actor(world.chi_lan, at.date())
    item = dossier.returns.get().items.get()
    actions.answer_return(dossier, answers={item.pk: "Giấy chỉ có bản này."}, by=lan, at=at)
    again = actions.submit_dossier(dossier, by=lan, at=at)
    assert again.reading_office == world.thap_muoi_committee
    assert again.number == dossier.number
