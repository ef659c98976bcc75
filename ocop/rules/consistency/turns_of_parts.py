"""Turns of prose that name parts of a whole: "trong đó", "gồm", "cụ thể", brackets, lists, footnotes."""

import re
from collections.abc import Iterator
from itertools import product

from ocop.rules.consistency.claims import Kind
from ocop.rules.consistency.finding_numbers import Found, fits
from ocop.rules.consistency.layout import OUTSIDE, Layout
from ocop.rules.consistency.paragraphs import RAISED
from ocop.rules.consistency.prose import Text, alike, words_of

TRIGGER = re.compile(r"\b(trong đó|bao gồm|gồm có|gồm|cụ thể|chia ra)\b", re.IGNORECASE)
_AMONG = re.compile(r"\btrong (?:tổng )?số\s+$", re.IGNORECASE)
# "trong đó" may leave parts out; a list that makes up less than this of the whole is only guessed to be one.
NEARLY_ALL = 9  # tenths


def parts_and_wholes(text: Text) -> None:
    """Totals and their parts, and single parts that cannot exceed their whole, paragraph by paragraph."""
    for at in sorted(text.by_paragraph):
        taken: list[tuple[int, int, int]] = []  # start, end and bracket of scopes already read
        for match in TRIGGER.finditer(text.paragraphs[at].text):
            _triggered(text, at, match, taken)
        _bracketed(text, at)
        for number in text.of(at):
            if number.over:
                _at_most(text, number, text.by_id[number.over])
            if _AMONG.search(text.paragraphs[at].text[: number.start]):
                _among(text, number)


def _triggered(text: Text, at: int, match: re.Match[str], taken: list[tuple[int, int, int]]) -> None:
    layout, start = text.layouts[at], match.end()
    bracket = layout.bracket(match.start())
    end = layout.end_of(match.start())
    if any(first <= start < last and level == bracket for first, last, level in taken):
        end = next(
            (start + cut.start() for cut in re.finditer(";", layout.text[start:end])
             if layout.bracket(start + cut.start()) == bracket), end,
        )  # fmt: skip
    parts = _parts(text, at, (start, end), bracket)
    if not parts and layout.text[start:].strip(" :.*") == "":
        parts = []
        if whole := _whole(text, at, match.start(), bracket, []):
            parts = _listed(text, at, whole)
    else:
        taken.append((start, end, bracket))
        whole = _whole(text, at, match.start(), bracket, parts)
    if whole is not None and parts:
        _split(text, whole, parts, is_whole=match.group(1).lower() != "trong đó")


def _parts(text: Text, at: int, scope: tuple[int, int], bracket: int) -> list[Found]:
    """The first number of each item of a list, the one of the first item's unit where there is one."""
    layout = text.layouts[at]
    parts: list[Found] = []
    for start, end in _without_inner_lists(layout, scope, bracket):
        for first, last in layout.items(start, end, bracket):
            here = [
                each for each in text.of(at)
                if first <= each.start < last and text.bracket(each) == bracket and not each.is_share
            ]  # fmt: skip
            counted = [each for each in here if each.id not in {other.over for other in here}]
            like_first = [each for each in counted if parts and each.unit == parts[0].unit]
            parts += (like_first or counted)[:1]
    return parts


def _without_inner_lists(layout: Layout, scope: tuple[int, int], bracket: int) -> list[tuple[int, int]]:
    """A list without the lists in it: each belongs to the item before it, up to the next semicolon."""
    (start, end), spans = scope, []
    while start != -1:
        inner = next(
            (match.start() for match in TRIGGER.finditer(layout.text, start, end)
             if layout.bracket(match.start()) == bracket), end,
        )  # fmt: skip
        spans.append((start, inner))
        start = layout.text.find(";", inner, end)
    return spans


def _whole(text: Text, at: int, place: int, bracket: int, parts: list[Found]) -> Found | None:
    """The number a list is about: before it in bracket or sentence, outside the bracket, or at the footnote's mark."""
    for is_near, candidates in _before(text, at, place, bracket):
        counted = [each for each in candidates if not each.is_share]
        counted = [each for each in counted if each.id not in {other.over for other in counted}]
        if not counted:
            continue
        if not parts:
            return counted[-1]
        units = {each.unit for each in parts}
        agreeing = [each for each in counted if all(fits(each.unit, unit) for unit in units)]
        if agreeing:
            return agreeing[-1]
        mixed = is_near and len(units) > 1 and not any(_is_money(unit) for unit in {*units, counted[-1].unit})
        return counted[-1] if mixed else None
    return None


def _is_money(unit: str) -> bool:
    return unit.endswith("đồng") or unit in {"triệu", "tỷ"}


def _before(text: Text, at: int, place: int, bracket: int) -> Iterator[tuple[bool, list[Found]]]:
    """Where the whole of a list may stand, the nearest first, and whether that is its own sentence."""
    layout, here = text.layouts[at], [each for each in text.of(at) if each.end <= place]
    sentence = layout.sentence(place)
    level = bracket
    while True:
        opened = level if level != OUTSIDE else layout.begins(sentence)
        yield True, [each for each in here if text.bracket(each) == level and each.start >= opened]
        if level == OUTSIDE:
            break
        level = layout.parents[level]
    if bracket != OUTSIDE or layout.text[layout.begins(sentence) : place].strip(" .:-"):
        return
    if sentence:
        yield False, [each for each in here if text.bracket(each) == OUTSIDE and text.sentence(each) == sentence - 1]
    elif (note := text.paragraphs[at].note) is not None:
        yield False, _at_mark(text, note)


def _at_mark(text: Text, note: int) -> list[Found]:
    """The numbers before a footnote's mark, in its sentence."""
    mark = "".join(RAISED[int(digit)] for digit in str(note))
    for at, paragraph in enumerate(text.paragraphs):
        found = re.search(rf"(?<![{RAISED}]){mark}(?![{RAISED}])", paragraph.text)
        if paragraph.note is None and found:
            sentence = text.layouts[at].sentence(found.start())
            return [each for each in text.of(at) if each.end <= found.start() and text.sentence(each) == sentence]
    return []


def _listed(text: Text, at: int, whole: Found) -> list[Found]:
    """The parts of a whole in the list that follows its paragraph: in each item the number most like it."""
    own, mark, parts = text.paragraphs[at].mark, "", []
    words = words_of(text.layouts[at].text[text.layouts[at].begins(text.sentence(whole)) : whole.end]) | words_of(
        whole.phrase
    )
    for later in range(at + 1, len(text.paragraphs)):
        paragraph = text.paragraphs[later]
        if paragraph.note is not None:
            continue
        if not paragraph.mark or paragraph.mark == own:
            break
        mark = mark or paragraph.mark
        same = [each for each in text.of(later) if each.unit == whole.unit]
        if paragraph.mark == mark and same:
            parts.append(next(each for _, each in alike(same, words, lambda each: each.phrase)))
    return parts


def _bracketed(text: Text, at: int) -> None:
    """A number with its parts in the bracket behind it, without a word that says so."""
    layout = text.layouts[at]
    for opened, closed in sorted(layout.closes.items()):
        first = TRIGGER.search(layout.text, opened, closed)
        end = first.start() if first else closed
        if first and not any(opened < each.start < first.start() for each in text.of(at)):
            continue
        parts = _parts(text, at, (opened + 1, end), opened)
        level = layout.parents[opened]
        sentence = layout.sentence(opened)
        before = [
            each for each in text.of(at)
            if each.end <= opened and text.bracket(each) == level and text.sentence(each) == sentence
        ]  # fmt: skip
        counted = [each for each in before if not each.is_share and each.id not in {other.over for other in before}]
        if parts and counted and all(fits(counted[-1].unit, part.unit) for part in parts):
            _split(text, counted[-1], parts, is_whole=len(parts) > 1)


def _among(text: Text, whole: Found) -> None:
    """ "Trong số 161 sản phẩm, có 8…": the next number of the sentence is part of it."""
    later = [
        each for each in text.of(whole.paragraph)
        if each.start > whole.end and text.sentence(each) == text.sentence(whole) and fits(whole.unit, each.unit)
    ]  # fmt: skip
    if later and text.bracket(later[0]) == text.bracket(whole):
        _at_most(text, later[0], whole)


def _split(text: Text, whole: Found, parts: list[Found], *, is_whole: bool) -> None:
    parts = [each for each in parts if each.id != whole.id]
    if len(parts) == 1:
        if fits(whole.unit, parts[0].unit):
            _at_most(text, parts[0], whole)
        return
    if not parts or any(each.is_rough for each in (whole, *parts)):
        return
    adds_up = sum(each.value for each in parts) * 10 >= whole.value * NEARLY_ALL
    text.parts.setdefault(whole.id, []).append(parts)
    text.part_of |= {each.id: whole.id for each in parts}
    text.propose(Kind.TOTAL, whole.id, [each.id for each in parts], text.around(whole), is_sure=is_whole or adds_up)


def _at_most(text: Text, part: Found, whole: Found) -> None:
    text.part_of.setdefault(part.id, whole.id)
    text.propose(Kind.AT_MOST, part.id, [whole.id], text.around(part))


def crossed(text: Text) -> None:
    """A whole split by kind and by year, each year split by kind again: every kind is the sum over the years."""
    for whole, splits in text.parts.items():
        for kinds, years in product(splits, splits):
            inner = [text.parts.get(year.id, [[]])[0] for year in years]
            if kinds is years or not all(inner):
                continue
            for kind in kinds:
                of_kind = [[each for each in split if each.unit == kind.unit] for split in inner]
                if all(len(each) == 1 for each in of_kind) and sum(other.unit == kind.unit for other in kinds) == 1:
                    because = f"{text.by_id[whole].number.label}: chia theo loại và theo từng phần"
                    text.propose(Kind.TOTAL, kind.id, [each[0].id for each in of_kind], because)
