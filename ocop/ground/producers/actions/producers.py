"""Registering a producer and keeping its facts."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from ocop.ground.offices.models import Unit
from ocop.ground.producers import policies
from ocop.ground.producers.models import Producer, ProducerForm, Product
from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor, Refused, require

# What the representative may change alone; the rest is official and kept by officers.
OWN_FIELDS = frozenset({"address", "phone", "email", "introduction"})
OFFICIAL_FIELDS = frozenset({"name", "unit", "tax_code"})


def register_producer(
    *,
    name: str,
    unit: Unit,
    legal_form: str,
    since: date,
    by: Actor,
    at: datetime,
    registration_number: str = "",
    **facts: str,
) -> Producer:
    """Enter a producer with its legal form since a day; `facts` are address, phone, email, tax_code, introduction.

    Raises `Refused` outside the person's units and for a tax code that another producer has.
    """
    require(policies.may_register_at(by, unit.pk))
    with transaction.atomic():
        producer = Producer(name=_one_line(name), unit=unit, created_at=at, **facts)
        _save_with_own_tax_code(producer)
        ProducerForm.objects.create(
            producer=producer, form=legal_form, registration_number=registration_number, valid_from=since
        )
        record(
            "producers.producer_registered",
            by=by,
            at=at,
            subject=producer,
            data={"name": producer.name, "unit": str(unit), "legal_form": legal_form},
        )
    return producer


def edit_producer(producer: Producer, *, by: Actor, at: datetime, **facts: Any) -> Producer:
    """Change facts of a producer; the representative only those of `OWN_FIELDS`.

    Raises `Refused` when a field is not theirs to change. Nothing is written when nothing differs.
    """
    with transaction.atomic():
        producer = Producer.objects.select_for_update().get(pk=producer.pk)
        changed = {key: value for key, value in facts.items() if getattr(producer, key) != value}
        require(policies.may_edit(by, producer))
        if changed.keys() & OFFICIAL_FIELDS:
            require(policies.may_keep(by, producer))
        if unknown := changed.keys() - OWN_FIELDS - OFFICIAL_FIELDS:
            raise TypeError(f"a producer has no editable {', '.join(sorted(unknown))}")
        if "unit" in changed:
            require(policies.may_register_at(by, changed["unit"].pk))
        if not changed:
            return producer
        before = producer.name
        for key, value in changed.items():
            setattr(producer, key, value)
        _save_with_own_tax_code(producer)
        if "name" in changed:
            _refresh_products(producer)
        data: dict[str, Any] = {"fields": sorted(changed)}
        if "name" in changed:
            data |= {"name_before": before, "name": producer.name}
        record("producers.producer_edited", by=by, at=at, subject=producer, data=data)
    return producer


def change_legal_form(
    producer: Producer, *, legal_form: str, since: date, by: Actor, at: datetime, registration_number: str = ""
) -> ProducerForm:
    """Let a new legal form run from a day; the one before ends the day before and stays on record."""
    with transaction.atomic():
        producer = Producer.objects.select_for_update().get(pk=producer.pk)
        require(policies.may_keep(by, producer))
        running = producer.forms.filter(valid_to__isnull=True).first()
        if running is not None:
            if since <= running.valid_from:
                raise Refused(
                    f"Loại hình đang dùng bắt đầu từ {running.valid_from:%d/%m/%Y}. Anh/chị chọn ngày sau ngày đó."
                )
            running.valid_to = since - timedelta(days=1)
            running.save(update_fields=["valid_to"])
        form = ProducerForm.objects.create(
            producer=producer, form=legal_form, registration_number=registration_number, valid_from=since
        )
        data = {"before": running.form if running else "", "legal_form": legal_form, "since": since.isoformat()}
        record("producers.legal_form_changed", by=by, at=at, subject=producer, data=data)
    return form


def _save_with_own_tax_code(producer: Producer) -> None:
    try:
        with transaction.atomic():
            producer.save()
    except IntegrityError as error:
        raise Refused(
            f"Mã số thuế {producer.tax_code} đã có ở một chủ thể khác. Anh/chị tìm theo mã số thuế trong danh sách, "
            "hoặc kiểm tra lại số vừa nhập."
        ) from error


def _refresh_products(producer: Producer) -> None:
    """Products are found by their producer's name too."""
    products = list(producer.products.all())
    for product in products:
        product.producer = producer
        product.fill_search_columns()
    Product.objects.bulk_update(products, ["folded"])


def _one_line(text: str) -> str:
    return " ".join(text.split())
