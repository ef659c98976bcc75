"""Who may write articles, put them before readers, and take them down."""

from ocop.ground.offices.models import Office
from ocop.ground.offices.states import Role, Tier
from ocop.kit.scope import YES, Actor, Answer, no
from ocop.public.stories.models import Article
from ocop.public.stories.queries import COORDINATORS, EDITORS, READERS
from ocop.public.stories.states import ArticleState, Kind


def may_read(actor: Actor) -> Answer:
    """Whether the person reads the editors' list at all."""
    if actor.has_role(*READERS) or actor.has_role(Role.LEADER, tier=Tier.PROVINCE):
        return YES
    return no("Danh sách bài viết dành cho cán bộ viết bài và lãnh đạo tỉnh.")


def may_write(actor: Actor) -> Answer:
    """Whether the person writes articles at all."""
    if actor.has_role(*EDITORS):
        return YES
    return no("Chỉ cán bộ Văn phòng Điều phối tỉnh và sở, ngành, đoàn thể viết bài được.")


def may_write_for(actor: Actor, office: Office) -> Answer:
    """An agency's own officers, and the coordination office for every office."""
    if actor.has_role(*COORDINATORS) or office.pk in actor.office_ids(*EDITORS):
        return YES
    return no("Anh/chị chỉ viết và đăng bài của cơ quan mình.")


def may_edit(actor: Actor, article: Article) -> Answer:
    return may_write_for(actor, article.office)


def may_release(actor: Actor, article: Article) -> Answer:
    """Whether the article may go before readers as it stands; two queries for those that need more than words."""
    if not (answer := may_edit(actor, article)):
        return answer
    if article.latest is None or not article.latest.text:
        return no("Bài chưa có chữ nào. Anh/chị viết bài rồi cho đăng.")
    if article.kind == Kind.EXEMPLARY and not article.subjects.filter(withdrawn_at__isnull=True).exists():
        return no("Bài nêu gương cần ghi tập thể hoặc cá nhân được nêu. Anh/chị ghi ở mục Tập thể, cá nhân.")
    if article.kind == Kind.THEMATIC and not article.ties.in_hand().exists():
        return no("Chuyên đề gom bài, sản phẩm, sự kiện. Anh/chị gắn ít nhất một mục rồi cho đăng.")
    return YES


def may_withdraw(actor: Actor, article: Article) -> Answer:
    if article.state != ArticleState.RELEASED:
        return no("Bài này không ở trên trang nên không cần gỡ.")
    return may_edit(actor, article)
