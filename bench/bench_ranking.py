"""The ranking page of 200 dossiers × 9 members × 26 criteria, against the one SQL aggregate that reads the same marks.

Also a whole sheet saved and handed in through the very actions that the pages use.
"""

import random
from typing import Any

from bench.ready import set_up_with_tables
from bench.result import Result, against, in_turns, seconds

DOSSIERS, MEMBERS = 200, 9
# A product set whose sheet has exactly the 26 criteria the promise names.
CRITERIA, SET = "26-2026", "V.1"
MOST_QUERIES = 12

AGGREGATE = """
SELECT docket_id, AVG(total), MAX(total) - MIN(total)
FROM (
    SELECT sheet.docket_id AS docket_id, SUM(mark.points) AS total
    FROM evaluation_mark AS mark
    JOIN evaluation_scoresheet AS sheet ON sheet.id = mark.sheet_id
    JOIN evaluation_docket AS docket ON docket.id = sheet.docket_id AND docket.turn = sheet.turn
    WHERE docket.council_id = %s AND sheet.state = 'sealed'
    GROUP BY sheet.id, sheet.docket_id
) AS sheets
GROUP BY docket_id ORDER BY 2 DESC
"""


def run() -> list[Result]:
    """The page's time against its aggregate, its number of queries, and one sheet through the actions."""
    set_up_with_tables()
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    with transaction.atomic():
        season = _fill()
        page = _page(season)
        aggregate = _aggregate(season.council.pk)
        assert len(aggregate()) == DOSSIERS
        content = page()
        assert content.count(b"<tr>") > DOSSIERS, "every dossier stands on the page"
        with CaptureQueriesContext(
            connection,
        ) as captured:
            page()
        queries = len(captured)
        ours, peer = in_turns(page, aggregate)
        sheet = _one_sheet(season)
        transaction.set_rollback(True)
    name = f"Trang xếp hạng {DOSSIERS} hồ sơ × {MEMBERS} thành viên × {season.criteria} tiêu chí"
    return [
        against(name, ours * 1000, "ms", "một câu SQL gộp cùng các điểm đó", peer * 1000, 5),
        Result("như trên, số câu truy vấn", queries, "câu", goal=f"≤ {MOST_QUERIES}", ok=queries <= MOST_QUERIES),
        Result("Lưu cả phiếu và nộp phiếu", sheet * 1000, "ms", goal="≤ 25 ms", ok=sheet <= 0.025),
    ]


class Season:
    """One council with everything scored and closed, and one more dossier still open."""

    council: Any
    secretary: Any
    open_sheet: Any
    member: Any
    marks: dict[str, int]
    criteria: int


def _fill() -> Season:
    from ocop.cycle.evaluation.models import Docket
    from ocop.cycle.evaluation.states import DocketState
    from ocop.kit import clock
    from ocop.rules.criteria import load

    rng, sheet, at = random.Random(26), load(CRITERIA).sheet(SET), clock.now()  # a bench, not a secret
    season = Season()
    season.criteria = len(sheet.criteria)
    season.marks = {code: max(each.points_of(None)) for code, each in sheet.criteria.items() if not each.cases}
    council, seats, sitting = _council(at)
    season.council, season.secretary, season.member = council, seats[-1].user, seats[0].user
    dossiers = _dossiers(council.round, at)
    dockets = Docket.objects.bulk_create(
        [
            Docket(council=council, dossier=each, order=place, turn=1, sitting=sitting, state=DocketState.SCORING)
            for place, each in enumerate(dossiers)
        ]
    )
    _score(dockets[:-1], seats[:MEMBERS], sheet, rng, at)
    _close(council, sitting, dockets[:-1], at)
    season.open_sheet = dockets[-1].sheets.create(seat=seats[0], turn=1)
    Docket.objects.filter(pk=dockets[-1].pk).update(council=_other_council(council))
    return season


def _council(at: Any) -> tuple[Any, list[Any], Any]:
    from ocop.cycle.evaluation.models import Council, Seat, Sitting
    from ocop.cycle.evaluation.states import CouncilState, SeatRole
    from ocop.ground.accounts.models import User
    from ocop.ground.offices.models import Appointment, Office
    from ocop.ground.offices.states import Role
    from ocop.ground.programme.models import Round

    day = at.date()
    office = Office.objects.create(name="UBND tỉnh đo thử", kind="peoples_committee", tier="province", valid_from=day)
    round_ = Round.objects.create(
        name="Đợt đo thử", year=day.year, ordinal=9, office=office, criteria_id=CRITERIA,
        opens_on=day, proposal_due=day, meeting_due=day,
    )  # fmt: skip
    council = Council.objects.create(
        name="Hội đồng đo thử", round=round_, office=office, decision_number="1", decided_on=day,
        state=CouncilState.SITTING, rules_source="bài đo", spread_limit=100,
    )  # fmt: skip
    roles = [SeatRole.CHAIR, *[SeatRole.MEMBER] * (MEMBERS - 1), SeatRole.SECRETARY]
    seats = [
        Seat.objects.create(
            council=council,
            user=User.objects.create_user(f"do{place}@ban.example", None, full_name=f"Nguyễn Văn {place}"),
            role=role,
            order=place,
        )
        for place, role in enumerate(roles)
    ]
    Appointment.objects.bulk_create(
        Appointment(user=seat.user, office=office, role=Role.COUNCIL_MEMBER, valid_from=day) for seat in seats
    )
    sitting = Sitting.objects.create(council=council, held_on=day, opened_at=at)
    sitting.present.set(seats)
    return council, seats, sitting


def _other_council(council: Any) -> Any:
    """The same council once more, for the dossier that stays open: the ranking holds exactly the promised 200."""
    from ocop.cycle.evaluation.models import Council, Seat

    seats = list(council.seats.all())
    other = Council.objects.get(pk=council.pk)
    other.pk, other.public_id, other._state.adding = None, "benchcouncil", True
    other.save()
    for seat in seats:
        Seat.objects.create(council=other, user=seat.user, role=seat.role, order=seat.order)
    return other


def _dossiers(round_: Any, at: Any) -> list[Any]:
    from ocop.cycle.dossiers.models import Dossier
    from ocop.cycle.dossiers.states import DossierState
    from ocop.ground.offices.models import Unit
    from ocop.ground.producers.models import Producer, Product

    unit = Unit.objects.create(name="Phương Thịnh", code="99999", kind="commune", tier="commune", valid_from=at.date())
    producer = Producer.objects.create(name="Cơ sở Hoa kiểng Sa Đéc", unit=unit, created_at=at)
    products = [
        Product.objects.create(name=f"Hoa cúc mâm xôi {place}", producer=producer, created_at=at)
        for place in range(DOSSIERS + 1)
    ]
    return Dossier.objects.bulk_create(
        [
            Dossier(
                product=product, producer=producer, round=round_, criteria_id=CRITERIA, sheet_code=SET,
                state=DossierState.EVALUATING, number=f"do-{place}", started_at=at, lodged_at=at, accepted_at=at,
            )
            for place, product in enumerate(products)
        ]
    )  # fmt: skip


def _score(dockets: list[Any], seats: list[Any], sheet: Any, rng: random.Random, at: Any) -> None:
    """A random printed option of every criterion on every sheet, sealed with its total."""
    from ocop.cycle.evaluation.models import Mark, ScoreSheet
    from ocop.cycle.evaluation.states import SheetState
    from ocop.rules import scoring

    sheets, marks = [], []
    for docket in dockets:
        for seat in seats:
            given = {}
            for code, criterion in sheet.criteria.items():
                case = criterion.cases[0].case if criterion.cases else None
                given[code] = scoring.Mark(rng.choice(criterion.points_of(case)), case)
            score = scoring.score(sheet, given)
            made = ScoreSheet(
                docket=docket, seat=seat, turn=1, state=SheetState.SEALED, total=score.total,
                parts=dict(score.parts), sealed_at=at,
            )  # fmt: skip
            sheets.append(made)
            marks += [
                Mark(sheet=made, criterion_code=code, case=mark.case or "", points=mark.points, saved_at=at)
                for code, mark in given.items()
            ]
    ScoreSheet.objects.bulk_create(sheets, batch_size=500)
    Mark.objects.bulk_create(marks, batch_size=2000)


def _close(council: Any, sitting: Any, dockets: list[Any], at: Any) -> None:
    """The results as closing makes them."""
    from ocop.cycle.evaluation import judging
    from ocop.cycle.evaluation.models import Docket
    from ocop.cycle.evaluation.states import DocketState

    quorum = judging.quorum_of(council, sitting)
    rows = Docket.objects.filter(pk__in=[each.pk for each in dockets]).select_related("dossier")
    closed = []
    for docket in rows.prefetch_related("sheets__marks", "sheets__seat__user"):
        found = judging.result_of(council, docket.dossier, list(docket.sheets.all()), (), quorum)
        docket.mean, docket.spread, docket.stars = found.mean, found.spread, found.stars
        docket.band_stars, docket.gate_stars, docket.result = found.band_stars, found.gate_stars, found.record
        docket.state, docket.closed_at = DocketState.CLOSED, at
        closed.append(docket)
    columns = ["mean", "spread", "stars", "band_stars", "gate_stars", "result", "state", "closed_at"]
    Docket.objects.bulk_update(closed, columns, batch_size=100)


def _page(season: Season) -> Any:
    """The page as the secretary's browser asks for it."""
    from django.test import Client
    from django.urls import reverse

    client = Client()
    client.force_login(season.secretary, backend="allauth.account.auth_backends.AuthenticationBackend")
    url = reverse("evaluation:ranking", args=[season.council.public_id])

    def page() -> bytes:
        response = client.get(url)
        assert response.status_code == 200, response.status_code
        return response.content

    return page


def _aggregate(council_id: int) -> Any:
    from django.db import connection

    def aggregate() -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(AGGREGATE, [council_id])
            return cursor.fetchall()

    return aggregate


def _one_sheet(season: Season) -> float:
    """Seconds to save and hand in one sheet."""
    from ocop.config.people import actor_for
    from ocop.cycle.evaluation import actions
    from ocop.cycle.evaluation.models import MarkVersion, ScoreSheet
    from ocop.kit import clock

    at = clock.now()
    by = actor_for(season.member, at.date())

    def fill() -> None:
        ScoreSheet.objects.filter(pk=season.open_sheet.pk).update(state="draft", total=None, sealed_at=None)
        MarkVersion.objects.filter(sheet=season.open_sheet).delete()
        actions.save_marks(season.open_sheet, actions.given_marks(season.marks), by=by, at=at)
        actions.seal_sheet(season.open_sheet, by=by, at=at)

    return seconds(fill)
