"""Builders for what stands before a council: an accepted dossier, a council with seats, a sitting, filled sheets."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.states import DossierState
from ocop.cycle.evaluation import actions
from ocop.cycle.evaluation.models import Council, Docket, ScoreSheet, Seat, Sitting
from ocop.cycle.evaluation.states import SeatRole
from ocop.ground.accounts.models import User
from ocop.ground.producers.models import Product
from ocop.rules.criteria import Sheet, load
from tests.world import NOW, World

REGULATION = "Quy chế Hội đồng OCOP tỉnh, Điều 8 (Quyết định 15/QĐ-UBND-HC)"


def make_accepted(world: World, product: Product, number: str = "01/PĐK-82-30076-2026", **values: Any) -> Dossier:
    """A dossier the province has accepted, without the road that led there."""
    return Dossier.objects.create(
        product=product,
        producer=product.producer,
        round=world.round,
        criteria_id="26-2026",
        sheet_code=product.classifications.get(criteria_id="26-2026").set_code,
        state=DossierState.ACCEPTED,
        number=number,
        started_at=NOW,
        lodged_at=NOW,
        accepted_at=NOW,
        **values,
    )


def plan(**changes: Any) -> actions.CouncilPlan:
    values = {
        "name": "Hội đồng đánh giá, phân hạng sản phẩm OCOP tỉnh đợt 2 năm 2026",
        "decision_number": "1520/QĐ-UBND-HC",
        "decided_on": date(2026, 11, 2),
        "quorum_percent": 75,
        "quorum_needs_chair": True,
        "spread_limit": 10,
        "decimals": 2,
        "rounding": "none",
        "gate_test": "majority",
        "rules_source": REGULATION,
    }
    return actions.CouncilPlan(**{**values, **changes})


@dataclass
class Table:
    """A council of a chair, three members and a secretary; `sitting` once they have met."""

    world: World
    council: Council
    chair: Seat
    members: list[Seat]
    secretary: Seat
    sitting: Sitting | None = None

    @property
    def scorers(self) -> list[Seat]:
        return [self.chair, *self.members]

    def by(self, seat: Seat) -> Any:
        return self.world.actor(seat.user)

    def sit(self, present: Iterable[Seat] | None = None, at: datetime = NOW) -> Sitting:
        here = [*self.scorers, self.secretary] if present is None else list(present)
        self.sitting = actions.open_sitting(
            self.council, held_on=at.date(), present=here, by=self.by(self.secretary), at=at
        )
        return self.sitting

    def docket(self, dossier: Dossier) -> Docket:
        return actions.take_up_dossiers(self.council, [dossier], by=self.by(self.secretary), at=NOW)[0]

    def open(self, docket: Docket, **values: Any) -> Docket:
        opened = actions.open_scoring(
            [docket], sitting=self.sitting or self.sit(), by=self.by(self.secretary), at=NOW, **values
        )
        return opened[0]

    def sheet(self, docket: Docket, seat: Seat) -> ScoreSheet:
        turn = Docket.objects.get(pk=docket.pk).turn
        return ScoreSheet.objects.select_related("docket__council", "docket__dossier", "seat").get(
            docket=docket, seat=seat, turn=turn
        )

    def fill(self, docket: Docket, seat: Seat, points: dict[str, Any], *, seal: bool = True) -> ScoreSheet:
        sheet = self.sheet(docket, seat)
        actions.save_marks(sheet, actions.given_marks(points), by=self.by(seat), at=NOW)
        if not seal:
            return sheet
        blanks = [code for code in sheet_of(docket.dossier).criteria if code not in points]
        return actions.seal_sheet(sheet, zeros=blanks, by=self.by(seat), at=NOW)

    def close(self, docket: Docket, **values: Any) -> Docket:
        return actions.close_scoring(docket, by=self.by(self.secretary), at=NOW, **values)


def make_council(world: World, **changes: Any) -> Table:
    by = world.actor(world.chi_thao)
    council = actions.create_council(
        plan(**changes), round_=world.round, office=world.province_committee, by=by, at=NOW
    )

    def seat(user: User, role: str, represents: str) -> Seat:
        return actions.seat_member(council, user=user, role=role, represents=represents, by=by, at=NOW)

    return Table(
        world=world,
        council=council,
        chair=seat(world.ong_khanh, SeatRole.CHAIR, "UBND tỉnh"),
        members=[
            seat(user, SeatRole.MEMBER, office)
            for user, office in zip(
                world.council_members, ["Sở Công Thương", "Sở Y tế", "Sở Khoa học và Công nghệ"], strict=True
            )
        ],
        secretary=seat(world.chi_thao, SeatRole.SECRETARY, "Văn phòng Điều phối"),
    )


def best_marks(sheet: Sheet) -> dict[str, Any]:
    """The highest printed option of every criterion."""
    from ocop.rules.scoring import Mark

    marks: dict[str, Any] = {}
    for code, criterion in sheet.criteria.items():
        if criterion.cases:
            case, points = max(
                ((each.case, option.points) for each in criterion.cases for option in each.options),
                key=lambda pair: pair[1],
            )
            marks[code] = Mark(points, case)
        else:
            marks[code] = max(criterion.points_of(None))
    return marks


def marks_worth(sheet: Sheet, wanted: int) -> dict[str, Any]:
    """Marks of every criterion that add up to `wanted` points exactly, by lowering the best sheet step by step."""
    marks = best_marks(sheet)
    too_much = sum(value if isinstance(value, int) else value.points for value in marks.values()) - wanted
    for code in reversed(list(marks)):
        if not isinstance(marks[code], int) or code.startswith("B.5"):
            continue
        options = sorted({*sheet.criteria[code].points_of(None)}, reverse=True)
        lower = [points for points in options if marks[code] - points <= too_much]
        best = min(lower)
        too_much -= marks[code] - best
        marks[code] = best
        if not too_much:
            return marks
    raise AssertionError(f"no sheet of {wanted} points found")


def sheet_of(dossier: Dossier) -> Sheet:
    return load(dossier.criteria_id).sheet(dossier.sheet_code)
