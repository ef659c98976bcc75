"""A small province with named people, so that a test says who does what and reads like a case.

Builders make one record each with honest defaults; the fixture `world` gives the people most tests need. Nothing here
decides anything: what people may do is the code's business.
"""

from dataclasses import dataclass
from datetime import date, datetime

from ocop.config.people import actor_for
from ocop.ground.accounts.models import User
from ocop.ground.offices.models import Appointment, Office, Unit, UnitSuccession
from ocop.ground.offices.states import OfficeKind, Role, Tier, UnitKind
from ocop.ground.producers.models import Classification, Producer, ProducerForm, Product, Representative
from ocop.ground.producers.states import LegalForm
from ocop.ground.programme.models import Round
from ocop.ground.programme.states import RoundState
from ocop.kit.clock import HO_CHI_MINH
from ocop.kit.scope import Actor
from tests.remembered import remembered

PASSWORD = "sen-hong-thap-muoi-2026"
LONG_AGO = date(2004, 1, 1)
MERGER = date(2025, 7, 1)


def moment(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment in the province's time zone."""
    return datetime(year, month, day, hour, minute, tzinfo=HO_CHI_MINH)


NOW = moment(2026, 11, 24)


def make_unit(
    name: str,
    *,
    code: str,
    kind: str = UnitKind.COMMUNE,
    tier: str = Tier.COMMUNE,
    parent: Unit | None = None,
    valid_from: date = MERGER,
    valid_to: date | None = None,
) -> Unit:
    from ocop.kit.text.fold import fold
    from ocop.kit.text.sortkey import sort_key

    return Unit.objects.create(
        code=code,
        name=name,
        kind=kind,
        tier=tier,
        parent=parent,
        valid_from=valid_from,
        valid_to=valid_to,
        folded=fold(name),
        sort_key=sort_key(name),
    )


def make_office(
    name: str,
    *,
    unit: Unit | None = None,
    kind: str = OfficeKind.PEOPLES_COMMITTEE,
    tier: str = Tier.COMMUNE,
    valid_from: date = LONG_AGO,
    valid_to: date | None = None,
) -> Office:
    from ocop.kit.text.sortkey import sort_key

    return Office.objects.create(
        name=name, kind=kind, tier=tier, unit=unit, valid_from=valid_from, valid_to=valid_to, sort_key=sort_key(name)
    )


def make_user(full_name: str, login: str, password: str | None = PASSWORD) -> User:
    return User.objects.create_user(login, password, full_name=full_name)


def appoint(user: User, office: Office, role: str, since: date = LONG_AGO, until: date | None = None) -> Appointment:
    return Appointment.objects.create(user=user, office=office, role=role, valid_from=since, valid_to=until)


def make_producer(
    name: str, unit: Unit, *, representative: User | None = None, form: str = LegalForm.ESTABLISHMENT
) -> Producer:
    producer = Producer.objects.create(name=name, unit=unit, created_at=NOW)
    ProducerForm.objects.create(producer=producer, form=form, valid_from=date(2019, 1, 1))
    if representative is not None:
        Representative.objects.create(producer=producer, user=representative, valid_from=date(2019, 1, 1))
    return producer


def make_product(name: str, producer: Producer, *, sets: dict[str, str] | None = None) -> Product:
    """A candidate product; `sets` maps a criteria id to the product set code, I.3.d under 26/2026 by default."""
    product = Product.objects.create(name=name, producer=producer, created_at=NOW)
    for criteria_id, code in (sets or {"26-2026": "I.3.d", "1048-2019": "I.3.e"}).items():
        Classification.objects.create(product=product, criteria_id=criteria_id, set_code=code, set_at=NOW)
    return product


def make_round(
    office: Office,
    *,
    year: int = 2026,
    ordinal: int = 2,
    criteria_id: str = "26-2026",
    opens_on: date = date(2026, 8, 1),
    proposal_due: date = date(2026, 12, 15),
    meeting_due: date = date(2026, 12, 30),
    state: str = RoundState.OPEN,
    is_trial: bool = True,
) -> Round:
    return Round.objects.create(
        name=f"Đợt {ordinal} năm {year}",
        year=year,
        ordinal=ordinal,
        office=office,
        criteria_id=criteria_id,
        opens_on=opens_on,
        proposal_due=proposal_due,
        meeting_due=meeting_due,
        state=state,
        is_trial=is_trial,
    )


@dataclass
class World:
    """The people and places of a test, all as of `NOW` (24 November 2026, under 26/2026)."""

    province: Unit
    phuong_thinh: Unit
    thap_muoi: Unit
    province_committee: Office
    coordination_office: Office
    agriculture: Office
    phuong_thinh_committee: Office
    thap_muoi_committee: Office
    ministry: Office
    chi_lan: User  # represents the fish maker in Phương Thịnh
    anh_phuc: User  # represents the lotus maker in Tháp Mười
    co_hien: User  # commune officer of Phương Thịnh
    chu_tam: User  # commune officer of Tháp Mười
    chi_mai: User  # officer of the agriculture department
    anh_dung: User  # officer of the provincial coordination office
    chi_thao: User  # secretary of the council
    ong_khanh: User  # leader of the provincial committee, chairs the council
    council_members: list[User]
    ba_nga: User  # officer of the ministry
    anh_quan: User  # system administrator
    fish_maker: Producer
    lotus_maker: Producer
    dried_fish: Product
    lotus_seed: Product
    round: Round

    def actor(self, user: User, on: date | None = None) -> Actor:
        return actor_for(user, on or NOW.date())


@remembered
def build_world() -> World:
    province = make_unit("Đồng Tháp", code="82", kind=UnitKind.PROVINCE, tier=Tier.PROVINCE)
    phuong_thinh = make_unit("Phương Thịnh", code="30076", parent=province)
    thap_muoi = make_unit("Tháp Mười", code="30037", parent=province)
    province_committee = make_office("UBND tỉnh Đồng Tháp", unit=province, tier=Tier.PROVINCE)
    coordination_office = make_office(
        "Văn phòng Điều phối nông thôn mới tỉnh",
        unit=province,
        kind=OfficeKind.COORDINATION_OFFICE,
        tier=Tier.PROVINCE,
    )
    agriculture = make_office(
        "Sở Nông nghiệp và Môi trường", unit=province, kind=OfficeKind.DEPARTMENT, tier=Tier.PROVINCE
    )
    phuong_thinh_committee = make_office("UBND xã Phương Thịnh", unit=phuong_thinh, valid_from=MERGER)
    thap_muoi_committee = make_office("UBND xã Tháp Mười", unit=thap_muoi, valid_from=MERGER)
    ministry = make_office("Bộ Nông nghiệp và Môi trường", kind=OfficeKind.MINISTRY, tier=Tier.CENTRAL)

    chi_lan = make_user("Nguyễn Thị Lan", "0912000001")
    anh_phuc = make_user("Trần Văn Phúc", "0912000002")
    co_hien = make_user("Lê Thị Hiền", "hien@phuongthinh.example")
    chu_tam = make_user("Phạm Văn Tám", "tam@thapmuoi.example")
    chi_mai = make_user("Trần Thị Mai", "mai@sonnmt.example")
    anh_dung = make_user("Võ Quốc Dũng", "dung@vpdp.example")
    chi_thao = make_user("Huỳnh Phương Thảo", "thao@vpdp.example")
    ong_khanh = make_user("Đặng Minh Khánh", "khanh@ubnd.example")
    members = [
        make_user("Bùi Thị Ngọc Ẩn", "an@soct.example"),
        make_user("Đỗ Hữu Nghĩa", "nghia@soyte.example"),
        make_user("Ngô Thanh Ưng", "ung@sokhcn.example"),
    ]
    ba_nga = make_user("Hoàng Thúy Nga", "nga@bo.example")
    anh_quan = make_user("Lý Hoàng Quân", "quan@vpdp.example")

    appoint(co_hien, phuong_thinh_committee, Role.COMMUNE_OFFICER, since=MERGER)
    appoint(chu_tam, thap_muoi_committee, Role.COMMUNE_OFFICER, since=MERGER)
    appoint(chi_mai, agriculture, Role.AGENCY_OFFICER)
    appoint(anh_dung, coordination_office, Role.PROVINCE_OFFICER)
    appoint(chi_thao, coordination_office, Role.SECRETARY)
    appoint(ong_khanh, province_committee, Role.LEADER)
    appoint(ong_khanh, province_committee, Role.COUNCIL_MEMBER)
    for member in members:
        appoint(member, agriculture, Role.COUNCIL_MEMBER)
    appoint(ba_nga, ministry, Role.MINISTRY_OFFICER)
    appoint(anh_quan, coordination_office, Role.ADMIN)

    fish_maker = make_producer("Cơ sở Khô Bà Lan", phuong_thinh, representative=chi_lan)
    lotus_maker = make_producer(
        "Hợp tác xã Sen Tháp Mười", thap_muoi, representative=anh_phuc, form=LegalForm.COOPERATIVE
    )
    return World(
        province=province,
        phuong_thinh=phuong_thinh,
        thap_muoi=thap_muoi,
        province_committee=province_committee,
        coordination_office=coordination_office,
        agriculture=agriculture,
        phuong_thinh_committee=phuong_thinh_committee,
        thap_muoi_committee=thap_muoi_committee,
        ministry=ministry,
        chi_lan=chi_lan,
        anh_phuc=anh_phuc,
        co_hien=co_hien,
        chu_tam=chu_tam,
        chi_mai=chi_mai,
        anh_dung=anh_dung,
        chi_thao=chi_thao,
        ong_khanh=ong_khanh,
        council_members=members,
        ba_nga=ba_nga,
        anh_quan=anh_quan,
        fish_maker=fish_maker,
        lotus_maker=lotus_maker,
        dried_fish=make_product("Khô cá sặc rằn", fish_maker),
        lotus_seed=make_product("Hạt sen sấy", lotus_maker, sets={"26-2026": "I.3.c", "1048-2019": "I.3.c"}),
        round=make_round(province_committee),
    )


__all__ = ["NOW", "PASSWORD", "UnitSuccession", "World", "build_world", "moment"]
