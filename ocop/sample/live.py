"""A round under 26/2026 on the machine's own date, with a dossier at every stage, so that every home has work.

Two rounds stand open: the one whose council may still meet, and the one that takes proposals now; for part of the year
they are the same. Everything is done by sample people through the actions the pages use, at moments before now.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ocop.cycle.certification.actions import record_decision, refer_to_ministry
from ocop.cycle.dossiers import actions
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.evaluation import actions as evaluation
from ocop.ground.accounts.models import User
from ocop.ground.offices.models import Appointment, Office
from ocop.ground.offices.states import OfficeKind, Role
from ocop.ground.producers.models import Product
from ocop.ground.programme.actions import start_evaluating
from ocop.ground.programme.models import Round
from ocop.ground.programme.states import RoundState
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.rules.calendar import RoundDates, next_round, sitting_round
from ocop.sample import council, journey
from ocop.sample.people import people_data, province_committee

CRITERIA_ID = "26-2026"
SEED = 2026
# How far along each stage of `people.yaml` is; a later stage has passed all earlier ones.
BEFORE_LODGING, BEFORE_COUNCIL = ("draft",), ("lodged", "returned", "forwarded", "accepted")
QUALITY = {"referred": 1.0, "recognised": 0.74, "concluded": 0.7}
# The star whose minimum marks the council's sheets meet, so that each stage ends where it should.
MEETS = {"referred": 5, "recognised": 3}


@dataclass(frozen=True)
class Cast:
    """The sample officers who move dossiers along, on one day."""

    province: Actor
    secretary: Actor
    leader: Actor
    commune_of: dict[int, Actor]


def load_live_round(*, at: datetime) -> None:
    """Make the rounds and bring every sample product to its stage; does nothing when it was done before."""
    if Round.objects.filter(criteria_id=CRITERIA_ID).exists():
        return
    cast = _cast(at)
    sitting, taking = _rounds(at)
    rng = random.Random(SEED)  # noqa: S311 — made-up marks, not a secret
    early = at - timedelta(days=35)
    if early.date() > sitting.proposal_due:
        early = early.replace(year=sitting.proposal_due.year, month=sitting.proposal_due.month, day=1)
    before_council = []
    for line in people_data()["producers"]:
        stage = line["stage"]
        round_ = taking if stage in BEFORE_LODGING + BEFORE_COUNCIL else sitting
        moment = at - timedelta(days=6) if round_ is taking and taking != sitting else early
        dossier = _bring_to_province(line, round_, stage, cast, rng, moment)
        if stage not in BEFORE_LODGING + BEFORE_COUNCIL:
            before_council.append((stage, dossier))
    if sitting != taking:
        start_evaluating(sitting, why="Tỉnh đã nhận đủ hồ sơ của đợt.", by=cast.province, at=at - timedelta(days=5))
    _bring_before_council(sitting, before_council, cast, rng, at=at - timedelta(days=4))


def _cast(at: datetime) -> Cast:
    on = local_date(at)

    def holder(role: str) -> Actor:
        appointment = Appointment.objects.filter(user__is_sample=True, role=role).select_related("user").first()
        assert appointment is not None, f"no sample person holds {role}"  # noqa: S101 — the sample's own people
        return journey.actor(appointment.user, on)

    communes = Appointment.objects.filter(user__is_sample=True, role=Role.COMMUNE_OFFICER)
    return Cast(
        province=holder(Role.PROVINCE_OFFICER),
        secretary=holder(Role.SECRETARY),
        leader=holder(Role.LEADER),
        commune_of={
            appointment.office_id: journey.actor(appointment.user, on)
            for appointment in communes.select_related("user")
        },
    )


def _rounds(at: datetime) -> tuple[Round, Round]:
    """The round whose council may still meet, and the one that takes proposals; one row when they are the same."""
    on = local_date(at)
    sitting, taking = sitting_round(on), next_round(on)
    first = _round(sitting, at)
    return first, first if sitting == taking else _round(taking, at)


def _round(dates: RoundDates, at: datetime) -> Round:
    opens_on = min(dates.proposal_due - timedelta(days=120), local_date(at) - timedelta(days=60))
    return Round.objects.create(
        name=f"Đợt {dates.ordinal} năm {dates.year}",
        year=dates.year,
        ordinal=dates.ordinal,
        office=province_committee(),
        criteria_id=CRITERIA_ID,
        opens_on=opens_on,
        proposal_due=dates.proposal_due,
        meeting_due=dates.meeting_due,
        state=RoundState.OPEN,
        is_trial=True,
    )


def _bring_to_province(
    line: dict[str, Any], round_: Round, stage: str, cast: Cast, rng: random.Random, at: datetime
) -> Dossier:
    """Open, fill, lodge, check, forward and accept one dossier, stopping where its stage says."""
    product = Product.objects.select_related("producer__unit").get(name=line["product"], is_sample=True)
    user = User.objects.get(login=line["phone"])
    producer = journey.actor(user, local_date(at))
    wanted = 5 if stage == "referred" else 4
    dossier = journey.start(product, round_, by=producer, at=at, wanted_stars=wanted)
    if stage == "draft":
        return dossier
    journey.fill(dossier, QUALITY.get(stage, 0.6), rng, by=producer, at=at + timedelta(hours=2))
    dossier = actions.submit_dossier(dossier, by=producer, at=at + timedelta(hours=3))
    if stage == "lodged":
        return dossier
    commune = cast.commune_of[dossier.reading_office_id or 0]
    checked_at = at + timedelta(days=2)
    if stage == "returned":
        journey.send_back(dossier, by=commune, at=checked_at)
        return dossier
    journey.check(dossier, by=commune, at=checked_at)
    dossier = actions.forward_dossier(
        dossier, proposal_number=f"{dossier.pk:02d}/ĐN-UBND", by=commune, at=checked_at + timedelta(hours=1)
    )
    if stage == "forwarded":
        return dossier
    return actions.accept_dossier(dossier, by=cast.province, at=checked_at + timedelta(days=1))


def _bring_before_council(
    round_: Round, staged: list[tuple[str, Dossier]], cast: Cast, rng: random.Random, *, at: datetime
) -> None:
    """A council sits: one dossier waits, one is being scored, one is closed, the others are concluded."""
    people = [
        (User.objects.get(login=line["login"]), line["role"], line["represents"]) for line in people_data()["council"]
    ]
    body = council.set_up(round_, people, number="01/QĐ-UBND-MAU", by=cast.province, at=at)
    dockets = council.dockets_of(body, [dossier for _, dossier in staged], by=cast.province, at=at)
    sitting = council.sit(body, by=cast.secretary, at=at + timedelta(days=1))
    members = council.members_of(body, local_date(at))
    chair = council.chair_of(body, local_date(at))
    for (stage, _), docket in zip(staged, dockets, strict=True):
        if stage == "waiting":
            continue
        moment = at + timedelta(days=1, minutes=10)
        (opened,) = evaluation.open_scoring([docket], sitting=sitting, by=cast.secretary, at=moment)
        if stage == "scoring":
            continue
        quality = QUALITY.get(stage, 0.6)
        council.score(opened, members, quality, rng, at=moment, meets=MEETS.get(stage, 0))
        closed, _ = council.close(opened, sitting, members, quality, rng, by=cast.secretary, at=moment)
        if stage != "closed":
            evaluation.conclude_docket(closed, text="Hội đồng thống nhất. (Kết luận mẫu.)", by=chair, at=moment)
    _decide([dossier for stage, dossier in staged if stage == "recognised"], cast, at=at + timedelta(days=2))
    _refer([dossier for stage, dossier in staged if stage == "referred"], cast, at=at + timedelta(days=2))


def _decide(dossiers: list[Dossier], cast: Cast, *, at: datetime) -> None:
    record_decision(
        number="02/QĐ-UBND-MAU",
        signed_on=local_date(at),
        office=province_committee(),
        dossiers=dossiers,
        signer="Đặng Minh Khánh",
        by=cast.province,
        at=at,
    )


def _refer(dossiers: list[Dossier], cast: Cast, *, at: datetime) -> None:
    ministry = Office.objects.filter(kind=OfficeKind.MINISTRY, valid_to__isnull=True).latest("valid_from")
    for dossier in dossiers:
        refer_to_ministry(
            dossier,
            to_office=ministry,
            letter_number="03/UBND-MAU",
            sent_on=local_date(at),
            by=cast.leader,
            at=at,
        )
