"""Fields every record of the room has."""

from django.db import models

from ocop.kit.ids import new_public_id


def public_id() -> models.CharField:
    return models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
