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
def cells(values: Iterable[object]) -> SafeString:
    """One table cell per value, a dash for None: a ranking has thousands, too many for a template loop."""
    return SafeString("".join(f"<td>{'–' if value is None else escape(value)}</td>" for value in values))
