"""The counts of the two rounds, each from one query over the records, beside what the plan prints."""

from dataclasses import dataclass

from django.db.models import QuerySet

from ocop.cycle.certification.models import Recognition, Referral
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.states import DossierKind
from ocop.ground.producers.models import Product
from ocop.sample.history import CRITERIA_ID, rounds_data


@dataclass(frozen=True)
class Line:
    """One figure: what was counted, what the plan prints, and where it prints it."""

    key: str
    label: str
    computed: int
    printed: int
    section: str

    @property
    def agrees(self) -> bool:
        return self.computed == self.printed


def _entries(year: int) -> QuerySet[Dossier]:
    return Dossier.objects.filter(round__year=year, round__criteria_id=CRITERIA_ID, round__is_reconstructed=True)


def _ranked(year: int) -> QuerySet[Recognition]:
    return Recognition.objects.filter(dossier__in=_entries(year))


def counts() -> dict[str, int]:
    """Every figure of the rounds of 2019 and 2020 by key; each value is one COUNT in the database."""
    both = Recognition.objects.filter(dossier__round__criteria_id=CRITERIA_ID, dossier__round__is_reconstructed=True)
    return {
        "entries_2019": _entries(2019).count(),
        "ranked_2019": _ranked(2019).count(),
        "four_star_2019": _ranked(2019).filter(stars=4).count(),
        "three_star_2019": _ranked(2019).filter(stars=3).count(),
        "entries_2020": _entries(2020).count(),
        "first_entries_2020": _entries(2020).filter(kind=DossierKind.FIRST).count(),
        "upgrade_entries_2020": _entries(2020).filter(kind=DossierKind.UPGRADE).count(),
        "ranked_2020": _ranked(2020).count(),
        "four_star_2020": _ranked(2020).filter(stars=4).count(),
        "three_star_2020": _ranked(2020).filter(stars=3).count(),
        "new_2020": _ranked(2020).filter(supersedes__isnull=True).count(),
        "upgraded_2020": _ranked(2020).filter(supersedes__isnull=False, supersedes__stars=3, stars=4).count(),
        "five_star_potential_2020": Referral.objects.filter(dossier__in=_entries(2020)).count(),
        "distinct_products": Product.objects.filter(recognitions__in=both).distinct().count(),
        "recognitions": both.count(),
    }


def report() -> list[Line]:
    """The counts in the order the plan prints them."""
    computed = counts()
    printed = rounds_data()["printed"]
    return [Line(row["key"], row["label"], computed[row["key"]], row["figure"], str(row["section"])) for row in printed]
