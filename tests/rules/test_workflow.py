"""The grammar of state tables."""

import pytest

from ocop.rules.workflow import Transition, Workflow, WorkflowError

TABLE = Workflow(
    name="dossier",
    states=("draft", "lodged", "returned"),
    transitions=(
        Transition("lodge", ("draft", "returned"), "lodged", who="Chủ thể", label="Nộp hồ sơ"),
        Transition("return", ("lodged",), "returned", who="Người kiểm tra"),
    ),
)


def test_only_listed_moves_are_allowed() -> None:
    assert TABLE.allowed("lodge", "returned")
    assert not TABLE.allowed("return", "draft")
    assert not TABLE.allowed("burn", "draft")
    assert TABLE.target("lodge", "draft") == "lodged"
    assert [move.action for move in TABLE.actions_from("lodged")] == ["return"]


def test_a_move_that_is_not_listed_has_no_target() -> None:
    with pytest.raises(WorkflowError, match="return is not a move out of draft"):
        TABLE.target("return", "draft")


def test_the_diagram_shows_every_arrow() -> None:
    assert TABLE.mermaid().splitlines() == [
        "stateDiagram-v2",
        "    draft --> lodged: Nộp hồ sơ",
        "    returned --> lodged: Nộp hồ sơ",
        "    lodged --> returned: return",
    ]


@pytest.mark.parametrize(
    ("moves", "sentence"),
    [
        ((Transition("go", ("a",), "nowhere"),), "unknown state nowhere"),
        ((Transition("go", ("void",), "a"),), "unknown state void"),
        ((Transition("go", ("a",), "b"), Transition("go", ("a",), "a")), "listed twice"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(moves: tuple[Transition, ...], sentence: str) -> None:
    with pytest.raises(WorkflowError, match=sentence):
        Workflow("table", ("a", "b"), moves)
