"""Made-up tags, resources and years, marked as sample, of sample and reconstructed producers only.

Everything is said and confirmed by sample people through the actions the pages use.
"""

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from ocop.ground.accounts.models import User
from ocop.ground.offices.models import Appointment
from ocop.ground.offices.states import Role
from ocop.ground.producers import actions as register
from ocop.ground.producers.models import Producer, Product, ProductTag
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.sample import journey
from ocop.sample.people import sample_unit
from ocop.support.contribution.actions import YearFacts, last_year, record_year
from ocop.support.contribution.figures import first_years
from ocop.support.contribution.models import YearlyResult

DATA = Path(__file__).parent / "data" / "contribution.yaml"
NOTE = "Số liệu mẫu"


@lru_cache(maxsize=1)
def contribution_data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return data


@transaction.atomic
def load_contribution(*, at: datetime) -> None:
    """Write the sample once; needs sample people and the rounds of 2019 and 2020."""
    if ProductTag.objects.exists() or not User.objects.filter(is_sample=True).exists():
        return
    post = Appointment.objects.filter(user__is_sample=True, role=Role.PROVINCE_OFFICER).select_related("user").first()
    assert post is not None, "the sample has an officer of the province"  # noqa: S101 — the sample's own people
    officer = journey.actor(post.user, local_date(at))
    data = contribution_data()
    for line in data["products"]:
        unit = sample_unit(line["from"]) if "from" in line else None
        register.describe_resource(_product(line), resource=line["resource"], resource_unit=unit, by=officer, at=at)
    for line in data["tags"]:
        _tag(line, officer, at)
    last = last_year(at)
    for line in data["years"]:
        producer = Producer.objects.get(representatives__user__login=line["phone"], is_sample=True)
        speaker = journey.actor(User.objects.get(login=line["phone"]), local_date(at))
        _two_years(producer, (last - 1, last), line, speaker, at)
    _reconstructed_years(data["reconstructed"], last, officer, at)


def _product(line: dict[str, Any]) -> Product:
    return Product.objects.get(name=line["product"], is_sample=True)


def _tag(line: dict[str, Any], officer: Actor, at: datetime) -> None:
    product = _product(line)
    user = User.objects.get(representations__producer=product.producer)
    said = register.set_tag(product, tag=line["tag"], note=line["note"], by=journey.actor(user, local_date(at)), at=at)
    if line.get("confirmed"):
        register.confirm_tag(said, by=officer, at=at)
    ProductTag.objects.filter(pk=said.pk).update(is_sample=True)


def _reconstructed_years(lines: list[dict[str, Any]], last: int, officer: Actor, at: datetime) -> None:
    """Years of producers no source names, so that figures before and after can be seen."""
    first = first_years()
    names = Producer.objects.filter(is_reconstructed=True, name__startswith="Chủ thể dựng lại", pk__in=first)
    for producer, line in zip(names.order_by("pk"), lines, strict=False):
        _two_years(producer, (first[producer.pk] - 1, last), line, officer, at)


def _two_years(producer: Producer, years: tuple[int, int], line: dict[str, Any], by: Actor, at: datetime) -> None:
    for index, year in enumerate(years):
        facts = YearFacts(
            workers=line["workers"][index],
            women=line["women"][index],
            local_workers=line["local"][index],
            monthly_pay=line["pay"][index],
            turnover=line["turnover"][index],
            investment=line["investment"][index],
            note=NOTE,
        )
        made = record_year(producer, year, facts, by=by, at=at)
        YearlyResult.objects.filter(pk=made.pk).update(is_sample=True)
