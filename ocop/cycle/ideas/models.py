"""An idea for a product, its tags, and the steps its author follows."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.cycle.ideas.queries import IdeaQuerySet
from ocop.cycle.ideas.states import COLOURS, AuthorKind, IdeaState, IdeaTag, RefusalReason, StepKind
from ocop.ground.offices.models import Office, Unit
from ocop.ground.producers.models import Producer, Product
from ocop.ground.programme.models import Round
from ocop.ground.registry.models import Document
from ocop.kit.ids import new_public_id
from ocop.kit.text.fold import fold

# Longer chains of mergers are not followed.
LONGEST_CHAIN = 20


class Idea(models.Model):
    """A first offer of a product by anybody.

    `secret` is the digest of the author's link; the link itself is kept nowhere. Name, telephone and mail are for the
    office alone; they and the tie to an account are emptied (`forgotten_at`) some months after the answer, or after
    `due_on`, the last day of the answer, where none came.
    `shown_at` is when an officer let everybody read it, which the author must have agreed to (`may_list`).
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    secret = models.CharField(max_length=64, unique=True, editable=False)
    title = models.CharField("Tên ý tưởng", max_length=120)
    text = models.TextField("Ý tưởng là gì", max_length=3000)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="ideas", verbose_name="Nơi có thể làm")
    picture = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    author_kind = models.CharField("Tác giả là", max_length=12, choices=AuthorKind.choices)
    author_name = models.CharField("Họ và tên", max_length=120, blank=True)
    phone = models.CharField("Số điện thoại", max_length=15, blank=True)
    email = models.EmailField("Thư điện tử", blank=True)
    shows_name = models.BooleanField("Cho hiện tên", default=False)
    may_list = models.BooleanField("Cho hiện ý tưởng ở trang công khai", default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, null=True, blank=True, related_name="ideas")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="ideas", verbose_name="Nơi trả lời")
    due_on = models.DateField("Hạn trả lời")
    state = models.CharField("Trạng thái", max_length=10, choices=IdeaState.choices, default=IdeaState.SENT)
    reason = models.CharField("Lý do chưa nhận", max_length=14, choices=RefusalReason.choices, blank=True)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, blank=True, related_name="ideas")
    product = models.OneToOneField(Product, on_delete=models.PROTECT, null=True, blank=True, related_name="idea")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    sent_at = models.DateTimeField("Gửi lúc")
    answered_at = models.DateTimeField("Trả lời lúc", null=True, blank=True)
    shown_at = models.DateTimeField("Cho hiện lúc", null=True, blank=True)
    forgotten_at = models.DateTimeField("Xóa thông tin tác giả lúc", null=True, blank=True)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)
    folded = models.CharField(max_length=260, editable=False, db_index=True)

    objects = IdeaQuerySet.as_manager()

    class Meta:
        verbose_name = "Ý tưởng sản phẩm"
        verbose_name_plural = "Ý tưởng sản phẩm"
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["state", "due_on"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=(IdeaState.ACCEPTED, IdeaState.CANDIDATE)) | Q(round__isnull=False),
                name="accepted_idea_has_a_round",
            ),
            models.CheckConstraint(
                condition=Q(state=IdeaState.CANDIDATE, product__isnull=False)
                | ~Q(state=IdeaState.CANDIDATE) & Q(product__isnull=True),
                name="candidate_idea_has_a_product",
            ),
            models.CheckConstraint(
                condition=Q(state=IdeaState.MERGED, merged_into__isnull=False)
                | ~Q(state=IdeaState.MERGED) & Q(merged_into__isnull=True),
                name="merged_idea_has_a_head",
            ),
            models.CheckConstraint(
                condition=Q(state=IdeaState.REFUSED) & ~Q(reason="") | ~Q(state=IdeaState.REFUSED) & Q(reason=""),
                name="refused_idea_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True) | Q(author_name="", phone="", email="", author__isnull=True),
                name="forgotten_idea_names_nobody",
            ),
            models.CheckConstraint(
                condition=Q(shown_at__isnull=True) | Q(may_list=True), name="idea_shown_only_if_agreed"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.title)[:260]
        super().save(*args, **kwargs)

    @property
    def number(self) -> str:
        """The number as it is read out: three groups of four."""
        code = self.public_id.upper()
        return f"{code[:4]}-{code[4:8]}-{code[8:]}"

    @property
    def colour(self) -> str:
        """The colour its state is shown in."""
        return COLOURS[IdeaState(self.state)]

    @property
    def head(self) -> "Idea":
        """The idea this one was merged into in the end, or itself; one query for each merger."""
        found = self
        for _ in range(LONGEST_CHAIN):
            if found.merged_into is None:
                break
            found = found.merged_into
        return found

    @property
    def public_name(self) -> str:
        """The author's name where it may be shown to everybody, else nothing."""
        return self.author_name if self.shows_name else ""


class Tagging(models.Model):
    """One tag the author gave an idea."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="tags")
    tag = models.CharField("Nhãn", max_length=14, choices=IdeaTag.choices)

    class Meta:
        verbose_name = "Nhãn của ý tưởng"
        verbose_name_plural = "Nhãn của ý tưởng"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["idea", "tag"], name="idea_tag_once")]

    def __str__(self) -> str:
        return self.get_tag_display()


class IdeaStep(models.Model):
    """One thing that happened to an idea, in words its author reads; steps are added, never rewritten."""

    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField("Việc", max_length=10, choices=StepKind.choices)
    text = models.TextField("Nội dung", max_length=2000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("Lúc")

    class Meta:
        verbose_name = "Bước của ý tưởng"
        verbose_name_plural = "Bước của ý tưởng"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.get_kind_display()
