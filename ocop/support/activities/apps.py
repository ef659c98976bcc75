from typing import Any

from django.apps import AppConfig
from django.core import checks


class ActivitiesConfig(AppConfig):
    name = "ocop.support.activities"
    label = "activities"
    verbose_name = "Hoạt động"

    def ready(self) -> None:
        checks.register(_kinds_are_sound)


def _kinds_are_sound(**kwargs: Any) -> list[checks.CheckMessage]:
    """A fault in a file of kinds stops the start, and is named."""
    from ocop.support.activities.kinds import KindError, known_kinds

    try:
        known_kinds()
    except KindError as error:
        return [checks.Error(str(error), id="activities.E001")]
    return []
