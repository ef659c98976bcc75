"""Activities of every kind, their figures and participants; the people who take part; advice asked and given."""

from ocop.support.activities.models.activities import Activity, ListBatch, Output, Participation, Person, SignInTry
from ocop.support.activities.models.advice import AdviceAnswer, AdviceCase, ConsultingSeat

__all__ = [
    "Activity",
    "AdviceAnswer",
    "AdviceCase",
    "ConsultingSeat",
    "ListBatch",
    "Output",
    "Participation",
    "Person",
    "SignInTry",
]
