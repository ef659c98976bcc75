"""What the models of this room share."""

from django.db import models

from ocop.kit.ids import new_public_id


def public_id() -> models.CharField:
    """The id a record bears in addresses."""
    return models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
