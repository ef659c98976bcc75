"""A council of one round, its sittings, and the score sheets its members fill."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.evaluation.queries import CouncilQuerySet, DocketQuerySet, SheetQuerySet
from ocop.cycle.evaluation.states import (
    CouncilState,
    DocketState,
    GateTest,
    Rounding,
    SeatRole,
    SheetState,
)
from ocop.ground.offices.models import Office
from ocop.ground.programme.models import Round
from ocop.kit.ids import new_public_id


class Council(models.Model):
    """A council set up by a decision for one round, with the working rules of its own regulation.

    The national decisions leave quorum, spread limit, rounding and the way minimum marks are tested to the province:
    each setting stands beside the paper it comes from (`rules_source`), never as a constant.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField("Tên Hội đồng", max_length=250)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="councils", verbose_name="Đợt")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="councils", verbose_name="Cơ quan lập")
    decision_number = models.CharField("Số quyết định thành lập", max_length=60)
    decided_on = models.DateField("Ngày quyết định")
    state = models.CharField(max_length=10, choices=CouncilState.choices, default=CouncilState.PREPARING)
    quorum_percent = models.PositiveSmallIntegerField("Tỷ lệ thành viên tối thiểu (%)", default=75)
    quorum_needs_chair = models.BooleanField("Phải có Chủ tịch Hội đồng", default=True)
    spread_limit = models.PositiveSmallIntegerField("Chênh lệch điểm tối đa", default=10)
    decimals = models.PositiveSmallIntegerField("Số chữ số thập phân in trên biên bản", default=2)
    rounding = models.CharField("Làm tròn", max_length=8, choices=Rounding.choices, default=Rounding.NONE)
    gate_test = models.CharField(
        "Xét điểm tối thiểu", max_length=14, choices=GateTest.choices, default=GateTest.MAJORITY
    )
    rules_source = models.CharField("Căn cứ quy chế", max_length=400)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        verbose_name = "Hội đồng"
        verbose_name_plural = "Hội đồng"
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(quorum_percent__range=(1, 100)), name="quorum_is_a_percentage")
        ]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A person's place on a council."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="seats")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="council_seats")
    role = models.CharField("Chức danh", max_length=10, choices=SeatRole.choices)
    represents = models.CharField("Cơ quan", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField("Thứ tự", default=0)

    class Meta:
        verbose_name = "Thành viên Hội đồng"
        verbose_name_plural = "Thành viên Hội đồng"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["council", "user"], name="one_seat_per_person"),
            models.UniqueConstraint(fields=["council"], condition=Q(role=SeatRole.CHAIR), name="one_chair_per_council"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"


class Sitting(models.Model):
    """One meeting of a council (phiên họp) with who was present."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="sittings")
    held_on = models.DateField("Ngày họp")
    place = models.CharField("Địa điểm", max_length=200, blank=True)
    present = models.ManyToManyField(Seat, related_name="sittings", blank=True, verbose_name="Có mặt")
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "Phiên họp"
        verbose_name_plural = "Phiên họp"
        ordering = ["-held_on"]
        constraints = [models.UniqueConstraint(fields=["council", "held_on"], name="one_sitting_per_day")]

    def __str__(self) -> str:
        return f"Phiên họp ngày {self.held_on:%d/%m/%Y}"


class Docket(models.Model):
    """One dossier before one council.

    `turn` counts the scorings: a spread over the limit closes a turn without a result and the next one starts. The
    result columns are written once, when scoring closes, from the sealed sheets; `result` keeps what made them.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="dockets")
    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="docket")
    sitting = models.ForeignKey(
        Sitting, on_delete=models.PROTECT, null=True, blank=True, related_name="dockets", verbose_name="Phiên họp"
    )
    order = models.PositiveIntegerField("Thứ tự", default=0)
    state = models.CharField(max_length=10, choices=DocketState.choices, default=DocketState.WAITING)
    turn = models.PositiveSmallIntegerField("Lần chấm", default=0)
    findings = models.JSONField("Điều kiện loại đã xác định", default=list, blank=True)
    mean = models.DecimalField("Điểm trung bình", max_digits=7, decimal_places=4, null=True, blank=True)
    spread = models.PositiveSmallIntegerField("Chênh lệch", null=True, blank=True)
    band_stars = models.PositiveSmallIntegerField("Hạng theo điểm", null=True, blank=True)
    gate_stars = models.PositiveSmallIntegerField("Hạng theo điểm tối thiểu", null=True, blank=True)
    stars = models.PositiveSmallIntegerField("Hạng sao", null=True, blank=True)
    result = models.JSONField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    conclusion = models.TextField("Kết luận", blank=True, max_length=4000)
    concluded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    concluded_at = models.DateTimeField(null=True, blank=True)

    objects = DocketQuerySet.as_manager()

    class Meta:
        verbose_name = "Hồ sơ trước Hội đồng"
        verbose_name_plural = "Hồ sơ trước Hội đồng"
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["council", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[DocketState.CLOSED, DocketState.CONCLUDED])
                | Q(mean__isnull=False, spread__isnull=False, stars__isnull=False, result__isnull=False),
                name="closed_docket_has_result",
            ),
            models.CheckConstraint(
                condition=~Q(state=DocketState.CONCLUDED) | Q(concluded_by__isnull=False, concluded_at__isnull=False),
                name="concluded_docket_names_chair_and_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.dossier}"


class ScoreSheet(models.Model):
    """The sheet one member fills for one dossier in one turn. Once sealed it is never rewritten.

    An excused sheet belongs to a member who is present but does not score this dossier (left early, related to the
    producer): the secretary notes why, and the sheet counts for nothing.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    docket = models.ForeignKey(Docket, on_delete=models.PROTECT, related_name="sheets")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="sheets")
    turn = models.PositiveSmallIntegerField("Lần chấm", default=1)
    state = models.CharField(max_length=8, choices=SheetState.choices, default=SheetState.DRAFT)
    total = models.PositiveSmallIntegerField("Tổng điểm", null=True, blank=True)
    parts = models.JSONField("Điểm theo phần", null=True, blank=True)
    remark = models.TextField("Nhận xét", blank=True, max_length=2000)
    excuse = models.CharField("Lý do không chấm", max_length=300, blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = "Phiếu chấm"
        verbose_name_plural = "Phiếu chấm"
        constraints = [
            models.UniqueConstraint(fields=["docket", "seat", "turn"], name="one_sheet_per_member_and_turn"),
            models.CheckConstraint(
                condition=~Q(state=SheetState.SEALED) | Q(total__isnull=False, sealed_at__isnull=False),
                name="sealed_sheet_has_total",
            ),
            models.CheckConstraint(
                condition=~Q(state=SheetState.EXCUSED) | ~Q(excuse=""), name="excused_sheet_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.docket}"


class Mark(models.Model):
    """The points a member gives on one criterion, as they now stand."""

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="marks")
    criterion_code = models.CharField("Tiêu chí", max_length=12)
    case = models.CharField("Trường hợp", max_length=20, blank=True)
    points = models.PositiveSmallIntegerField("Điểm")
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = "Điểm"
        verbose_name_plural = "Điểm"
        constraints = [models.UniqueConstraint(fields=["sheet", "criterion_code"], name="one_mark_per_criterion")]

    def __str__(self) -> str:
        return f"{self.criterion_code}: {self.points}"


class MarkVersion(models.Model):
    """Every version of a mark the server was ever sent, by its idempotency key; a late one waits for the secretary."""

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="mark_versions")
    key = models.CharField(max_length=64, unique=True)
    criterion_code = models.CharField(max_length=12)
    case = models.CharField(max_length=20, blank=True)
    points = models.PositiveSmallIntegerField(null=True, blank=True)
    received_at = models.DateTimeField()
    is_late = models.BooleanField("Đến sau khi đóng chấm", default=False)
    reviewed_at = models.DateTimeField("Thư ký đã xem lúc", null=True, blank=True)

    class Meta:
        verbose_name = "Lần ghi điểm"
        verbose_name_plural = "Lần ghi điểm"
        indexes = [models.Index(fields=["is_late", "reviewed_at"])]

    def __str__(self) -> str:
        return f"{self.criterion_code}: {self.points}"
