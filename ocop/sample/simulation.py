"""A whole round run through the same actions the pages use: dossiers, first reading, council, decision.

Everything it makes is marked as sample data and hangs on one trial round, whose name says it was simulated.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Max

from ocop.cycle.certification.actions import record_decision
from ocop.cycle.certification.plan import Outcome, outcome_of
from ocop.cycle.dossiers import actions
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.evaluation import actions as evaluation
from ocop.cycle.evaluation.models import Council, Docket, Sitting
from ocop.cycle.evaluation.states import SeatRole
from ocop.ground.accounts.models import User
from ocop.ground.offices.models import Appointment, Office, Unit
from ocop.ground.offices.states import OfficeKind, Role, Tier
from ocop.ground.producers.models import Classification, Producer, ProducerForm, Product, Representative
from ocop.ground.producers.states import LegalForm
from ocop.ground.programme.models import Round
from ocop.ground.programme.states import RoundState
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.rules.criteria import load
from ocop.sample import council, journey
from ocop.sample.people import province_committee

CRITERIA_ID = "26-2026"
SIMULATED_ORDINALS_FROM = 100  # the province's own rounds of a year are numbered from 1
DOSSIERS_PER_PRODUCER = 2


@dataclass
class Summary:
    """What a simulated round came to, for the closing lines."""

    dossiers: int = 0
    sheets: int = 0
    marks: int = 0
    scored_again: int = 0
    stars: Counter[int] = field(default_factory=Counter)
    recognised: int = 0
    to_ministry: int = 0
    not_ranked: int = 0


@dataclass
class Simulation:
    """One run: `members` scoring people on the council, everything random drawn from one seed."""

    dossiers: int
    members: int
    seed: int
    at: datetime
    summary: Summary = field(default_factory=Summary)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)  # noqa: S311 — made-up marks, not a secret
        self.label = f"mô phỏng {self.seed}"
        self.start = self.at - timedelta(days=40)

    def run(self) -> Iterator[str]:
        """Yield the name of a step each time one dossier has passed it."""
        round_ = self._round()
        self.secretary = self._officer(Role.SECRETARY, round_.ordinal)
        self.province = self._officer(Role.PROVINCE_OFFICER, round_.ordinal)
        accepted = []
        for product in self._products(round_):
            accepted.append(self._to_province(product, round_))
            yield "hồ sơ"
        body, sitting = self._council(round_)
        dockets = council.dockets_of(body, accepted, by=self.province, at=self.at - timedelta(days=10))
        evaluation.open_scoring(dockets, sitting=sitting, by=self.secretary, at=self.at - timedelta(days=9))
        people = council.members_of(body, local_date(self.at))
        chair = council.chair_of(body, local_date(self.at))
        before_council = list(Docket.objects.filter(council=body).select_related("dossier").order_by("order", "pk"))
        disputed = before_council[self.seed % len(before_council)]
        for docket in before_council:
            self._judge(docket, sitting, people, chair, is_disputed=docket == disputed)
            yield "chấm và kết luận"
        self._decide(round_)
        evaluation.end_council(body, by=self.secretary, at=self.at)

    def _round(self) -> Round:
        office, on = province_committee(), local_date(self.at)
        last = Round.objects.filter(office=office, year=on.year, ordinal__gte=SIMULATED_ORDINALS_FROM).aggregate(
            last=Max("ordinal")
        )["last"]
        ordinal = (last or SIMULATED_ORDINALS_FROM - 1) + 1
        return Round.objects.create(
            name=f"Đợt {self.label} (số {ordinal})",
            year=on.year,
            ordinal=ordinal,
            office=office,
            criteria_id=CRITERIA_ID,
            opens_on=on - timedelta(days=60),
            proposal_due=on,
            meeting_due=on + timedelta(days=30),
            state=RoundState.OPEN,
            is_trial=True,
        )

    def _officer(self, role: str, number: int) -> Actor:
        office = Office.objects.filter(
            kind=OfficeKind.COORDINATION_OFFICE, tier=Tier.PROVINCE, valid_to__isnull=True
        ).first()
        return self._appointed(f"{role}.{number}@mophong.example", f"Cán bộ {self.label}", office, role)

    def _appointed(self, login: str, name: str, office: Office | None, role: str) -> Actor:
        """A person made for this run with the post it needs; they cannot sign in."""
        user, _ = User.objects.get_or_create(login=login, defaults={"full_name": name, "is_sample": True})
        assert office is not None, "the sample province must be loaded first"  # noqa: S101 — set-up, not input
        Appointment.objects.get_or_create(
            user=user, office=office, role=role, valid_to=None, defaults={"valid_from": date(2025, 7, 1)}
        )
        return journey.actor(user, local_date(self.at))

    def _products(self, round_: Round) -> Iterator[Product]:
        """Sample products spread over the communes and the product sets."""
        committees = Office.objects.filter(
            kind=OfficeKind.PEOPLES_COMMITTEE, tier=Tier.COMMUNE, valid_to__isnull=True
        ).select_related("unit")
        offices = [(office, office.unit) for office in committees.order_by("pk") if office.unit]
        sets = list(load(CRITERIA_ID).sheets)
        self.communes: dict[int, Actor] = {}
        producer = None
        for number in range(self.dossiers):
            if number % DOSSIERS_PER_PRODUCER == 0:
                office, unit = offices[(number // DOSSIERS_PER_PRODUCER) % len(offices)]
                self.communes[office.pk] = self._appointed(
                    f"xa.{office.pk}.{round_.ordinal}@mophong.example",
                    "Cán bộ xã mô phỏng",
                    office,
                    Role.COMMUNE_OFFICER,
                )
                producer = self._producer(number, unit, round_)
            assert producer is not None  # noqa: S101 — the first number makes one
            product = Product.objects.create(
                name=f"Sản phẩm {self.label} số {number + 1:03d}",
                producer=producer,
                is_sample=True,
                created_at=self.start,
            )
            Classification.objects.create(
                product=product, criteria_id=CRITERIA_ID, set_code=sets[number % len(sets)], set_at=self.start
            )
            yield product

    def _producer(self, number: int, unit: Unit, round_: Round) -> Producer:
        user, _ = User.objects.get_or_create(
            login=f"chuthe.{number}.{round_.ordinal}@mophong.example",
            defaults={"full_name": f"Đại diện mô phỏng {number + 1}", "is_sample": True},
        )
        producer = Producer.objects.create(
            name=f"Chủ thể {self.label} số {number // DOSSIERS_PER_PRODUCER + 1:03d}",
            unit=unit,
            is_sample=True,
            created_at=self.start,
        )
        form = self.rng.choice([LegalForm.ENTERPRISE, LegalForm.COOPERATIVE, LegalForm.HOUSEHOLD])
        ProducerForm.objects.create(producer=producer, form=form, valid_from=date(2022, 1, 1))
        Representative.objects.create(producer=producer, user=user, valid_from=date(2022, 1, 1))
        self.representative = journey.actor(user, local_date(self.start))
        return producer

    def _to_province(self, product: Product, round_: Round) -> Dossier:
        at, by = self.start, self.representative
        dossier = journey.start(product, round_, by=by, at=at)
        journey.fill(dossier, self._quality(), self.rng, by=by, at=at)
        dossier = actions.submit_dossier(dossier, by=by, at=at + timedelta(hours=2))
        commune = self.communes[dossier.reading_office_id or 0]
        journey.check(dossier, by=commune, at=at + timedelta(days=2))
        dossier = actions.forward_dossier(dossier, proposal_number="MP", by=commune, at=at + timedelta(days=3))
        self.summary.dossiers += 1
        return actions.accept_dossier(dossier, by=self.province, at=at + timedelta(days=4))

    def _quality(self) -> float:
        return min(max(self.rng.gauss(0.72, 0.15), 0.2), 1.0)

    def _council(self, round_: Round) -> tuple[Council, Sitting]:
        at = self.at - timedelta(days=20)
        people = []
        for number in range(self.members):
            role = SeatRole.CHAIR if number == 0 else SeatRole.MEMBER
            login = f"hoidong.{number}.{round_.ordinal}@mophong.example"
            self._appointed(login, f"Thành viên mô phỏng {number + 1}", round_.office, Role.COUNCIL_MEMBER)
            people.append((User.objects.get(login=login), role, "Cơ quan mô phỏng"))
        people.append((User.objects.get(pk=self.secretary.user_id), SeatRole.SECRETARY, "Văn phòng Điều phối"))
        body = council.set_up(round_, people, number=f"MP-{round_.ordinal}", by=self.province, at=at)
        return body, council.sit(body, by=self.secretary, at=self.at - timedelta(days=9))

    def _judge(
        self, docket: Docket, sitting: Sitting, people: dict[int, Actor], chair: Actor, *, is_disputed: bool
    ) -> None:
        """Score, close, conclude; a disputed dossier is scored again, as at least one of every round is."""
        at, quality = self.at - timedelta(days=9), self._quality()
        council.score(docket, people, quality, self.rng, at=at, is_disputed=is_disputed)
        closed, again = council.close(docket, sitting, people, quality, self.rng, by=self.secretary, at=at)
        concluded = evaluation.conclude_docket(closed, text="Kết luận mô phỏng.", by=chair, at=at)
        sheet = load(docket.dossier.criteria_id).sheet(docket.dossier.sheet_code)
        self.summary.scored_again += again
        self.summary.sheets += self.members * (again + 1)
        self.summary.marks += self.members * (again + 1) * len(sheet.criteria)
        self.summary.stars[concluded.stars or 0] += 1

    def _decide(self, round_: Round) -> None:
        """Recognise what the province may recognise; the rest stays in front of the officers, as it would."""
        outcomes = [
            (dossier, outcome_of(dossier)[0])
            for dossier in Dossier.objects.filter(round=round_).select_related("product__producer__unit", "round")
        ]
        counted = Counter(outcome for _, outcome in outcomes)
        wanted = [dossier for dossier, outcome in outcomes if outcome is Outcome.RECOGNISE]
        if wanted:
            record_decision(
                number=f"MP-{round_.ordinal}/QĐ-UBND",
                signed_on=local_date(self.at),
                office=round_.office,
                dossiers=wanted,
                by=self.province,
                at=self.at,
            )
        self.summary.recognised = len(wanted)
        self.summary.to_ministry = counted[Outcome.REFER]
        self.summary.not_ranked = counted[Outcome.REFUSE]
