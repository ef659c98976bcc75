"""Whether every published figure is what was published: its lists line by line, its value, and the journal."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from ocop.ground.registry.models import JournalEntry
from ocop.oversight.figures.freezing import Line, ListBroken, listed, thaw
from ocop.oversight.figures.models import Figure, FrozenList

TOLD = {"code", "value", "base", "lists"}
Totals = dict[int, tuple[int, int]]  # key of a sound list → how many different things its lines are, what they add to


@dataclass(frozen=True, slots=True)
class Report:
    """How many figures and lists there are, and in Vietnamese what is not as it was published."""

    figures: int
    lists: int
    findings: tuple[str, ...]


def verify() -> Report:
    """Read every list whole; takes about as long as it took to freeze them."""
    totals: Totals = {}
    findings = []
    for kept in FrozenList.objects.order_by("pk").iterator():
        if (found := _totals_of(kept)) is None:
            findings.append(f"Danh sách {kept.digest[:12]}: các dòng không còn đúng như lúc đóng băng.")
        else:
            totals[kept.pk] = found
    told = dict(_told())
    figures = Figure.objects.select_related("counted", "counted_of").order_by("pk")
    for figure in figures.iterator():
        findings += _faults_of(figure, totals, told.pop(figure.code, None))
    findings += [f"Con số {code.upper()}: nhật ký có ghi nhưng không còn trên hệ thống." for code in told]
    return Report(figures.count(), FrozenList.objects.count(), tuple(findings))


def _totals_of(kept: FrozenList) -> tuple[int, int] | None:
    """What the lines of a list make, when they and what is said of them are what was frozen; else None."""
    earlier = _OnePiece()
    try:
        found = listed(earlier.passing(thaw(kept)))
    except ListBroken:
        return None
    said = list(kept.pages.order_by("number").values_list("units", flat=True))
    if found.digest != kept.digest or said != [page.units for page in found.pages]:
        return None
    if kept.earlier_digest and earlier.digest != kept.earlier_digest:
        return None
    return found.things, found.total


class _OnePiece:
    """The digest that a list had before lists had pages: that of all its lines as one JSON array."""

    def __init__(self) -> None:
        self._hash, self._before = sha256(), b"["

    def passing(self, lines: Iterator[Line]) -> Iterator[Line]:
        for line in lines:
            self._hash.update(self._before + json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode())
            self._before = b","
            yield line

    @property
    def digest(self) -> str:
        whole = self._hash.copy()
        whole.update(b"]" if self._before == b"," else b"[]")
        return whole.hexdigest()


def _told() -> Iterator[tuple[str, dict[str, Any]]]:
    """What the journal says of each figure, by its code, whichever act published it (`actions.told`)."""
    for entry in JournalEntry.objects.filter(data__contains='"lists"').order_by("seq").iterator():
        data = entry.payload()
        several = data.get("figures")
        for each in (data, *(several.values() if isinstance(several, dict) else ())):
            if each.keys() >= TOLD:
                yield each["code"], each


def _faults_of(figure: Figure, totals: Totals, told: dict[str, Any] | None) -> Iterator[str]:
    name = f"Con số {figure.printed_code}"
    if told is None:
        yield f"{name}: nhật ký không ghi lần công bố nào."
    elif (told["value"], told["base"]) != (figure.value, figure.base):
        yield f"{name}: giá trị hoặc mẫu số khác nhật ký."
    lists = [each for each in (figure.counted, figure.counted_of) if each is not None]
    if told is not None and not _are_those(lists, told["lists"]):
        yield f"{name}: danh sách bản ghi khác danh sách mà nhật ký ghi."
    if figure.counted_id in totals and totals[figure.counted_id][figure.is_sum] != figure.value:
        yield f"{name}: giá trị khác danh sách đã đếm."
    if figure.counted_of_id in totals and figure.base not in totals[figure.counted_of_id]:
        yield f"{name}: mẫu số khác danh sách của nó."


def _are_those(lists: list[FrozenList], digests: list[str]) -> bool:
    """Whether lists are those the journal names, by the digest they had then."""
    if len(lists) != len(digests):
        return False
    known = [{kept.digest, kept.earlier_digest} - {""} for kept in lists]
    return all(digest in mine for digest, mine in zip(digests, known, strict=True))
