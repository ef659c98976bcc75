"""What people type into a dossier."""

from ocop.cycle.dossiers.forms.checking import (
    FindingsForm,
    ForwardForm,
    ReadingFilter,
    ReturnFormSet,
    SamplesForm,
    WantedByForm,
)
from ocop.cycle.dossiers.forms.starting import ChangeRoundForm, StartForm, WantedStarsForm, WithdrawForm
from ocop.cycle.dossiers.forms.writing import AnswerReturnForm, CiteForm, EvidenceForm, MarksForm, page_form, story_form

__all__ = [
    "AnswerReturnForm",
    "ChangeRoundForm",
    "CiteForm",
    "EvidenceForm",
    "FindingsForm",
    "ForwardForm",
    "MarksForm",
    "ReadingFilter",
    "ReturnFormSet",
    "SamplesForm",
    "StartForm",
    "WantedByForm",
    "WantedStarsForm",
    "WithdrawForm",
    "page_form",
    "story_form",
]
