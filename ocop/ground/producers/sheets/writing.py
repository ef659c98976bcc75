"""Carrying out a plan in bulk: one statement for many rows, never one for each."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from ocop.ground.producers.models import Classification, Producer, ProducerForm, Product
from ocop.ground.producers.sheets.plan import Change, NewRecord, Plan
from ocop.ground.producers.states import SheetKind
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor

_AT_ONCE = 500
_OF_THE_FORM = ("legal_form", "registration_number")
_OF_THE_PRODUCER = ("name", "tax_code", "address", "phone", "email", "introduction")
_OF_THE_PRODUCT = ("name", "gtin", "resource", "description")


def write_plan(plan: Plan, criteria_id: str, *, by: Actor, at: datetime) -> dict[str, int]:
    """Write a plan whose questions are all answered; the caller holds the transaction. Returns counts."""
    if plan.kind == SheetKind.PRODUCERS:
        made = _make_producers(plan.new, at)
        _change_producers(plan.changes, at)
        return {"producers_made": len(made), "producers_changed": plan.changed_records}
    producers = _make_producers(list(plan.new_producers.values()), at)
    by_key = dict(zip(plan.new_producers, producers, strict=True))
    made_products = _make_products(plan.new, by_key, criteria_id, by, at)
    _change_products(plan.changes, criteria_id, by, at)
    return {
        "producers_made": len(producers),
        "products_made": len(made_products),
        "products_changed": plan.changed_records,
    }


def _make_producers(new: list[NewRecord], at: datetime) -> list[Producer]:
    producers = []
    for record in new:
        facts = {key: record.values.get(key, "") for key in _OF_THE_PRODUCER}
        producer = Producer(unit_id=record.values["unit"], created_at=at, **facts)
        producer.fill_search_columns()
        producers.append(producer)
    Producer.objects.bulk_create(producers, batch_size=_AT_ONCE)
    ProducerForm.objects.bulk_create(
        [
            ProducerForm(
                producer=producer,
                form=record.values["legal_form"],
                registration_number=record.values.get("registration_number", ""),
                valid_from=local_date(at),
            )
            for producer, record in zip(producers, new, strict=True)
        ],
        batch_size=_AT_ONCE,
    )
    return producers


def _by_record(changes: Iterable[Change]) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for change in changes:
        found.setdefault(change.record.pk, {})[change.key] = change.value
    return found


def _change_producers(changes: list[Change], at: datetime) -> None:
    wanted = _by_record(changes)
    producers = list(Producer.objects.filter(pk__in=wanted)) if len(wanted) < _AT_ONCE else _picked(Producer, wanted)
    renamed = []
    for producer in producers:
        for key, value in wanted[producer.pk].items():
            if key == "unit":
                producer.unit_id = value
            elif key in _OF_THE_PRODUCER:
                setattr(producer, key, value)
        if "name" in wanted[producer.pk]:
            renamed.append(producer.pk)
        producer.fill_search_columns()
    columns = [*_OF_THE_PRODUCER, "unit", "folded", "squashed", "sort_key"]
    Producer.objects.bulk_update(producers, columns, batch_size=_AT_ONCE)
    _change_forms(wanted, at)
    _find_by_new_names(renamed)


def _picked(model: Any, wanted: Mapping[int, Any]) -> list[Any]:
    """The wanted rows when they are too many to name one by one in a statement."""
    return [row for row in model.objects.all().iterator(chunk_size=5000) if row.pk in wanted]


def _change_forms(wanted: Mapping[int, Mapping[str, Any]], at: datetime) -> None:
    """A new legal form begins today and the one before ends yesterday; a number alone is a correction."""
    today = local_date(at)
    touched = {pk: values for pk, values in wanted.items() if any(key in values for key in _OF_THE_FORM)}
    running = {form.producer_id: form for form in ProducerForm.objects.filter(valid_to__isnull=True)} if touched else {}
    mended, ended, begun = [], [], []
    for pk, values in touched.items():
        form = running.get(pk)
        kind = values.get("legal_form", form.form if form else "other")
        number = values.get("registration_number", form.registration_number if form else "")
        if form is not None and (kind == form.form or form.valid_from >= today):
            form.form, form.registration_number = kind, number
            mended.append(form)
            continue
        if form is not None:
            form.valid_to = today - timedelta(days=1)
            ended.append(form)
        begun.append(ProducerForm(producer_id=pk, form=kind, registration_number=number, valid_from=today))
    ProducerForm.objects.bulk_update(mended, ["form", "registration_number"], batch_size=_AT_ONCE)
    ProducerForm.objects.bulk_update(ended, ["valid_to"], batch_size=_AT_ONCE)
    ProducerForm.objects.bulk_create(begun, batch_size=_AT_ONCE)


def _find_by_new_names(producer_ids: list[int]) -> None:
    """Products are found by their producer's name too."""
    wanted = set(producer_ids)
    rows = Product.objects.select_related("producer")
    products = [one for one in rows.iterator(chunk_size=5000) if one.producer_id in wanted] if wanted else []
    for product in products:
        product.fill_search_columns()
    Product.objects.bulk_update(products, ["folded"], batch_size=_AT_ONCE)


def _make_products(
    new: list[NewRecord], made: Mapping[str, Producer], criteria_id: str, by: Actor, at: datetime
) -> list[Product]:
    on_file = {one.public_id: one for one in Producer.objects.only("public_id", "name")} if new else {}
    products = []
    for record in new:
        facts = {key: record.values.get(key, "") for key in _OF_THE_PRODUCT}
        producer = made.get(record.producer) or on_file[record.producer]
        product = Product(producer=producer, created_at=at, **facts)
        product.fill_search_columns()
        products.append(product)
    Product.objects.bulk_create(products, batch_size=_AT_ONCE)
    lines = [
        _classification(product.pk, criteria_id, record.values["set_code"], by, at)
        for product, record in zip(products, new, strict=True)
        if record.values.get("set_code")
    ]
    Classification.objects.bulk_create(lines, batch_size=_AT_ONCE)
    return products


def _classification(product_id: int, criteria_id: str, set_code: str, by: Actor, at: datetime) -> Classification:
    return Classification(
        product_id=product_id, criteria_id=criteria_id, set_code=set_code, set_at=at, set_by_id=by.user_id
    )


def _change_products(changes: list[Change], criteria_id: str, by: Actor, at: datetime) -> None:
    wanted = _by_record(changes)
    rows = Product.objects.select_related("producer")
    products = [one for one in rows.iterator(chunk_size=5000) if one.pk in wanted] if wanted else []
    for product in products:
        for key, value in wanted[product.pk].items():
            if key in _OF_THE_PRODUCT:
                setattr(product, key, value)
        product.fill_search_columns()
    columns = [*_OF_THE_PRODUCT, "folded", "squashed", "sort_key", "resource_folded"]
    Product.objects.bulk_update(products, columns, batch_size=_AT_ONCE)
    reclassified = {pk: values["set_code"] for pk, values in wanted.items() if "set_code" in values}
    old = (
        [
            line.pk
            for line in Classification.objects.filter(criteria_id=criteria_id, is_current=True)
            if line.product_id in reclassified
        ]
        if reclassified
        else []
    )
    for start in range(0, len(old), _AT_ONCE):
        Classification.objects.filter(pk__in=old[start : start + _AT_ONCE]).update(is_current=False)
    Classification.objects.bulk_create(
        [_classification(pk, criteria_id, code, by, at) for pk, code in reclassified.items() if code],
        batch_size=_AT_ONCE,
    )
