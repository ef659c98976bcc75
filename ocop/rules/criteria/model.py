"""The shapes of the law's data: frozen, so that a score sheet in hand can never change under a score."""

from collections.abc import Mapping
from dataclasses import dataclass
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
class Criterion:
    """One question of a sheet. Either `options` or `cases` is filled, never both.

    `key` names the same question across sheets (26/2026 only); `basis` is document, judgement, sensory or field.
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
    needs_story: bool
    hint: str
    reconstructed: bool
    key: str = ""

    def options_of(self, case: str | None) -> tuple[Option, ...]:
        """The options of a case, or the plain options when the criterion has no cases; empty if the case is wrong."""
        if not self.cases:
            return self.options if not case else ()
        return next((alternative.options for alternative in self.cases if alternative.case == case), ())

    def points_of(self, case: str | None) -> tuple[int, ...]:
        return tuple(option.points for option in self.options_of(case))


@dataclass(frozen=True, slots=True)
class Section:
    number: int
    name_vi: str
    max: int
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Part:
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

    `automatic` says when a mark itself shows it: `zero` (the criterion's zero option was chosen), `any_sensory_zero`,
    or `no`: only a council can find it and ticks its `id`.
    """

    id: str
    criterion: str | None
    text: str
    effect: str
    automatic: str


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
    max: int
    requires_sample: bool
    parts: tuple[Part, ...]
    criteria: Mapping[str, Criterion]
    gates: Mapping[int, tuple[Gate, ...]]
    knockouts: tuple[Knockout, ...]
    source_status: str
    enabled_by_source: bool
    attested_by: str
    attested_on: date | None
    source_urls: tuple[str, ...]
    content_hash: str

    @property
    def is_official(self) -> bool:
        """True once an officer has compared the sheet with the signed decision; before, it scores trial rounds only."""
        return bool(self.attested_by) and self.attested_on is not None

    @property
    def status_vi(self) -> str:
        """What the screen says about how far the sheet can be trusted."""
        if self.is_official:
            return f"Đã đối chiếu bản ký ({self.attested_by}, {self.attested_on:%d/%m/%Y})"
        if self.source_status == "reconstructed":
            return "Dựng lại, chưa có bản gốc; chỉ chấm thử"
        if not self.enabled_by_source:
            return "Chưa đối chiếu bản ký; chỉ chấm thử"
        return "Khớp bản chép công khai, chưa đối chiếu bản ký; chỉ chấm thử"


@dataclass(frozen=True, slots=True)
class Group:
    code: str
    name_vi: str


@dataclass(frozen=True, slots=True)
class Band:
    """From how many points of the average a rank begins."""

    stars: int
    minimum: int
    official_text: str


@dataclass(frozen=True, slots=True)
class LawDocument:
    """One paper of the dossier as the decision lists it."""

    code: str
    name_vi: str
    kind: str
    form_vi: str


@dataclass(frozen=True, slots=True)
class CriteriaSet:
    """A decision's whole scoring law; 148-2023 has a frame but no sheets."""

    id: str
    title: str
    valid_from: date
    valid_to: date | None
    groups: tuple[Group, ...]
    bands: tuple[Band, ...]
    documents: Mapping[str, LawDocument]
    sheets: Mapping[str, Sheet]
    set_names: Mapping[str, str]
    part_max: Mapping[str, int]
    gates_known: bool
    content_hash: str

    def sheet(self, code: str) -> Sheet:
        """The sheet of a product set; raises RuleDataError if the set has none."""
        if code not in self.sheets:
            raise RuleDataError(f"Bộ tiêu chí {self.id} không có phiếu cho bộ sản phẩm {code}.")
        return self.sheets[code]
