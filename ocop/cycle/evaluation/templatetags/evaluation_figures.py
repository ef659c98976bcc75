"""Figures of a stored result, which are text so that no digit is lost, printed the Vietnamese way."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from django import template
from django.utils.html import escape
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
def labelled(values: Iterable[object], labels: Iterable[str]) -> SafeString:
    """One cell per value with the heading of its column, a dash for None: a row reads as a card on a phone.

    A ranking has thousands of cells, too many for a template loop.
    """
    pairs = zip(values, labels, strict=True)
    return SafeString("".join(f'<td data-label="{escape(name)}">{_shown(value)}</td>' for value, name in pairs))


def _shown(value: object) -> str:
    return "–" if value is None else escape(value)
