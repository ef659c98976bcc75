"""What every record of the market keeps about itself."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ocop.ground.producers.models import Named
from ocop.kit.ids import new_public_id
from ocop.support.markets.states import RecordState


class Sourced(models.Model):
    """Where a record comes from: a paper with its section, and whether anything of it was put together or made up."""

    source = models.CharField("Căn cứ", max_length=250, blank=True)
    note = models.CharField("Ghi chú", max_length=500, blank=True)
    is_reconstructed = models.BooleanField("Dựng lại từ số liệu", default=False)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("Ghi lúc")

    class Meta:
        abstract = True


class Kept(Sourced):
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)

    class Meta:
        abstract = True


class NamedKept(Named, Sourced):
    """A record found by its name."""

    class Meta:
        abstract = True


class Proposed(Kept):
    """A record a producer may propose; only a confirmed one counts."""

    state = models.CharField("Trạng thái", max_length=10, choices=RecordState.choices, default=RecordState.CONFIRMED)
    refused_because = models.CharField("Lý do không nhận", max_length=300, blank=True)

    class Meta:
        abstract = True


def forward(name: str, start: str, end: str) -> models.CheckConstraint:
    """A span never ends before it begins; an empty end means it still runs."""
    condition: Any = Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": F(start)})
    return models.CheckConstraint(condition=condition, name=name)
