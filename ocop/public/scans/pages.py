"""The pages of stamps, kept in memory under the lines they were made of, so that most scans render nothing.

A page changes the moment a line does: a suspension, a withdrawal, a lost stamp, the end of a day. What stands below the
verdict is made anew at least every five minutes. All stamps of a lot share a page; the code is put in at each scan.
"""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import itemgetter
from types import MappingProxyType
from typing import Any, NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, override

from ocop.cycle.scans.states import odd_bit
from ocop.cycle.scans.summary import FEWEST_SCANS, FEWEST_VISITORS, line_of
from ocop.public.portal.verdict import TYPO
from ocop.public.scans.details import details_of
from ocop.public.scans.facts import Lines, Seen, StampFacts
from ocop.public.scans.judging import Judged, found, of_lines, of_slip
from ocop.rules.gs1 import GTIN_DIGITS
from ocop.rules.stamps import DIGITS, MistypedStamp, Stamp, printed_stamp

# Stands in a kept page where each scan puts its own code; no stamp has it, for its check digit is wrong.
_ANY_CODE = "9" * DIGITS
# Stands in a kept line where each scan puts how often; nothing else in it is as long.
_ANY_COUNT = 9_999_999_999
_EARLIER_SCANS = "<!--earlier scans-->"
_OTHER_GOODS = "<!--other goods-->"
_SLOTS = tuple(slot.encode() for slot in (_ANY_CODE, printed_stamp(_ANY_CODE), _EARLIER_SCANS, _OTHER_GOODS))
_SLOT = re.compile(b"(" + b"|".join(_SLOTS) + b")")
# What is said to have been scanned in place of the stamp's own verdict when the square code names other goods.
MISMATCH = "mismatch"
# Eight kilobytes each: some sixty megabytes at most.
_PAGES_KEPT = 8192
_SECONDS_KEPT = 300.0


class Page(NamedTuple):
    """A page ready to send; `verdict` is its key. `stamp` is None unless it was issued."""

    body: bytes
    status: int
    verdict: str
    stamp: Stamp | None = None


@dataclass(frozen=True, slots=True)
class _Kept:
    """A page in parts with a slot between every two; `slots` picks what stands there out of what `_SLOTS` stand for.

    `named` is what a Digital Link of it may name: GTIN and lot.
    """

    parts: list[bytes]
    slots: Callable[[Sequence[bytes]], tuple[bytes, ...]]
    status: int
    verdict: str
    on: date
    until: float
    named: tuple[tuple[str, tuple[str, ...]], ...]

    def filled(self, code: str, earlier: str, other: str) -> bytes:
        whole = self.parts.copy()
        whole[1::2] = self.slots((code.encode(), printed_stamp(code).encode(), earlier.encode(), other.encode()))
        return b"".join(whole)


_kept: dict[tuple[Lines, date, str], _Kept] = {}


def page_of(code: str, on: date, language: str, named: Mapping[str, str] = MappingProxyType({})) -> Page:
    """The page for a code of twenty digits, true at this moment; one query, a few more where none was kept.

    `named` is what the square code said beside the stamp (`01` GTIN, `10` lot): a stamp put on other goods is told.
    """
    stamp, stretch, seen = found(code)
    kept: _Kept | None = stretch.pages.get(language)
    if kept is None or kept.until < time.monotonic() or kept.on != on:
        kept = stretch.pages[language] = _kept_under(stretch.lines, on, language)
    differs = bool(named) and any(own and key in named and named[key] not in own for key, own in kept.named)
    body = kept.filled(code, _earlier(seen, language), _other_goods(language) if differs else "")
    verdict = MISMATCH if differs and not odd_bit(kept.verdict) else kept.verdict
    return Page(body, kept.status, verdict, stamp)


def _kept_under(lines: Lines, on: date, language: str) -> _Kept:
    """The page of some lines: kept, or made now."""
    key = (lines, on, language)
    kept = _kept.get(key)
    if kept is None or kept.until < time.monotonic():
        kept = _made(lines, on, language)
        while len(_kept) >= _PAGES_KEPT:
            _kept.pop(next(iter(_kept)), None)  # the oldest; another thread may be quicker
        _kept[key] = kept
    return kept


def slip_page(typed: str, slip: MistypedStamp, on: date, language: str) -> Page:
    """The page for what cannot be a code; no query."""
    with override(language):
        said = of_slip(typed, slip)
        return Page(_rendered(said, on, typed).encode(), 404, said.verdict.key)


def forget() -> None:
    """Drop every kept page: for tests that measure or change what pages are made of."""
    _kept.clear()


def _made(lines: Lines, on: date, language: str) -> _Kept:
    with override(language):
        said = of_lines(_ANY_CODE, Stamp(0, 0) if lines else None, lines, on)
        page = _rendered(said, on, _ANY_CODE).encode()
    status = 200 if said.is_ours else 404
    named = _named(said.facts) if said.facts is not None else ()
    parts = _SLOT.split(page)
    return _Kept(
        list(map(_once, parts)),
        _picker(*map(_SLOTS.index, parts[1::2])),
        status,
        said.verdict.key,
        on,
        time.monotonic() + _SECONDS_KEPT,
        named,
    )


@lru_cache(maxsize=4 * 1024)
def _once(part: bytes) -> bytes:
    """The same bytes as an earlier page's part, where they are equal: most of what stands around a stamp is."""
    return part


@lru_cache(maxsize=64)
def _picker(*places: int) -> Callable[[Sequence[bytes]], tuple[bytes, ...]]:
    """One for all pages with the same slots in the same order."""
    return itemgetter(*places)


def _named(facts: StampFacts) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The numbers these goods have and had when their labels were printed, and their lot; empty where there is none."""
    gtins = facts.gtins.split() + ([facts.gtin.zfill(GTIN_DIGITS)] if facts.gtin else [])
    return (("01", tuple(gtins)), ("10", (facts.lot,) if facts.lot else ()))


def _other_goods(language: str) -> str:
    """The warning that the square code names another bar code or lot than the stamp's."""
    with override(language):
        words = gettext(
            "Mã vạch hoặc số lô trong mã vuông khác với của tem này. So kỹ tên sản phẩm, chủ thể ở trên với bao bì: "
            "khác nhau là dấu hiệu tem bị dán lại."
        )
    return format_html('<p class="govuk-body"><strong>{}</strong></p>', words)


def _earlier(seen: Seen | None, language: str) -> str:
    """The line about earlier scans of the one stamp; never that a thing is a fake."""
    if seen is None or seen.scans < FEWEST_SCANS:
        return ""
    before, after = _around_count(min(seen.clients, FEWEST_VISITORS), seen.first_on, seen.first_region, language)
    return f"{before}{seen.scans}{after}"


@lru_cache(maxsize=4096)
def _around_count(clients: int, first_on: date, first_region: str, language: str) -> tuple[str, str]:
    """The line in two parts, between which stands how often: that is another number at every scan."""
    with override(language):
        line = format_html('<p class="govuk-body">{}</p>', line_of(_ANY_COUNT, clients, first_on, first_region))
    before, _, after = line.partition(str(_ANY_COUNT))
    return before, after


def _rendered(said: Judged, on: date, code: str) -> str:
    """Made without a request: the page can know neither session nor person."""
    facts = said.facts
    context: dict[str, Any] = {
        "said": said,
        "verdict": said.verdict,
        "facts": facts,
        "details": details_of(facts, on, stands=said.stands) if facts else None,
        "province_name": settings.OCOP_PROVINCE_NAME,
        "helpline": settings.OCOP_HELPLINE,
        "today": on,
        "sample_banner": (facts is not None and facts.is_sample) or not settings.PRODUCTION,
        "code": code if said.verdict.key != TYPO else "",
        "address": address_of(code),
        "earlier_scans": SafeString(_EARLIER_SCANS),
        "other_goods": SafeString(_OTHER_GOODS),
    }
    return render_to_string("public_scans/stamp.html", context)


def address_of(typed: str) -> str:
    """The address of a stamp's page in the language that is active; of the box where nothing was typed."""
    plain = typed.replace("/", "").strip(" .")
    return reverse("public_scans:stamp", args=[plain]) if plain else reverse("portal:verification")
