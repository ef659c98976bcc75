"""Articles as readers and editors find them."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Case, F, IntegerField, Q, Value, When

from ocop.ground.offices.queries import words_in
from ocop.ground.offices.states import AGENCY_LEADER, Role, Tier
from ocop.kit.scope import Actor
from ocop.public.stories.states import ArticleState, Standing

if TYPE_CHECKING:
    from ocop.public.stories.models import Article

COORDINATORS = (Role.PROVINCE_OFFICER,)
EDITORS = (Role.PROVINCE_OFFICER, Role.AGENCY_OFFICER)
READERS = (*EDITORS, AGENCY_LEADER)


class ArticleQuerySet(models.QuerySet):
    def public(self, at: datetime) -> Self:
        """What everybody may read at a moment, the newest first, with its words and office."""
        found = self.filter(state=ArticleState.RELEASED, publish_at__lte=at)
        return found.select_related("shown", "office").order_by("-publish_at", "-pk")

    def english_first(self) -> Self:
        """Those that have an English text before the others, each part in the order it had."""
        empty = Q(shown__text_en="") | Q(shown__title_en="") | Q(shown__summary_en="")
        lacking = Case(When(empty, then=Value(1)), default=Value(0), output_field=IntegerField())
        return self.annotate(lacks_english=lacking).order_by("lacks_english", "-publish_at", "-pk")

    def visible_to(self, actor: Actor) -> Self:
        """All for the coordination office and the province's leaders; those of the person's agency for the others."""
        if actor.has_role(*COORDINATORS) or actor.has_role(Role.LEADER, tier=Tier.PROVINCE):
            return self
        return self.filter(office_id__in=actor.office_ids(*READERS))

    def standing(self, standing: str, at: datetime) -> Self:
        """Those an editor sees as drafts, waiting for their moment, before readers, or taken down."""
        if standing == Standing.SHOWN:
            return self.filter(state=ArticleState.RELEASED, publish_at__lte=at)
        if standing == Standing.SCHEDULED:
            return self.filter(state=ArticleState.RELEASED, publish_at__gt=at)
        state = ArticleState.DRAFT if standing == Standing.DRAFT else ArticleState.WITHDRAWN
        return self.filter(state=state)

    def ahead_of_readers(self) -> Self:
        """Changed after readers were given their version."""
        return self.filter(state=ArticleState.RELEASED).exclude(latest=F("shown"))

    def search(self, text: str) -> Self:
        return self.filter(words_in("folded", text))

    def for_list(self) -> Self:
        """With what a line of the editors' list prints; one query."""
        return self.select_related("office", "latest__saved_by").order_by("-latest__saved_at", "-pk")


class PartQuerySet(models.QuerySet):
    """Pictures and ties, which belong to versions of their article."""

    def of(self, number: Any) -> Self:
        """Those of the version with this number, or with the number an expression names."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=number), since__lte=number)

    def before_readers(self) -> Self:
        """Those of the version each article gave its readers."""
        return self.of(F("article__shown__number"))

    def in_hand(self) -> Self:
        """Those of the version editors work on."""
        return self.filter(until__isnull=True)


def newest(at: datetime, count: int = 3) -> "models.QuerySet[Article]":
    """The last articles put before readers."""
    from ocop.public.stories.models import Article

    return Article.objects.public(at)[:count]


def about_product(product_id: int, at: datetime, count: int = 5) -> "models.QuerySet[Article]":
    """Public articles tied to a product or to who makes it, the newest first."""
    from ocop.public.stories.models import Article, Tie

    ties = Tie.objects.before_readers().filter(Q(product_id=product_id) | Q(producer__products=product_id))
    return Article.objects.public(at).filter(pk__in=ties.values("article_id"))[:count]
