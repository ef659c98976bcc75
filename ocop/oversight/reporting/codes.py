"""Codes of numbers typed by hand, as papers print them."""

from django.urls import reverse

from ocop.kit.scope import Actor
from ocop.oversight.reporting.models import ReturnCell


def page_of_typed(actor: Actor, code: str) -> str:
    """The page of the typed number that bears a code; empty where the person may not read it. One query."""
    found = ReturnCell.objects.visible_to(actor).filter(code=code).exists()
    return reverse("reporting:typed", args=[code]) if found else ""
