"""Activities of every kind, their figures and participants; the people who take part; advice asked and given."""

from ocop.support.activities.models.activities import Activity, ListBatch, Output, Participation, Person, SignInTry
from ocop.support.activities.models.advice import AdviceAnswer, AdviceCase, ConsultingSeat
from ocop.support.activities.models.outreach import Invitation, Publication, TrainingNeed

__all__ = [
    "Activity",
    "AdviceAnswer",
    "AdviceCase",
    "ConsultingSeat",
    "Invitation",
    "ListBatch",
    "Output",
    "Participation",
    "Person",
    "Publication",
    "SignInTry",
    "TrainingNeed",
]
