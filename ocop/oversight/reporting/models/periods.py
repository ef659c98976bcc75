"""Periods, and what each office owes for one."""

from django.db import models
from django.db.models import F, Q

from ocop.ground.offices.models import Office
from ocop.ground.planning.models import Plan
from ocop.ground.planning.states import ReminderStep
from ocop.oversight.reporting.models.fields import person, public_id
from ocop.oversight.reporting.queries import ObligationQuerySet, PeriodQuerySet
from ocop.oversight.reporting.states import PeriodKind, PeriodState


class Period(models.Model):
    """A span of days that offices report on under a plan; `until` is the day figures are counted on.

    `template` names the yearly list that is owed; empty where every office reports on its own template. A period
    opened by mistake is withdrawn and stays on record, so that another may take its place; `reminds` says whether
    offices are reminded of it.
    """

    public_id = public_id()
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="report_periods", verbose_name="Kế hoạch")
    kind = models.CharField("Loại kỳ", max_length=10, choices=PeriodKind.choices)
    template = models.CharField("Danh sách phải gửi", max_length=40, blank=True)
    name = models.CharField("Tên kỳ", max_length=200)
    since = models.DateField("Số liệu từ ngày")
    until = models.DateField("Số liệu đến hết ngày")
    due_on = models.DateField("Ngày cuối phải gửi")
    reminds = models.BooleanField("Nhắc cơ quan trước và sau hạn", default=True)
    opened_at = models.DateTimeField("Mở lúc")
    opened_by = person("Người mở")
    state = models.CharField("Tình trạng", max_length=10, choices=PeriodState.choices, default=PeriodState.OPEN)
    ended_at = models.DateTimeField("Đóng hoặc rút lúc", null=True, blank=True)
    ended_by = person("Người đóng hoặc rút")
    withdrawn_why = models.CharField("Lý do rút", max_length=400, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "Kỳ báo cáo"
        verbose_name_plural = "Kỳ báo cáo"
        ordering = ["-until", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind", "until", "template"],
                condition=~Q(state=PeriodState.WITHDRAWN),
                name="period_once_per_day_unless_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(state=PeriodState.OPEN) | Q(ended_at__isnull=False), name="period_ended_at_a_moment"
            ),
            models.CheckConstraint(
                condition=~Q(state=PeriodState.WITHDRAWN) | ~Q(withdrawn_why=""), name="period_withdrawn_with_reason"
            ),
            models.CheckConstraint(condition=Q(since__lte=F("until")), name="period_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """Its name where a line, a cell or a sentence begins: năm 2026 → Năm 2026."""
        return self.name[:1].upper() + self.name[1:]


class Obligation(models.Model):
    """What one office owes for a period, by which day; it may be excused, with the reason."""

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="obligations")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="Cơ quan")
    template = models.CharField("Mẫu báo cáo", max_length=40)
    due_on = models.DateField("Ngày cuối phải gửi")
    excused_why = models.CharField("Lý do được miễn", max_length=400, blank=True)
    excused_at = models.DateTimeField("Miễn lúc", null=True, blank=True)
    excused_by = person("Người miễn")

    objects = ObligationQuerySet.as_manager()

    class Meta:
        verbose_name = "Nghĩa vụ báo cáo"
        verbose_name_plural = "Nghĩa vụ báo cáo"
        ordering = ["period", "office__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["period", "office"], name="obligation_once_per_office"),
            models.CheckConstraint(
                condition=Q(excused_at__isnull=True) | ~Q(excused_why=""), name="obligation_excused_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office}: {self.period}"


class ReturnReminder(models.Model):
    """A reminder sent for one day a return is due; each step goes out once."""

    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, related_name="reminders")
    step = models.CharField(max_length=4, choices=ReminderStep.choices)
    due_on = models.DateField()
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name = "Lần nhắc báo cáo"
        constraints = [models.UniqueConstraint(fields=["obligation", "step", "due_on"], name="return_reminded_once")]

    def __str__(self) -> str:
        return f"{self.obligation}: {self.get_step_display()}"
