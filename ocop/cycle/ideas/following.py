"""What an author sees of an idea: its steps, those of the idea it was merged into, and nothing of another person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ocop.cycle.ideas.models import Idea, IdeaStep
from ocop.cycle.ideas.states import IdeaState, StepKind
from ocop.kit.ui.parts import Happening

# Of the idea another was merged into its author sees the outcome: its questions and answers are between two others.
_OUTCOMES = (StepKind.ACCEPTED, StepKind.CANDIDATE, StepKind.REFUSED)


@dataclass(frozen=True, slots=True)
class Followed:
    """`head` is the idea that is answered for this one too; its title is told only where everybody may read it."""

    idea: Idea
    head: Idea
    steps: Sequence[IdeaStep]
    head_steps: Sequence[IdeaStep]

    @property
    def happenings(self) -> list[Happening]:
        return told(self.steps)

    @property
    def head_happenings(self) -> list[Happening]:
        return told(self.head_steps)

    @property
    def is_merged(self) -> bool:
        return self.head != self.idea

    @property
    def head_title(self) -> str:
        return self.head.title if self.head.shown_at is not None and self.head.may_list else ""

    @property
    def question(self) -> str:
        """What waits for the author's answer; empty when nothing does."""
        if self.idea.state != IdeaState.ASKED:
            return ""
        return next((step.text for step in reversed(self.steps) if step.kind == StepKind.QUESTION), "")


def told(steps: Iterable[IdeaStep], *, with_people: bool = False) -> list[Happening]:
    """Steps as a time line says them: by which office, and by whom for officers."""
    return [Happening(each.at, each.get_kind_display(), _by(each, with_people), each.text) for each in steps]


def _by(step: IdeaStep, with_people: bool) -> str:
    office = str(step.office) if step.office else ""
    name = step.by.full_name if with_people and step.office and step.by else ""
    return ", ".join(part for part in (name, office) if part)


def followed(idea: Idea) -> Followed:
    """The idea with its steps; three queries, and one for each merger on the way to the head."""
    head = idea.head
    steps = list(idea.steps.select_related("office"))
    theirs = head.steps.select_related("office").filter(kind__in=_OUTCOMES) if head != idea else ()
    return Followed(idea, head, steps, list(theirs))
