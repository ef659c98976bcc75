"""The commune a person means, however it is typed: with or without marks, its old name, "xã" in front or not."""

from datetime import date

from ocop.ground.offices.models import Unit
from ocop.ground.offices.queries import unit_on
from ocop.ground.offices.states import Tier
from ocop.kit.text.fold import fold

_KINDS = ("thi tran", "thi xa", "phuong", "xa", "tt", "p", "x")
MOST = 12


def communes_on(on: date) -> list[Unit]:
    """Today's communes and wards in Vietnamese order; one query."""
    return list(Unit.objects.in_force(on).at(Tier.COMMUNE).order_by("sort_key", "pk"))


def communes_called(typed: str, on: date) -> list[Unit]:
    """The communes of a day that the words may mean, at most `MOST`; old names lead to what they became."""
    name = fold(typed.partition(",")[0].replace(".", " "))
    for text in dict.fromkeys((name, _without_kind(name))):
        if text and (found := _called(text, on)):
            return found
    return []


def _without_kind(name: str) -> str:
    return next((name[len(kind) + 1 :] for kind in _KINDS if name.startswith(f"{kind} ")), name)


def _called(text: str, on: date) -> list[Unit]:
    named = list(Unit.objects.whole().at(Tier.COMMUNE).search(text).order_by("sort_key", "-valid_from")[: 4 * MOST])
    exact = [unit for unit in named if unit.folded == text]
    standing = [now for unit in (exact or named) for now in unit_on(unit, on) if now.tier == Tier.COMMUNE]
    alone = [unit for unit in exact if unit in standing]
    return alone if len(alone) == 1 else list(dict.fromkeys(standing))[:MOST]
