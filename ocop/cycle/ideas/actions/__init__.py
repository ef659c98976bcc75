"""What is done with ideas: sent, answered, merged, made into a candidate product, and their authors forgotten."""

from ocop.cycle.ideas.actions.answering import accept, ask_back, hand_on, hide, refuse, reopen, show
from ocop.cycle.ideas.actions.becoming import NewProducer, make_candidate
from ocop.cycle.ideas.actions.merging import merge
from ocop.cycle.ideas.actions.sending import IdeaWords, answer_question, forget_authors, send_idea

__all__ = [
    "IdeaWords",
    "NewProducer",
    "accept",
    "answer_question",
    "ask_back",
    "forget_authors",
    "hand_on",
    "hide",
    "make_candidate",
    "merge",
    "refuse",
    "reopen",
    "send_idea",
    "show",
]
