"""Who may receive, assess, recognise and withdraw which star on which date.

The tier moved four times (regulations: 1048/2019, 148/2023, 1489/2025, 26/2026). From 1 to 5 July 2025 the districts
were gone and the new rule was not yet out: the answer there is UNKNOWN, and nobody may guess it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Tier(StrEnum):
    """A level of government, or the plain admission that the law does not say."""

    CENTRAL = "central"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    UNKNOWN = "unknown"


class Step(StrEnum):
    """What is done to a dossier or a certificate."""

    RECEIVE = "receive"
    FIRST_READING = "first_reading"
    ASSESS = "assess"
    RECOGNISE = "recognise"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Procedure:
    """One period of the law. `recognise` maps stars to the tier that recognises (and withdraws) them."""

    id: str
    criteria_id: str
    first_day: date
    last_day: date | None
    first_reader: Tier
    recognise: dict[int, Tier]
    forwards_from: int | None
    source: str


PROCEDURES = (
    Procedure(
        "1048", "1048-2019", date(2019, 8, 21), date(2023, 2, 23), Tier.DISTRICT,
        {3: Tier.PROVINCE, 4: Tier.PROVINCE, 5: Tier.CENTRAL}, 50, "QĐ 1048/QĐ-TTg 2019, sửa đổi QĐ 781/QĐ-TTg 2020",
    ),
    Procedure(
        "148", "148-2023", date(2023, 2, 24), date(2025, 6, 30), Tier.DISTRICT,
        {3: Tier.DISTRICT, 4: Tier.PROVINCE, 5: Tier.CENTRAL}, 70, "QĐ 148/QĐ-TTg 2023",
    ),
    Procedure(
        "gap-2025", "148-2023", date(2025, 7, 1), date(2025, 7, 5), Tier.UNKNOWN,
        {3: Tier.UNKNOWN, 4: Tier.UNKNOWN, 5: Tier.CENTRAL}, None, "Cấp huyện đã bỏ, QĐ 1489 chưa ban hành",
    ),
    Procedure(
        "148+1489", "148-2023", date(2025, 7, 6), date(2026, 5, 21), Tier.COMMUNE,
        {3: Tier.PROVINCE, 4: Tier.PROVINCE, 5: Tier.CENTRAL}, None, "QĐ 148/QĐ-TTg sửa bởi QĐ 1489/QĐ-TTg 2025",
    ),
    Procedure(
        "26", "26-2026", date(2026, 5, 22), None, Tier.COMMUNE,
        {3: Tier.PROVINCE, 4: Tier.PROVINCE, 5: Tier.CENTRAL}, None, "QĐ 26/2026/QĐ-TTg, Điều 4 và Điều 7",
    ),
)  # fmt: skip
# Điều 11-12 QĐ 26/2026: files lodged before 22/5/2026 finish under the old rules within so many days of that day.
TRANSITION_DAYS = {"first": 60, "upgrade": 60, "renewal": 30}
NEW_RULE_FROM = date(2026, 5, 22)


class NoRule(ValueError):
    """The day lies before the first national rule."""


def procedure_on(on: date) -> Procedure:
    """The procedure in force on a day; raises NoRule before 21 August 2019."""
    for procedure in PROCEDURES:
        if procedure.first_day <= on and (procedure.last_day is None or on <= procedure.last_day):
            return procedure
    raise NoRule("Trước ngày 21/8/2019 chưa có quy định quốc gia về đánh giá, phân hạng.")


def may(step: Step | str, stars: int | None, on: date) -> Tier:
    """The tier that does a step for a rank on a day; `Tier.UNKNOWN` where the law is not known.

    `stars` matters for recognising, withdrawing and assessing (3, 4 or 5); None asks about a dossier without a rank
    yet: the tier that does both 3 and 4 stars, UNKNOWN when they differ. Raises NoRule before 21 August 2019 and
    ValueError for a rank that is never recognised.
    """
    procedure = procedure_on(on)
    if step in (Step.RECEIVE, Step.FIRST_READING):
        return procedure.first_reader
    if stars is None:
        return procedure.recognise[3] if procedure.recognise[3] is procedure.recognise[4] else Tier.UNKNOWN
    if stars not in procedure.recognise:
        raise ValueError(f"Hạng {stars} sao không được công nhận.")
    return procedure.recognise[stars]


def rule_for(lodged_on: date) -> Procedure:
    """The rule a dossier lodged on a day keeps to its end."""
    return procedure_on(lodged_on)


def old_rule_until(lodged_on: date, kind: str) -> date | None:
    """Until when a dossier lodged before 22/5/2026 may still finish under its old rule; None for later ones."""
    return None if lodged_on >= NEW_RULE_FROM else NEW_RULE_FROM + timedelta(days=TRANSITION_DAYS[kind])


def product_code(
    criteria_id: str, *, province: str, sequence: int, year: int, district: str = "", commune: str = ""
) -> str:
    """The code of a recognised product in the form of its decision.

    1048: province-district-commune-number-year; 148: province-district-number-year; 26/2026:
    province-commune-number-year. Raises ValueError if a unit the form needs is missing.
    """
    parts = {
        "1048-2019": (province, district, commune),
        "148-2023": (province, district),
        "26-2026": (province, commune),
    }[criteria_id]
    if not all(parts):
        raise ValueError("Mã sản phẩm thiếu mã đơn vị hành chính.")
    return "-".join((*parts, str(sequence), str(year)))
