"""What a dossier still lacks towards the wanted star, as the first reader meets it: each gap is a return line begun.

The same assessment the producer sees. A gap's `key` goes into the address of the return page, which writes the line.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ocop.cycle.dossiers.places import evidence_place, mark_place
from ocop.cycle.dossiers.reading import Reading

_TAGS = {"missing": ("Chưa có", "red"), "old": ("Đã hết hạn", "red"), "soon": ("Sắp hết hạn", "yellow")}


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing: what, its sign in word and colour, and the return line that would ask for it.

    `place` is empty where no criterion of the sheet asks for the paper; the reader then picks the place.
    """

    key: str
    title: str
    note: str
    tag: str
    colour: str
    place: str
    reason: str
    remedy: str
    is_mandatory: bool = False


@dataclass(frozen=True, slots=True)
class Gaps:
    papers: tuple[Gap, ...]
    minimums: tuple[Gap, ...]

    def __iter__(self) -> Iterator[Gap]:
        return iter((*self.papers, *self.minimums))

    def picked(self, keys: Iterable[str]) -> list[dict[str, str]]:
        """Beginnings of return lines for the gaps named by key, in the order of the page; unknown keys are left out."""
        wanted = set(keys)
        return [{"field": gap.place, "reason": gap.reason, "remedy": gap.remedy} for gap in self if gap.key in wanted]


def gaps_of(reading: Reading) -> Gaps:
    """Papers missing, run out or about to; then criteria below a minimum of the wanted star."""
    return Gaps((*_papers(reading), *_cited(reading)), _minimums(reading))


def _papers(reading: Reading) -> list[Gap]:
    places = {line.code for line in reading.criteria}
    found = []
    for need in reading.assessment.papers:
        if need.state == "held":
            continue
        code = next((code for code in (*need.demand.for_star, *need.demand.criteria) if code in places), "")
        reason = "missing_paper" if need.state == "missing" else "expired"
        tag, colour = _TAGS[need.state]
        found.append(
            Gap(
                key=need.demand.code,
                title=need.demand.name_vi,
                note=need.demand.why,
                tag=tag,
                colour=colour,
                place=evidence_place(code) if code else "",
                reason=reason,
                remedy=need.sentence,
                is_mandatory=need.is_mandatory,
            )
        )
    return found


def _cited(reading: Reading) -> list[Gap]:
    """Cited papers whose own last day has passed or is near, once each, at the first criterion that rests on them."""
    found: dict[str, Gap] = {}
    for line in reading.criteria:
        for each in line.evidence:
            if each.state not in ("expired", "expiring") or each.paper.public_id in found:
                continue
            tag, colour = _TAGS["old" if each.state == "expired" else "soon"]
            found[each.paper.public_id] = Gap(
                key=f"{line.code}-{each.citation.public_id}",
                title=each.paper.title,
                note=f"{each.note}. Minh chứng của tiêu chí {line.code}.",
                tag=tag,
                colour=colour,
                place=evidence_place(line.code),
                reason="expired",
                remedy=f"Nộp bản còn hạn của “{each.paper.title}”.",
            )
    return list(found.values())


def _minimums(reading: Reading) -> tuple[Gap, ...]:
    now = reading.assessment
    return tuple(
        Gap(
            key=f"muc-{each.code}",
            title=f"{each.code} {each.name}",
            note=f"Mức tối thiểu {now.aim} sao cần {each.needed} điểm, chủ thể tự chấm {each.actual}.",
            tag="Dưới mức tối thiểu",
            colour="orange",
            place=mark_place(each.code),
            reason="unclear",
            remedy=f"Xem lại tiêu chí {each.code}: cần {each.needed} điểm cho {now.aim} sao, đang {each.actual} điểm.",
        )
        for each in now.raises
    )
