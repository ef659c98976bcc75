"""Markdown of our own editors made into safe HTML, and into plain sentences.

What a person wrote is never trusted: no tag of their own, no picture, no frame, no address but of a page, a mail box or
a telephone. The same words as plain paragraphs are for feeds, loudspeakers and screens.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import partial

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

_READER = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["html_block", "html_inline"])
_HIGHEST, _DEEPEST = 2, 4
_TAGS = {
    *("p", "br", "hr", "em", "strong", "ul", "ol", "li", "a", "blockquote", "code", "pre", "h2", "h3", "h4"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_ADDRESS = re.compile(r"https?://|mailto:|tel:|#|/(?![/\\])", re.IGNORECASE)
_CLASSES = {
    "p": "govuk-body",
    "h2": "govuk-heading-m",
    "h3": "govuk-heading-s",
    "h4": "govuk-heading-s",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
    "a": "govuk-link",
    "blockquote": "govuk-inset-text",
    "table": "govuk-table",
    "tr": "govuk-table__row",
    "th": "govuk-table__header",
    "td": "govuk-table__cell",
}


def to_html(text: str, *, plain: bool = False, site: str = "") -> str:
    """Safe HTML of a text, its headings from h2 on.

    `plain`: without our classes, for pages of other sites; `site`: where our pages are, so that a link to one of them
    leads there from anywhere ("https://ocop.example").
    """
    tokens = _tokens(text)
    _set_heading_levels(tokens)
    html = _READER.renderer.render(tokens, _READER.options, {})
    classes = {} if plain else {tag: {"class": name} for tag, name in _CLASSES.items()}
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
        attribute_filter=partial(_address_or_none, site),
        set_tag_attribute_values=classes,
        url_schemes=_SCHEMES,
        link_rel="noopener nofollow",
    )


def _address_or_none(site: str, tag: str, attribute: str, value: str) -> str | None:
    """An address without a scheme is a page of ours, and begins with a stroke."""
    if attribute != "href":
        return value
    if not _ADDRESS.match(value):
        return None
    return site + value if value.startswith("/") else value


def to_paragraphs(text: str) -> list[str]:
    """The words alone, one string for each heading, paragraph, line of a list or row of a table."""
    return list(_paragraphs(_tokens(text)))


def _tokens(text: str) -> list[Token]:
    return _READER.parse(unicodedata.normalize("NFC", text))


def _set_heading_levels(tokens: list[Token]) -> None:
    """Headings from h2 on without a gap, whichever levels their writer used."""
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    used = sorted({token.tag for token in headings})
    for token in headings:
        token.tag = f"h{min(used.index(token.tag) + _HIGHEST, _DEEPEST)}"


def _paragraphs(tokens: Iterable[Token]) -> Iterator[str]:
    row: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            yield ", ".join(filter(None, row or []))
            row = None
        elif token.type == "inline":
            words = " ".join(_words_of(token).split())
            if row is not None:
                row.append(words)
            elif words:
                yield words


def _words_of(inline: Token) -> str:
    """A picture is left out: what it shows is said where it stands, and no picture of another site is shown."""
    said = {"softbreak": " ", "hardbreak": " ", "image": ""}
    return "".join(said.get(child.type, child.content) for child in inline.children or [])
