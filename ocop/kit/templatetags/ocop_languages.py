"""Tags of the public shell: the page's language, the same page in the others, and marks for what stays Vietnamese."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.http import QueryDict
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from ocop.kit.languages import LANGUAGES, OWN, address_in
from ocop.kit.ui.preview import Preview, whole

register = template.Library()
# Of a query string only the page of a list makes another page; filters are views of the same one.
OWN_PAGE = "trang"


@register.simple_tag
def page_language() -> str:
    """The code for `<html lang>`."""
    return get_language() or OWN


def _address(context: Context) -> str:
    """The page's own address: `address` of a page made without a request, else the request's."""
    if "request" in context:
        return str(context["request"].get_full_path())
    return str(context.get("address", ""))


@register.simple_tag(takes_context=True)
def language_alternates(context: Context) -> SafeString:
    """For search engines: the page's one address, and the same page in each language."""
    path, _, query = _address(context).partition("?")
    if not path:
        return SafeString("")
    number = QueryDict(query).get(OWN_PAGE, "")
    path += f"?{OWN_PAGE}={number}" if number.isdigit() else ""
    site = settings.SITE_URL
    lines = [("alternate", format_html(' hreflang="{}"', code), site + address_in(code, path)) for code in LANGUAGES]
    lines.append(("alternate", SafeString(' hreflang="x-default"'), site + address_in(OWN, path)))
    lines.insert(0, ("canonical", SafeString(""), site + path))
    return format_html_join("", '<link rel="{}"{} href="{}">', lines)


@register.inclusion_tag("kit/preview.html", takes_context=True)
def link_preview(context: Context, title: str, words: str, part: str = "") -> dict[str, Any]:
    """How the page looks when its link is sent on: its title, one sentence, the site's card.

    `part` names what of the query string makes another title: without it a preview would be drawn of the whole list.
    """
    path, _, query = _address(context).partition("?")
    if part and (said := QueryDict(query).get(part)):
        path += f"?{urlencode({part: said})}"
    return {"preview": Preview(title, words, whole(path)), "province_name": context.get("province_name", "")}


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> SafeString:
    """Links to the same page in the other languages, each in its own words."""
    address = _address(context)
    others: list[tuple[Any, ...]] = [
        (address_in(code, address), code, code, name) for code, name in LANGUAGES.items() if code != page_language()
    ]
    if not address:
        return SafeString("")
    return format_html_join("", '<a href="{}" lang="{}" hreflang="{}">{}</a>', others)


@register.filter
def as_stored(value: Any) -> SafeString | str:
    """A name or text as people wrote it: in Vietnamese, and marked so on a page in another language."""
    if value in (None, "") or page_language() == OWN:
        return value if value is not None else ""
    return format_html('<span lang="{}">{}</span>', OWN, value)


@register.filter
def in_words(value: str) -> SafeString | str:
    """A word of the data in the page's language; one that has no translation as it is stored, marked so."""
    told = gettext(value) if value else ""
    return as_stored(value) if told == value else told
