"""Who reads first, what the commune assesses, and by when."""

from datetime import date

from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.states import RUNNING
from ocop.kit.clock import local_date
from ocop.kit.scope import YES, Answer, no
from ocop.rules import authority, calendar
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


def old_rule_until(dossier: Dossier, on: date) -> date | None:
    """Until when a dossier lodged before 22 May 2026 and not yet ended may finish under its old rule.

    60 days from that day, 30 for a re-assessment (Điều 11, 12 QĐ 26/2026). None for later and ended ones, and on the
    days before, when nobody knew of the new rule.
    """
    if dossier.lodged_at is None or dossier.state not in RUNNING or on < authority.NEW_RULE_FROM:
        return None
    return authority.old_rule_until(local_date(dossier.lodged_at), dossier.kind)
