"""Fields that several records of this room have."""

from typing import Any

from django.conf import settings
from django.db import models

from ocop.kit.ids import new_public_id


def public_id() -> models.CharField:
    return models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)


def person(words: str) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=words
    )


def sections_of(kept: Any) -> dict[str, str]:
    """What was written in each section, as text."""
    return {str(key): str(words) for key, words in (kept or {}).items()}
