"""What editors write becomes safe HTML, whatever they, or who took over their account, put in."""

from html.parser import HTMLParser
from random import Random

import pytest

from ocop.kit.text.markdown import to_html, to_paragraphs

TAGS = {*("p", "br", "hr", "em", "strong", "ul", "ol", "li", "a", "blockquote", "code", "pre", "h2", "h3", "h4")}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}


class Seen(HTMLParser):
    """The tags and attributes a browser would act on."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def is_safe(html: str) -> bool:
    seen = Seen(html)
    links = [value for name, value in seen.attributes if name == "href"]
    allowed = {"href", "class", "rel", "start"}
    return (
        seen.tags <= TAGS
        and {name for name, _ in seen.attributes} <= allowed
        and all(link.startswith(("http://", "https://", "mailto:", "tel:", "/", "#")) for link in links)
        and not any(link.startswith(("//", "/\\")) for link in links)
    )


ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[bấm](javascript:alert(1))",
    "[bấm](JaVaScRiPt:alert(1))",
    "[bấm](&#106;avascript:alert(1))",
    "[bấm](java&#x09;script:alert(1))",
    "[bấm](data:text/html,<script>alert(1)</script>)",
    "[bấm](vbscript:x)",
    "<javascript:alert(1)>",
    "[bấm](//evil.example)",
    "[bấm](/\\evil.example)",
    "[bấm](x)",
    "![x](https://evil.example/p.png)",
    "![x](javascript:alert(1))",
    '[x](/a "\\" onmouseover=\\"alert(1)")',
    "[x]: javascript:alert(1)\n\n[x]",
    "<iframe src=https://evil.example></iframe>",
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<style>body{display:none}</style>",
    "<form action=https://evil.example><input></form>",
    "```html\n<script>alert(1)</script>\n```",
    "| <script>1</script> | [b](javascript:x) |\n|---|---|\n| <img src=x> | ![p](//evil.example/p.png) |",
    "> <base href=https://evil.example>",
    "- <object data=x>\n- <embed src=x>",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_script_no_foreign_picture_no_hidden_address(attack: str) -> None:
    html = to_html(attack)
    assert is_safe(html)
    assert "<img" not in html


def test_no_mixture_of_attacks_gets_through() -> None:
    """Two thousand texts of pieces of attacks and of Markdown, put together at random but always the same."""
    random = Random(17)
    pieces = [*ATTACKS, "**", "*", "`", "\n", "\n\n", "[", "](", ")", "<", ">", '"', "'", "&lt;", "\\", "|", "#", "- "]
    for _ in range(2000):
        text = "".join(random.choices(pieces, k=random.randint(1, 8)))
        for html in (to_html(text), to_html(text, plain=True)):
            assert is_safe(html), text


def test_headings_begin_at_the_second_level_and_leave_no_gap() -> None:
    html = to_html("# Một\n\n#### Hai\n\n###### Ba\n\n##### Bốn")
    assert [line[:3] for line in html.splitlines() if line.startswith("<h")] == ["<h2", "<h3", "<h4", "<h4"]


def test_a_text_for_other_sites_has_no_classes() -> None:
    assert to_html("Một **hai**", plain=True).strip() == "<p>Một <strong>hai</strong></p>"


def test_the_words_alone() -> None:
    text = "# Đầu\n\nMột\n[hai](/x) ![hình](https://a.example/b.png)\n\n- ba\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    assert to_paragraphs(text) == ["Đầu", "Một hai", "ba", "a, b", "1, 2"]
