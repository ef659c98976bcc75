"""The pages of stamps, so that most scans render nothing: stored beforehand, or kept in memory under their lines.

A page changes the moment a line does: a suspension, a withdrawal, a lost stamp, the end of a day. What stands below the
verdict is five minutes old at most. All stamps of a lot share a page; the code is put in at each scan.
"""

import json
import re
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import accumulate
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
from ocop.cycle.traceability.keys import keys_of
from ocop.public.portal.verdict import TYPO
from ocop.public.scans.details import details_of
from ocop.public.scans.facts import Lines, Seen, StampFacts
from ocop.public.scans.judging import NOBODYS, Judged, found, of_lines, of_slip
from ocop.public.scans.stored import MadePage, stored_page
from ocop.rules.gs1 import GTIN_DIGITS
from ocop.rules.stamps import DIGITS, MistypedStamp, Stamp, printed_stamp, stamp_of

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
# Eight kilobytes each: some thirty megabytes at most.
_PAGES_KEPT = 4096
_SECONDS_KEPT = 300.0


class Page(NamedTuple):
    """A page ready to send; `verdict` is its key. `stamp` is None unless it was issued."""

    body: bytes
    status: int
    verdict: str
    stamp: Stamp | None = None


class _Kept(NamedTuple):
    page: MadePage
    until: float


_kept: dict[tuple[Lines, date, str], _Kept] = {}


def page_of(code: str, on: date, second: int, language: str, named: Mapping[str, str] = MappingProxyType({})) -> Page:
    """The page for a code of twenty digits, true on a day in a second since 1970; one query, one or more after it where
    none is stored.

    `named` is what the square code said beside the stamp (`01` GTIN, `10` lot): a stamp put on other goods is told.
    """
    stamp = stamp_of(code, keys_of)
    stored = stored_page(stamp or NOBODYS, language, on, second)
    if stored and stamp:
        page, seen = stored
    else:
        lines, seen = found(stamp)
        page, stamp = _kept_under(lines, on, language), stamp if lines else None
    differs = bool(named) and _is_other(named, json.loads(page.named))
    verdict = MISMATCH if differs and not odd_bit(page.verdict) else page.verdict
    other = _other_goods(language) if differs else ""
    body = _filled(page.layout, page.body, code, _earlier(seen, language), other)
    return Page(body, 200 if stamp else 404, verdict, stamp)


def _kept_under(lines: Lines, on: date, language: str) -> MadePage:
    """The page of some lines: kept, or made now."""
    key = (lines, on, language)
    kept = _kept.get(key)
    if kept is None or kept.until < time.monotonic():
        kept = _Kept(made_page(lines, on, language), time.monotonic() + _SECONDS_KEPT)
        while len(_kept) >= _PAGES_KEPT:
            _kept.pop(next(iter(_kept)), None)  # the oldest; another thread may be quicker
        _kept[key] = kept
    return kept.page


def slip_page(typed: str, slip: MistypedStamp, on: date, language: str) -> Page:
    """The page for what cannot be a code; no query."""
    with override(language):
        said = of_slip(typed, slip)
        return Page(_rendered(said, on, typed).encode(), 404, said.verdict.key)


def forget() -> None:
    """Drop every kept page: for tests that measure or change what pages are made of."""
    _kept.clear()


def made_page(lines: Lines, on: date, language: str) -> MadePage:
    """The page of some lines, made now; without lines the one for what is not ours."""
    with override(language):
        said = of_lines(_ANY_CODE, Stamp(0, 0) if lines else None, lines, on)
        parts = _SLOT.split(_rendered(said, on, _ANY_CODE).encode())
    layout = json.dumps([list(accumulate(map(len, parts[:-1:2]))), list(map(_SLOTS.index, parts[1::2]))])
    named = json.dumps(_named(said.facts) if said.facts is not None else {})
    return MadePage(layout, said.verdict.key, named, b"".join(parts[::2]))


def _filled(layout: str, body: bytes, code: str, earlier: str, other: str) -> bytes:
    """A page with a stamp's own in its gaps."""
    cut, pick, length = _reading(layout)
    whole = [b""] * length
    whole[::2] = cut(memoryview(body))
    whole[1::2] = pick((code.encode(), printed_stamp(code).encode(), earlier.encode(), other.encode()))
    return b"".join(whole)


@lru_cache(maxsize=8192)
def _reading(layout: str) -> tuple[Callable[[memoryview], Any], Callable[[Sequence[bytes]], Any], int]:
    """What cuts a page at its gaps, what picks for each what `_SLOTS` stand for, and how many parts come of both."""
    ends, slots = json.loads(layout)
    spans = map(slice, [0, *ends], [*ends, None])
    return itemgetter(*spans), itemgetter(*slots), 2 * len(slots) + 1


def _named(facts: StampFacts) -> dict[str, list[str]]:
    """The numbers these goods have and had when their labels were printed, and their lot; none where there is none."""
    gtins = facts.gtins.split() + ([facts.gtin.zfill(GTIN_DIGITS)] if facts.gtin else [])
    return {"01": gtins, "10": [facts.lot] if facts.lot else []}


def _is_other(named: Mapping[str, str], own: Mapping[str, Sequence[str]]) -> bool:
    """Whether what a square code named is none of what these goods have; nothing to compare is no difference."""
    return any(values and key in named and named[key] not in values for key, values in own.items())


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
