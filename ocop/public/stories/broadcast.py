"""An article made ready for loudspeakers and for electronic boards (Kế hoạch 124/KH-UBND, IV.6)."""

import re
import textwrap
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ocop.kit.text.aloud import PER_MINUTE, read_aloud, seconds_to_read, unsure_of
from ocop.kit.text.markdown import to_paragraphs
from ocop.public.stories.models import Article, Version
from ocop.public.stories.reading import without_pictures

# A local broadcast gives an item five minutes.
MOST_WORDS = 5 * PER_MINUTE
LEAST_WIDTH, USUAL_WIDTH, MOST_WIDTH = 12, 40, 120


@dataclass(frozen=True, slots=True)
class Speech:
    """What is read out, how long it takes in seconds, abbreviations to look at, whether the end was left out."""

    paragraphs: tuple[str, ...]
    seconds: int
    unsure: tuple[str, ...]
    is_shortened: bool

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs) + "\n"

    @property
    def time(self) -> str:
        """`khoảng 2 phút 30 giây`."""
        minutes, seconds = divmod(self.seconds, 60)
        said = {"minutes": minutes, "seconds": seconds}
        if not minutes:
            return _("khoảng %(seconds)s giây") % said
        return (_("khoảng %(minutes)s phút %(seconds)s giây") if seconds else _("khoảng %(minutes)s phút")) % said


def speech_of(article: Article, version: Version) -> Speech:
    """The Vietnamese text to be read at a loudspeaker: who speaks, the story, at most five minutes of it."""
    head = [f"{article.office.name} thông tin.", _sentence(version.title), _sentence(version.summary)]
    foot = f"Vừa rồi là bài viết của {article.office.name} về Chương trình mỗi xã một sản phẩm."
    body = [_sentence(line) for line in to_paragraphs(without_pictures(version.text))]
    said = [read_aloud(each) for each in head]
    left = MOST_WORDS - _count([*said, foot])
    kept, is_shortened = _within([read_aloud(each) for each in body], left)
    paragraphs = (*said, *kept, read_aloud(foot))
    whole = "\n".join(paragraphs)
    return Speech(paragraphs, seconds_to_read(whole), tuple(unsure_of(whole)), is_shortened)


def board_lines(version: Version, width: int, where: str = "") -> list[str]:
    """Short lines for a screen or an electronic board, none longer than `width` characters; title, then summary."""
    lines: list[str] = []
    for words in (version.title, version.summary, where):
        plain = " ".join(unicodedata.normalize("NFC", words).split())
        lines += textwrap.wrap(plain, width, break_on_hyphens=False)
    return lines


def width_asked(text: str) -> int:
    """The width somebody asked for, within what boards have."""
    asked = int(text) if re.fullmatch(r"\d{1,4}", text) else USUAL_WIDTH
    return min(max(asked, LEAST_WIDTH), MOST_WIDTH)


def _within(paragraphs: list[str], most: int) -> tuple[list[str], bool]:
    """Whole sentences from the beginning, at most so many words; whether any were left out."""
    kept: list[str] = []
    for paragraph in paragraphs:
        sentences: list[str] = []
        for sentence in re.split(r"(?<=[.!?]) ", paragraph):
            most -= len(sentence.split())
            if most < 0:
                return [*kept, " ".join(sentences)] if sentences else kept, True
            sentences.append(sentence)
        kept.append(" ".join(sentences))
    return kept, False


def _count(paragraphs: list[str]) -> int:
    return sum(len(each.split()) for each in paragraphs)


def _sentence(words: str) -> str:
    """The words with a full stop, so that a reader draws breath."""
    words = words.strip()
    return words if not words or words.endswith((".", "!", "?", ":", ";", "…")) else f"{words}."
