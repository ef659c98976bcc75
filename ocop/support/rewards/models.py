"""Rewards (Kế hoạch 124/KH-UBND, IV.10): rounds with criteria, nominations with papers, reviews, decisions."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ocop.ground.offices.models import Office
from ocop.ground.producers.models import Producer
from ocop.ground.registry.models import Document
from ocop.kit.ids import new_public_id
from ocop.kit.text.fold import fold
from ocop.support.rewards.queries import NominationQuerySet, RewardDecisionQuerySet, RewardRoundQuerySet
from ocop.support.rewards.states import (
    CriterionKind,
    NominationState,
    NomineeKind,
    RewardForm,
    RoundKind,
    RoundState,
)


def public_id() -> models.CharField:
    return models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)


class RewardRound(models.Model):
    """A round of rewards, run by `office`; it looks at what was done from `covers_from` to `covers_to`."""

    public_id = public_id()
    kind = models.CharField("Loại đợt", max_length=10, choices=RoundKind.choices)
    name = models.CharField("Tên đợt", max_length=200)
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="reward_rounds", verbose_name="Cơ quan tổ chức"
    )
    covers_from = models.DateField("Xét thành tích từ ngày")
    covers_to = models.DateField("Xét thành tích đến ngày")
    opens_on = models.DateField("Nhận đề nghị từ ngày")
    closes_on = models.DateField("Nhận đề nghị đến hết ngày")
    state = models.CharField("Trạng thái", max_length=10, choices=RoundState.choices, default=RoundState.OPEN)
    closed_at = models.DateTimeField("Kết thúc lúc", null=True, blank=True)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    objects = RewardRoundQuerySet.as_manager()

    class Meta:
        verbose_name = "Đợt khen thưởng"
        verbose_name_plural = "Đợt khen thưởng"
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["office", "kind", "covers_to"], name="reward_round_once"),
            models.CheckConstraint(condition=Q(opens_on__lte=F("closes_on")), name="reward_round_closes_after_opening"),
            models.CheckConstraint(condition=Q(covers_from__lte=F("covers_to")), name="reward_round_covers_forward"),
            models.CheckConstraint(
                condition=Q(state=RoundState.DECIDED, closed_at__isnull=False)
                | (~Q(state=RoundState.DECIDED) & Q(closed_at__isnull=True)),
                name="reward_round_decided_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Criterion(models.Model):
    """One line nominations of a round are judged by: points up to `weight`, or met or not."""

    public_id = public_id()
    round = models.ForeignKey(RewardRound, on_delete=models.CASCADE, related_name="criteria")
    ordinal = models.PositiveSmallIntegerField("Thứ tự")
    text = models.CharField("Tiêu chí", max_length=300)
    kind = models.CharField("Cách xét", max_length=10, choices=CriterionKind.choices)
    weight = models.PositiveSmallIntegerField("Điểm tối đa", null=True, blank=True)

    class Meta:
        verbose_name = "Tiêu chí khen thưởng"
        verbose_name_plural = "Tiêu chí khen thưởng"
        ordering = ["round", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["round", "ordinal"], name="reward_criterion_once_per_place"),
            models.CheckConstraint(
                condition=Q(kind=CriterionKind.WEIGHT, weight__gte=1)
                | Q(kind=CriterionKind.YES_NO, weight__isnull=True),
                name="reward_criterion_has_weight_or_is_yes_no",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Nomination(models.Model):
    """One nominee in one round: a producer, an office, or a person by name and workplace; put forward by an office."""

    public_id = public_id()
    round = models.ForeignKey(RewardRound, on_delete=models.PROTECT, related_name="nominations")
    kind = models.CharField("Đối tượng", max_length=10, choices=NomineeKind.choices)
    producer = models.ForeignKey(
        Producer, on_delete=models.PROTECT, null=True, blank=True, related_name="reward_nominations"
    )
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person_name = models.CharField("Họ và tên", max_length=150, blank=True)
    workplace = models.CharField("Chức vụ, nơi làm việc", max_length=200, blank=True)
    nominated_by = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="reward_nominations")
    achievement = models.TextField("Thành tích", max_length=4000)
    proposed_form = models.CharField("Hình thức đề nghị", max_length=10, choices=RewardForm.choices)
    state = models.CharField(
        "Trạng thái", max_length=14, choices=NominationState.choices, default=NominationState.DRAFT
    )
    sent_at = models.DateTimeField("Gửi lúc", null=True, blank=True)
    folded = models.CharField(max_length=400, editable=False, default="")

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = "Đề nghị khen thưởng"
        verbose_name_plural = "Đề nghị khen thưởng"
        ordering = ["round", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "producer"], name="producer_nominated_once"),
            models.UniqueConstraint(fields=["round", "office"], name="office_nominated_once"),
            models.UniqueConstraint(
                fields=["round", "folded"], condition=Q(kind=NomineeKind.PERSON), name="person_nominated_once"
            ),
            models.CheckConstraint(
                condition=Q(kind=NomineeKind.PRODUCER, producer__isnull=False, office__isnull=True, person_name="")
                | Q(kind=NomineeKind.OFFICE, producer__isnull=True, office__isnull=False, person_name="")
                | (Q(kind=NomineeKind.PERSON, producer__isnull=True, office__isnull=True) & ~Q(person_name="")),
                name="nominee_is_one_of_three",
            ),
        ]

    def __str__(self) -> str:
        return self.nominee

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(f"{self.nominee} {self.workplace}")[:400]
        super().save(*args, **kwargs)

    @property
    def nominee(self) -> str:
        if self.producer is not None:
            return self.producer.name
        return self.office.name if self.office is not None else self.person_name

    @property
    def place(self) -> str:
        """Where a nominee is at home: the producer's commune, a person's workplace."""
        return self.producer.unit.full_name if self.producer is not None else self.workplace


class Review(models.Model):
    """What a reviewer wrote of a nomination; a later review is added, the earlier stays."""

    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="reviews")
    recommends = models.BooleanField("Đề nghị khen thưởng")
    remark = models.TextField("Nhận xét", max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "Nhận xét đề nghị"
        verbose_name_plural = "Nhận xét đề nghị"
        ordering = ["nomination", "-at", "-pk"]

    def __str__(self) -> str:
        return self.remark[:60]


class ReviewMark(models.Model):
    """A review's answer to one criterion: points, or met or not."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="marks")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField("Điểm", null=True, blank=True)
    met = models.BooleanField("Đạt", null=True, blank=True)

    class Meta:
        verbose_name = "Ý kiến theo tiêu chí"
        ordering = ["review", "criterion__ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="review_mark_once"),
            models.CheckConstraint(
                condition=Q(points__isnull=False, met__isnull=True) | Q(points__isnull=True, met__isnull=False),
                name="review_mark_is_points_or_met",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points if self.points is not None else self.met}"


class RewardDecision(models.Model):
    """A signed decision that rewards nominees of a round; recorded once, its scan filed once, never overwritten."""

    public_id = public_id()
    round = models.ForeignKey(RewardRound, on_delete=models.PROTECT, related_name="decisions")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="Cơ quan ký")
    number = models.CharField("Số quyết định", max_length=60)
    signed_on = models.DateField("Ngày ký")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = RewardDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "Quyết định khen thưởng"
        verbose_name_plural = "Quyết định khen thưởng"
        ordering = ["-signed_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["office", "number", "signed_on"], name="reward_decision_once")]

    def __str__(self) -> str:
        return f"Quyết định {self.number}"


class Award(models.Model):
    """What one nominee got by a decision. `basis` freezes the evidence as it stood when the decision was recorded."""

    decision = models.ForeignKey(RewardDecision, on_delete=models.PROTECT, related_name="awards")
    nomination = models.OneToOneField(Nomination, on_delete=models.PROTECT, related_name="award")
    form = models.CharField("Hình thức", max_length=10, choices=RewardForm.choices)
    basis = models.JSONField("Minh chứng lúc quyết định", default=list, blank=True)

    class Meta:
        verbose_name = "Khen thưởng"
        verbose_name_plural = "Khen thưởng"
        ordering = ["decision", "pk"]

    def __str__(self) -> str:
        return f"{self.get_form_display()}: {self.nomination}"
