"""What the law says about one dossier: its sheet, papers and clocks. Only this folder of the room asks `rules`."""

from ocop.cycle.dossiers.law.assessment import Assessment, Raise, assess
from ocop.cycle.dossiers.law.marks import (
    NO_LEVEL,
    CarriedOver,
    Choice,
    Given,
    carry_over,
    choice_value,
    choices_of,
    read_choice,
    require_options,
    scored_marks,
    words_of,
)
from ocop.cycle.dossiers.law.papers import Demand, PaperNeed, demands_of, needs_samples, paper_needs
from ocop.cycle.dossiers.law.procedure import check_due, commune_assesses, first_reading_known, old_rule_until
from ocop.cycle.dossiers.law.renewal import (
    Renewal,
    register_expiry_source,
    renewal_of,
    renewal_on,
    suggested_kind,
)
from ocop.cycle.dossiers.law.sheets import (
    Section,
    choose_sheet,
    require_criteria,
    section_of,
    sections_of,
    sheet_hash,
    sheet_of,
    still_in_force,
)
from ocop.rules.criteria import Criterion

__all__ = [
    "NO_LEVEL",
    "Assessment",
    "CarriedOver",
    "Choice",
    "Criterion",
    "Demand",
    "Given",
    "PaperNeed",
    "Raise",
    "Renewal",
    "Section",
    "assess",
    "carry_over",
    "check_due",
    "choice_value",
    "choices_of",
    "choose_sheet",
    "commune_assesses",
    "demands_of",
    "first_reading_known",
    "needs_samples",
    "old_rule_until",
    "paper_needs",
    "read_choice",
    "register_expiry_source",
    "renewal_of",
    "renewal_on",
    "require_criteria",
    "require_options",
    "scored_marks",
    "section_of",
    "sections_of",
    "sheet_hash",
    "sheet_of",
    "still_in_force",
    "suggested_kind",
    "words_of",
]
