"""Records that may be shown as a result: each room declares its own in `proofs.py`, wiring registers them.

A source says which of its records a person may read, how they are searched and which are the office's own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from ocop.kit.scope import Actor

SHOWN = 10


@dataclass(frozen=True, slots=True)
class ProofSource:
    """A kind of record: `rows` a person may read, `own` those of an office (or its officer), `newest` the order.

    `about` says a few words beside a record's `name`, `url` is its page.
    """

    slug: str
    title: str
    rows: Callable[[Actor], QuerySet[Any]]
    search: Callable[[QuerySet[Any], str], QuerySet[Any]]
    own: Callable[[Actor, int], Q]
    url: Callable[[Any], str]
    about: Callable[[Any], str]
    newest: Sequence[str] = ("-pk",)
    name: Callable[[Any], str] = str

    def found(self, actor: Actor, office_id: int, words: str) -> list[Any]:
        """At most `SHOWN` records with the words, the office's own first; without words only its own; one query."""
        own = self.own(actor, office_id)
        rows = self.rows(actor)
        rows = self.search(rows, words) if words else rows.filter(own)
        first = Case(When(own, then=Value(0)), default=Value(1), output_field=IntegerField())
        return list(rows.annotate(is_others=first).order_by("is_others", *self.newest)[:SHOWN])


_known: dict[str, ProofSource] = {}


def register(*sources: ProofSource) -> None:
    """Make sources known by their slugs; raises ValueError when one is taken by another source."""
    for source in sources:
        if _known.setdefault(source.slug, source) is not source:
            raise ValueError(f"two sources of results are called {source.slug}")


def known_sources() -> list[ProofSource]:
    return list(_known.values())


def source_called(slug: str) -> ProofSource | None:
    return _known.get(slug)
