"""The targets of plan 124/KH-UBND over ten years of records, each figure and its rows against one bare SQL.

5,000 products, 50,000 activities, 500,000 participations. Also the pages that stand on them: the board of the targets,
one target's page, the board of who is behind and a coordination officer's home.
"""

import os
import random
import tempfile
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from bench.result import Result, against, in_turns

PRODUCTS, PRODUCERS, ACTIVITIES, PARTICIPATIONS, PERSONS = 5_000, 2_500, 50_000, 500_000, 60_000
OUTLETS, SITES, ASSIGNMENTS = 300, 60, 3_000
FIRST, LAST = date(2016, 1, 1), date(2025, 12, 31)
DAYS = (LAST - FIRST).days
MOST_TIMES, MOST_QUERIES, PAGE_OVER, SHOWN = 20, 4, 0.050, 50

# The same figures by hand: every value is bound, and the day of the question is `LAST`.
_STANDS = "r.is_trial = false AND r.state = 'granted' AND r.valid_from <= %(day)s AND r.valid_until >= %(day)s"
_PERSON = "p.who = 'person' AND p.attended AND a.state = 'held' AND a.starts_on BETWEEN %(since)s AND %(day)s"
_TRAINED = (
    "SELECT COUNT(DISTINCT p.{of}) FROM activities_participation p JOIN activities_activity a ON a.id = p.activity_id "
    "WHERE {person} AND a.kind IN ({kinds}) AND p.{who}"
)
_FIRST_STAR = (
    "SELECT COUNT(DISTINCT {of}) FROM certification_recognition r JOIN producers_product t ON t.id = r.product_id "
    "WHERE r.is_trial = false AND r.valid_from BETWEEN %(since)s AND %(day)s AND NOT EXISTS (SELECT 1 FROM "
    "certification_recognition e WHERE e.product_id = r.product_id AND e.valid_from < r.valid_from)"
)


def bare_sql(training: Sequence[str]) -> dict[str, str]:
    """Measure → the one statement that counts the same."""
    kinds = ", ".join(f"'{kind}'" for kind in training)
    trained = {"person": _PERSON, "kinds": kinds}
    statements = {
        "training.officials": _TRAINED.format(
            of="person_id", who="\"group\" IN ('official_province', 'official_district', 'official_commune')", **trained
        ),
        "training.leaders": _TRAINED.format(of="producer_id", who="\"group\" = 'leader'", **trained),
        "certification.new_products": _FIRST_STAR.format(of="r.product_id"),
        "certification.new_producers": _FIRST_STAR.format(of="t.producer_id"),
        "certification.five_star": (
            "SELECT COUNT(DISTINCT r.product_id) FROM certification_recognition r WHERE r.stars = 5 AND {stands}"
        ),
        "certification.four_star_2020_ready": (
            "SELECT COUNT(DISTINCT d.product_id) FROM certification_referral f JOIN dossiers_dossier d "
            "ON d.id = f.dossier_id WHERE f.sent_on <= %(day)s AND EXISTS (SELECT 1 FROM certification_recognition r "
            "WHERE r.product_id = d.product_id AND r.stars = 4 AND r.year = 2020)"
        ),
        "markets.supermarket": (
            "SELECT COUNT(DISTINCT r.product_id) FROM certification_recognition r JOIN markets_placement m "
            "ON m.product_id = r.product_id LEFT JOIN markets_outlet o ON o.id = m.outlet_id WHERE "
            "{stands} AND m.state = 'confirmed' AND o.kind = 'supermarket' AND m.starts_on <= %(day)s "
            "AND (m.ends_on IS NULL OR m.ends_on >= %(day)s)"
        ),
        "markets.ecommerce": (
            "SELECT COUNT(DISTINCT r.product_id) FROM certification_recognition r JOIN markets_listing m "
            "ON m.product_id = r.product_id WHERE {stands} AND m.state = 'confirmed' AND m.starts_on <= %(day)s "
            "AND (m.ends_on IS NULL OR m.ends_on >= %(day)s)"
        ),
        "markets.tourist_counter": (
            "SELECT COUNT(DISTINCT s.site_id) FROM markets_largespan s JOIN markets_outlet o "
            "ON o.tourist_site_id = s.site_id WHERE s.valid_from <= %(day)s AND o.kind = 'counter' "
            "AND o.opened_on <= %(day)s AND (o.closed_on IS NULL OR o.closed_on >= %(day)s)"
        ),
        "projects.pilots": "SELECT COUNT(*) FROM projects_project WHERE kind = 'pilot' AND began_on <= %(day)s",
        "projects.design_centre": (
            "SELECT COUNT(*) FROM projects_project WHERE kind = 'design_centre' AND began_on <= %(day)s"
        ),
    }
    return {measure: text.replace("{stands}", _STANDS) for measure, text in statements.items()}


_STANDING = f"SELECT COUNT(DISTINCT r.product_id) FROM certification_recognition r WHERE {_STANDS}"  # noqa: S608
# Share → the one statement that counts its base.
BASES = {
    "training.leaders": (
        "SELECT COUNT(*) FROM (SELECT t.producer_id AS made_by, MIN(r.valid_from) AS since FROM "
        "certification_recognition r JOIN producers_product t ON t.id = r.product_id GROUP BY t.producer_id) AS firsts "
        "WHERE since <= %(day)s"
    ),
    "markets.supermarket": _STANDING,
    "markets.ecommerce": _STANDING,
    "markets.tourist_counter": (
        "SELECT COUNT(DISTINCT site_id) FROM markets_largespan WHERE valid_from <= %(day)s "
        "AND (valid_to IS NULL OR valid_to >= %(day)s)"
    ),
}


def run() -> list[Result]:
    """Each target against its SQL, its queries, and what the pages take over the sum of the figures they print."""
    _set_up()
    from django.db import transaction

    with transaction.atomic():
        plan = _Province(random.Random(124)).plan  # a bench, not a secret
        _analyse()
        results = [line for target in plan.targets.all() for line in _target(target)]
        results += _pages(plan)
        transaction.set_rollback(True)
    return results


def _set_up() -> None:
    """A throw-away database unless another benchmark of the run has set one up already."""
    from django.apps import apps

    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ocop.config.settings")
        os.environ.setdefault("OCOP_VAR_DIR", tempfile.mkdtemp(prefix="ocop-bench-"))
        import django

        django.setup()
    from django.conf import settings
    from django.core.management import call_command

    if "testserver" not in settings.ALLOWED_HOSTS:
        settings.ALLOWED_HOSTS.append("testserver")
    call_command("migrate", verbosity=0)
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        call_command("collectstatic", interactive=False, verbosity=0)


def _analyse() -> None:
    """What a database in use knows of its tables."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _target(target: Any) -> list[Result]:
    """One target on its last day: the figure and the first page of rows behind it, and the queries they take."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from ocop.ground.planning.measures import Span, measure_called, rows_behind, values_on
    from ocop.ground.planning.progress import options_of
    from ocop.support.activities.kinds import kinds_feeding

    measure, options, since = measure_called(target.measure), options_of(target), target.plan.starts_on
    assert measure is not None, target.measure
    statements = [bare_sql(sorted(kinds_feeding("training")))[target.measure]]
    statements += [BASES[target.measure]] if target.measure in BASES else []

    def ours() -> tuple[int, int | None]:
        value = values_on(measure, options, [LAST], since=since)[0]
        rows = rows_behind(measure, options, Span(LAST, since))
        shown = [measure.counted.label(row) for row in rows[:SHOWN]]
        assert len(shown) >= min(SHOWN, value.count), "a thing counted has a row at least"
        return value.count, value.base

    def bare() -> tuple[int, int | None]:
        with connection.cursor() as cursor:
            found = []
            for statement in statements:
                cursor.execute(statement, {"day": LAST, "since": since})
                found.append(int(cursor.fetchone()[0]))
        return found[0], found[1] if len(found) > 1 else None

    assert ours() == bare(), f"{target.measure}: {ours()} is not {bare()}"
    with CaptureQueriesContext(connection) as captured:
        ours()
    taken, peer = in_turns(ours, bare, repeat=5)
    count, base = bare()
    figure = f"{count} {measure.unit}" if base is None else f"{count} / {base} {measure.unit}"
    return [
        against(
            f"{target.name}: {figure}, con số và trang đầu của bản ghi",
            taken * 1000,
            "ms",
            "SQL trần của cùng con số",
            peer * 1000,
            MOST_TIMES,
        ),
        Result(
            "như trên, số câu truy vấn",
            len(captured),
            "câu",
            goal=f"≤ {MOST_QUERIES}",
            ok=len(captured) <= MOST_QUERIES,
        ),
    ]


def _pages(plan: Any) -> list[Result]:
    """Pages a coordination officer opens, over the time their queries take in the database."""
    from django.urls import reverse

    first = plan.targets.first()
    pages = [
        ("Bảng chỉ tiêu của kế hoạch", reverse("planning:targets")),
        (f"Trang một chỉ tiêu: {first.name}", reverse("planning:target", args=[first.public_id])),
        ("Bảng theo dõi việc theo cơ quan", reverse("planning:board")),
        ("Trang việc cần làm của văn phòng điều phối", reverse("home")),
    ]
    return [_page(name, url, plan) for name, url in pages]


def _page(name: str, url: str, plan: Any) -> Result:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(plan.officer, backend="allauth.account.auth_backends.AuthenticationBackend")

    def page() -> None:
        assert client.get(url).status_code == 200, url

    page()
    with CaptureQueriesContext(connection) as captured:
        page()
    count = len(captured)
    statements = [each["sql"] for each in captured if each["sql"].lstrip().upper().startswith("SELECT")]

    def bare() -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                cursor.fetchall()

    taken, peer = in_turns(page, bare, repeat=5)
    over = taken - peer
    return Result(
        f"{name} ({count} câu truy vấn)", taken * 1000, "ms", "riêng các câu SQL của trang", peer * 1000,
        taken / peer, f"hơn ≤ {PAGE_OVER * 1000:.0f} ms", over <= PAGE_OVER,
    )  # fmt: skip


def _bulk(model: Any, rows: Callable[[], Any]) -> list[Any]:
    made: list[Any] = model.objects.bulk_create(rows(), batch_size=2_000)
    return made


class _Province:
    """Ten years of a province's records, written at once and rolled back."""

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
                Office(name=f"Cơ quan {place}", kind=OfficeKind.DEPARTMENT, tier=Tier.PROVINCE, unit=province,
                       valid_from=FIRST, sort_key=f"{place:03}")
                for place in range(20)
            ],
        )  # fmt: skip
        self.officer = User.objects.create_user("dieuphoi@ban.example", None, full_name="Nguyễn Thị Điều Phối")
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
            kind="period", name="Kế hoạch đo thử", office=self.offices[0], starts_on=date(2021, 1, 1), ends_on=LAST,
            state=PlanState.ISSUED,
        )  # fmt: skip
        self.plan.officer = self.officer
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
