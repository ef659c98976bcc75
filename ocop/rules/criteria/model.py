"""The shapes of the law's data: frozen, so that a score sheet in hand can never change under a score."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


class RuleDataError(ValueError):
    """A file of the law contradicts itself or does not exist; the sentence says where."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer a criterion offers. `min_for_star` is the star printed beside it as the minimum to reach."""

    points: int
    label: str
    min_for_star: int | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of the cases a criterion splits into, such as an organisation or a single owner."""

    case: str
    case_vi: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Dependence:
    """A criterion counts only when another one reaches so many points (no story, no marks for its structure)."""

    criterion: str
    min_points: int
    why_vi: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question of a sheet. Either `options` or `cases` is filled, never both.

    `key` names the same question across sheets (26/2026 only); `basis` is document, judgement, sensory or field_check;
    `requires` are codes of `CriteriaSet.documents`, assigned by the project.
    """

    code: str
    name_vi: str
    max: int
    part: str
    section: int
    options: tuple[Option, ...]
    cases: tuple[Alternative, ...]
    requires: tuple[str, ...]
    basis: str
    commune_assessed: bool
    depends_on: Dependence | None
    hint: str
    reconstructed: bool
    key: str = ""
    subsection: str = ""

    @property
    def needs_story(self) -> bool:
        """True if its marks count only when there is a product story."""
        return self.depends_on is not None

    def options_of(self, case: str | None) -> tuple[Option, ...]:
        """The options of a case, or the plain options when the criterion has no cases; empty if the case is wrong."""
        if not self.cases:
            return self.options if not case else ()
        return next((alternative.options for alternative in self.cases if alternative.case == case), ())

    def points_of(self, case: str | None) -> tuple[int, ...]:
        """The points a mark may have in that case, in the order of the sheet."""
        return tuple(option.points for option in self.options_of(case))

    def all_options(self) -> tuple[Option, ...]:
        """Every option the criterion prints, over all its cases."""
        return (*self.options, *(option for alternative in self.cases for option in alternative.options))


@dataclass(frozen=True, slots=True)
class Subsection:
    """A heading between a section and its criteria, with its own maximum (tea, coffee)."""

    code: str
    name_vi: str
    max: int


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section of a part; numbers run through the whole sheet."""

    number: int
    name_vi: str
    max: int
    criteria: tuple[Criterion, ...]
    subsections: tuple[Subsection, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Part A, B or C of a sheet."""

    code: str
    name_vi: str
    max: int
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """The minimum points a criterion must reach for a rank."""

    stars: int
    criterion: str
    min_points: int


@dataclass(frozen=True, slots=True)
class Knockout:
    """Something that ends an evaluation whatever the total.

    `effect` is disqualify, stop, require or not_assessed, as the sheet words it; each of them leaves no rank.
    `when_zero` lists criteria whose zero option itself shows the knock-out: a 0 given on any of them is enough. Empty
    means only a council can find it and ticks its `id`. `status` says how far the text is known.
    """

    id: str
    criterion: str | None
    text: str
    effect: str
    when_zero: tuple[str, ...] = ()
    status: str = "confirmed"
    reading: str = ""

    @property
    def automatic(self) -> bool:
        """True if marks themselves can show it."""
        return bool(self.when_zero)


@dataclass(frozen=True, slots=True)
class StarRequirement:
    """A minimum for a rank that is known in words but not as points of a criterion: shown, never computed."""

    stars: int
    text: str
    status: str


@dataclass(frozen=True, slots=True)
class CountingPlan:
    """The sheet laid out for adding up many filled sheets: plain tuples, no search.

    `codes` are all criteria in order; `dependences` are (place, place it depends on, points needed there); `sections`
    are slices of the criteria and `parts` slices of the sections, under their names; `stops` are the automatic
    knock-outs with the places they look at.
    """

    codes: tuple[str, ...]
    dependences: tuple[tuple[int, int, int], ...]
    section_names: tuple[str, ...]
    sections: tuple[slice, ...]
    parts: tuple[tuple[str, slice], ...]
    stops: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One product set's score sheet."""

    criteria_id: str
    code: str
    seq: int
    group: str
    name_vi: str
    subgroup_vi: str
    agencies: tuple[str, ...]
    kind: str
    max: int
    requires_sample: bool
    parts: tuple[Part, ...]
    criteria: Mapping[str, Criterion]
    gates: Mapping[int, tuple[Gate, ...]]
    gates_known: bool
    gates_note: str
    known_requirements: tuple[StarRequirement, ...]
    knockouts: tuple[Knockout, ...]
    source_status: str
    enabled_for_official_scoring: bool
    attested_by: str
    attested_on: date | None
    attested_against: str
    source_urls: tuple[str, ...]
    notes: tuple[str, ...]
    content_hash: str
    plan: CountingPlan = field(repr=False)

    @property
    def is_official(self) -> bool:
        """True once an officer has compared the sheet with the signed decision and it was switched on for real rounds.

        Every other sheet scores trial rounds only, whatever its source says.
        """
        return self.enabled_for_official_scoring and bool(self.attested_by) and self.attested_on is not None

    @property
    def status_vi(self) -> str:
        """What the screen says about how far the sheet can be trusted."""
        if self.is_official:
            return f"Đã đối chiếu bản ký ({self.attested_by}, {self.attested_on:%d/%m/%Y})"
        if self.source_status == "reconstructed":
            return "Dựng lại, chưa có bản gốc; chỉ chấm thử"
        if not self.enabled_for_official_scoring:
            return "Chưa đối chiếu bản ký; chỉ chấm thử"
        return "Khớp bản chép công khai, chưa đối chiếu bản ký; chỉ chấm thử"


@dataclass(frozen=True, slots=True)
class Group:
    """One of the six product groups."""

    code: str
    name_vi: str


@dataclass(frozen=True, slots=True)
class Band:
    """From how many points of the average a rank begins; `official_text` is how the decision prints it."""

    stars: int
    minimum: int
    official_text: str


@dataclass(frozen=True, slots=True)
class LawDocument:
    """One paper of the dossier as the decision lists it.

    `handed_in` says how it reaches the dossier: upload, form (filled on the platform), sample, commune or check.
    `max_age_days` is how old it may be, None when nothing is known.
    """

    code: str
    name_vi: str
    kind: str
    form_vi: str
    handed_in: str = "upload"
    mandatory: bool = False
    mandatory_note: str = ""
    max_age_days: int | None = None


@dataclass(frozen=True, slots=True)
class CriteriaSet:
    """A decision's whole scoring law; 148-2023 has a frame but no sheets.

    `gates_known` is False where the minimum marks per star are not fully known; `gates_note` says what is missing.
    """

    id: str
    title: str
    legal_basis: str
    valid_from: date
    valid_to: date | None
    groups: tuple[Group, ...]
    bands: tuple[Band, ...]
    documents: Mapping[str, LawDocument]
    sheets: Mapping[str, Sheet]
    set_names: Mapping[str, str]
    part_max: Mapping[str, int]
    gates_known: bool
    gates_note: str
    content_hash: str

    def sheet(self, code: str) -> Sheet:
        """The sheet of a product set; raises RuleDataError if the set has none."""
        if not self.sheets:
            raise RuleDataError(
                f"Bộ tiêu chí {self.id} chỉ có khung, chưa tìm được phiếu nên không chấm mới theo bộ này."
            )
        if code not in self.sheets:
            raise RuleDataError(f"Bộ tiêu chí {self.id} không có phiếu cho bộ sản phẩm {code}.")
        return self.sheets[code]
