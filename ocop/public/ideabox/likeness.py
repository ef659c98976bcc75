"""What is there already, told to whoever is about to send an idea: products with stars, and ideas."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language

from ocop.cycle.ideas.models import Idea
from ocop.cycle.ideas.similar import MOST_READ, Likeness, alike, perhaps_like
from ocop.cycle.ideas.states import IdeaState
from ocop.ground.producers.models import Product
from ocop.kit.text.numbers import format_number, in_words
from ocop.public.portal.queries import REAL, shown

MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Already:
    """`products` are recognitions of the public catalogue; all `ideas` are counted, only the public ones are shown."""

    products: Likeness
    ideas: Likeness

    @property
    def product_count(self) -> str:
        return counted(self.products.count)

    @property
    def idea_count(self) -> str:
        return counted(self.ideas.count)

    @property
    def shown_products(self) -> Sequence[Any]:
        return self.products.rows[:MOST_SHOWN]

    @property
    def shown_ideas(self) -> Sequence[Idea]:
        public = [idea for idea in self.ideas.rows if idea.may_list and idea.shown_at is not None]
        return public[:MOST_SHOWN]


def counted(number: int) -> str:
    """A count as it is read out: in words in Vietnamese, in digits in English."""
    return in_words(number) if get_language() == "vi" else format_number(number)


def already_there(title: str, on: date) -> Already:
    """Products and ideas whose names are like a title; two queries."""
    named = Product.objects.filter(perhaps_like(title))
    stars = shown(on).filter(REAL, product__in=named).order_by("product__sort_key", "pk")[:MOST_READ]
    ideas = Idea.objects.exclude(state=IdeaState.MERGED).filter(perhaps_like(title)).select_related("unit")
    return Already(
        alike(title, stars, lambda row: row.product.name),
        alike(title, ideas.order_by("sent_at", "pk")[:MOST_READ], lambda row: row.title),
    )
