"""Units, offices and posts as they stand on a day.

Every question takes the day as an argument: borders, offices and the people in them all change.
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Self, cast

from django.db import connection, models
from django.db.models import Count, Q

from ocop.ground.offices.states import (
    AGENCY_LEADER,
    CARRYING_ROLES,
    LEADING_KINDS,
    Capacity,
    OfficeKind,
    Role,
    Tier,
)
from ocop.kit.prepared import prepared
from ocop.kit.scope import Actor, Post
from ocop.kit.text.fold import fold
from ocop.rules import authority
from ocop.rules.authority import NoRule, procedure_on

if TYPE_CHECKING:
    from ocop.ground.offices.models import Office, StandingAgency, Unit

# Communes, districts and provinces: no chain of parents or of mergers in the data is longer than this.
_LONGEST_CHAIN = 4


def running(on: date, prefix: str = "") -> Q:
    """Rows whose span of days holds `on`, first and last day included; `prefix` is a lookup such as
    `office__`.
    """
    open_ended = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": on})
    return open_ended & Q(**{f"{prefix}valid_from__lte": on})


def words_in(column: str, text: str) -> Q:
    """Rows where every word of the text, folded, begins a word of a folded column."""
    condition = Q()
    for word in fold(text).split()[:10]:
        condition &= Q(**{f"{column}__startswith": word}) | Q(**{f"{column}__contains": f" {word}"})
    return condition


class DatedQuerySet(models.QuerySet):
    """Rows that hold from a day to a day."""

    def in_force(self, on: date) -> Self:
        """The rows that hold on a day, first and last day included."""
        return self.filter(running(on))


class UnitQuerySet(DatedQuerySet):
    def in_force(self, on: date) -> Self:
        """The units that stood on a day; the parts of a split commune never stand by themselves."""
        return super().in_force(on).whole()

    def whole(self) -> Self:
        """Units proper, without the parts of split communes."""
        return self.filter(part_of__isnull=True)

    def split(self) -> Self:
        """Communes that went in part into several others, so that their records alone do not say which."""
        return self.whole().filter(tier=Tier.COMMUNE, succeeded_by__whole=False).distinct()

    def search(self, text: str) -> Self:
        """The units in whose name every word of `text` begins a word, whatever marks were typed."""
        return self.filter(words_in("folded", text))

    def at(self, tier: str) -> Self:
        return self.filter(tier=tier)

    def coded(self, code: str, on: date) -> "Unit | None":
        """The unit that bore a code of the statistics office on a day; a code alone says nothing."""
        return cast("Unit | None", self.in_force(on).filter(code=code).first())


# These see every office and officer of the province; others see their own office and those at units they
# reach.
ALL_READERS = (Role.ADMIN, Role.PROVINCE_OFFICER, Role.SECRETARY)


class OfficeQuerySet(DatedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The offices whose page the person may open; none for who holds no post."""
        if actor.has_role(*ALL_READERS):
            return self
        return self.filter(Q(pk__in=actor.office_ids()) | Q(unit_id__in=actor.unit_ids()))

    def search(self, text: str) -> Self:
        """The offices in whose name every word of `text` begins a word, whatever marks were typed."""
        return self.filter(words_in("folded", text))

    def agencies(self) -> Self:
        """Departments, associations and other bodies of the province, who each look after their own part."""
        return self.filter(tier=Tier.PROVINCE).exclude(kind__in=LEADING_KINDS)

    def committees_of(self, tier: str) -> Self:
        """The people's committees of a tier."""
        return self.filter(kind=OfficeKind.PEOPLES_COMMITTEE, tier=tier)


class CommitteeQuerySet(DatedQuerySet):
    pass


class StandingAgencyQuerySet(DatedQuerySet):
    def on(self, day: date) -> "StandingAgency | None":
        """The standing agency of a day; None where none is on record."""
        found = self.in_force(day).select_related("office", "through").order_by("-valid_from").first()
        return cast("StandingAgency | None", found)


class AppointmentQuerySet(DatedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The appointments at offices the person may see."""
        if actor.has_role(*ALL_READERS):
            return self
        return self.filter(Q(office_id__in=actor.office_ids()) | Q(office__unit_id__in=actor.unit_ids()))

    def search(self, text: str) -> Self:
        """The appointments of people found by name."""
        return self.filter(words_in("user__folded", text))

    def without_second_factor(self) -> Self:
        """The appointments of people who sign in with a password alone."""
        from allauth.mfa.models import Authenticator

        safe = Authenticator.objects.filter(type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])
        return self.exclude(user__in=safe.values("user"))

    def not_ended(self, on: date) -> Self:
        """The appointments that run on a day or begin later."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))

    def carrying(self) -> Self:
        """The appointments whose holder works for the programme."""
        return self.filter(role__in=CARRYING_ROLES)

    def by_capacity(self) -> list[tuple[str, int, int, int]]:
        """People who carry the programme, for each tier: full time, part time, not said; one query."""
        rows = self.carrying().order_by().values("office__tier")
        counts = {
            row["office__tier"]: (row["full"], row["part"], row["unsaid"])
            for row in rows.annotate(
                full=Count("user", filter=Q(capacity=Capacity.FULL_TIME), distinct=True),
                part=Count("user", filter=Q(capacity=Capacity.PART_TIME), distinct=True),
                unsaid=Count("user", filter=Q(capacity=""), distinct=True),
            )
        }
        return [(str(tier.label), *counts[tier.value]) for tier in Tier if tier.value in counts]

    def effective(self, on: date) -> Self:
        """The appointments that give a post on a day: they run and the office still exists."""
        return self.in_force(on).filter(running(on, "office__"))


_REACH_SQL = """
WITH RECURSIVE reach(root, id) AS (
    SELECT id, id FROM offices_unit WHERE id IN ({roots})
    UNION
    SELECT reach.root, below.id
    FROM reach JOIN (
        SELECT parent_id AS above, id FROM offices_unit WHERE parent_id IS NOT NULL
        UNION ALL
        SELECT new_id AS above, old_id AS id FROM offices_unitsuccession
    ) AS below ON below.above = reach.id
)
SELECT root, id FROM reach
"""


def reach_of(unit_ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """For each unit the units it reaches: itself, those below it, and those merged into any of them; one
    query.

    A unit that was split reaches from each of the units that took a part, so that nobody's records fall
    between.
    """
    roots = sorted(set(unit_ids))
    if not roots:
        return {}
    reached: dict[int, set[int]] = {root: set() for root in roots}
    with connection.cursor() as cursor:
        cursor.execute(_REACH_SQL.format(roots=", ".join(["%s"] * len(roots))), roots)
        for root, unit_id in cursor.fetchall():
            reached[root].add(unit_id)
    return {root: frozenset(ids) for root, ids in reached.items()}


def units_reached(unit_ids: Iterable[int]) -> frozenset[int]:
    """All units reached from any of these; one query."""
    return frozenset().union(*reach_of(unit_ids).values())


def role_at(tier: str, kind: str, role: str) -> str:
    """What an appointment comes to at an office: who leads a department of the province does not lead the province."""
    if role == Role.LEADER and tier == Tier.PROVINCE and kind not in LEADING_KINDS:
        return AGENCY_LEADER
    return role


def agency_of(actor: Actor) -> int | None:
    """The agency in whose charge is what the person records; None for who works for none."""
    return min(actor.office_ids(Role.AGENCY_OFFICER), default=None)


@prepared
def _posts_held(user_id: int, on: date) -> "models.QuerySet[Any, Any]":
    from ocop.ground.offices.models import Appointment

    held = Appointment.objects.effective(on).filter(user_id=user_id).order_by("pk")
    return held.values_list("role", "office_id", "office__name", "office__tier", "office__kind", "office__unit_id")


def posts_of(user_id: int, on: date) -> tuple[Post, ...]:
    """The posts a person holds on a day, each with the units it reaches; two queries."""
    held = _posts_held(user_id, on)
    reach = reach_of(unit_id for *_, unit_id in held if unit_id is not None)
    return tuple(
        Post(
            role=role_at(tier, kind, role),
            office_id=office_id,
            office_name=name,
            tier=tier,
            unit_ids=reach.get(unit_id or 0, frozenset()),
        )
        for role, office_id, name, tier, kind, unit_id in held
    )


def holds_or_will_hold_a_post(user_id: int, on: date) -> bool:
    """Whether a person is an officer on a day or was appointed from a later one."""
    from ocop.ground.offices.models import Appointment

    return Appointment.objects.not_ended(on).filter(user_id=user_id).exists()


def unit_on(unit: "Unit", on: date) -> tuple["Unit", ...]:
    """The unit or units that stand on a day where `unit` stood: itself, its successors, or its predecessors.

    Units that took it whole come before those that took a part. A district that was abolished is answered
    by the units its communes became. Empty when the data does not reach that day. A part of a split commune is
    that commune on the days it stood.
    """
    if unit.part_of is not None and _stands(unit, on):
        return (unit.part_of,)
    if unit.valid_from <= on and (unit.valid_to is None or unit.valid_to >= on):
        return (unit,)
    step = _units_after if unit.valid_from <= on else _units_before
    frontier, standing = [unit], []
    for _ in range(_LONGEST_CHAIN):
        frontier = step(frontier)
        standing += [each for each in frontier if _stands(each, on) and each not in standing]
        frontier = [each for each in frontier if not _stands(each, on)]
        if not frontier:
            break
    return tuple(standing)


def _stands(unit: "Unit", on: date) -> bool:
    return unit.valid_from <= on and (unit.valid_to is None or unit.valid_to >= on)


def _units_after(units: list["Unit"]) -> list["Unit"]:
    """What became of units: their successors, or their children where nothing succeeded them."""
    from ocop.ground.offices.models import Unit, UnitSuccession

    lines = list(
        UnitSuccession.objects.filter(old__in=units).select_related("new").order_by("-whole", "new__sort_key", "pk")
    )
    succeeded = {line.old_id for line in lines}
    abolished = [unit.pk for unit in units if unit.pk not in succeeded]
    children = list(Unit.objects.whole().filter(parent__in=abolished)) if abolished else []
    return list(dict.fromkeys([line.new for line in lines] + children))


def _units_before(units: list["Unit"]) -> list["Unit"]:
    from ocop.ground.offices.models import UnitSuccession

    came = UnitSuccession.objects.filter(new__in=units, old__part_of__isnull=True)
    lines = came.select_related("old").order_by("-whole", "old__sort_key", "pk")
    return list(dict.fromkeys(line.old for line in lines))


def first_reading_tier(on: date) -> str | None:
    """The tier that receives and first reads a dossier on a day; None where the law is unknown or not yet there."""
    try:
        reader = procedure_on(on).first_reader
    except NoRule:
        return None
    return None if reader == authority.Tier.UNKNOWN else Tier(reader.value)


def first_reading_office(unit: "Unit", on: date) -> "Office | None":
    """The people's committee that receives a dossier from a place on a day.

    None where the law of the day is unknown, where the place was split and cannot be told, or where no such
    office stands.
    """
    from ocop.ground.offices.models import Office

    tier = first_reading_tier(on)
    if tier is None:
        return None
    place = _place_at(unit, tier, on)
    if place is None:
        return None
    return Office.objects.committees_of(tier).in_force(on).filter(unit=place).first()


def _place_at(unit: "Unit", tier: str, on: date) -> "Unit | None":
    """The one unit of a tier that holds a place on a day, or None when there is none or more than one."""
    standing = list(unit_on(unit, on))
    places = {each if each.tier == tier else each.parent for each in standing}
    places = {each for each in places if each is not None and each.tier == tier}
    return places.pop() if len(places) == 1 else None
