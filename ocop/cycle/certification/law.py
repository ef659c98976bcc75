"""What the rules say of recognising: whose star, until when, under which code. Asked of `ocop.rules`, never guessed."""

from datetime import date
from decimal import Decimal

from ocop.cycle.certification.models import ProductCodeSeries
from ocop.ground.offices.models import Unit
from ocop.ground.offices.queries import unit_on
from ocop.ground.offices.states import Tier
from ocop.rules import authority, calendar, grading
from ocop.rules.criteria import load

LOWEST_RECOGNISED = 3
MINISTRY_STARS = 5
# Before the product code of a trial; the codes of the decisions begin with a province's number.
TRIAL_CODE = "THỬ-"
MINISTRY_TOTAL = grading.MINISTRY_FROM


def recognising_tier(stars: int, on: date) -> str | None:
    """The tier that recognises so many stars on a day; None where the law of the day is not known."""
    try:
        tier = authority.may(authority.Step.RECOGNISE, stars, on)
    except ValueError:
        return None
    return None if tier is authority.Tier.UNKNOWN else str(tier)


def valid_until(signed_on: date) -> date:
    """The last day of the 36 months counted from the decision."""
    return calendar.certificate_valid_until(signed_on)


def band(criteria_id: str, total: Decimal) -> int:
    """The rank by points alone under one decision."""
    return grading.band(load(criteria_id), total)


def goes_to_ministry(stars: int, total: Decimal | None) -> bool:
    """Whether a conclusion is for the ministry's tier; see `grading.goes_to_ministry`."""
    return grading.goes_to_ministry(stars, total)


def next_product_code(criteria_id: str, unit: Unit, on: date, *, trial: bool = False) -> str:
    """Take the next product code at a place, in the form of the dossier's decision; inside the act's transaction.

    Empty where the form needs a unit that cannot be told on that day (a place known only by its old district): the
    commune's number is then entered when the paper gives it. A trial counts in a series of its own, under a mark no
    real code bears, so that it neither takes a real number nor passes for one.
    """
    units = _units(unit, on)
    try:
        sample = authority.product_code(criteria_id, sequence=0, year=on.year, **units)
    except (KeyError, ValueError):
        return ""
    mark = TRIAL_CODE if trial else ""
    series, _ = ProductCodeSeries.objects.get_or_create(key=mark + sample)
    series = ProductCodeSeries.objects.select_for_update().get(pk=series.pk)
    series.last += 1
    series.save(update_fields=["last"])
    return mark + authority.product_code(criteria_id, sequence=series.last, year=on.year, **units)


def _units(unit: Unit, on: date) -> dict[str, str]:
    """The codes of the units above and at a place as they stood on a day; empty where more than one would do."""
    codes = {Tier.PROVINCE: "", Tier.DISTRICT: "", Tier.COMMUNE: ""}
    standing = unit_on(unit, on)
    place: Unit | None = standing[0] if len(standing) == 1 else None
    while place is not None:
        codes[Tier(place.tier)] = place.code
        place = place.parent
    return {"province": codes[Tier.PROVINCE], "district": codes[Tier.DISTRICT], "commune": codes[Tier.COMMUNE]}
