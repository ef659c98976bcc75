"""All registers of the market by their address, in the order people read them."""

from ocop.kit.scope import Actor
from ocop.support.markets import policies
from ocop.support.markets.registers.base import Register
from ocop.support.markets.registers.contracts import CONTRACTS
from ocop.support.markets.registers.demand import LEADS, ONBOARDING
from ocop.support.markets.registers.outlets import FEEDBACK, OUTLETS, YEARS
from ocop.support.markets.registers.partners import PARTNERS
from ocop.support.markets.registers.supply import LISTINGS, PLACEMENTS
from ocop.support.markets.registers.tourism import CHAINS, COMMUNITIES, SITES, TOURS

REGISTERS: dict[str, Register] = {
    each.slug: each
    for each in (
        PARTNERS,
        OUTLETS,
        PLACEMENTS,
        CONTRACTS,
        LISTINGS,
        LEADS,
        ONBOARDING,
        SITES,
        TOURS,
        CHAINS,
        FEEDBACK,
        YEARS,
        COMMUNITIES,
    )
}

# The registers by what they are about, for the first page.
GROUPS: tuple[tuple[str, tuple[Register, ...]], ...] = (
    ("Bán ở đâu", (PLACEMENTS, CONTRACTS, LISTINGS, LEADS)),
    ("Đối tác và điểm bán", (PARTNERS, OUTLETS, YEARS, FEEDBACK, ONBOARDING)),
    ("Du lịch và chuỗi giá trị", (SITES, TOURS, CHAINS, COMMUNITIES)),
)


def registers_for(actor: Actor) -> list[Register]:
    """The registers a person may read."""
    return [each for each in REGISTERS.values() if policies.may_read(actor, each.model)]


__all__ = ["GROUPS", "REGISTERS", "Register", "registers_for"]
