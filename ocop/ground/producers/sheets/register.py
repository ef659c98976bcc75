"""The records on file as a sheet shows them: for the export, and for comparing an edited sheet cell by cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from ocop.ground.offices.models import Unit
from ocop.ground.offices.states import Tier
from ocop.ground.producers import policies
from ocop.ground.producers.models import Classification, Producer, ProducerForm, Product, ProductTag
from ocop.ground.producers.queries import ProducerQuerySet, ProductQuerySet
from ocop.ground.producers.sets import criteria_id_on
from ocop.ground.producers.sheets.columns import COLUMNS, Place, Setting
from ocop.ground.producers.states import LegalForm, ProductState
from ocop.kit.scope import Actor


@dataclass(frozen=True, slots=True)
class OnFile:
    """One record: `values` as the database has them (`unit` an id), `cells` as the sheet prints them."""

    pk: int
    public_id: str
    kept: bool
    values: Mapping[str, Any]
    cells: Mapping[str, str]
    form_pk: int | None = None

    @property
    def name(self) -> str:
        return str(self.values["name"])


def setting_for(actor: Actor) -> Setting:
    """The units of the day and the criteria law in force, for reading cells; one query."""
    keeps_all = actor.has_role(*policies.PROVINCE_KEEPERS)
    kept = actor.unit_ids(*policies.UNIT_KEEPERS)
    units = Unit.objects.in_force(actor.on).exclude(tier__in=[Tier.PROVINCE, Tier.CENTRAL])
    places = tuple(Place(unit.pk, unit.code, unit.full_name, unit.name, keeps_all or unit.pk in kept) for unit in units)
    return Setting(places, criteria_id_on(actor.on))


def producers_on_file(producers: ProducerQuerySet, actor: Actor) -> list[OnFile]:
    """These producers as the sheet shows them; two queries however many they are."""
    forms = Prefetch("forms", ProducerForm.objects.filter(valid_to__isnull=True))
    rows = producers.select_related("unit").prefetch_related(forms)
    return [_producer_on_file(producer, actor) for producer in rows.iterator(chunk_size=5000)]


def _producer_on_file(producer: Producer, actor: Actor) -> OnFile:
    form = next(iter(producer.forms.all()), None)
    values = {
        "code": producer.public_id,
        "name": producer.name,
        "legal_form": form.form if form else "",
        "unit": producer.unit_id,
        "registration_number": form.registration_number if form else "",
        "tax_code": producer.tax_code,
        "address": producer.address,
        "phone": producer.phone,
        "email": producer.email,
        "introduction": producer.introduction,
    }
    return _on_file(producer, values, producer.unit, bool(policies.may_keep(actor, producer)), form)


def products_on_file(products: ProductQuerySet, actor: Actor) -> list[OnFile]:
    """These products as the sheet shows them; four queries however many they are."""
    current = Classification.objects.filter(criteria_id=criteria_id_on(actor.on), is_current=True)
    rows = products.select_related("producer__unit").prefetch_related(
        Prefetch("classifications", current, to_attr="in_force"),
        Prefetch("producer__forms", ProducerForm.objects.filter(valid_to__isnull=True)),
        Prefetch("tags", ProductTag.objects.standing(), to_attr="standing_tags"),
    )
    return [_product_on_file(product, actor) for product in rows.iterator(chunk_size=5000)]


def _product_on_file(product: Product, actor: Actor) -> OnFile:
    producer = product.producer
    form = next(iter(producer.forms.all()), None)
    values = {
        "code": product.public_id,
        "name": product.name,
        "producer_code": producer.public_id,
        "producer": producer.name,
        "legal_form": form.form if form else "",
        "unit": producer.unit_id,
        "set_code": product.in_force[0].set_code if product.in_force else "",  # type: ignore[attr-defined]
        "state": product.state,
        "gtin": product.gtin,
        "resource": product.resource,
        "tags": _tag_names(product, confirmed=True),
        "claims": _tag_names(product, confirmed=False),
        "description": product.description,
    }
    return _on_file(product, values, producer.unit, bool(policies.may_keep(actor, producer)), form)


def _tag_names(product: Product, *, confirmed: bool) -> str:
    lines: list[ProductTag] = product.standing_tags  # type: ignore[attr-defined]
    return "; ".join(str(line) for line in lines if line.is_confirmed == confirmed)


def _on_file(
    record: Producer | Product, values: dict[str, Any], unit: Unit, kept: bool, form: ProducerForm | None
) -> OnFile:
    cells = {key: shown(key, value, {unit.pk: unit.full_name}) for key, value in values.items()}
    return OnFile(record.pk, record.public_id, kept, values, cells, form.pk if form else None)


def shown(key: str, value: Any, units: Mapping[int, str]) -> str:
    """A value as its cell prints it."""
    if value in ("", None):
        return ""
    if key == "legal_form":
        return str(LegalForm(value).label)
    if key == "state":
        return str(ProductState(value).label)
    return units.get(value, "") if key == "unit" else str(value)


def table(kind: str, records: Iterable[OnFile], *, with_contacts: bool) -> tuple[list[str], list[list[str]]]:
    """Header and rows of the sheet; personal columns are left out for those who have no need of them."""
    columns = [column for column in COLUMNS[kind] if with_contacts or not column.personal]
    rows = [[record.cells.get(column.key, "") for column in columns] for record in records]
    return [column.heading for column in columns], rows


def tax_codes_in_use(codes: Iterable[str]) -> dict[str, str]:
    """Which producer, seen or not by this person, has each of these tax codes: code to public id."""
    wanted = {code for code in codes if code}
    if not wanted:
        return {}
    rows = Producer.objects.exclude(tax_code="").values_list("tax_code", "public_id")
    return {code: public_id for code, public_id in rows if code in wanted}
