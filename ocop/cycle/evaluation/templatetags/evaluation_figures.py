"""Figures of a stored result, which are text so that no digit is lost, printed the Vietnamese way."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from html import escape

from django import template
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def phay(value: str | Decimal | None) -> str:
    """`84.25` as 84,25, with exactly the digits that were stored."""
    try:
        return str(Decimal(str(value))).replace(".", ",")
    except InvalidOperation:
        return ""


@register.filter
def labelled(values: Iterable[object], labels: tuple[str, ...]) -> SafeString:
    """One cell per value with the heading of its column, a dash for None: a row reads as a card on a phone.

    A ranking has thousands of cells, too many for a template loop.
    """
    cells = zip(_openings(labels), values, strict=True)
    return SafeString("".join(f"{opening}{_shown(value)}</td>" for opening, value in cells))


@lru_cache(maxsize=64)
def _openings(labels: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f'<td data-label="{escape(name)}">' for name in labels)


def _shown(value: object) -> str:
    return "–" if value is None else str(value) if isinstance(value, int) else escape(str(value))
