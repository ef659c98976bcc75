"""Tiers, kinds of units and offices, and the roles an officer may hold."""

from django.db import models
from django.utils.translation import gettext_noop as _


class Tier(models.TextChoices):
    """Levels of government; what each may decide depends on the date (`rules.authority`)."""

    CENTRAL = "central", "Trung ương"
    PROVINCE = "province", "Cấp tỉnh"
    DISTRICT = "district", "Cấp huyện"
    COMMUNE = "commune", "Cấp xã"


class UnitKind(models.TextChoices):
    PROVINCE = "province", _("Tỉnh")
    CITY = "city", _("Thành phố")
    TOWN = "town", _("Thị xã")
    DISTRICT = "district", _("Huyện")
    WARD = "ward", _("Phường")
    TOWNSHIP = "township", _("Thị trấn")
    COMMUNE = "commune", _("Xã")


class OfficeKind(models.TextChoices):
    """Kinds of bodies the plan gives work to, and the people's committees that decide."""

    PEOPLES_COMMITTEE = "peoples_committee", "Ủy ban nhân dân"
    COORDINATION_OFFICE = "coordination_office", "Văn phòng Điều phối nông thôn mới"
    DEPARTMENT = "department", "Sở, ngành"
    ASSOCIATION = "association", "Hội, đoàn thể"
    SERVICE_UNIT = "service_unit", "Đơn vị sự nghiệp"
    MINISTRY = "ministry", "Bộ"
    OTHER = "other", "Cơ quan khác"


class Role(models.TextChoices):
    """What a person does at an office; held from a date to a date."""

    COMMUNE_OFFICER = "commune_officer", "Cán bộ OCOP cấp xã"
    DISTRICT_OFFICER = "district_officer", "Cán bộ OCOP cấp huyện"
    PROVINCE_OFFICER = "province_officer", "Cán bộ Văn phòng Điều phối tỉnh"
    ADVISER = "adviser", "Thành viên Tổ tư vấn"
    COUNCIL_MEMBER = "council_member", "Thành viên Hội đồng"
    SECRETARY = "secretary", "Thư ký Hội đồng"
    LEADER = "leader", "Lãnh đạo"
    AGENCY_OFFICER = "agency_officer", "Cán bộ sở, ngành, đoàn thể"
    MINISTRY_OFFICER = "ministry_officer", "Cán bộ Trung ương"
    ADMIN = "admin", "Quản trị hệ thống"


# Who leads a department or an association of the province holds this in place of `Role.LEADER` (`queries.role_at`):
# they read what its officers read and act for nobody. Nobody is appointed to it.
AGENCY_LEADER = "agency_leader"
# What the posts a person holds are called.
POST_NAMES = {**dict(Role.choices), AGENCY_LEADER: "Lãnh đạo sở, ngành, đoàn thể"}
# Whose leaders lead the province.
LEADING_KINDS = (OfficeKind.PEOPLES_COMMITTEE, OfficeKind.COORDINATION_OFFICE)


class Capacity(models.TextChoices):
    """How much of a person's work the programme is (Kế hoạch 124/KH-UBND, III.3.3)."""

    FULL_TIME = "full_time", "Chuyên trách"
    PART_TIME = "part_time", "Bán chuyên trách"


# Whose work the programme is; council members and leaders are asked for their judgement, not for their days.
CARRYING_ROLES = (Role.PROVINCE_OFFICER, Role.AGENCY_OFFICER, Role.DISTRICT_OFFICER, Role.COMMUNE_OFFICER)

# At which tiers an office may give a role.
TIERS_OF_ROLE: dict[str, frozenset[str]] = {
    Role.COMMUNE_OFFICER: frozenset({Tier.COMMUNE}),
    Role.DISTRICT_OFFICER: frozenset({Tier.DISTRICT}),
    Role.PROVINCE_OFFICER: frozenset({Tier.PROVINCE}),
    Role.ADVISER: frozenset({Tier.PROVINCE, Tier.DISTRICT}),
    Role.COUNCIL_MEMBER: frozenset({Tier.PROVINCE, Tier.DISTRICT}),
    Role.SECRETARY: frozenset({Tier.PROVINCE, Tier.DISTRICT}),
    Role.LEADER: frozenset({Tier.PROVINCE, Tier.DISTRICT, Tier.COMMUNE}),
    Role.AGENCY_OFFICER: frozenset({Tier.PROVINCE}),
    Role.MINISTRY_OFFICER: frozenset({Tier.CENTRAL}),
    Role.ADMIN: frozenset({Tier.PROVINCE}),
}

# What an officer of the provincial coordination office may give; the rest is the administrator's.
GIVEN_BY_PROVINCE = frozenset(
    {
        Role.COMMUNE_OFFICER,
        Role.DISTRICT_OFFICER,
        Role.ADVISER,
        Role.COUNCIL_MEMBER,
        Role.SECRETARY,
        Role.AGENCY_OFFICER,
    }
)
