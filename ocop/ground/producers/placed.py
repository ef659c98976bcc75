"""Producers stand at a place, and their products with them."""

from django.urls import reverse

from ocop.ground.offices.placing import Placed
from ocop.ground.producers.models import Producer

PLACED = (
    Placed(
        "chu-the",
        Producer,
        "Chủ thể",
        lambda row: reverse("producers:producer", args=[row.public_id]),
        lambda row: row.address,
    ),
)
