"""The market of the sample: what the plan prints of 2018-2020, and living records of the sample producers around today.

Of the plan only what it says becomes a record; a number without its single records stays a cited figure.
"""

from datetime import datetime

from django.db import transaction

from ocop.sample.market.living import LivingRecords
from ocop.sample.market.printed import PlanRecords, market_data
from ocop.support.markets.models import Partner


def load_markets(*, at: datetime) -> None:
    """Enter the plan's records and the living ones; a second run adds nothing."""
    if Partner.objects.exists():
        return
    with transaction.atomic():
        PlanRecords(market_data(), at).load()
        LivingRecords(at).load()
