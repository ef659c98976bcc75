"""What an office reports for a period: its words, its cells, why it came back."""

from datetime import date

from django.db import models
from django.db.models import Q

from ocop.ground.offices.models import Office
from ocop.kit.clock import local_date
from ocop.oversight.figures.models import CODE_LENGTH, Figure, printed
from ocop.oversight.reporting.models.fields import person, public_id
from ocop.oversight.reporting.models.periods import Obligation, Period
from ocop.oversight.reporting.queries import ReturnCellQuerySet, ReturnQuerySet
from ocop.oversight.reporting.states import PeriodState, ReturnState, SlipKind, Timeliness


class PeriodicReturn(models.Model):
    """What an office reports for a period: figures from records, what it writes itself, and its state.

    `sections` maps a section of the template to what the office wrote there. `first_sent_at` says whether it was on
    time, however often it came back later.
    """

    public_id = public_id()
    obligation = models.OneToOneField(Obligation, on_delete=models.PROTECT, related_name="sent")
    state = models.CharField("Trạng thái", max_length=10, choices=ReturnState.choices, default=ReturnState.DRAFT)
    sections = models.JSONField("Nội dung theo mục", default=dict, blank=True)
    first_sent_at = models.DateTimeField("Gửi lần đầu", null=True, blank=True)
    sent_at = models.DateTimeField("Gửi lúc", null=True, blank=True)
    sent_by = person("Người gửi")
    settled_at = models.DateTimeField("Nhận lúc", null=True, blank=True)
    settled_by = person("Người nhận")

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
        if self.period.state == PeriodState.WITHDRAWN:
            return Timeliness.WITHDRAWN
        if self.obligation.excused_at is not None:
            return Timeliness.EXCUSED
        due_on = self.obligation.due_on
        if self.first_sent_at is not None:
            return Timeliness.ON_TIME if local_date(self.first_sent_at) <= due_on else Timeliness.LATE
        return Timeliness.OVERDUE if today > due_on else Timeliness.WAITING


class ReturnCell(models.Model):
    """One cell of a return: the figure frozen when it was sent, or a number typed by hand where that is allowed.

    While the office still writes, cells from records have no row here: they are counted when the page is opened. A
    typed number bears a `code` as published figures do; emptied, it keeps its code and its history. `called` is the
    name its place in the form had when it was typed (`catalogue.CellName`), whatever becomes of the form.
    """

    periodic_return = models.ForeignKey(PeriodicReturn, on_delete=models.CASCADE, related_name="cells")
    cell = models.CharField("Ô", max_length=120)
    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    typed = models.BigIntegerField("Số nhập tay", null=True, blank=True)
    code = models.CharField("Mã", max_length=CODE_LENGTH, unique=True, null=True, editable=False)
    called = models.JSONField("Tên lúc nhập", default=dict, blank=True, editable=False)
    note = models.CharField("Giải trình", max_length=600, blank=True)

    objects = ReturnCellQuerySet.as_manager()

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

    @property
    def printed_code(self) -> str:
        """The code as paper shows it; empty for a number that records give."""
        return printed(self.code) if self.code else ""


class TypedChange(models.Model):
    """One moment in the life of a typed number: what was put there (empty: taken away), by whom."""

    cell = models.ForeignKey(ReturnCell, on_delete=models.CASCADE, related_name="changes")
    typed = models.BigIntegerField("Số nhập tay", null=True, blank=True)
    at = models.DateTimeField("Lúc")
    by = person("Người nhập")

    class Meta:
        verbose_name = "Lần nhập số"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.cell}: {self.typed}"


class ReturnSlip(models.Model):
    """Why a return went back to its office."""

    periodic_return = models.ForeignKey(PeriodicReturn, on_delete=models.PROTECT, related_name="slips")
    kind = models.CharField("Loại", max_length=10, choices=SlipKind.choices)
    why = models.TextField("Lý do", max_length=2000)
    at = models.DateTimeField("Lúc")
    by = person("Người trả lại")

    class Meta:
        verbose_name = "Phiếu trả lại báo cáo"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.why[:60]}"
