"""Periods, who owes what, returns with their cells, and the consolidated report."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ocop.ground.offices.models import Office
from ocop.ground.planning.models import Plan
from ocop.ground.planning.states import ReminderStep
from ocop.kit.clock import local_date
from ocop.kit.ids import new_public_id
from ocop.oversight.figures.models import Figure
from ocop.oversight.reporting.queries import ObligationQuerySet, PeriodQuerySet, ReportQuerySet, ReturnQuerySet
from ocop.oversight.reporting.states import PaperKind, PeriodKind, ReportState, ReturnState, SlipKind, Timeliness


def _public_id() -> models.CharField:
    return models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)


def _person(words: str) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=words
    )


class Period(models.Model):
    """A span of days that offices report on under a plan; `until` is the day figures are counted on."""

    public_id = _public_id()
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="report_periods", verbose_name="Kế hoạch")
    kind = models.CharField("Loại kỳ", max_length=10, choices=PeriodKind.choices)
    name = models.CharField("Tên kỳ", max_length=200)
    since = models.DateField("Số liệu từ ngày")
    until = models.DateField("Số liệu đến hết ngày")
    due_on = models.DateField("Ngày cuối phải gửi")
    opened_at = models.DateTimeField("Mở lúc")
    opened_by = _person("Người mở")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "Kỳ báo cáo"
        verbose_name_plural = "Kỳ báo cáo"
        ordering = ["-until", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "kind", "until"], name="period_once_per_day"),
            models.CheckConstraint(condition=Q(since__lte=F("until")), name="period_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name


class Obligation(models.Model):
    """What one office owes for a period, by which day; it may be excused, with the reason."""

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="obligations")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="Cơ quan")
    template = models.CharField("Mẫu báo cáo", max_length=40)
    due_on = models.DateField("Ngày cuối phải gửi")
    excused_why = models.CharField("Lý do được miễn", max_length=400, blank=True)
    excused_at = models.DateTimeField("Miễn lúc", null=True, blank=True)
    excused_by = _person("Người miễn")

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


class PeriodicReturn(models.Model):
    """What an office reports for a period: figures from records, what it writes itself, and its state.

    `sections` maps a section of the template to what the office wrote there. `first_sent_at` says whether it was on
    time, however often it came back later.
    """

    public_id = _public_id()
    obligation = models.OneToOneField(Obligation, on_delete=models.PROTECT, related_name="sent")
    state = models.CharField("Trạng thái", max_length=10, choices=ReturnState.choices, default=ReturnState.DRAFT)
    sections = models.JSONField("Nội dung theo mục", default=dict, blank=True)
    first_sent_at = models.DateTimeField("Gửi lần đầu", null=True, blank=True)
    sent_at = models.DateTimeField("Gửi lúc", null=True, blank=True)
    sent_by = _person("Người gửi")
    settled_at = models.DateTimeField("Nhận lúc", null=True, blank=True)
    settled_by = _person("Người nhận")

    objects = ReturnQuerySet.as_manager()

    class Meta:
        verbose_name = "Báo cáo định kỳ"
        verbose_name_plural = "Báo cáo định kỳ"
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ReturnState.DRAFT) | Q(first_sent_at__isnull=False), name="return_sent_has_its_moment"
            ),
            models.CheckConstraint(
                condition=~Q(state=ReturnState.ACCEPTED) | Q(settled_at__isnull=False), name="return_accepted_at"
            ),
        ]

    def __str__(self) -> str:
        return str(self.obligation)

    @property
    def office(self) -> Office:
        return self.obligation.office

    @property
    def period(self) -> Period:
        return self.obligation.period

    def timeliness(self, today: date) -> Timeliness:
        """On time when first sent by the last day, whatever was corrected later."""
        if self.obligation.excused_at is not None:
            return Timeliness.EXCUSED
        due_on = self.obligation.due_on
        if self.first_sent_at is not None:
            return Timeliness.ON_TIME if local_date(self.first_sent_at) <= due_on else Timeliness.LATE
        return Timeliness.OVERDUE if today > due_on else Timeliness.WAITING


class ReturnCell(models.Model):
    """One cell of a return: the figure frozen when it was sent, or a number typed by hand where that is allowed.

    While the office still writes, cells from records have no row here: they are counted when the page is opened.
    """

    periodic_return = models.ForeignKey(PeriodicReturn, on_delete=models.CASCADE, related_name="cells")
    cell = models.CharField("Ô", max_length=120)
    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    typed = models.BigIntegerField("Số nhập tay", null=True, blank=True)
    note = models.CharField("Giải trình", max_length=600, blank=True)

    class Meta:
        verbose_name = "Ô của báo cáo"
        constraints = [
            models.UniqueConstraint(fields=["periodic_return", "cell"], name="return_cell_once"),
            models.CheckConstraint(
                condition=Q(figure__isnull=True) | Q(typed__isnull=True), name="return_cell_counted_or_typed"
            ),
            models.CheckConstraint(condition=Q(typed__isnull=True) | Q(typed__gte=0), name="return_cell_not_negative"),
        ]

    def __str__(self) -> str:
        return self.cell


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


class FindingNote(models.Model):
    """What an office says of something the check found and that may be so."""

    periodic_return = models.ForeignKey(PeriodicReturn, on_delete=models.CASCADE, related_name="finding_notes")
    claim = models.CharField("Phép kiểm", max_length=200)
    note = models.CharField("Giải trình", max_length=600)

    class Meta:
        verbose_name = "Giải trình"
        constraints = [models.UniqueConstraint(fields=["periodic_return", "claim"], name="finding_note_once")]

    def __str__(self) -> str:
        return self.claim


class ReturnSlip(models.Model):
    """Why a return went back to its office."""

    periodic_return = models.ForeignKey(PeriodicReturn, on_delete=models.PROTECT, related_name="slips")
    kind = models.CharField("Loại", max_length=10, choices=SlipKind.choices)
    why = models.TextField("Lý do", max_length=2000)
    at = models.DateTimeField("Lúc")
    by = _person("Người trả lại")

    class Meta:
        verbose_name = "Phiếu trả lại báo cáo"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.why[:60]}"


class ConsolidatedReport(models.Model):
    """The province's report of a period, made of records and of what the returns say.

    `sections` maps a section of the template to its prose, where `[[form/row/column]]` binds a figure. `figures_at` is
    when the figures were last frozen, `asked_at` when papers were last asked for, `failed` why that could not be done.
    """

    public_id = _public_id()
    period = models.OneToOneField(Period, on_delete=models.PROTECT, related_name="report")
    template = models.CharField("Mẫu báo cáo", max_length=40)
    state = models.CharField("Trạng thái", max_length=10, choices=ReportState.choices, default=ReportState.DRAFT)
    sections = models.JSONField("Nội dung theo mục", default=dict, blank=True)
    number = models.CharField("Số, ký hiệu", max_length=60, blank=True)
    signed_on = models.DateField("Ngày ký", null=True, blank=True)
    signer = models.CharField("Người ký", max_length=150, blank=True)
    signer_title = models.CharField("Chức vụ người ký", max_length=150, blank=True)
    figures_at = models.DateTimeField("Chốt số liệu lúc", null=True, blank=True)
    asked_at = models.DateTimeField("Yêu cầu dựng lúc", null=True, blank=True)
    asked_by = _person("Người yêu cầu dựng")
    failed = models.CharField("Không dựng được vì", max_length=400, blank=True)
    submitted_at = models.DateTimeField("Gửi lúc", null=True, blank=True)
    submitted_by = _person("Người gửi")

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "Báo cáo tổng hợp"
        verbose_name_plural = "Báo cáo tổng hợp"

    def __str__(self) -> str:
        return f"Báo cáo tổng hợp {self.period}"

    @property
    def papers_made(self) -> int:
        """How many of the papers asked for last are made."""
        since = self.asked_at
        return sum(paper.made_at >= since for paper in self.papers.all()) if since is not None else 0

    @property
    def is_being_made(self) -> bool:
        return self.asked_at is not None and not self.failed and self.papers_made < len(PaperKind)


class ReportCell(models.Model):
    """A figure of the consolidated report, frozen with what it counted."""

    report = models.ForeignKey(ConsolidatedReport, on_delete=models.CASCADE, related_name="cells")
    cell = models.CharField("Ô", max_length=120)
    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Ô của báo cáo tổng hợp"
        constraints = [models.UniqueConstraint(fields=["report", "cell"], name="report_cell_once")]

    def __str__(self) -> str:
        return self.cell


class ReportPaper(models.Model):
    """A document made of the report; made anew, it takes the place of the one before."""

    report = models.ForeignKey(ConsolidatedReport, on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField("Loại", max_length=5, choices=PaperKind.choices)
    path = models.CharField("Nơi lưu", max_length=200, editable=False)
    made_at = models.DateTimeField("Dựng lúc")

    class Meta:
        verbose_name = "Tài liệu của báo cáo"
        ordering = ["kind"]
        constraints = [models.UniqueConstraint(fields=["report", "kind"], name="report_paper_once")]

    def __str__(self) -> str:
        return self.get_kind_display()


class Receipt(models.Model):
    """One reader of a submission: a return or a report goes to several offices at once, and each is seen to read it."""

    periodic_return = models.ForeignKey(
        PeriodicReturn, on_delete=models.CASCADE, null=True, blank=True, related_name="receipts"
    )
    report = models.ForeignKey(
        ConsolidatedReport, on_delete=models.CASCADE, null=True, blank=True, related_name="receipts"
    )
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="Nơi nhận")
    sent_at = models.DateTimeField("Gửi lúc")
    read_at = models.DateTimeField("Mở đọc lúc", null=True, blank=True)
    read_by = _person("Người đọc")

    class Meta:
        verbose_name = "Nơi nhận"
        ordering = ["office__sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(periodic_return__isnull=True) ^ Q(report__isnull=True), name="receipt_of_one_submission"
            ),
            models.UniqueConstraint(fields=["periodic_return", "office"], name="receipt_once_per_return"),
            models.UniqueConstraint(fields=["report", "office"], name="receipt_once_per_report"),
        ]

    def __str__(self) -> str:
        return str(self.office)


def sections_of(kept: Any) -> dict[str, str]:
    """What was written in each section, as text."""
    return {str(key): str(words) for key, words in (kept or {}).items()}
