"""Reconstructed producers at the three communes that were split in July 2025: some placed by an officer, some waiting.

Their products never entered a round, so that no figure the plan prints counts them.
"""

from datetime import datetime, time, timedelta
from typing import Any

import yaml
from django.db.models import Q

from ocop.ground.offices import placing
from ocop.ground.offices.models import Appointment, Unit
from ocop.ground.offices.states import Role
from ocop.ground.producers.models import Producer, ProducerForm, Product
from ocop.kit.clock import HO_CHI_MINH, local_date
from ocop.kit.scope import Actor
from ocop.sample import journey
from ocop.sample.places import DATA, MERGER


def load_split_communes(*, at: datetime) -> None:
    """Make the producers as of before the split, and say where some of them lie; does nothing twice."""
    facts = yaml.safe_load((DATA / "split-communes.yaml").read_text(encoding="utf-8"))
    communes = {each.code: each for each in Unit.objects.split()}
    there = Q(unit__in=communes.values()) | Q(unit__part_of__in=communes.values())
    if Producer.objects.filter(there, is_reconstructed=True).exists():
        return
    post = Appointment.objects.filter(user__is_sample=True, role=Role.PROVINCE_OFFICER).select_related("user").get()
    officer = journey.actor(post.user, local_date(at))
    made_at = datetime.combine(facts["created_on"], time(9), HO_CHI_MINH)
    for line in facts["producers"]:
        _load(line, communes[line["commune"]], made_at, by=officer, at=at - timedelta(days=20))


def _load(line: dict[str, Any], commune: Unit, made_at: datetime, *, by: Actor, at: datetime) -> None:
    name = f"Chủ thể dựng lại số {line['number']} ở {commune.full_name} cũ"
    producer = Producer(name=name, unit=commune, is_reconstructed=True, created_at=made_at)
    producer.fill_search_columns()
    producer.save()
    ProducerForm.objects.create(producer=producer, form=line["form"], valid_from=local_date(made_at))
    product = Product(
        name=f"{line['product']} (dựng lại)",
        producer=producer,
        group_label=line["group"],
        is_reconstructed=True,
        created_at=made_at,
    )
    product.fill_search_columns()
    product.save()
    if "placed" in line:
        new = Unit.objects.get(code=line["placed"], valid_from=MERGER)
        placing.place([f"chu-the:{producer.public_id}"], commune, new, by=by, at=at)
