"""Figures of a stored result, which are text so that no digit is lost, printed the Vietnamese way."""

from decimal import Decimal, InvalidOperation

from django import template

register = template.Library()


@register.filter
def phay(value: str | Decimal | None) -> str:
    """`84.25` as 84,25, with exactly the digits that were stored."""
    try:
        return str(Decimal(str(value))).replace(".", ",")
    except InvalidOperation:
        return ""
