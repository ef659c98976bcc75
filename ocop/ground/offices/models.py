"""Administrative units valid by date, the offices at them, committees, and the posts people hold."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext

from ocop.ground.offices.queries import (
    AppointmentQuerySet,
    CommitteeQuerySet,
    OfficeQuerySet,
    StandingAgencyQuerySet,
    UnitQuerySet,
)
from ocop.ground.offices.states import Capacity, OfficeKind, Role, Tier, UnitKind
from ocop.kit.ids import new_public_id
from ocop.kit.languages import is_english
from ocop.kit.text.fold import fold
from ocop.kit.text.sortkey import sort_key

# Kind → its word. A list names units by the thousand, and `get_kind_display` makes this table anew for each.
_KINDS = {value: str(word) for value, word in UnitKind.choices}


def in_words(kind: str, name: str) -> str:
    """A unit by kind and name: "Xã Tháp Mười"; on English pages "Tháp Mười commune"."""
    word = _KINDS.get(kind, kind)
    return f"{name} {gettext(word).lower()}" if is_english() else f"{word} {name}"


def dated(name: str) -> models.CheckConstraint:
    """A span of days never ends before it begins; an empty end means it still runs."""
    return models.CheckConstraint(
        condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name=f"{name}_ends_after_start"
    )


class Unit(models.Model):
    """A province, district or commune in the borders and under the name of one span of days.

    `code` is the statistics office's code and is only unique within a span: 82 was Tiền Giang and is Đồng
    Tháp since 1 July 2025. `valid_to` is the last day the unit existed.

    A commune that was split has `parts` once an officer says which of its records lie where: each is a place of its own
    that went wholly into one successor, and counts as the commune itself on the days the commune stood.
    """

    code = models.CharField("Mã", max_length=11)
    name = models.CharField("Tên", max_length=100)
    kind = models.CharField("Loại", max_length=10, choices=UnitKind.choices)
    tier = models.CharField("Cấp", max_length=10, choices=Tier.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    part_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="Là một phần của"
    )
    valid_from = models.DateField("Từ ngày")
    valid_to = models.DateField("Đến ngày", null=True, blank=True)
    folded = models.CharField(max_length=120, editable=False, db_index=True)
    sort_key = models.CharField(max_length=200, editable=False, db_index=True)
    successors = models.ManyToManyField(
        "self", through="UnitSuccession", symmetrical=False, related_name="predecessors"
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "Đơn vị hành chính"
        verbose_name_plural = "Đơn vị hành chính"
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["tier", "code", "valid_from"], name="unit_code_once_per_start"),
            dated("unit"),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.name)
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)

    @property
    def full_name(self) -> str:
        return in_words(self.kind, self.name)

    @property
    def key(self) -> str:
        """How the unit stands in an address: its code with the year it began, since codes were used again."""
        return f"{self.code}-{self.valid_from.year}"


class UnitSuccession(models.Model):
    """One line of the map between borders: `old` went wholly or in part into `new` on a day."""

    old = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="succeeded_by")
    new = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="came_from")
    on = models.DateField("Ngày")
    whole = models.BooleanField("Toàn bộ", default=True)

    class Meta:
        verbose_name = "Sáp nhập, chia tách"
        verbose_name_plural = "Sáp nhập, chia tách"
        constraints = [models.UniqueConstraint(fields=["old", "new", "on"], name="succession_once")]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class Office(models.Model):
    """A body that acts: a people's committee, a coordination office, a department, an association, a
    ministry.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField("Tên cơ quan", max_length=200)
    short_name = models.CharField("Tên ngắn", max_length=80, blank=True)
    kind = models.CharField("Loại", max_length=20, choices=OfficeKind.choices)
    tier = models.CharField("Cấp", max_length=10, choices=Tier.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="offices")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="continues",
        verbose_name="Cơ quan kế tục",
    )
    plan_reference = models.CharField("Mục trong kế hoạch", max_length=40, blank=True)
    valid_from = models.DateField("Từ ngày")
    valid_to = models.DateField("Đến ngày", null=True, blank=True)
    sort_key = models.CharField(max_length=400, editable=False, db_index=True)
    folded = models.CharField(max_length=300, editable=False, default="")

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = "Cơ quan"
        verbose_name_plural = "Cơ quan"
        ordering = ["sort_key"]
        constraints = [dated("office")]

    def __str__(self) -> str:
        return self.short_name or self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = sort_key(self.name)
        self.folded = fold(f"{self.name} {self.short_name}")
        super().save(*args, **kwargs)


class Committee(models.Model):
    """A steering committee or working group set up by a decision at an office."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField("Tên", max_length=200)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="committees", verbose_name="Trực thuộc")
    adviser = models.ForeignKey(
        Office,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Cơ quan giúp việc",
    )
    decision_number = models.CharField("Số quyết định", max_length=60, blank=True)
    valid_from = models.DateField("Từ ngày")
    valid_to = models.DateField("Đến ngày", null=True, blank=True)

    objects = CommitteeQuerySet.as_manager()

    class Meta:
        verbose_name = "Ban chỉ đạo, tổ công tác"
        verbose_name_plural = "Ban chỉ đạo, tổ công tác"
        constraints = [dated("committee")]

    def __str__(self) -> str:
        return self.name


class CommitteeMember(models.Model):
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="members")
    full_name = models.CharField("Họ và tên", max_length=150, blank=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    position = models.CharField("Nhiệm vụ", max_length=100)
    valid_from = models.DateField("Từ ngày")
    valid_to = models.DateField("Đến ngày", null=True, blank=True)

    class Meta:
        verbose_name = "Thành viên ban"
        verbose_name_plural = "Thành viên ban"
        constraints = [dated("committee_member")]

    def __str__(self) -> str:
        return f"{self.position}: {self.full_name or self.office}"


class StandingAgency(models.Model):
    """The office that stands for the province's programme on a day, and the one reports to it go through.

    Kế hoạch 124/KH-UBND, IV.17: reports go to the standing agency through the coordination office.
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="Cơ quan thường trực")
    through = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="Nhận báo cáo qua")
    reference = models.CharField("Căn cứ", max_length=200)
    valid_from = models.DateField("Từ ngày")
    valid_to = models.DateField("Đến ngày", null=True, blank=True)

    objects = StandingAgencyQuerySet.as_manager()

    class Meta:
        verbose_name = "Cơ quan thường trực"
        verbose_name_plural = "Cơ quan thường trực"
        ordering = ["-valid_from"]
        constraints = [
            dated("standing_agency"),
            models.UniqueConstraint(fields=["valid_from"], name="one_standing_agency_per_start"),
        ]

    def __str__(self) -> str:
        return f"{self.office} (qua {self.through})"


class Appointment(models.Model):
    """A role a person holds at an office from a day to a day; authority and scope follow from it alone.

    `capacity` says whether the programme is all of their work or part of it in these days, empty where nobody said.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appointments")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField("Vai trò", max_length=20, choices=Role.choices)
    title = models.CharField("Chức danh", max_length=120, blank=True)
    capacity = models.CharField("Chuyên trách", max_length=10, choices=Capacity.choices, blank=True)
    decision_number = models.CharField("Số quyết định", max_length=60, blank=True)
    valid_from = models.DateField("Từ ngày")
    valid_to = models.DateField("Đến ngày", null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = "Phân công"
        verbose_name_plural = "Phân công"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "office", "role"],
                condition=Q(valid_to__isnull=True),
                name="one_running_appointment_per_role",
            ),
            dated("appointment"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.office}"
