"""Articles with every version that was saved, their pictures, what they are about, and who agreed to be named."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.ground.offices.models import Office
from ocop.ground.producers.models import Producer, Product
from ocop.ground.registry.models import Document
from ocop.kit.ids import new_public_id
from ocop.kit.text.fold import fold
from ocop.public.stories.queries import ArticleQuerySet, PartQuerySet
from ocop.public.stories.states import ArticleState, ConsentHow, Kind, Standing
from ocop.support.activities.models import Activity, Publication

USER = settings.AUTH_USER_MODEL


def public_id() -> models.CharField:
    return models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)


class Article(models.Model):
    """Something an office writes for everybody to read.

    Its words are in its versions: `latest` is what editors work on, `shown` what readers get from `publish_at` on. The
    two differ while an article on the pages is being corrected.
    """

    public_id = public_id()
    kind = models.CharField("Loại", max_length=10, choices=Kind.choices)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="Cơ quan đăng")
    state = models.CharField(max_length=10, choices=ArticleState.choices, default=ArticleState.DRAFT)
    latest = models.ForeignKey("Version", on_delete=models.PROTECT, null=True, related_name="+")
    shown = models.ForeignKey("Version", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    publish_at = models.DateTimeField("Đăng lúc", null=True, blank=True)
    folded = models.CharField(max_length=400, editable=False, default="")
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)
    is_reconstructed = models.BooleanField("Dựng lại từ tài liệu", default=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "Bài viết"
        verbose_name_plural = "Bài viết"
        ordering = ["-publish_at", "-pk"]
        indexes = [models.Index(fields=["state", "-publish_at"], name="article_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ArticleState.RELEASED) | Q(shown__isnull=False, publish_at__isnull=False),
                name="released_article_has_words_and_a_moment",
            )
        ]

    def __str__(self) -> str:
        return self.latest.title if self.latest else self.public_id

    def take(self, version: "Version") -> None:
        """Make a version the one editors work on."""
        self.latest = version
        self.folded = fold(f"{version.title} {version.title_en}")[:400]
        self.save(update_fields=["latest", "folded"])

    def standing(self, at: datetime) -> Standing:
        """What an editor sees it as at a moment."""
        if self.state != ArticleState.RELEASED:
            return Standing.DRAFT if self.state == ArticleState.DRAFT else Standing.WITHDRAWN
        return Standing.SHOWN if self.publish_at and self.publish_at <= at else Standing.SCHEDULED

    @property
    def is_ahead_of_readers(self) -> bool:
        """Whether it was changed after readers were given their version."""
        return self.state == ArticleState.RELEASED and self.latest_id != self.shown_id

    @property
    def changed_at(self) -> datetime:
        """When readers last got other words."""
        return max(self.moment, self.words.saved_at)

    @property
    def words(self) -> "Version":
        """What readers get. Raises ValueError for an article nobody gave them."""
        if self.shown is None:
            raise ValueError("an article nobody released has no words for readers")
        return self.shown

    @property
    def moment(self) -> datetime:
        """Since when readers get it. Raises ValueError for an article nobody gave them."""
        if self.publish_at is None:
            raise ValueError("an article nobody released has no moment")
        return self.publish_at


class Version(models.Model):
    """The words of an article as somebody saved them; never changed. `note`: why, in the writer's words."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField("Bản")
    title = models.CharField("Tiêu đề", max_length=200)
    summary = models.CharField("Tóm tắt", max_length=500)
    text = models.TextField("Bài viết", blank=True)
    title_en = models.CharField("Tiêu đề tiếng Anh", max_length=200, blank=True)
    summary_en = models.CharField("Tóm tắt tiếng Anh", max_length=500, blank=True)
    text_en = models.TextField("Bài viết tiếng Anh", blank=True)
    clip_url = models.URLField("Đường dẫn đoạn phim", max_length=300, blank=True)
    note = models.CharField("Sửa gì", max_length=200, blank=True)
    saved_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = "Bản của bài viết"
        verbose_name_plural = "Bản của bài viết"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="version_number_once")]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    @property
    def has_english(self) -> bool:
        return bool(self.title_en and self.summary_en and self.text_en)


class Picture(models.Model):
    """A picture of an article, made smaller for a phone; `number` is how the text calls it: [hình 2].

    It belongs to the versions from `since` on, and no longer to `until`: readers of an earlier version never see it.
    Said otherwise in a later version, it is another row under the same number.
    """

    public_id = public_id()
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="pictures")
    number = models.PositiveSmallIntegerField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    words = models.CharField("Hình chụp gì", max_length=200)
    words_en = models.CharField("Hình chụp gì, bằng tiếng Anh", max_length=200, blank=True)
    caption = models.CharField("Lời chú dưới hình", max_length=200, blank=True)
    source = models.CharField("Nguồn ảnh", max_length=120)
    filed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()
    since = models.PositiveSmallIntegerField("Từ bản", default=1)
    until = models.PositiveSmallIntegerField("Đến trước bản", null=True, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "Hình của bài viết"
        verbose_name_plural = "Hình của bài viết"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"], condition=Q(until__isnull=True), name="picture_number_once"
            ),
            models.CheckConstraint(condition=~Q(words="") & ~Q(source=""), name="picture_says_what_and_whose"),
        ]

    def __str__(self) -> str:
        return f"Hình {self.number}: {self.words}"


# What an article may be tied to, by the field of `Tie`.
TIED = ("product", "producer", "activity", "issue", "told")


def _exactly_one() -> Q:
    condition = Q()
    for field in TIED:
        condition |= Q(**{f"{other}__isnull": other != field for other in TIED})
    return condition


class Tie(models.Model):
    """One thing an article is about or gathers: a product, a producer, an activity, an issue, another article.

    It belongs to the versions from `since` on, and no longer to `until`, as pictures do.
    """

    public_id = public_id()
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="ties")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    issue = models.ForeignKey(Publication, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    told = models.ForeignKey(Article, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    since = models.PositiveSmallIntegerField("Từ bản", default=1)
    until = models.PositiveSmallIntegerField("Đến trước bản", null=True, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "Gắn kèm của bài viết"
        verbose_name_plural = "Gắn kèm của bài viết"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=_exactly_one(), name="tie_is_to_one_thing"),
            *(
                models.UniqueConstraint(
                    fields=["article", field],
                    condition=Q(**{f"{field}__isnull": False}, until__isnull=True),
                    name=f"{field}_tied_once",
                )
                for field in TIED
            ),
        ]

    def __str__(self) -> str:
        return str(self.thing)

    @property
    def what(self) -> str:
        return next(field for field in TIED if getattr(self, f"{field}_id") is not None)

    @property
    def thing(self) -> Any:
        return getattr(self, self.what)


class Subject(models.Model):
    """A group or a person an article holds up as an example; a person only with the day and way of their consent.

    Named in the versions from `since` on.
    """

    public_id = public_id()
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="subjects")
    is_person = models.BooleanField("Là cá nhân")
    name = models.CharField("Tên", max_length=150)
    place = models.CharField("Ở đâu", max_length=150, blank=True)
    consent_on = models.DateField("Đồng ý ngày", null=True, blank=True)
    consent_how = models.CharField("Đồng ý bằng cách nào", max_length=10, choices=ConsentHow.choices, blank=True)
    withdrawn_at = models.DateTimeField("Rút đồng ý lúc", null=True, blank=True)
    since = models.PositiveSmallIntegerField("Từ bản", default=1)
    noted_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        verbose_name = "Điển hình"
        verbose_name_plural = "Điển hình"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_person=False) | Q(consent_on__isnull=False) & ~Q(consent_how=""),
                name="person_is_named_with_consent",
            ),
            models.UniqueConstraint(
                fields=["article", "name"], condition=Q(withdrawn_at__isnull=True), name="subject_once_per_article"
            ),
        ]

    def __str__(self) -> str:
        return self.name
