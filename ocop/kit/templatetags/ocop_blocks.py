"""Block tags that put a frame around a piece of page: `{% warning %}…{% endwarning %}` and its kin."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_block_tag
def panel(content: str, title: str) -> SafeString:
    """The green panel after an act: the outcome as the page's heading, its number inside."""
    return format_html(
        '<div class="govuk-panel govuk-panel--confirmation"><h1 class="govuk-panel__title">{}</h1>'
        '<div class="govuk-panel__body">{}</div></div>',
        title,
        content,
    )


@register.simple_block_tag
def warning(content: str) -> SafeString:
    """One thing that must not be missed before an act."""
    return format_html(
        '<div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">!</span>'
        '<div class="govuk-warning-text__text"><span class="govuk-visually-hidden">Lưu ý: </span>{}</div>'
        "</div>",
        content,
    )


@register.simple_block_tag
def inset(content: str) -> SafeString:
    """A quotation or an aside, set apart from the text."""
    return format_html('<div class="govuk-inset-text">{}</div>', content)


@register.simple_block_tag
def details(content: str, summary: str, is_open: bool = False) -> SafeString:
    """A piece that opens when asked for; works without JavaScript."""
    return format_html(
        '<details class="govuk-details"{}><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        SafeString(" open") if is_open else "",
        summary,
        content,
    )


@register.simple_block_tag
def accordion(content: str, title: str, note: str = "", is_open: bool = False) -> SafeString:
    """One section of a long sheet, closed until opened; `note` is its state, such as "12/15 điểm"."""
    return format_html(
        '<details class="ocop-section"{}><summary class="ocop-section__summary">'
        '<span class="ocop-section__title">{}</span><span class="ocop-section__note">{}</span></summary>'
        '<div class="ocop-section__body">{}</div></details>',
        SafeString(" open") if is_open else "",
        title,
        note,
        content,
    )


@register.simple_block_tag
def banner(content: str, title: str = "Thông báo", kind: str = "") -> SafeString:
    """A notification banner inside a page; `kind="success"` is green. Messages of the view need no tag."""
    return format_html(
        '<section class="govuk-notification-banner{}" aria-label="{}">'
        '<div class="govuk-notification-banner__header">'
        '<h2 class="govuk-notification-banner__title">{}</h2></div>'
        '<div class="govuk-notification-banner__content">{}</div></section>',
        " govuk-notification-banner--success" if kind == "success" else "",
        title,
        title,
        content,
    )


@register.simple_block_tag
def empty(content: str) -> SafeString:
    """What a list says when it has nothing: why, and what to do about it."""
    return format_html('<div class="ocop-empty">{}</div>', content)
