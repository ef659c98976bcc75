"""Everything a council does, by verb: setting up, sitting, scoring, closing, concluding."""

from ocop.cycle.evaluation.actions.closing import close_scoring, excuse_member, review_late_mark
from ocop.cycle.evaluation.actions.concluding import conclude_docket, end_council
from ocop.cycle.evaluation.actions.scoring import GivenMark, Saved, given_marks, save_marks, save_remark, seal_sheet
from ocop.cycle.evaluation.actions.setting_up import (
    CouncilPlan,
    change_council,
    create_council,
    seat_member,
    take_up_dossiers,
    unseat_member,
)
from ocop.cycle.evaluation.actions.sitting import open_scoring, open_sitting, take_attendance

__all__ = [
    "CouncilPlan",
    "GivenMark",
    "Saved",
    "change_council",
    "close_scoring",
    "conclude_docket",
    "create_council",
    "end_council",
    "excuse_member",
    "given_marks",
    "open_scoring",
    "open_sitting",
    "review_late_mark",
    "save_marks",
    "save_remark",
    "seal_sheet",
    "seat_member",
    "take_attendance",
    "take_up_dossiers",
    "unseat_member",
]
