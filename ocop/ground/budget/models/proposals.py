"""An office asks the people's committee for money of a plan: what is asked of which line, and what was answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.ground.budget.queries import ProposalQuerySet
from ocop.ground.budget.states import ProposalAnswer, ProposalState
from ocop.ground.offices.models import Office
from ocop.ground.planning.models import Plan
from ocop.kit.ids import new_public_id


class Proposal(models.Model):
    """A paper that proposes what to set aside for a year (Kế hoạch 124/KH-UBND, IV.1).

    Sent, its figures are kept as they stood that day. `granted` is the sum in đồng the answer names, if it names one.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="proposals", verbose_name="Kế hoạch")
    year = models.PositiveSmallIntegerField("Năm ngân sách")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="Cơ quan đề nghị")
    to = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="Kính gửi")
    reason = models.TextField("Lý do đề nghị", max_length=4000)
    state = models.CharField(max_length=10, choices=ProposalState.choices, default=ProposalState.DRAFT)
    number = models.CharField("Số tờ trình", max_length=60, blank=True)
    sent_on = models.DateField("Ngày trình", null=True, blank=True)
    answer = models.CharField("Kết quả", max_length=8, choices=ProposalAnswer.choices, blank=True)
    answer_number = models.CharField("Số văn bản trả lời", max_length=60, blank=True)
    answered_on = models.DateField("Ngày trả lời", null=True, blank=True)
    answer_text = models.TextField("Nội dung trả lời", max_length=4000, blank=True)
    granted = models.BigIntegerField("Số tiền được bố trí (đồng)", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "Đề nghị bố trí nguồn lực"
        verbose_name_plural = "Đề nghị bố trí nguồn lực"
        ordering = ["-year", "-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | Q(sent_on__isnull=False) & ~Q(number=""),
                name="sent_proposal_has_its_paper",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | ~Q(answer="") & Q(answered_on__isnull=False),
                name="answered_proposal_has_its_answer",
            ),
            models.CheckConstraint(condition=Q(granted__isnull=True) | Q(granted__gte=0), name="granted_not_below_0"),
        ]

    def __str__(self) -> str:
        return f"Đề nghị bố trí nguồn lực năm {self.year}, {self.office}"


class ProposalLine(models.Model):
    """What is asked of one line, in đồng; need, allocated and paid are empty until the paper is sent."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey("budget.BudgetLine", on_delete=models.PROTECT, related_name="+")
    asked = models.BigIntegerField("Đề nghị (đồng)")
    note = models.CharField("Dùng vào việc", max_length=300, blank=True)
    need = models.BigIntegerField(null=True, blank=True)
    allocated = models.BigIntegerField(null=True, blank=True)
    paid = models.BigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = "Dòng đề nghị"
        ordering = ["line__ordinal", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "line"], name="proposal_names_a_line_once"),
            models.CheckConstraint(condition=Q(asked__gt=0), name="proposal_asks_above_0"),
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.asked}"
