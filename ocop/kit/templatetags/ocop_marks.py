"""Small signs inside a line: state tags, deadlines, stars, titles, figures. No template files: lists use many."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ocop.kit.templatetags.ocop_formats import gio, ngay, so
from ocop.kit.ui.parts import has_errors

register = template.Library()
LONGEST_UNBROKEN = 24
COLOURS = frozenset({"grey", "green", "teal", "yellow", "orange", "red", "magenta", "purple", "blue"})


@register.simple_tag(takes_context=True)
def page_title(context: Context, title: str, *forms: Any) -> str:
    """The text of <title>: "Lỗi: " first when a form has errors, then the page, then the service.

    Use as `{% block title %}{% page_title "Nộp hồ sơ" form %}{% endblock %}`.
    `form_has_errors` in the context also counts.
    """
    wrong = bool(context.get("form_has_errors")) or has_errors(*forms)
    service = f"OCOP {context.get('province_name', '')}".strip()
    return f"{_('Lỗi:') + ' ' if wrong else ''}{title} – {service}"


@register.simple_tag
def status_tag(text: str, colour: str = "grey") -> SafeString:
    """A state in words on a coloured ground; the words carry the meaning.

    Colours: grey, blue, teal, green, yellow, orange, red, magenta, purple (an unknown colour becomes grey).
    """
    if colour not in COLOURS:
        colour = "grey"
    modifier = "" if colour == "blue" else f" govuk-tag--{colour}"
    modifier += " ocop-short" if len(text) <= LONGEST_UNBROKEN else ""
    return format_html('<strong class="govuk-tag{}">{}</strong>', modifier, text)


def _days_in_words(days: int) -> tuple[str, str, str]:
    """(modifier, sign, words) of a deadline that many days ahead."""
    if days < 0:
        return "late", "!", f"Quá hạn {-days} ngày"
    if days == 0:
        return "soon", "◔", "Hết hạn hôm nay"
    return ("soon" if days <= 3 else "ahead"), "◔", f"Còn {days} ngày"


@register.simple_tag(takes_context=True)
def deadline(
    context: Context, due: date | datetime | None, today: date | None = None, *, is_estimated: bool = False
) -> SafeString:
    """A deadline in words with a sign: "Còn 3 ngày", "Hết hạn hôm nay", "Quá hạn 2 ngày", and the date.

    `today` defaults to the page's own `today`. An estimated day is called so: "Ước còn 3 ngày". Nothing is printed
    without a deadline.
    """
    if due is None or due == "":
        return SafeString("")
    from ocop.kit.clock import local_date

    day = local_date(due) if isinstance(due, datetime) else due
    modifier, sign, words = _days_in_words((day - (today or context["today"])).days)
    if is_estimated:
        words = f"Ước {words[0].lower()}{words[1:]}"
    return format_html(
        '<span class="ocop-deadline ocop-deadline--{}">'
        '<span class="ocop-deadline__sign" aria-hidden="true">{}</span><span>{} '
        '<span class="ocop-deadline__date">(hạn {}{})</span></span></span>',
        modifier,
        sign,
        words,
        "ước " if is_estimated else "",
        ngay(day),
    )


@register.simple_tag
def stars(count: int | None, out_of: int = 5) -> SafeString:
    """A star rank: drawn stars and the words "4 sao"; "Chưa có sao" for none."""
    if not count:
        return format_html('<span class="ocop-stars ocop-stars--none">{}</span>', _("Chưa có sao"))
    empty = max(out_of - count, 0)
    return format_html(
        '<span class="ocop-stars"><span class="ocop-stars__drawn" aria-hidden="true">{}'
        '<span class="ocop-stars__empty">{}</span></span> {}</span>',
        "★" * count,
        "★" * empty,
        ngettext("%(count)s sao", "%(count)s sao", count) % {"count": count},
    )


@register.simple_tag
def saved_at(at: datetime | None = None, element_id: str = "da-luu") -> SafeString:
    """The place that says "Đã lưu 14:05"; empty before the first save. Announced politely when it changes."""
    words = f"Đã lưu {gio(at)}" if at else ""
    return format_html('<p class="ocop-saved" id="{}" role="status" data-saved>{}</p>', element_id, words)


@register.simple_tag
def figure(value: int | Decimal | str, label: str, url: str = "") -> SafeString:
    """A figure that opens its rows: the number, what it counts, and the list behind it."""
    number = value if isinstance(value, str) else so(value)
    inside = format_html(
        '<span class="ocop-figure__number">{}</span> <span class="ocop-figure__label">{}</span>',
        number,
        label,
    )
    if not url:
        return format_html('<p class="ocop-figure">{}</p>', inside)
    return format_html('<p class="ocop-figure"><a class="ocop-figure__link" href="{}">{}</a></p>', url, inside)
