"""Proving the journal: no row changed, none missing, none slipped in, all in their order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from ocop.ground.registry.chain import COVERED, row_hash
from ocop.ground.registry.models import GENESIS, ChainHead, JournalEntry
from ocop.ground.registry.triggers import missing_triggers

CHANGED = "changed"
REMOVED = "removed"
INSERTED = "inserted"
REORDERED = "reordered"
HEAD = "head"
ANCHOR = "anchor"
UNGUARDED = "unguarded"

WIDEST_SEARCH = 2000
_ANCHOR = re.compile(r"ocop-journal (\d+) ([0-9a-f]{64})(?:\s.*)?")


@dataclass(frozen=True)
class Finding:
    """One thing wrong with the journal, from row `first` to row `last`, as a Vietnamese sentence."""

    kind: str
    first: int
    last: int
    text: str


@dataclass
class Report:
    """What `verify` found; the journal is whole when there are no findings."""

    count: int = 0
    last_seq: int = 0
    head_hash: str = GENESIS
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.findings


class AnchorError(ValueError):
    """The text is not a line printed by `ocop journal anchor`."""


def anchor_line(at: datetime) -> str:
    """The head of the chain in one line, to be kept where the database's keeper cannot reach."""
    head = ChainHead.objects.filter(pk=1).first() or ChainHead()
    return f"ocop-journal {head.seq} {head.hash} {at.isoformat(timespec='seconds')}"


def verify(anchors: tuple[str, ...] = ()) -> Report:
    """Read the whole journal once and report every row changed, removed, inserted or reordered.

    `anchors` are lines printed by `anchor_line` at earlier moments: they also prove that the whole chain was
    not computed anew. Acts may go on meanwhile. Raises `AnchorError` for a line that is none.
    """
    kept = dict(_read_anchor(line) for line in anchors)
    before = ChainHead.objects.filter(pk=1).first()
    walk = _Walk(kept, end=before.seq if before else 0)
    for row in _rows():
        walk.step(row)
    after = ChainHead.objects.filter(pk=1).first()
    report = Report(count=walk.count, last_seq=walk.last_seq, head_hash=walk.last_hash)
    if before is None or after is None:
        report.findings = walk.findings(walk.last_seq, walk.last_seq) + _missing_head(walk)
    else:
        report.findings = walk.findings(before.seq, after.seq)
        report.findings += [] if report.findings else _false_head(walk, (before, after))
    report.findings += _unmet_anchors(kept, walk) + _unguarded()
    return report


def _rows() -> Iterator[tuple[Any, ...]]:
    return JournalEntry.objects.order_by("seq").values_list(*COVERED, "hash").iterator(chunk_size=2000)


def _read_anchor(line: str) -> tuple[int, str]:
    found = _ANCHOR.fullmatch(line.strip())
    if not found:
        raise AnchorError(f"“{line.strip()[:80]}” không phải là dòng do lệnh “ocop journal anchor” in ra.")
    return int(found[1]), found[2]


class _Walk:
    """One pass over the rows in order. Memory holds only what is wrong."""

    def __init__(self, anchors: dict[int, str], end: int) -> None:
        self.count = 0
        self.last_seq = 0
        self.last_hash = GENESIS
        self.anchors = anchors
        self.end = end
        self.anchor_hashes: dict[int, str] = {}
        self.strange: dict[int, tuple[Any, ...]] = {}  # rows whose hash does not fit their content
        self.gaps: list[tuple[int, int]] = []
        self.beyond: list[int] = []  # rows past the head of the chain
        self.forgotten: list[int] = []  # rows that the next row does not remember

    def step(self, row: tuple[Any, ...]) -> None:
        seq, prev_hash, stored = row[0], row[-2], row[-1]
        fits = row_hash(row[:-1]) == stored
        if not fits:
            self.strange[seq] = row
        if seq > self.last_seq + 1:
            self.gaps.append((self.last_seq + 1, seq - 1))
        elif fits and self.last_seq not in self.strange and prev_hash != self.last_hash:
            self.forgotten.append(self.last_seq)
        if seq > self.end:
            self.beyond.append(seq)
        if seq in self.anchors:
            self.anchor_hashes[seq] = stored
        self.count += 1
        self.last_seq, self.last_hash = seq, stored

    def findings(self, end: int, latest: int) -> list[Finding]:
        """What is wrong, when the head of the chain stood at `end` before the walk and at `latest` after."""
        moved = _original_places(self.strange, self.gaps)
        claimed = set(moved.values())
        inserted = {seq for seq in claimed if self._stands(seq) and seq not in self.strange}
        inserted |= {seq for seq in self.beyond if seq > latest and seq not in self.strange}
        changed = set(self.strange) - set(moved)
        changed |= {max(seq, 1) for seq in self.forgotten if not {seq, seq + 1} & inserted}
        absent = [*self.gaps, (self.last_seq + 1, end), *_spans({seq for seq in moved if seq <= latest})]
        removed = _without([(first, min(last, latest)) for first, last in absent], claimed)
        found = [_told(CHANGED, *span) for span in _spans(changed)]
        found += [_told(REMOVED, *span) for span in removed]
        found += [_told(INSERTED, *span) for span in _spans(inserted)]
        found += [_told(REORDERED, *span) for span in _spans(set(moved))]
        return sorted(found, key=lambda each: (each.first, each.kind))

    def _stands(self, seq: int) -> bool:
        return 1 <= seq <= self.last_seq and not any(first <= seq <= last for first, last in self.gaps)


def _missing_head(walk: _Walk) -> list[Finding]:
    return [Finding(HEAD, 0, 0, "Mất dòng ghi đầu chuỗi.")] if walk.count else []


def _false_head(walk: _Walk, heads: tuple[ChainHead, ChainHead]) -> list[Finding]:
    """The last row must be the one that the head of the chain remembers."""
    seq = walk.last_seq
    if all(head.hash == walk.last_hash for head in heads if head.seq == seq):
        return []
    return [Finding(CHANGED, seq, seq, f"Dòng {seq} không khớp với mã băm ghi ở đầu chuỗi.")]


def _original_places(strange: dict[int, tuple[Any, ...]], gaps: list[tuple[int, int]]) -> dict[int, int]:
    """For rows that were only given another number: the number under which their hash fits.

    Shifted rows share one distance, so the last distance found is tried first; then the places of other
    strange rows and of missing ones, as long as that stays a reasonable search.
    """
    places: dict[int, int] = {}
    searched = set(strange)
    for first, last in gaps:
        searched.update(range(first, min(last, first + 200) + 1))
    wide = sorted(searched)[:WIDEST_SEARCH]
    distances = [1, -1]
    for tried, (seq, row) in enumerate(strange.items()):
        near = [seq - distance for distance in distances]
        for candidate in near + (wide if len(wide) < 500 or tried < 20 else []):
            if candidate != seq and row_hash((candidate, *row[1:-1])) == row[-1]:
                places[seq] = candidate
                distances = [seq - candidate, *(each for each in distances if each != seq - candidate)][:8]
                break
    return places


def _spans(numbers: set[int]) -> list[tuple[int, int]]:
    """Runs of neighbouring numbers as (first, last)."""
    spans: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if spans and spans[-1][1] == number - 1:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    return spans


def _without(spans: list[tuple[int, int]], points: set[int]) -> list[tuple[int, int]]:
    """The spans less some numbers; a span may be far longer than memory would hold."""
    left: list[tuple[int, int]] = []
    for first, last in sorted(set(spans)):
        for point in sorted(each for each in points if first <= each <= last):
            left += [(first, point - 1)] if first < point else []
            first = point + 1
        left += [(first, last)] if first <= last else []
    return left


_WORDS = {
    CHANGED: "{} đã bị sửa: nội dung không còn khớp với mã băm.",
    REMOVED: "{} đã bị xóa.",
    INSERTED: "{} bị chèn thêm vào chuỗi.",
    REORDERED: "{} đã bị đổi chỗ.",
}


def _told(kind: str, first: int, last: int) -> Finding:
    rows = f"Dòng {first}" if first == last else f"Các dòng {first} đến {last}"
    return Finding(kind, first, last, _WORDS[kind].format(rows))


def _unmet_anchors(kept: dict[int, str], walk: _Walk) -> list[Finding]:
    return [
        Finding(ANCHOR, seq, seq, f"Dòng {seq} không khớp với mốc đã lưu: chuỗi đã bị viết lại hoặc cắt bớt.")
        for seq, wanted in sorted(kept.items())
        if (walk.anchor_hashes.get(seq) if seq else GENESIS) != wanted
    ]


def _unguarded() -> list[Finding]:
    missing = missing_triggers(connection)
    if not missing:
        return []
    return [Finding(UNGUARDED, 0, 0, f"Bảng nhật ký thiếu khóa chống sửa, xóa: {', '.join(missing)}.")]
