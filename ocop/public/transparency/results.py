"""What the province's plans promise and what was published of it: figures with their base, never counted anew here.

Only public indicators are shown: each record they count is on the public site already (`Measure.public`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from ocop.ground.offices.states import Tier
from ocop.ground.planning.models import Plan, Target
from ocop.ground.planning.progress import options_of, promise_of
from ocop.ground.planning.states import PlanState
from ocop.kit.languages import is_english
from ocop.oversight.figures.models import Figure
from ocop.public.api.asked import public_measures


@dataclass(frozen=True, slots=True)
class Promised:
    """A target with the newest published figure of it; none where none was published or its records are not public."""

    target: Target
    figure: Figure | None
    is_public: bool


@dataclass(frozen=True, slots=True)
class OfPlan:
    """A plan of the province with its targets."""

    plan: Plan
    targets: tuple[Promised, ...]


def published(on: date) -> list[Figure]:
    """Every published figure of the whole province of a public indicator, the newest first; one query."""
    rows = Figure.objects.filter(measure__in=public_measures(), of_office__isnull=True, on__lte=on)
    rows = rows.select_related("office", "place").order_by("-on", "-published_at", "-pk")
    return [figure for figure in rows if figure.place is None or figure.place.tier == Tier.PROVINCE]


def newest(figures: Iterable[Figure]) -> list[Figure]:
    """Of each question the newest figure."""
    found: dict[tuple[str, str], Figure] = {}
    for figure in figures:
        found.setdefault(_key(figure.measure, figure.options), figure)
    return list(found.values())


def plans(on: date, figures: list[Figure]) -> list[OfPlan]:
    """Plans of the province that have begun and have targets, each with its published figure; two queries."""
    rows = Plan.objects.filter(starts_on__lte=on, is_reconstructed=False).exclude(state=PlanState.DRAFT)
    rows = rows.select_related("office").prefetch_related("targets").order_by("-ends_on", "-starts_on", "pk")
    found = [OfPlan(plan, _promised(plan, figures)) for plan in rows if plan.is_of_the_province]
    return [each for each in found if each.targets]


def _promised(plan: Plan, figures: list[Figure]) -> tuple[Promised, ...]:
    public = public_measures()
    within = [figure for figure in figures if plan.starts_on <= figure.on <= plan.ends_on]
    return tuple(
        Promised(target, _figure_of(target, within), target.measure in public) for target in plan.targets.all()
    )


def _figure_of(target: Target, figures: list[Figure]) -> Figure | None:
    """The newest figure of a target's own question, counted from the day the target counts from."""
    asked, since = _key(target.measure, options_of(target)), promise_of(target).starts_on
    same = (figure for figure in figures if _key(figure.measure, figure.options) == asked)
    return next((figure for figure in same if figure.since in (None, since)), None)


def told(figure: Figure) -> str:
    """What a figure counts, in the page's language; its conditions as data name them where that is not Vietnamese."""
    if not is_english():
        return figure.name
    conditions = ", ".join(f"{name} {value}" for name, value in figure.options.items())
    name = gettext(public_measures()[figure.measure].name)
    return f"{name} ({conditions})" if conditions else name


def _key(measure: str, options: Mapping[str, object]) -> tuple[str, str]:
    return measure, str(sorted((str(name), str(value)) for name, value in options.items()))
