"""Whether the words on a page are Vietnamese, judged by how a syllable can be spelt.

A word of plain letters that no Vietnamese syllable is spelt like is foreign. That finds what a list of English words
would not: a field name, a state as it is stored, a library's own sentence. English words spelt like a syllable
("to", "in") are missed, but never stand alone for long.
"""

import re
from html.parser import HTMLParser

ONSETS = "b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|nh|ng|ngh|p|ph|qu|r|s|t|th|tr|v|x|"
RHYMES = (
    "a|ai|ao|au|ay|e|eo|eu|i|ia|ie|ieu|iu|o|oa|oai|oao|oay|oe|oeo|oi|oo|u|ua|uay|ue|ui|uo|uoi|uou|uu|uy|uya|uye|uyu|"
    "y|ye|yeu"
)
ENDS = "c|ch|m|n|ng|nh|p|t|"
SYLLABLE = re.compile(f"(?:{ONSETS})(?:{RHYMES})(?:{ENDS})")
# Words of the law's own text and of trade, names of products, and marks of the page itself.
KNOWN = {
    *("website", "web", "clip", "video", "email", "zalo", "km", "kg", "mg", "ml", "mm", "cm", "px"),
    *("pano", "fanpage", "flan", "snack", "basa", "file", "logo", "pdf", "csv", "jpg", "png", "qr", "tr", "vnd"),
    # A password too weak to take, given as an example.
    "matkhau",
}
# Names, capitals and initials may be of any language: VietGAP, Google Authenticator, ATTP.
PLAIN_WORD = re.compile(r"(?<![\w./@_-])[a-z]{2,11}(?![\w/@_])(?!\.\w)")
ADDRESS = re.compile(r"https?://\S+")
# Words of buttons and of stored values, caught with a capital too since they may stand alone.
ENGLISH = re.compile(
    r"\b(?:Submit|Save|Cancel|Delete|Remove|Edit|Search|Login|Logout|Password|Error|Warning|Invalid|Required|"
    r"Unknown|None|True|False|Yes|Next|Previous|Back|Home|Page|Loading|Draft|Lodged|Please|This|Your|Enter|Select)\b"
)
# Stored wholly in English on purpose: what the journal kept, and words of others.
SKIPPED = {"script", "style", "svg", "code", "textarea"}
SPOKEN = {"placeholder", "alt", "title", "aria-label", "aria-description"}


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.pieces: list[str] = []
        self.headings = 0
        self.language = ""
        self.title = ""
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.depth += tag in SKIPPED
        self.headings += tag == "h1"
        self._in_title = tag == "title" and not self.depth
        if tag == "html":
            self.language = given.get("lang") or ""
        self.pieces.extend(value for name, value in attrs if name in SPOKEN and value and not self.depth)

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag in SKIPPED
        self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
        if not self.depth:
            self.pieces.append(data)


def is_vietnamese(word: str) -> bool:
    """Whether a word of plain small letters can be a Vietnamese syllable, or is known to the programme."""
    return word in KNOWN or SYLLABLE.fullmatch(word) is not None


def foreign_words(text: str) -> set[str]:
    """The words of a text that are not Vietnamese; addresses, codes and names do not count."""
    text = ADDRESS.sub(" ", text)
    return {word for word in PLAIN_WORD.findall(text) if not is_vietnamese(word)} | set(ENGLISH.findall(text))


def faults(html: str) -> list[str]:
    """What is wrong with a page as a Vietnamese page: language, title, first heading, foreign words."""
    words = _Words()
    words.feed(html)
    found = []
    if words.language != "vi":
        found.append(f"lang={words.language!r}")
    if not words.title.strip():
        found.append("no title")
    if words.headings != 1:
        found.append(f"{words.headings} h1")
    foreign = set().union(*(foreign_words(piece) for piece in words.pieces), set())
    if foreign:
        found.append(f"not Vietnamese: {', '.join(sorted(foreign))}")
    return found
