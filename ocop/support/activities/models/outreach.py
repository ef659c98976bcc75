"""Whom an office reaches out to: producers invited for the first time, officers to be trained, readers of an issue."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.ground.offices.models import Office
from ocop.ground.producers.models import Producer
from ocop.ground.programme.models import Round
from ocop.ground.registry.models import Document
from ocop.support.activities.models.fields import public_id
from ocop.support.activities.queries import NeedQuerySet, OutreachInvitationQuerySet, PublicationQuerySet
from ocop.support.activities.states import OFFICIALS, InvitationState, NeedState, NeedTopic


class Invitation(models.Model):
    """A producer asked to come to an activity, or to lodge a dossier in a round; answered by who represents it."""

    public_id = public_id()
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="invitations")
    activity = models.ForeignKey(
        "activities.Activity", on_delete=models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="Cơ quan mời")
    state = models.CharField(max_length=10, choices=InvitationState.choices, default=InvitationState.INVITED)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField("Mời lúc")
    answered_at = models.DateTimeField("Trả lời lúc", null=True, blank=True)

    objects = OutreachInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "Lời mời"
        verbose_name_plural = "Lời mời"
        ordering = ["-invited_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["producer", "activity"], condition=Q(activity__isnull=False), name="invited_once_to_activity"
            ),
            models.UniqueConstraint(
                fields=["producer", "round"], condition=Q(round__isnull=False), name="invited_once_to_round"
            ),
            models.CheckConstraint(
                condition=Q(activity__isnull=False, round__isnull=True) | Q(activity__isnull=True, round__isnull=False),
                name="invitation_is_to_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.producer}: {self.to}"

    @property
    def to(self) -> str:
        """What the producer is invited to, in words."""
        return self.activity.title if self.activity else f"Nộp hồ sơ {self.round}"

    @property
    def due_on(self) -> date | None:
        """The day it is over: the first of the activity, the last of the round."""
        if self.activity is not None:
            return self.activity.starts_on
        return self.round.proposal_due if self.round else None


class TrainingNeed(models.Model):
    """So many officials of an office who ask for training on a subject; classes that met it are tied to it."""

    public_id = public_id()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="training_needs", verbose_name="Cơ quan")
    topic = models.CharField("Nội dung", max_length=12, choices=NeedTopic.choices)
    is_deep = models.BooleanField("Chuyên sâu, do Trung ương tổ chức", default=False)
    group = models.CharField("Thành phần", max_length=20, choices=[(each.value, each.label) for each in OFFICIALS])
    people = models.PositiveSmallIntegerField("Số người")
    year = models.PositiveSmallIntegerField("Năm")
    detail = models.TextField("Cần học gì", max_length=1000, blank=True)
    state = models.CharField(max_length=10, choices=NeedState.choices, default=NeedState.OPEN)
    activities = models.ManyToManyField("activities.Activity", blank=True, related_name="training_needs")
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField("Nêu lúc")
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = "Nhu cầu tập huấn"
        verbose_name_plural = "Nhu cầu tập huấn"
        ordering = ["-year", "-stated_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(people__gt=0), name="training_need_above_0")]

    def __str__(self) -> str:
        return f"{self.get_topic_display()}, {self.people} người, {self.office}"


class Publication(models.Model):
    """An issue everybody may read: words, a picture, a file; taken down, it stays on record."""

    public_id = public_id()
    activity = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, related_name="publications")
    title = models.CharField("Tiêu đề", max_length=200)
    published_on = models.DateField("Ngày đăng")
    summary = models.CharField("Tóm tắt", max_length=500)
    text = models.TextField("Bài viết", max_length=10_000, blank=True)
    picture = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    picture_words = models.CharField("Hình chụp gì", max_length=200, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField("Gỡ lúc", null=True, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "Bản tin đã đăng"
        verbose_name_plural = "Bản tin đã đăng"
        ordering = ["-published_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | Q(picture__isnull=False) | Q(document__isnull=False),
                name="publication_has_something_to_read",
            ),
            models.CheckConstraint(
                condition=Q(picture__isnull=True) | ~Q(picture_words=""), name="publication_picture_has_words"
            ),
        ]

    def __str__(self) -> str:
        return self.title
