"""A sample council at work: set up, sitting, scoring, closing and concluding through the actions the pages use."""

import random
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.evaluation import actions
from ocop.cycle.evaluation.models import Council, Docket, ScoreSheet, Sitting
from ocop.cycle.evaluation.states import DocketState, GateTest, Rounding, SeatRole
from ocop.ground.accounts.models import User
from ocop.ground.programme.models import Round
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.rules.criteria import load
from ocop.sample import journey
from ocop.sample.marking import made_up_marks, wobble

RULES_SOURCE = (
    "Thiết lập mẫu. Trung bình cộng, chênh lệch tối đa 10 điểm: cách làm của Đồng Tháp theo QĐ 1048; tỷ lệ họp 75 %: "
    "quy chế của Tây Ninh; cách xét điểm tối thiểu: chưa có quy định, mặc định của nền tảng"
)
WOBBLE = 0.18


def plan(name: str, number: str, decided_on: date) -> actions.CouncilPlan:
    """The settings a sample council sits under, with where they come from."""
    return actions.CouncilPlan(
        name=name,
        decision_number=number,
        decided_on=decided_on,
        quorum_percent=75,
        quorum_needs_chair=True,
        spread_limit=10,
        decimals=2,
        rounding=Rounding.NONE,
        gate_test=GateTest.MAJORITY,
        rules_source=RULES_SOURCE,
    )


def set_up(round_: Round, seats: Iterable[tuple[User, str, str]], *, number: str, by: Actor, at: datetime) -> Council:
    """A council of the round with these people: (person, role, whom they represent)."""
    council = actions.create_council(
        plan(f"Hội đồng đánh giá, phân hạng sản phẩm OCOP cấp tỉnh, {round_.name.lower()}", number, local_date(at)),
        round_=round_,
        office=round_.office,
        by=by,
        at=at,
    )
    for user, role, represents in seats:
        actions.seat_member(council, user=user, role=role, represents=represents, by=by, at=at)
    return council


def sit(council: Council, *, by: Actor, at: datetime) -> Sitting:
    """A meeting with everybody there."""
    return actions.open_sitting(
        council,
        held_on=local_date(at),
        place="Phòng họp Ủy ban nhân dân tỉnh",
        present=council.seats.all(),
        by=by,
        at=at,
    )


def members_of(council: Council, on: date) -> dict[int, Actor]:
    """Each seat's person as they stand on the day, by seat."""
    return {seat.pk: journey.actor(seat.user, on) for seat in council.seats.select_related("user")}


def score(
    docket: Docket,
    members: Mapping[int, Actor],
    quality: float,
    rng: random.Random,
    *,
    at: datetime,
    meets: int = 0,
    is_disputed: bool = False,
) -> None:
    """Every member of the present turn fills and seals a sheet around one quality (see `marking`).

    In a disputed dossier the last member sees it at the other end of the scale, so that the spread passes any limit.
    """
    sheet = load(docket.dossier.criteria_id).sheet(docket.dossier.sheet_code)
    first = made_up_marks(sheet, quality, rng, meets)
    sheets = list(docket.sheets.filter(turn=docket.turn).order_by("seat__order", "seat_id"))
    for number, filled in enumerate(sheets):
        marks = first if number == 0 else wobble(first, sheet, rng, WOBBLE)
        if is_disputed and number == len(sheets) - 1:
            marks = made_up_marks(sheet, 0.0 if quality > 0.5 else 1.0, rng)
        _fill_sheet(filled, marks, members[filled.seat_id], at + timedelta(seconds=number))


def _fill_sheet(sheet: ScoreSheet, marks: dict[str, tuple[str, int]], by: Actor, at: datetime) -> None:
    given = [actions.GivenMark(code, points, case) for code, (case, points) in marks.items()]
    actions.save_marks(sheet, given, by=by, at=at)
    actions.seal_sheet(sheet, by=by, at=at)


def close(
    docket: Docket,
    sitting: Sitting,
    members: Mapping[int, Actor],
    quality: float,
    rng: random.Random,
    *,
    by: Actor,
    at: datetime,
) -> tuple[Docket, int]:
    """Close the scoring; while the spread is over the limit, score again. Returns the docket and how often."""
    again = 0
    docket = actions.close_scoring(docket, by=by, at=at)
    while docket.state == DocketState.SPREAD:
        again += 1
        (docket,) = actions.open_scoring([docket], sitting=sitting, by=by, at=at)
        score(docket, members, quality, rng, at=at)
        docket = actions.close_scoring(docket, by=by, at=at)
    return docket, again


def chair_of(council: Council, on: date) -> Actor:
    """The person in the chair."""
    return journey.actor(council.seats.select_related("user").get(role=SeatRole.CHAIR).user, on)


def dockets_of(council: Council, dossiers: Iterable[Dossier], *, by: Actor, at: datetime) -> list[Docket]:
    """Put accepted dossiers before the council."""
    return actions.take_up_dossiers(council, dossiers, by=by, at=at)
