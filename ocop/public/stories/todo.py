"""What articles put on an editor's list of things to do."""

from datetime import datetime, timedelta

from django.db.models import Count, F, Min, Q
from django.urls import reverse

from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.kit.text.dates import format_datetime
from ocop.kit.todo import Todo
from ocop.public.stories.models import Article
from ocop.public.stories.queries import EDITORS
from ocop.public.stories.states import ArticleState, Standing

SECTION = "Bài viết"
SOON = timedelta(days=3)


def todos_for(actor: Actor, *, at: datetime) -> list[Todo]:
    """For the offices that wrote them: articles soon to come out, and corrections readers do not have; one query."""
    offices = actor.office_ids(*EDITORS)
    if not offices:
        return []
    coming = Q(publish_at__gt=at, publish_at__lte=at + SOON)
    found = Article.objects.filter(office_id__in=offices, state=ArticleState.RELEASED).aggregate(
        coming=Count("pk", filter=coming),
        first=Min("publish_at", filter=coming),
        ahead=Count("pk", filter=~Q(latest=F("shown"))),
    )
    page, todos = reverse("desk:articles"), []
    if found["coming"]:
        title = f"Xem lại {found['coming']} bài sắp đăng theo giờ hẹn"
        detail = f"Bài đầu lúc {format_datetime(found['first'])}."
        due = local_date(found["first"])
        url = f"{page}?trang_thai={Standing.SCHEDULED}"
        todos.append(Todo(title, url, due, count=found["coming"], detail=detail, section=SECTION))
    if found["ahead"]:
        title = f"Cho đăng bản đã sửa của {found['ahead']} bài"
        detail = "Bạn đọc còn thấy bản trước khi sửa."
        todos.append(Todo(title, f"{page}?trang_thai=sua", count=found["ahead"], detail=detail, section=SECTION))
    return todos
