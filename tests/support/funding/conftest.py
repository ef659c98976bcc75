"""Two policies of the agriculture department that may both pay for packaging, and who asks for what."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from ocop.support.funding import actions
from ocop.support.funding.models import Policy, Support
from tests.world import NOW, World


@dataclass
class Help:
    """The policies, and a way to propose support under them."""

    world: World
    packaging: Policy
    industry: Policy

    def propose(self, policy: Policy | None = None, **facts: Any) -> Support:
        world = self.world
        said = {
            "producer": world.fish_maker,
            "office": world.agriculture,
            "purpose": "in-bao-bi",
            "detail": "In hộp khô cá",
            "starts_on": date(2026, 11, 1),
            "ends_on": date(2026, 12, 31),
            "amount": 40_000_000,
            "policy": None if facts.get("other_budget") else policy or self.packaging,
            **facts,
        }
        return actions.propose(actions.NewSupport(**said), by=world.actor(world.anh_dung), at=NOW)


@pytest.fixture
def help_(world: World) -> Help:
    by = world.actor(world.anh_dung)

    def policy(code: str, name: str, purposes: list[str], **facts: Any) -> Policy:
        said = actions.PolicyFacts(
            code=code, name=name, helps="Chủ thể", office=world.agriculture, starts_on=date(2021, 1, 1),
            purposes=purposes, **facts,
        )  # fmt: skip
        return actions.add_policy(said, by=by, at=NOW)

    return Help(
        world,
        policy("OCOP", "Chương trình OCOP", ["in-bao-bi"], ceiling=100_000_000),
        policy("KC", "Khuyến công", ["bao-bi-nhan", "may-moc"]),
    )
