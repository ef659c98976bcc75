"""Which sheet a dossier is read against, and its sections as pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ocop.cycle.dossiers.models import Dossier
from ocop.ground.producers.models import Classification, Product
from ocop.kit.scope import YES, Answer, Refused, no
from ocop.rules.criteria import Criterion, RuleDataError, Sheet, criteria_in_force, load


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

    @property
    def asks_story(self) -> bool:
        """Whether the section judges the product's story, B.5 of every sheet."""
        return "câu chuyện" in self.name.lower()


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
