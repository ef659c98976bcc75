"""Who reads first, what the commune assesses, and by when."""

from datetime import date

from ocop.kit.scope import YES, Answer, no
from ocop.rules import calendar
from ocop.rules.authority import Tier, procedure_on


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
