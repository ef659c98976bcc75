"""Codes printed on paper that no published figure bears: rooms above say which page opens one.

A room that gives codes to numbers of its own declares how they are opened; `ocop/config/wiring.py` registers it.
"""

from collections.abc import Callable

from ocop.kit.scope import Actor

# From who asks and a code as it is kept to the page that opens it; empty where there is none for them.
Opener = Callable[[Actor, str], str]

_known: list[Opener] = []


def register_opener(opener: Opener) -> None:
    """Ask `opener` for codes that no published figure bears."""
    if opener not in _known:
        _known.append(opener)


def page_of_code(actor: Actor, code: str) -> str:
    """The page that opens a code for the person; empty where no room knows it or they may not open it."""
    return next((page for opener in _known if (page := opener(actor, code))), "")
