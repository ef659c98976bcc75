"""The rounds of 2019 and 2020 under decision 1048: real products with their sources, the rest reconstructed.

A real product enters a round only with the star and the source that state it, and without marks. What no source names
is made to reach the plan's own totals, is marked reconstructed, and carries no real producer's name.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from ocop.cycle.certification.models import Recognition, RecognitionDecision, Referral
from ocop.cycle.certification.states import ReferralState
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.states import DossierKind, DossierState
from ocop.ground.offices.models import Office
from ocop.ground.offices.states import OfficeKind, Tier
from ocop.ground.producers.models import Product
from ocop.ground.producers.states import ProductState
from ocop.ground.programme.models import Round
from ocop.ground.programme.states import RoundState
from ocop.kit.clock import HO_CHI_MINH
from ocop.rules.calendar import certificate_valid_until
from ocop.sample.history_producers import CRITERIA_ID, FOOD, SET_OF_GROUP, Newcomers, assume_forms, make_products
from ocop.sample.real_products import StatedStar, stated_stars

DATA = Path(__file__).parent / "data" / "rounds-2019-2020.yaml"


@dataclass(frozen=True)
class Entry:
    """One line of a round to be written: which product, how it entered, what came of it (0 = not ranked)."""

    product: Product
    kind: str
    stars: int
    source_url: str = ""


def rounds_data() -> dict[str, Any]:
    """What the plan prints of both rounds, and what the reconstruction assumes."""
    data: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return data


def load_history(*, at: datetime) -> dict[str, int]:
    """Write both rounds and all other stated stars; returns how many recognitions and dossiers were made."""
    data = rounds_data()
    if Round.objects.filter(criteria_id=CRITERIA_ID, is_reconstructed=True).exists():
        return {"dossiers": 0, "recognitions": 0}
    stated = stated_stars()
    with transaction.atomic():
        for spec in data["rounds"]:
            real = [star for star in stated if _belongs(star, spec["year"])]
            assume_forms([star.product.producer for star in real], data["assumed"])
            _write_round(spec, data["assumed"], real, at)
        _write_stars_outside_rounds([star for star in stated if not _in_any_round(star, data["rounds"])])
    return {"dossiers": Dossier.objects.count(), "recognitions": Recognition.objects.count()}


def _belongs(star: StatedStar, year: int) -> bool:
    """Only products of Đồng Tháp as it was then took part in its rounds."""
    return star.year == year and star.in_old_dong_thap and star.stars in (3, 4)


def _in_any_round(star: StatedStar, rounds: list[dict[str, Any]]) -> bool:
    return any(_belongs(star, spec["year"]) for spec in rounds)


def _write_round(spec: dict[str, Any], assumed: dict[str, Any], real: list[StatedStar], at: datetime) -> None:
    committee = _province_committee(spec["meeting_due"])
    round_ = Round.objects.create(
        name=spec["name"],
        year=spec["year"],
        ordinal=1,
        office=committee,
        criteria_id=CRITERIA_ID,
        opens_on=spec["opens_on"],
        proposal_due=spec["proposal_due"],
        meeting_due=spec["meeting_due"],
        state=RoundState.CLOSED,
        is_reconstructed=True,
    )
    decision = RecognitionDecision.objects.create(
        number=spec["decision"]["number"],
        signed_on=spec["decision"]["signed_on"],
        source_url=spec["decision"]["source_url"],
        office=committee,
        round=round_,
        recorded_at=at,
        is_reconstructed=True,
    )
    entries = _entries(spec, assumed, real, at)
    dossiers = Dossier.objects.bulk_create([_dossier(entry, round_) for entry in entries])
    _recognise(entries, dossiers, decision)
    _refer(entries, dossiers, spec, round_)


def _province_committee(on: date) -> Office:
    return (
        Office.objects.filter(kind=OfficeKind.PEOPLES_COMMITTEE, tier=Tier.PROVINCE, valid_from__lte=on)
        .filter(unit__code="87")
        .get()
    )


def _entries(spec: dict[str, Any], assumed: dict[str, Any], real: list[StatedStar], at: datetime) -> list[Entry]:
    """Real products first, then as many reconstructed ones as the plan's figures still ask for."""
    first, upgrades = spec["first_entries"], spec["upgrades"]
    raised, others = _candidates_for_upgrade(upgrades)
    have = Counter(star.stars for star in real)
    stars = [4] * (first["stars_4"] - have[4]) + [3] * (first["stars_3"] - have[3])
    taken = [star.product.group_label for star in real] + [product.group_label for product in raised]
    labels = _labels_left(spec["groups"], taken, len(stars))
    newcomers = Newcomers(spec["year"], spec["newcomers"], assumed["forms_since"], at)
    ranked = make_products(newcomers.ranked([star.product.producer for star in real]), labels, newcomers)
    unranked = make_products(newcomers.unranked(), [FOOD] * first["unranked"], newcomers, number=len(ranked) + 1)
    entries = [Entry(star.product, DossierKind.FIRST, star.stars, star.source_url) for star in real]
    entries += [Entry(product, DossierKind.FIRST, number) for product, number in zip(ranked, stars, strict=True)]
    entries += [Entry(product, DossierKind.FIRST, 0) for product in unranked]
    entries += [Entry(product, DossierKind.UPGRADE, 4) for product in raised]
    return entries + [Entry(product, DossierKind.UPGRADE, 0) for product in others]


def _labels_left(groups: dict[str, int], taken: list[str], count: int) -> list[str]:
    """Group names for the reconstructed rows that are ranked, so that all of them show the plan's structure.

    Food comes last, so that the three-star rows are food. Raises ValueError when the structure is not of that many.
    """
    left = Counter(groups)
    left.subtract(taken)
    labels = [label for label in reversed(groups) for _ in range(left[label])]
    if len(labels) != count:
        raise ValueError(f"the groups leave {len(labels)} rows, the round {count}")
    return labels


def _candidates_for_upgrade(upgrades: dict[str, Any]) -> tuple[list[Product], list[Product]]:
    """Reconstructed three-star food of the earlier round: what goes up, of as many producers as printed; what does not.

    Raises ValueError when the earlier round has too little of it.
    """
    products = Product.objects.filter(is_reconstructed=True, recognitions__stars=3, group_label=FOOD).order_by("pk")
    by_producer: dict[int, list[Product]] = {}
    for product in products.filter(producer__forms__form=upgrades["form"]) if upgrades["producers"] else ():
        by_producer.setdefault(product.producer_id, []).append(product)
    each = upgrades["stars_4"] // upgrades["producers"] if upgrades["producers"] else 0
    able = [mine[:each] for mine in by_producer.values() if len(mine) >= each][: upgrades["producers"]]
    raised = [product for mine in able for product in mine]
    if len(raised) != upgrades["stars_4"]:
        raise ValueError(f"{len(raised)} products can go up, the plan says {upgrades['stars_4']}")
    kept = {product.producer_id for product in raised}
    return raised, list(products.exclude(producer__in=kept)[: upgrades["unranked"]])


def _dossier(entry: Entry, round_: Round) -> Dossier:
    at = datetime.combine(round_.meeting_due, time(9), HO_CHI_MINH)
    ranked = entry.stars >= 3
    return Dossier(
        product=entry.product,
        producer_id=entry.product.producer_id,
        round=round_,
        kind=entry.kind,
        criteria_id=CRITERIA_ID,
        sheet_code=SET_OF_GROUP.get(entry.product.group_label, ""),
        wanted_stars=max(entry.stars, 3),
        state=DossierState.RECOGNISED if ranked else DossierState.NOT_RECOGNISED,
        started_at=datetime.combine(round_.opens_on, time(9), HO_CHI_MINH),
        concluded_at=at,
        concluded_stars=entry.stars if ranked else None,
        source_url=entry.source_url,
        is_reconstructed=not entry.source_url,
    )


def _recognise(entries: list[Entry], dossiers: list[Dossier], decision: RecognitionDecision) -> None:
    ranked = [(entry, dossier) for entry, dossier in zip(entries, dossiers, strict=True) if entry.stars >= 3]
    earlier = {
        recognition.product_id: recognition
        for recognition in Recognition.objects.filter(product__in=[entry.product for entry, _ in ranked])
    }
    recognitions = [
        _recognition(entry.product, entry.stars, decision.signed_on, entry.source_url, dossier, decision, earlier)
        for entry, dossier in ranked
    ]
    Recognition.objects.bulk_create(recognitions)
    Product.objects.filter(pk__in=[entry.product.pk for entry, _ in ranked]).update(state=ProductState.RECOGNISED)


def _recognition(
    product: Product,
    stars: int,
    valid_from: date,
    source_url: str,
    dossier: Dossier | None = None,
    decision: RecognitionDecision | None = None,
    earlier: dict[int, Recognition] | None = None,
) -> Recognition:
    return Recognition(
        product=product,
        dossier=dossier,
        decision=decision,
        stars=stars,
        year=valid_from.year,
        valid_from=valid_from,
        valid_until=certificate_valid_until(valid_from),
        supersedes=(earlier or {}).get(product.pk),
        source_url=source_url,
        dates_are_estimated=True,
        is_reconstructed=not source_url,
    )


def _refer(entries: list[Entry], dossiers: list[Dossier], spec: dict[str, Any], round_: Round) -> None:
    """The plan says four products of 2020 had five-star potential and would be sent to the ministry."""
    ministry = Office.objects.filter(kind=OfficeKind.MINISTRY).order_by("valid_from").first()
    candidates = [
        dossier
        for entry, dossier in zip(entries, dossiers, strict=True)
        if entry.stars == 4 and entry.product.is_reconstructed and entry.kind == DossierKind.FIRST
    ]
    Referral.objects.bulk_create(
        Referral(
            dossier=dossier,
            to_office=ministry,
            sent_on=round_.meeting_due,
            state=ReferralState.SENT,
            is_reconstructed=True,
        )
        for dossier in candidates[: spec["referred"]]
    )


def _write_stars_outside_rounds(stated: list[StatedStar]) -> None:
    """Stars of other years, and of Tiền Giang's own rounds: recognitions with their source and nothing more."""
    earlier = {recognition.product_id: recognition for recognition in Recognition.objects.order_by("valid_from")}
    for star in sorted(stated, key=lambda star: star.year):
        recognition = _recognition(star.product, star.stars, date(star.year, 12, 31), star.source_url, earlier=earlier)
        recognition.save()
        earlier[star.product.pk] = recognition
    Product.objects.filter(pk__in=[star.product.pk for star in stated]).update(state=ProductState.RECOGNISED)
