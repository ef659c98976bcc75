"""What is asked of the keys before anything is served: that they are those the printed stamps were made with."""

from django.db import connection

from ocop.cycle.traceability.keys import WrongStampKey, key_check
from ocop.cycle.traceability.models import StampEpoch


def refuse_wrong_keys() -> None:
    """Raise `WrongStampKey` when an epoch's keys are not those it began with; two queries.

    A database that was not brought up to date yet has no stamps; `/healthz` tells of it.
    """
    if StampEpoch._meta.db_table not in connection.introspection.table_names():
        return
    for number, known in StampEpoch.objects.values_list("number", "key_check"):
        if known != key_check(number):
            raise WrongStampKey
