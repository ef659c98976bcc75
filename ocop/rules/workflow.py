"""Grammar of state tables: the only list of moves a record may make.

A table is data: from it come the check inside an action, the rights test, the diagram in the papers and the help text.
"""

from dataclasses import dataclass


class WorkflowError(ValueError):
    """A table that contradicts itself, or a move the table does not list."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One move: `action` takes a record from any of `sources` to `target`; `who` may do it once `needs` are met."""

    action: str
    sources: tuple[str, ...]
    target: str
    who: str = ""
    needs: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Workflow:
    """All moves of one kind of record. Raises `WorkflowError` if a move names a state that is not listed."""

    name: str
    states: tuple[str, ...]
    transitions: tuple[Transition, ...]

    def __post_init__(self) -> None:
        known = set(self.states)
        seen: set[tuple[str, str]] = set()
        for move in self.transitions:
            for state in (*move.sources, move.target):
                if state not in known:
                    raise WorkflowError(f"{self.name}: {move.action} names the unknown state {state}")
            for source in move.sources:
                if (move.action, source) in seen:
                    raise WorkflowError(f"{self.name}: {move.action} from {source} is listed twice")
                seen.add((move.action, source))

    def find(self, action: str, state: str) -> Transition | None:
        """The move called `action` out of `state`, or None when the table does not list it."""
        return next((move for move in self.transitions if move.action == action and state in move.sources), None)

    def allowed(self, action: str, state: str) -> bool:
        """True if the table lists `action` out of `state`."""
        return self.find(action, state) is not None

    def target(self, action: str, state: str) -> str:
        """Where `action` leads from `state`; raises `WorkflowError` when the table does not list the move."""
        move = self.find(action, state)
        if move is None:
            raise WorkflowError(f"{self.name}: {action} is not a move out of {state}")
        return move.target

    def actions_from(self, state: str) -> tuple[Transition, ...]:
        """All moves out of a state, in the order of the table."""
        return tuple(move for move in self.transitions if state in move.sources)

    def mermaid(self) -> str:
        """The table as a Mermaid state diagram for the papers."""
        lines = ["stateDiagram-v2"]
        for move in self.transitions:
            lines += [f"    {source} --> {move.target}: {move.label or move.action}" for source in move.sources]
        return "\n".join(lines)
