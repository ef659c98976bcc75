"""The verbs of a dossier. Every change of state goes through `moving.move`, the one door."""

from ocop.cycle.dossiers.actions.checking import (
    FaultToMend,
    accept_dossier,
    forward_dossier,
    receive_samples,
    record_finding,
    return_dossier,
)
from ocop.cycle.dossiers.actions.drafting import (
    change_round,
    cite_paper,
    drop_citation,
    follow_law,
    save_marks,
    save_statements,
    start_dossier,
    want_stars,
)
from ocop.cycle.dossiers.actions.lodging import NotReady, answer_return, submit_dossier, withdraw_dossier
from ocop.cycle.dossiers.actions.outcome import (
    conclude_dossier,
    recognise_dossier,
    refer_dossier,
    refuse_dossier,
    take_up_dossier,
)

__all__ = [
    "FaultToMend",
    "NotReady",
    "accept_dossier",
    "answer_return",
    "change_round",
    "cite_paper",
    "conclude_dossier",
    "drop_citation",
    "follow_law",
    "forward_dossier",
    "receive_samples",
    "recognise_dossier",
    "record_finding",
    "refer_dossier",
    "refuse_dossier",
    "return_dossier",
    "save_marks",
    "save_statements",
    "start_dossier",
    "submit_dossier",
    "take_up_dossier",
    "want_stars",
    "withdraw_dossier",
]
