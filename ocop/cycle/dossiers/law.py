"""What the law says about one dossier: its sheet, papers and clocks. Only this page of the room asks `rules`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ocop.cycle.dossiers.models import Dossier, SelfMark
from ocop.ground.producers.models import Classification, Paper, Product, Representative
from ocop.ground.producers.states import LAW_CODES, PaperKind
from ocop.kit.scope import YES, Answer, Refused, no
from ocop.rules import calendar, evidence, grading, scoring
from ocop.rules.authority import Tier, procedure_on
from ocop.rules.criteria import Criterion, RuleDataError, Sheet, criteria_in_force, load

# Stored as the case of a mark of 0 points: the producer says that no level of this criterion is reached.
NO_LEVEL = "none"
# Samples are handed over and confirmed by the first reader; beside a criterion a photo of them is asked.
_SAMPLES, _SAMPLE = frozenset({"SMP", "D05"}), "Ảnh sản phẩm, bao bì, nhãn"


@dataclass(frozen=True, slots=True)
class Given:
    """One answer to one criterion: points of the sheet, and the case where the criterion has cases."""

    points: int
    case: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the sheet as a page: `slug` a1, `heading` "A.1"."""

    slug: str
    part: str
    part_name: str
    heading: str
    name: str
    max: int
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Demand:
    """One paper a criterion asks for: its kind in the wallet, its name and what it must show."""

    code: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class PaperNeed:
    """One paper the dossier as a whole asks for, and how it stands."""

    demand: evidence.Demand
    state: str  # held, soon, old, missing

    @property
    def is_met(self) -> bool:
        return self.state in ("held", "soon")

    @property
    def is_mandatory(self) -> bool:
        return self.demand.mandatory

    @property
    def sentence(self) -> str:
        """What to do about it, as a sentence with a verb first."""
        what = self.demand.name_vi
        verb = {"missing": "Nộp", "old": "Thay bản còn hạn của", "soon": "Chuẩn bị bản mới của"}.get(self.state, "")
        return f"{verb} “{what}”. {self.demand.why}"


@dataclass(frozen=True, slots=True)
class Raise:
    """A criterion that keeps the dossier from a star: what is needed and what there is."""

    code: str
    name: str
    needed: int
    actual: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the self-assessment comes to, and what the wanted star would still take.

    `stars` is the lower of `band_stars` and `gate_stars`; where the minimum marks of a law are not known only the band
    speaks (`gates_known` False). `short` is the points missing to the band of `aim`.
    """

    total: int
    maximum: int
    parts: Mapping[str, int]
    sections: Mapping[str, int]
    band_stars: int
    gate_stars: int
    stars: int
    gates_known: bool
    aim: int
    short: Decimal
    raises: tuple[Raise, ...]
    stops: tuple[str, ...]
    papers: tuple[PaperNeed, ...]

    @property
    def missing_papers(self) -> tuple[PaperNeed, ...]:
        return tuple(need for need in self.papers if not need.is_met)

    @property
    def aim_title(self) -> str:
        return f"Để đạt {self.aim} sao còn thiếu gì"

    @property
    def papers_title(self) -> str:
        return f"Còn {len(self.missing_papers)} loại giấy tờ chưa có"

    @property
    def reaches_aim(self) -> bool:
        return self.stars >= self.aim


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """What stayed and what went when a draft followed a new law."""

    criteria_id: str
    kept: int
    dropped_marks: tuple[str, ...]
    dropped_citations: tuple[str, ...]

    @property
    def sentence(self) -> str:
        gone = len(self.dropped_marks)
        again = f" Có {gone} tiêu chí phải chọn lại." if gone else ""
        return f"Đã chuyển sang bộ tiêu chí mới và giữ {self.kept} câu trả lời còn dùng được.{again}"


# --- Which sheet ----------------------------------------------------------------------------------------------------


def choose_sheet(product: Product, on: date) -> tuple[str, str]:
    """The criteria set in force on a day and the product's set in it. Raises `Refused` with what to do."""
    try:
        found = criteria_in_force(on)
    except RuleDataError as unknown:
        raise Refused(str(unknown)) from None
    if not found.sheets:
        raise Refused(f"Phiếu chấm của {found.title} không có trong hệ thống nên chưa lập hồ sơ theo bộ này được.")
    line = Classification.objects.filter(product=product, criteria_id=found.id, is_current=True).first()
    if line is None or line.set_code not in found.sheets:
        raise Refused(
            "Sản phẩm chưa được xếp vào bộ sản phẩm của bộ tiêu chí đang áp dụng. "
            "Anh/chị chọn bộ sản phẩm ở trang sản phẩm, hoặc hỏi cán bộ xã."
        )
    return found.id, line.set_code


def sheet_of(dossier: Dossier) -> Sheet:
    """The score sheet the dossier is read against."""
    return load(dossier.criteria_id).sheets[dossier.sheet_code]


def sheet_hash(dossier: Dossier) -> str:
    return sheet_of(dossier).content_hash


def still_in_force(dossier: Dossier, on: date) -> Answer:
    """Whether the law a draft was written under still decides on the day it would be lodged."""
    try:
        now = criteria_in_force(on)
    except RuleDataError as unknown:
        return no(str(unknown))
    if now.id == dossier.criteria_id:
        return YES
    return no(
        f"Từ ngày {now.valid_from:%d/%m/%Y} áp dụng {now.title}, khác với bộ tiêu chí lúc anh/chị bắt đầu. "
        "Anh/chị chuyển hồ sơ sang bộ tiêu chí mới; câu trả lời nào còn dùng được sẽ được giữ."
    )


def sections_of(dossier: Dossier) -> tuple[Section, ...]:
    """The sections of the sheet in order, each a page of its own; none where the law's sheets are not known."""
    try:
        sheet = sheet_of(dossier)
    except (KeyError, RuleDataError):
        return ()
    return tuple(
        Section(
            slug=f"{part.code.lower()}{section.number}",
            part=part.code,
            part_name=part.name_vi,
            heading=f"{part.code}.{section.number}",
            name=section.name_vi,
            max=section.max,
            criteria=section.criteria,
        )
        for part in sheet.parts
        for section in part.sections
    )


def section_of(dossier: Dossier, code: str) -> Section | None:
    """The section a criterion stands in."""
    found = (s for s in sections_of(dossier) if any(criterion.code == code for criterion in s.criteria))
    return next(found, None)


def require_criteria(dossier: Dossier, codes: Iterable[str]) -> None:
    """Raise `Refused` naming the first criterion the sheet does not have."""
    known = sheet_of(dossier).criteria
    for code in codes:
        if code not in known:
            raise Refused(f"Phiếu {dossier.sheet_code} không có tiêu chí {code}.")


# --- Marks ----------------------------------------------------------------------------------------------------------


def require_options(dossier: Dossier, givens: Mapping[str, Given]) -> None:
    """Raise `Refused` with the rule's own sentence when an answer is not printed on the sheet."""
    require_criteria(dossier, givens)
    criteria = sheet_of(dossier).criteria
    for code, given in givens.items():
        if given.case == NO_LEVEL and given.points == 0:
            continue
        try:
            scoring.check_mark(criteria[code], given.points, given.case or None)
        except scoring.MarkError as wrong:
            raise Refused(str(wrong)) from None


def scored_marks(marks: Iterable[SelfMark]) -> dict[str, scoring.Mark]:
    """The marks as the scoring rule reads them; "no level reached" is a blank."""
    return {
        mark.criterion_code: scoring.Mark(mark.points, mark.case or None) for mark in marks if mark.case != NO_LEVEL
    }


def assess(dossier: Dossier, marks: Iterable[SelfMark], papers: Iterable[Paper], on: date) -> Assessment:
    """Total, band, minimums and papers of the self-assessment, against the star the producer wants."""
    criteria, sheet, aim = load(dossier.criteria_id), sheet_of(dossier), dossier.wanted_stars
    score = scoring.score(sheet, scored_marks(marks))
    average = Decimal(score.total)
    grade = grading.grade(criteria, sheet, average, score.counted, score.disqualified)
    ahead = grading.towards(criteria, sheet, average, score.counted, aim)
    return Assessment(
        total=score.total,
        maximum=sheet.max,
        parts=score.parts,
        sections=score.sections,
        band_stars=grade.band_stars,
        gate_stars=grade.gate_stars,
        stars=grade.stars,
        gates_known=grade.gates_known,
        aim=aim,
        short=ahead.points_short,
        raises=tuple(
            Raise(gate.criterion, sheet.criteria[gate.criterion].name_vi, gate.min_points, gate.actual)
            for gate in ahead.raises
        ),
        stops=grade.disqualified,
        papers=_paper_needs(dossier, papers, on),
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio of a criterion: what the browser sends back, the words, the points."""

    value: str
    label: str
    points: int
    hint: str = ""


def choices_of(criterion: Criterion) -> list[Choice]:
    """The options of a criterion as radios, case by case; last "no level reached" where the sheet prints no zero."""
    alternatives = criterion.cases or ()
    found: dict[str, Choice] = {}
    groups = [("", "", criterion.options), *((each.case, each.case_vi, each.options) for each in alternatives)]
    for case, case_name, options in groups:
        for option in options:
            value = f"{case}:{option.points}"
            label = f"{case_name}: {option.label}" if case_name else option.label
            if value in found:
                label = f"{found[value].label}; hoặc {label}"
            found[value] = Choice(value, label, option.points, _star_hint(option.min_for_star))
    if not any(each.points == 0 for each in found.values()):
        found[f"{NO_LEVEL}:0"] = Choice(f"{NO_LEVEL}:0", "Chưa đạt mức nào ở trên", 0)
    return list(found.values())


def _star_hint(stars: int | None) -> str:
    return f"Mức tối thiểu để đạt {stars} sao" if stars else ""


def choice_value(mark: SelfMark) -> str:
    return f"{mark.case}:{mark.points}"


def read_choice(value: str) -> Given:
    """The answer behind a radio's value; the form has checked that the value is one of `choices_of`."""
    case, points = value.rsplit(":", 1)
    return Given(int(points), case)


def words_of(criterion: Criterion, mark: SelfMark) -> str:
    """The option a mark stands for, in the words of the sheet."""
    return next((each.label for each in choices_of(criterion) if each.value == choice_value(mark)), "")


# --- Papers ---------------------------------------------------------------------------------------------------------


def demands_of(dossier: Dossier, criterion: Criterion, mark: SelfMark | None = None) -> tuple[Demand, ...]:
    """The papers one criterion asks for: those that are uploaded, and none where 0 points are claimed."""
    if mark is not None and mark.points == 0:
        return ()
    documents = load(dossier.criteria_id).documents
    kinds = LAW_CODES.get(dossier.criteria_id, {})
    return tuple(
        Demand(code, str(kinds.get(code, "")), _SAMPLE if code in _SAMPLES else documents[code].name_vi)
        for code in criterion.requires
        if code not in evidence.NOT_UPLOADED and code in documents
    )


def _paper_needs(dossier: Dossier, papers: Iterable[Paper], on: date) -> tuple[PaperNeed, ...]:
    criteria, sheet = load(dossier.criteria_id), sheet_of(dossier)
    demands = evidence.demanded(criteria, sheet, dossier.wanted_stars, dossier.kind)
    codes = {kind: code for code, kind in LAW_CODES.get(dossier.criteria_id, {}).items()}
    held = [
        evidence.PaperHeld(codes[PaperKind(paper.kind)], paper.issued_on, paper.valid_until)
        for paper in papers
        if PaperKind(paper.kind) in codes
    ]
    found = evidence.check(demands, held, on)
    demands = tuple(each for each in demands if each.code not in _SAMPLES)
    states = {each.code: "missing" for each in found.missing}
    states |= {each.code: "old" for each in found.out_of_date}
    states |= {each.code: "soon" for each in found.soon_out_of_date}
    return tuple(PaperNeed(each, states.get(each.code, "held")) for each in demands)


def needs_samples(dossier: Dossier) -> bool:
    """Whether five samples go with the dossier (every set but services)."""
    try:
        return sheet_of(dossier).requires_sample
    except (KeyError, RuleDataError):
        return False


# --- Procedure ------------------------------------------------------------------------------------------------------


def commune_assesses(criteria_id: str) -> bool:
    """Whether the first reader assesses the four contents of Mẫu số 03 (only under 26/2026)."""
    return criteria_id == "26-2026"


def first_reading_known(on: date) -> Answer:
    """Whether the law of a day says who receives a dossier; between 1 and 5 July 2025 it does not."""
    try:
        reader = procedure_on(on).first_reader
    except ValueError as unknown:
        return no(str(unknown))
    if reader is not Tier.UNKNOWN:
        return YES
    return no(
        "Từ 01/7/2025 đến 05/7/2025 chưa có văn bản nói cơ quan nào nhận hồ sơ. "
        "Hồ sơ của anh/chị vẫn được giữ nguyên; anh/chị nộp từ ngày 06/7/2025."
    )


def check_due(criteria_id: str, lodged_on: date) -> date | None:
    """Until when the first reader has to finish: 15 working days under 26/2026 (Điều 7.2.a); earlier, no term known."""
    return calendar.commune_due(lodged_on) if commune_assesses(criteria_id) else None


# --- Beginning and changing a draft ---------------------------------------------------------------------------------


def known_answers(dossier: Dossier, on: date) -> dict[str, str]:
    """What is known already of the producer and the product, by the source a registration field names."""
    producer, product = dossier.producer, dossier.product
    speaker = Representative.objects.on(on).filter(producer=producer).select_related("user").order_by("pk").first()
    form = producer.legal_form
    return {
        "producer": producer.name,
        "address": producer.address,
        "phone": producer.phone,
        "email": producer.email,
        "registration_number": form.registration_number if form else "",
        "representative": speaker.user.full_name if speaker else "",
        "position": speaker.position if speaker else "",
        "description": product.description,
        "story": product.story,
    }


def carry_over(dossier: Dossier, criteria_id: str, sheet_code: str) -> CarriedOver:
    """Which answers of a draft still exist in another sheet: the same criterion by name, the same option by words."""
    old, new = sheet_of(dossier).criteria, load(criteria_id).sheets[sheet_code].criteria
    same = {code for code in old if code in new and old[code].name_vi == new[code].name_vi}
    dropped_marks = tuple(
        mark.criterion_code
        for mark in dossier.self_marks.all()
        if mark.criterion_code not in same
        or words_of(old[mark.criterion_code], mark) != words_of(new[mark.criterion_code], mark)
    )
    cited = dict.fromkeys(dossier.citations.values_list("criterion_code", flat=True))
    return CarriedOver(
        criteria_id=criteria_id,
        kept=dossier.self_marks.count() - len(dropped_marks),
        dropped_marks=dropped_marks,
        dropped_citations=tuple(code for code in cited if code not in same),
    )
