"""What a list is compared with: producers, offices, places, people already known. A fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from ocop.ground.offices.models import Office, Unit
from ocop.ground.offices.states import Tier
from ocop.ground.producers.models import Producer, Product
from ocop.kit.scope import Actor
from ocop.kit.text.fold import fold, squash
from ocop.support.activities.models import Activity, Participation, Person


@dataclass
class Known:
    """Records by the spellings a sheet may use; a spelling may mean several."""

    offices: dict[str, list[Office]] = field(default_factory=dict)
    places: dict[str, list[Unit]] = field(default_factory=dict)
    producers: dict[str, list[Producer]] = field(default_factory=dict)
    products: dict[str, list[Product]] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    listed_people: set[int] = field(default_factory=set)
    listed: set[tuple[str, int | str]] = field(default_factory=set)


def offices_on(day: date) -> dict[str, list[Office]]:
    found: dict[str, list[Office]] = {}
    for office in Office.objects.in_force(day).select_related("unit"):
        for spelling in {squash(office.name), squash(office.short_name)} - {""}:
            found.setdefault(spelling, []).append(office)
    return found


def places_on(day: date) -> dict[str, list[Unit]]:
    found: dict[str, list[Unit]] = {}
    for unit in Unit.objects.in_force(day).filter(tier=Tier.COMMUNE):
        for spelling in {fold(unit.full_name), fold(unit.name)}:
            found.setdefault(spelling, []).append(unit)
    return found


def producers_named(texts: Iterable[str]) -> dict[str, list[Producer]]:
    """Producers by name or code, for the texts of a sheet."""
    texts = {text for text in texts if text}
    wanted = {squash(text) for text in texts}
    found: dict[str, list[Producer]] = {}
    for row in Producer.objects.filter(Q(squashed__in=wanted) | Q(public_id__in=texts)).select_related("unit"):
        found.setdefault(row.squashed, []).append(row)
        found.setdefault(row.public_id, []).append(row)
    return found


def products_named(texts: Iterable[str]) -> dict[str, list[Product]]:
    texts = {text for text in texts if text}
    wanted = {squash(text) for text in texts}
    found: dict[str, list[Product]] = {}
    for row in Product.objects.filter(Q(squashed__in=wanted) | Q(public_id__in=texts)).select_related("producer"):
        found.setdefault(row.squashed, []).append(row)
        found.setdefault(row.public_id, []).append(row)
    return found


def people_like(rows: Iterable[tuple[str, str]], actor: Actor) -> list[Person]:
    """People on the register under one of these names or telephones, of those the person may see.

    Of the others only who has both the name and the telephone of one row: a telephone alone tells nobody's name.
    """
    pairs = {(fold(name), phone) for name, phone in rows}
    names, phones = {name for name, _ in pairs}, {phone for _, phone in pairs if phone}
    people = Person.objects.select_related("office", "unit", "producer")
    seen = list(people.visible_to(actor).filter(Q(folded__in=names) | Q(phone__in=phones)))
    others = people.filter(folded__in=names, phone__in=phones).exclude(pk__in={one.pk for one in seen})
    return seen + [one for one in others if (one.folded, one.phone) in pairs]


def already_listed(activity: Activity) -> tuple[set[int], set[tuple[str, int | str]]]:
    """Who stands on the list now: people by key, the others by sort and key (partners by squashed name)."""
    people: set[int] = set()
    others: set[tuple[str, int | str]] = set()
    rows = Participation.objects.filter(activity=activity).values_list(
        "who", "person_id", "producer_id", "product_id", "office_id", "partner_name"
    )
    for who, person, producer, product, office, partner in rows:
        if person:
            people.add(person)
        keys: dict[str, int | str | None] = {
            "producer": producer,
            "product": product,
            "office": office,
            "partner": squash(partner),
        }
        if key := keys.get(who):
            others.add((who, key))
    return people, others


def workplace_called(text: str, day: date) -> tuple[Office | None, Producer | None]:
    """The one office, or the one producer, that bears a name (or a producer's code); neither where it is not sure."""
    if not text.strip():
        return None, None
    offices = offices_on(day).get(squash(text), [])
    if offices:
        return (offices[0] if len(offices) == 1 else None), None
    producers = next(iter(producers_named([text.strip()]).values()), [])
    return None, producers[0] if len(producers) == 1 else None
