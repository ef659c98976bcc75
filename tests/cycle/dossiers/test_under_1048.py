"""A whole way under decision 1048, page by page, on days of 2020: the district reads first."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from ocop.cycle.dossiers import law
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.reading import reading_of
from ocop.cycle.dossiers.states import DossierState
from ocop.ground.accounts.models import User
from ocop.ground.offices.models import UnitSuccession
from ocop.ground.offices.states import Role, Tier, UnitKind
from ocop.ground.producers.states import LAW_CODES
from ocop.ground.programme.models import Round
from ocop.ground.registry.models import JournalEntry
from tests.world import LONG_AGO, World, appoint, make_office, make_round, make_unit, make_user, moment
from tests.world_dossiers import answers_for, best_marks, photo

LAST_OF_DISTRICTS = date(2025, 6, 30)
MONDAY = moment(2020, 10, 5)


@pytest.fixture
def chu_hai(world: World) -> User:
    """The officer of the district that Phương Thịnh belonged to before the districts ended."""
    ended: dict[str, Any] = {"valid_from": LONG_AGO, "valid_to": LAST_OF_DISTRICTS}
    province = make_unit("Đồng Tháp", code="87", kind=UnitKind.PROVINCE, tier=Tier.PROVINCE, **ended)
    district = make_unit("Tháp Mười", code="872", kind=UnitKind.DISTRICT, tier=Tier.DISTRICT, parent=province, **ended)
    commune = make_unit("Tân Hội Trung", code="30079", parent=district, **ended)
    UnitSuccession.objects.create(old=commune, new=world.phuong_thinh, on=date(2025, 7, 1), whole=True)
    committee = make_office("UBND huyện Tháp Mười", unit=district, tier=Tier.DISTRICT)
    user = make_user("Hồ Văn Hai", "hai@thapmuoi.example")
    appoint(user, committee, Role.DISTRICT_OFFICER)
    return user


@pytest.fixture
def round_of_2020(world: World) -> Round:
    return make_round(
        world.province_committee,
        year=2020,
        ordinal=1,
        criteria_id="1048-2019",
        opens_on=date(2020, 9, 1),
        proposal_due=date(2020, 10, 30),
        meeting_due=date(2020, 12, 1),
    )


class Days:
    """The clock of 2020 and who sits before the browser on that day."""

    def __init__(self, time_machine: Any, sign_in: Callable[[User], Client]) -> None:
        self.time_machine, self.sign_in = time_machine, sign_in

    def on(self, at: datetime, who: User) -> Client:
        self.time_machine.move_to(at, tick=False)
        return self.sign_in(who)


@pytest.fixture
def days(time_machine: Any, sign_in: Callable[[User], Client]) -> Days:
    return Days(time_machine, sign_in)


def text(response: Any) -> str:
    return response.content.decode()


def fill_in(client: Client, dossier: Dossier, on: date) -> None:
    """Every page of the producer's side, sent the way a browser sends it."""
    base = f"/ho-so/{dossier.public_id}/"
    reading, answers = reading_of(dossier, on), answers_for(dossier)
    for page in reading.pages:
        typed = {line.field.key: answers[line.field.key] for line in page.lines}
        assert client.post(f"{base}thong-tin/{page.page.slug}/", typed).status_code == 302
    assert client.post(f"{base}cau-chuyen/", {"story": "Khô cá của má, làm từ mùa nước nổi."}).status_code == 302
    for number, need in enumerate(reading.assessment.missing_papers):
        if need.is_mandatory:
            kind = LAW_CODES[dossier.criteria_id][need.demand.code]
            code = next(iter(need.demand.criteria), "A.3.1")
            colour = f"#{number * 20:02x}80a0"
            sent = {"file": photo("giay.jpg", colour), "kind": kind}
            assert client.post(f"{base}minh-chung/{code}/", sent).status_code == 302
    marks = best_marks(dossier)
    for section in reading.sections:
        chosen = {
            "m_" + line.code.replace(".", "_"): f"{given.case}:{given.points}"
            for line in section.criteria
            if (given := marks[line.code])
        }
        assert client.post(f"{base}tu-danh-gia/{section.slug}/", chosen).status_code == 302


def test_producer_lodges_district_returns_and_forwards_province_accepts(
    world: World, chu_hai: User, round_of_2020: Round, days: Days
) -> None:
    lan = days.on(MONDAY, world.chi_lan)
    start = f"/ho-so/bat-dau/{world.dried_fish.public_id}/"
    lan.post(start, {"kind": "first", "round": round_of_2020.public_id, "wanted_stars": "4"})
    dossier = Dossier.objects.get()
    assert (dossier.criteria_id, dossier.sheet_code) == ("1048-2019", "I.3.e")
    fill_in(lan, dossier, MONDAY.date())
    base, doc = f"/ho-so/{dossier.public_id}/", f"/ho-so/doc/{dossier.public_id}/"
    check = text(lan.get(f"{base}kiem-tra-va-nop/"))
    assert "UBND huyện Tháp Mười" in check
    assert "01/HS-OCOP-87-872-2020" in text(lan.post(f"{base}nop/", follow=True))
    dossier.refresh_from_db()
    assert dossier.reading_office is not None
    assert dossier.reading_office.tier == Tier.DISTRICT
    assert dossier.due_on is None

    hai = days.on(MONDAY + timedelta(days=2), chu_hai)
    assert "Khô cá sặc rằn" in text(hai.get("/ho-so/kiem-tra/"))
    slip = {"loi-TOTAL_FORMS": "1", "loi-INITIAL_FORMS": "0", "loi-0-field": "evidence:A.1.1"}
    hai.post(f"{doc}tra-lai/", {**slip, "loi-0-reason": "unreadable", "loi-0-remedy": "Chụp lại, phải đọc được số."})
    lan = days.on(MONDAY + timedelta(days=3), world.chi_lan)
    assert "Chụp lại, phải đọc được số." in text(lan.get(base))
    lan.post(f"{base}minh-chung/A.1.1/", {"file": photo("lai.jpg", "gold"), "kind": "raw_material"})
    lan.post(f"{base}nop/")

    hai = days.on(MONDAY + timedelta(days=4), chu_hai)
    page = text(hai.get(doc))
    assert "Xác nhận đã nhận sản phẩm mẫu" in page
    assert "Ghi đánh giá của xã" not in page, "1048 has no report of the commune"
    assert hai.get(f"{doc}mau-03/").status_code == 404
    assert "xác nhận đã nhận sản phẩm mẫu" in text(hai.post(f"{doc}chuyen-len-tinh/"))
    assert "không được sau hôm nay" in text(hai.post(f"{doc}san-pham-mau/", {"samples_on": "10/10/2020"}))
    hai.post(f"{doc}san-pham-mau/", {"samples_on": "8/10/2020"})
    assert "Nhận đủ ngày 08/10/2020" in text(hai.get(doc))
    hai.post(f"{doc}chuyen-len-tinh/", {"proposal_number": "12/TTr-UBND"})

    dung = days.on(MONDAY + timedelta(days=7), world.anh_dung)
    assert "Khô cá sặc rằn" in text(dung.get("/ho-so/tinh/"))
    dung.post(f"{doc}tiep-nhan/")
    dossier.refresh_from_db()
    assert dossier.state == DossierState.ACCEPTED
    assert (dossier.number, dossier.samples_received_on) == ("01/HS-OCOP-87-872-2020", date(2020, 10, 8))
    acts = list(JournalEntry.objects.filter(act__startswith="dossiers.").order_by("pk").values_list("act", flat=True))
    moves = ["lodged", "returned", "lodged", "samples_received", "forwarded", "accepted"]
    assert [act.split(".")[1] for act in acts if act.split(".")[1] in moves] == moves
    assert law.commune_assesses(dossier.criteria_id) is False


def test_the_district_does_not_see_what_another_office_reads(world: World, chu_hai: User, days: Days) -> None:
    from tests.world_dossiers import make_lodged

    dossier = make_lodged(world)
    hai = days.on(MONDAY, chu_hai)
    assert hai.get(f"/ho-so/doc/{dossier.public_id}/san-pham-mau/").status_code == 404
