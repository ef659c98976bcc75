"""Who must do which task in which year, the results shown for it, and the reminders sent."""

from django.db import models
from django.db.models import Q

from ocop.ground.offices.models import Office
from ocop.ground.planning.models.fields import public_id
from ocop.ground.planning.models.plans import Task
from ocop.ground.planning.queries import AssignmentQuerySet
from ocop.ground.planning.states import AssignmentState, ReminderStep
from ocop.ground.registry.models import Document


class Assignment(models.Model):
    """One agency's part of a task in one year: its day, how far it is, and the result it answers with."""

    public_id = public_id()
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="assignments")
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="assignments", verbose_name="Cơ quan chủ trì"
    )
    year = models.PositiveSmallIntegerField("Năm")
    due_on = models.DateField("Hạn")
    state = models.CharField(
        "Trạng thái", max_length=10, choices=AssignmentState.choices, default=AssignmentState.ASSIGNED
    )
    result = models.TextField("Kết quả", max_length=4000, blank=True)
    remark = models.CharField("Ý kiến của Văn phòng Điều phối", max_length=1000, blank=True)
    reported_at = models.DateTimeField("Báo cáo lúc", null=True, blank=True)
    ended_at = models.DateTimeField("Kết thúc lúc", null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "Việc được giao"
        verbose_name_plural = "Việc được giao"
        ordering = ["due_on", "office__sort_key", "task__ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["task", "office", "year"], name="assignment_once_a_year"),
            models.CheckConstraint(
                condition=~Q(state__in=("reported", "done")) | Q(reported_at__isnull=False) & ~Q(result=""),
                name="assignment_done_has_a_result",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task}, {self.office}, năm {self.year}"


class Reminder(models.Model):
    """One reminder sent for an assignment and its day, so that nobody is reminded twice of the same."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="reminders")
    step = models.CharField("Lần nhắc", max_length=10, choices=ReminderStep.choices)
    due_on = models.DateField("Hạn được nhắc")
    sent_at = models.DateTimeField("Nhắc lúc")

    class Meta:
        verbose_name = "Lần nhắc việc"
        verbose_name_plural = "Lần nhắc việc"
        ordering = ["assignment", "sent_at"]
        constraints = [models.UniqueConstraint(fields=["assignment", "step", "due_on"], name="reminder_once")]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.assignment}"


class Proof(models.Model):
    """What shows the result of an assignment: a filed paper, or a record kept elsewhere on this platform.

    `subject_type` and `subject_id` name a record of another room as the journal does; `url` is its page on this site.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="proofs")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    label = models.CharField("Tên", max_length=300)
    public_id = public_id()
    url = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = "Minh chứng kết quả"
        ordering = ["assignment", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "subject_type", "subject_id"],
                condition=~Q(subject_id=""),
                name="proof_record_once",
            ),
            models.CheckConstraint(
                condition=Q(document__isnull=False) | ~Q(subject_id=""), name="proof_is_a_paper_or_a_record"
            ),
        ]

    def __str__(self) -> str:
        return self.label
