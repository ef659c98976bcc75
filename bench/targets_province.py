"""Ten years of a province's records for the benchmarks of targets, figures and reports, written once for a run."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from bench.ready import set_up

PRODUCTS, PRODUCERS, ACTIVITIES, PARTICIPATIONS, PERSONS = 5_000, 2_500, 50_000, 500_000, 60_000
OUTLETS, SITES, ASSIGNMENTS = 300, 60, 3_000
FIRST, LAST = date(2016, 1, 1), date(2025, 12, 31)
DAYS = (LAST - FIRST).days
NAME, OFFICER = "Kế hoạch đo thử", "dieuphoi@ban.example"


@contextmanager
def province() -> Iterator[Any]:
    """The plan of the province, its `officer` with it; what a benchmark changes is rolled back.

    On SQLite the province has a file of its own, so that one run writes it once and other benchmarks do not meet it.
    """
    set_up()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection, transaction

    usual = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        connection.close()
        connection.settings_dict["NAME"] = settings.VAR_DIR / "province.sqlite3"
    try:
        call_command("migrate", verbosity=0)
        plan = _written()
        with transaction.atomic():
            yield plan
            transaction.set_rollback(True)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def _written() -> Any:
    """The plan as it stands in the database, written there if it does not."""
    from django.db import connection, transaction

    from ocop.ground.accounts.models import User
    from ocop.ground.planning.models import Plan

    if not Plan.objects.filter(name=NAME).exists():
        with transaction.atomic():
            Province(random.Random(124))  # a bench, not a secret
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
    plan: Any = Plan.objects.get(name=NAME)
    plan.officer = User.objects.get(login=OFFICER)
    return plan


def _bulk(model: Any, rows: Callable[[], Any]) -> list[Any]:
    made: list[Any] = model.objects.bulk_create(rows(), batch_size=2_000)
    return made


class Province:
    """The records by kind, each made after what it names; the plan is plan 124's own."""

    def __init__(self, rng: random.Random) -> None:
        from ocop.kit import clock

        self.rng, self.at = rng, clock.now()
        self._offices()
        self._makers()
        self._stars()
        self._markets()
        self._activities()
        self._plan()

    def day(self) -> date:
        return FIRST + timedelta(days=self.rng.randrange(DAYS))

    def _offices(self) -> None:
        from ocop.ground.accounts.models import User
        from ocop.ground.offices.models import Appointment, Office, Unit
        from ocop.ground.offices.states import OfficeKind, Role, Tier

        province = Unit.objects.create(
            name="Tỉnh đo thử", code="do-00", kind="province", tier="province", valid_from=FIRST
        )
        self.units = _bulk(
            Unit,
            lambda: [
                Unit(name=f"Xã {place}", code=f"do-{place}", kind="commune", tier="commune", parent=province,
                     valid_from=FIRST, sort_key=f"{place:03}")
                for place in range(1, 103)
            ],
        )  # fmt: skip
        self.offices = _bulk(
            Office,
            lambda: [
                Office(name=f"Cơ quan {place}", tier=Tier.PROVINCE, unit=province, valid_from=FIRST,
                       sort_key=f"{place:03}", kind=OfficeKind.DEPARTMENT if place else OfficeKind.COORDINATION_OFFICE)
                for place in range(20)
            ],
        )  # fmt: skip
        self.officer = User.objects.create_user(OFFICER, None, full_name="Nguyễn Thị Điều Phối")
        Appointment.objects.create(
            user=self.officer, office=self.offices[0], role=Role.PROVINCE_OFFICER, valid_from=FIRST
        )

    def _makers(self) -> None:
        from ocop.ground.producers.models import Producer, Product

        def filled(row: Any) -> Any:
            row.fill_search_columns()
            return row

        self.producers = _bulk(
            Producer,
            lambda: [
                filled(Producer(name=f"Cơ sở {place}", unit=self.rng.choice(self.units), created_at=self.at))
                for place in range(PRODUCERS)
            ],
        )
        self.products = _bulk(
            Product,
            lambda: [
                filled(
                    Product(name=f"Sản phẩm {place}", producer=self.producers[place % PRODUCERS], created_at=self.at)
                )
                for place in range(PRODUCTS)
            ],
        )

    def _stars(self) -> None:
        """A recognition of every product, most of them renewed once; some dossiers sent to the ministry."""
        from ocop.cycle.certification.models import Recognition, Referral
        from ocop.cycle.dossiers.models import Dossier
        from ocop.cycle.dossiers.states import DossierState
        from ocop.ground.programme.models import Round

        rows = []
        for product in self.products:
            start = self.day()
            for turn in range(2):
                begins = start + timedelta(days=1096 * turn)
                rows.append(
                    Recognition(product=product, stars=self.rng.choice((3, 3, 3, 4, 4, 5)), year=begins.year,
                                valid_from=begins, valid_until=begins + timedelta(days=1095), is_reconstructed=True)
                )  # fmt: skip
        stars = _bulk(Recognition, lambda: rows)
        round_ = Round.objects.create(
            name="Đợt đo thử", year=2020, ordinal=1, office=self.offices[0], criteria_id="1048-2019", opens_on=FIRST,
            proposal_due=LAST, meeting_due=LAST,
        )  # fmt: skip
        sent = [row for row in stars if row.stars == 4 and row.year == 2020][:300]
        dossiers = _bulk(
            Dossier,
            lambda: [
                Dossier(product=row.product, producer=row.product.producer, round=round_, criteria_id="1048-2019",
                        sheet_code="I.3.e", state=DossierState.REFERRED, number=f"do-{place}", started_at=self.at,
                        lodged_at=self.at, accepted_at=self.at)
                for place, row in enumerate(sent)
            ],
        )  # fmt: skip
        _bulk(
            Referral,
            lambda: [Referral(dossier=each, to_office=self.offices[0], sent_on=self.day()) for each in dossiers],
        )

    def _markets(self) -> None:
        from ocop.support.markets.models import LargeSpan, Listing, Outlet, Partner, Placement, TouristSite
        from ocop.support.markets.states import OutletKind, PartnerKind, PlacementBasis, RecordState

        kept = {"created_at": self.at}
        floor = Partner.objects.create(name="Sàn đo thử", kind=PartnerKind.MARKETPLACE, **kept)
        sites = [
            TouristSite.objects.create(name=f"Điểm du lịch {place}", unit=self.rng.choice(self.units), **kept)
            for place in range(SITES)
        ]
        _bulk(LargeSpan, lambda: [LargeSpan(site=site, valid_from=self.day(), reason="đo thử") for site in sites])
        outlets = [
            Outlet.objects.create(
                name=f"Điểm bán {place}",
                kind=OutletKind.SUPERMARKET if place % 2 else OutletKind.COUNTER,
                tourist_site=None if place % 2 else self.rng.choice(sites),
                opened_on=self.day(),
                **kept,
            )
            for place in range(OUTLETS)
        ]
        basis, state = PlacementBasis.values[0], RecordState.CONFIRMED
        _bulk(
            Placement,
            lambda: [
                Placement(product=product, outlet=self.rng.choice(outlets), basis=basis, state=state,
                          starts_on=self.day(), **kept)
                for product in self.products for _ in range(2)
            ],
        )  # fmt: skip
        _bulk(
            Listing,
            lambda: [
                Listing(product=product, partner=floor, state=state, starts_on=self.day(), **kept)
                for product in self.products[::2]
            ],
        )

    def _activities(self) -> None:
        from ocop.support.activities.kinds import known_kinds
        from ocop.support.activities.models import Activity, Participation, Person
        from ocop.support.activities.states import ActivityState, PersonGroup, Who

        kinds, groups = sorted(known_kinds()), PersonGroup.values
        producer_ids = [each.pk for each in self.producers]

        def person(place: int) -> Any:
            one = Person(
                full_name=f"Nguyễn Văn {place}", group=groups[place % len(groups)],
                unit_id=self.rng.choice(self.units).pk, created_at=self.at,
            )  # fmt: skip
            one.fill_search_columns()
            return one

        def activity(place: int) -> Any:
            day = self.day()
            return Activity(
                kind=kinds[place % len(kinds)], title=f"Hoạt động {place}", organiser=self.rng.choice(self.offices),
                unit=self.rng.choice(self.units), starts_on=day, ends_on=day, state=ActivityState.HELD,
                created_at=self.at,
            )  # fmt: skip

        persons = _bulk(Person, lambda: (person(place) for place in range(PERSONS)))
        activities = _bulk(Activity, lambda: (activity(place) for place in range(ACTIVITIES)))
        each_time = PARTICIPATIONS // ACTIVITIES

        def came() -> Any:
            for held in activities:
                for one in self.rng.sample(persons, each_time):
                    producer = self.rng.choice(producer_ids) if one.group == PersonGroup.LEADER else None
                    yield Participation(
                        activity_id=held.pk, who=Who.PERSON, person_id=one.pk, group=one.group, producer_id=producer,
                        recorded_at=self.at,
                    )  # fmt: skip

        _bulk(Participation, came)

    def _plan(self) -> None:
        """Plan 124's own eleven figures (nine targets), with three thousand assignments on the board."""
        from ocop.ground.planning.models import Assignment, Plan, Target, Task
        from ocop.ground.planning.states import PlanState
        from ocop.sample.plans import plan_data
        from ocop.support.projects.models import Project

        self.plan = Plan.objects.create(
            kind="period", name=NAME, office=self.offices[0], starts_on=date(2021, 1, 1), ends_on=LAST,
            state=PlanState.ISSUED,
        )  # fmt: skip
        for ordinal, line in enumerate(plan_data()["targets"], start=1):
            Target.objects.create(
                plan=self.plan, ordinal=ordinal, code=line["code"], reference=line["ref"], name=line["name"],
                definition=line["definition"], unit=line["unit"], is_share=line.get("share", False),
                figure=line["figure"], due_on=line["due_on"], measure=line["measure"],
            )  # fmt: skip
        for place, kind in enumerate(("pilot", "pilot", "design_centre")):
            Project.objects.create(
                code=f"do-{place}", kind=kind, name=f"Dự án {place}", office=self.offices[0], state="running",
                began_on=self.day(),
            )  # fmt: skip
        tasks = [
            Task.objects.create(plan=self.plan, ordinal=place, reference=f"IV.{place}", title=f"Nhiệm vụ {place}")
            for place in range(1, 51)
        ]
        years = range(2021, 2026)
        _bulk(
            Assignment,
            lambda: [
                Assignment(task=task, office=office, year=year, due_on=date(year, 12, 15))
                for task in tasks for office in self.offices for year in years
            ][:ASSIGNMENTS],
        )  # fmt: skip
