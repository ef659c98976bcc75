"""Kinds of articles, how an article goes before readers, and how a person agreed to be named."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ocop.rules.workflow import Transition, Workflow


class Kind(models.TextChoices):
    """What an article is; market bulletins are issues of an activity (`activities.Publication`)."""

    STORY = "story", _("Câu chuyện")
    NEWS = "news", _("Tin")
    THEMATIC = "thematic", _("Chuyên đề")
    EXEMPLARY = "exemplary", _("Gương điển hình")
    HANDBOOK = "handbook", _("Cẩm nang")


# How a kind stands in an address.
SLUGS: dict[str, str] = {
    Kind.STORY: "cau-chuyen",
    Kind.NEWS: "tin",
    Kind.THEMATIC: "chuyen-de",
    Kind.EXEMPLARY: "guong-dien-hinh",
    Kind.HANDBOOK: "cam-nang",
}
KIND_OF_SLUG = {slug: kind for kind, slug in SLUGS.items()}


class ArticleState(models.TextChoices):
    """A released article is read from its moment on: until then it is "hẹn đăng" (`Article.standing`)."""

    DRAFT = "draft", "Bản nháp"
    RELEASED = "released", "Đã cho đăng"
    WITHDRAWN = "withdrawn", "Đã gỡ"


# Kinds of activities that carry words to people: what was ordered of loudspeakers, boards, press (R118).
CARRIERS = ("broadcast", "media-item", "campaign")


class Standing(models.TextChoices):
    """What an editor sees an article as at a moment."""

    DRAFT = "nhap", "Bản nháp"
    SCHEDULED = "hen", "Hẹn đăng"
    SHOWN = "dang", "Đang đăng"
    WITHDRAWN = "go", "Đã gỡ"


A = ArticleState
ARTICLE_WORKFLOW = Workflow(
    name="article",
    states=tuple(A),
    transitions=(
        Transition("release", tuple(A), A.RELEASED, who="Cơ quan đăng bài", label="Cho đăng"),
        Transition("withdraw", (A.RELEASED,), A.WITHDRAWN, who="Cơ quan đăng bài", label="Gỡ bài"),
    ),
)


class ConsentHow(models.TextChoices):
    """How a person said that their name may be published (Nghị định 13/2023/NĐ-CP asks that it can be shown)."""

    WRITTEN = "written", "Giấy đồng ý có chữ ký"
    MESSAGE = "message", "Tin nhắn, thư điện tử"
    RECORDED = "recorded", "Ghi âm, ghi hình"
