"""Turns of prose that compare: "chiếm 41,54%", lists of shares, "tăng 25% so với năm 2019", "vượt 5 lần"."""

import re
from collections.abc import Iterator

from ocop.rules.consistency.claims import Kind
from ocop.rules.consistency.finding_numbers import Found, fits
from ocop.rules.consistency.layout import OUTSIDE
from ocop.rules.consistency.prose import Text, alike, words_of

_TAKES = re.compile(r"\b(?:chiếm|đạt|tương đương|bằng|tỷ lệ|tỉ lệ)\b|^[^()]*\($")
_CHANGES = re.compile(r"\b(?:tăng|giảm|vượt|so với|trở lên|ít nhất)\b")
_CHANGED = re.compile(r"\b(?:tăng|giảm)\s*(?:thêm|khoảng)?\s*$", re.IGNORECASE)
_SINCE = re.compile(r"so với\s+(?:cùng kỳ\s+)?(?:năm\s+)?((?:19|20)\d\d)", re.IGNORECASE)
_TIMES = re.compile(r"\b(?:vượt|gấp|tăng)\s*$", re.IGNORECASE)
LEAST_REPEATED = 100  # smaller numbers agree by chance


def one_by_one(text: Text) -> None:
    """A part with its share behind it; where all parts of a whole have one, the shares make up the whole too."""
    share_of: dict[str, str] = {}
    for share in text.found:
        part = _part_before(text, share) if share.is_share else None
        base = _base(text, share, part) if part else None
        if part and base:
            share_of[part.id] = share.id
            text.propose(Kind.SHARE, share.id, [part.id, base.id], text.around(share))
    for whole, splits in text.parts.items():
        for parts in splits:
            if all(each.id in share_of for each in parts):
                shares = [share_of[each.id] for each in parts]
                text.propose(Kind.SHARES, whole, shares, text.around(text.by_id[shares[0]]))


def _part_before(text: Text, share: Found) -> Found | None:
    """The number a share is said of: the last count before it, with a word that says so between."""
    before = [each for each in text.of(share.paragraph) if each.end <= share.start]
    if not before or before[-1].is_share or text.sentence(before[-1]) != text.sentence(share):
        return None
    part = text.by_id[before[-2].id] if len(before) > 1 and before[-2].over == before[-1].id else before[-1]
    words = text.between(before[-1], share)
    return part if _TAKES.search(words) and not _CHANGES.search(words) else None


def _base(text: Text, share: Found, part: Found) -> Found | None:
    """What a share is of: the number printed under the part, the total named after it, the whole, the total before."""
    if part.over:
        return text.by_id[part.over]
    sentence = text.sentence(share)
    here = [each for each in text.of(share.paragraph) if text.sentence(each) == sentence and not each.is_share]
    later = [each for each in here if each.start > share.end and re.search(r"tổng(?: số)?\s*$", _lead(text, each))]
    if later and ";" not in text.between(share, later[0]):
        return later[0]
    if whole := text.part_of.get(part.id):
        return text.by_id[whole]
    earlier = [each for each in here if each.end <= part.start and re.search(r"tổng(?: số)?\b", _lead(text, each))]
    return earlier[-1] if earlier and fits(earlier[-1].unit, part.unit) else None


def _lead(text: Text, number: Found) -> str:
    """The words right before a number."""
    return text.paragraphs[number.paragraph].text[max(0, number.start - 20) : number.start].lower()


def shares_of_a_list(text: Text) -> None:
    """Shares listed one after another, "75,71% thuộc ngành thực phẩm; 12,86% thuộc…": they make up one base."""
    claimed = {each.claim.subject for each in text.proposals if each.claim.kind is Kind.SHARE}
    for run in _runs(text, claimed):
        first = run[0]
        sentence = text.layouts[first.paragraph].text[_sentence_start(text, first) : run[-1].end]
        is_list = len(run) > 2 or re.search(r"\bcơ cấu\b|\bthuộc\b", sentence, re.IGNORECASE)
        if len(run) < 2 or not is_list:
            continue
        base = _base_of_list(text, first)
        whole = base.id if base else text.invent("mẫu số không in trong văn bản", first.number.where)
        text.propose(Kind.SHARES, whole, [each.id for each in run], text.around(first))


def _sentence_start(text: Text, number: Found) -> int:
    return text.layouts[number.paragraph].begins(text.sentence(number))


def _runs(text: Text, claimed: set[str]) -> Iterator[list[Found]]:
    """Shares of one sentence and one bracket that follow each other and are neither a growth nor a part's share."""
    runs: dict[tuple[int, int, int], list[Found]] = {}
    for each in text.found:
        grows = _CHANGED.search(text.paragraphs[each.paragraph].text[: each.start])
        if each.is_share and each.id not in claimed and not grows and not each.is_rough:
            runs.setdefault((each.paragraph, text.sentence(each), text.bracket(each)), []).append(each)
    yield from runs.values()


def _base_of_list(text: Text, first: Found) -> Found | None:
    """The count before a list of shares: a part of a larger whole where there is one, never a part named in passing."""
    layout = text.layouts[first.paragraph]
    before = [
        each for each in text.of(first.paragraph)
        if each.end <= first.start and not each.is_share and text.bracket(each) == OUTSIDE
    ]  # fmt: skip
    here = {each.id for each in text.of(first.paragraph)}
    before = [each for each in before if text.part_of.get(each.id) not in here]
    lead = layout.text[_sentence_start(text, first) : first.start].lower()
    named = [each for each in before if each.unit and each.unit in lead] or before
    larger = [each for each in named if each.id in text.part_of]
    offered = larger or named
    return offered[-1] if offered else None


def growths(text: Text) -> None:
    """ "200 đơn vị (tăng 25% so với năm 2019)": against the same count of that year; "từ A lên B" against both."""
    for growth in text.found:
        paragraph = text.paragraphs[growth.paragraph].text
        if not growth.is_share or not _CHANGED.search(paragraph[: growth.start]):
            continue
        counts = [each for each in text.of(growth.paragraph) if each.end <= growth.start and not each.is_share]
        same = [each for each in counts if text.sentence(each) == text.sentence(growth)]
        if not same:
            continue
        now, since = same[-1], _SINCE.match(paragraph[growth.end :].lstrip())
        if since and (before := _same_count(text, now, since.group(1))):
            text.propose(Kind.GROWTH, growth.id, [before.id, now.id], text.around(growth))
        elif (
            len(same) > 1
            and re.search(r"\b(?:lên|đến|xuống|còn)\s*$", _lead(text, now))
            and "từ" in _lead(text, same[-2])
        ):
            text.propose(Kind.GROWTH, growth.id, [same[-2].id, now.id], text.around(growth))


def _same_count(text: Text, now: Found, year: str) -> Found | None:
    """The same count of another year: in the same paragraph, else the one most like it anywhere."""
    others = [each for each in text.found if each.unit == now.unit and each.year == year and each.id != now.id]
    near = [each for each in others if each.paragraph == now.paragraph]
    words = words_of(now.phrase)
    for score, each in alike(near or others, words, lambda each: each.phrase):
        return each if near or score * 2 > len(words) else None
    return None


def multiples(text: Text) -> None:
    """ "vượt 5 lần so với chỉ tiêu": of the count before it, against a base that has to be printed somewhere."""
    for times in text.found:
        paragraph = text.paragraphs[times.paragraph].text
        if times.unit != "lần" or not _TIMES.search(paragraph[: times.start]):
            continue
        counts = [
            each for each in text.of(times.paragraph)
            if each.end <= times.start and not each.is_share and text.sentence(each) == text.sentence(times)
        ]  # fmt: skip
        against = re.match(r"\s*lần\s+so với\s+([^,;.()*]+)", paragraph[times.end :])
        if not counts or not against:
            continue
        year = _SINCE.match(f"so với {against.group(1)}")
        base = _same_count(text, counts[-1], year.group(1)) if year else None
        key = base.id if base else text.invent(against.group(1).strip()[:100], times.number.where)
        text.propose(Kind.TIMES, times.id, [counts[-1].id, key], text.around(times))


def repeated(text: Text) -> None:
    """One thing printed in two places, or one number for two things: guesses that a person decides."""
    things: dict[tuple[str, ...], list[Found]] = {}
    values: dict[tuple[str, ...], list[Found]] = {}
    for each in text.found:
        if each.is_share or each.is_rough or text.by_id.get(each.over):
            continue
        if each.year and len(each.phrase.split()) > len(each.unit.split()):
            things.setdefault((each.unit, each.year, each.phrase.lower()), []).append(each)
        if each.value >= LEAST_REPEATED:
            values.setdefault((each.unit, str(each.value)), []).append(each)
    for same in things.values():
        if len({each.paragraph for each in same}) > 1:
            ids = [each.id for each in same]
            text.propose(Kind.SAME, ids[0], ids[1:], text.around(same[1]), is_sure=False)
    for same in values.values():
        if len({each.number.where for each in same}) > 1 and len({each.phrase for each in same}) > 1:
            ids = [each.id for each in same]
            text.propose(Kind.REPEATED, ids[0], ids[1:], text.around(same[1]), is_sure=False)
