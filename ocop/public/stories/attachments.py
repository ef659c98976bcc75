"""Papers of an article: consent of who is named, sources, the signed request to publish."""

from django.urls import reverse

from ocop.ground.registry.holders import Holder
from ocop.public.stories import policies
from ocop.public.stories.models import Article

HOLDERS = (
    Holder(
        "bai-viet",
        Article,
        lambda actor: Article.objects.visible_to(actor).select_related("office"),
        policies.may_edit,
        lambda article: reverse("desk:article", args=[article.public_id]),
        title_hint="Ví dụ: giấy đồng ý đăng tên, tài liệu làm nguồn. Bạn đọc không thấy các tệp này.",
    ),
)
