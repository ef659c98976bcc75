"""What support is for: a small tree kept in `purposes.yaml`, so that a new purpose is a line and not a program."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from ocop.kit.text.fold import squash
from ocop.rules.overlap import lineage


@dataclass(frozen=True, slots=True)
class Purpose:
    """One purpose; `wider` is the code of the one that holds it, empty for the widest."""

    code: str
    name: str
    wider: str = ""


@lru_cache(maxsize=1)
def purposes() -> dict[str, Purpose]:
    """All purposes by code in the file's order; raises ValueError for a wider one that does not exist or a circle."""
    lines = yaml.safe_load((Path(__file__).parent / "purposes.yaml").read_text(encoding="utf-8"))["purposes"]
    found = {line["code"]: Purpose(**line) for line in lines}
    for purpose in found.values():
        if purpose.wider and purpose.wider not in found:
            raise ValueError(f"{purpose.code}: no purpose {purpose.wider}")
    wider = {purpose.code: purpose.wider for purpose in found.values() if purpose.wider}
    for code in found:
        lineage(code, wider)
    return found


def wider_of() -> dict[str, str]:
    """Narrow purpose → the wider one, as the rule of overlaps wants it."""
    return {purpose.code: purpose.wider for purpose in purposes().values() if purpose.wider}


def purpose_name(code: str) -> str:
    found = purposes().get(code)
    return found.name if found else code


def purpose_choices() -> list[tuple[str, str]]:
    """Purposes for a form, narrow ones under the wider one that holds them."""
    return [(one.code, f"– {one.name}" if one.wider else one.name) for one in purposes().values()]


def purpose_called(text: str) -> str:
    """The code of a purpose by its code or name, whatever marks were typed; empty when there is none."""
    wanted = squash(text.lstrip("– "))
    return next((one.code for one in purposes().values() if wanted in {squash(one.code), squash(one.name)}), "")
