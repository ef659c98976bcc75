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
from ocop.ground.offices.models import Office, Unit
from ocop.ground.offices.states import OfficeKind, Tier
from ocop.ground.producers.models import Classification, Producer, ProducerForm, Product
from ocop.ground.producers.states import LegalForm, ProductState
from ocop.ground.programme.models import Round
from ocop.ground.programme.states import RoundState
from ocop.kit.clock import HO_CHI_MINH
from ocop.rules.calendar import certificate_valid_until
from ocop.sample.real_products import StatedStar, stated_stars

DATA = Path(__file__).parent / "data" / "rounds-2019-2020.yaml"
CRITERIA_ID = "1048-2019"
PRODUCTS_PER_PRODUCER = 2
# Which product set stands for a group when only the group is known; assumed, and on reconstructed rows only.
SET_OF_GROUP = {
    "thực phẩm": "I.3.c",
    "đồ uống": "II.2.b",
    "thảo dược": "III.4",
    "thủ công mỹ nghệ": "V.1",
    "thủ công mỹ nghệ, trang trí": "V.1",
    "dịch vụ du lịch cộng đồng và điểm du lịch": "VI.1",
}


@dataclass(frozen=True)
class Entry:
    """One line of a round to be written: which product, how it entered, what came of it (0 = not ranked)."""

    product: Product
    kind: str
    stars: int
    source_url: str = ""


def load_history(*, at: datetime) -> dict[str, int]:
    """Write both rounds and all other stated stars; returns how many recognitions and dossiers were made."""
    data = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    if Round.objects.filter(criteria_id=CRITERIA_ID, is_reconstructed=True).exists():
        return {"dossiers": 0, "recognitions": 0}
    stated = stated_stars()
    with transaction.atomic():
        for spec in data["rounds"]:
            _write_round(spec, [star for star in stated if _belongs(star, spec["year"])], at)
        _write_stars_outside_rounds([star for star in stated if not _in_any_round(star, data["rounds"])])
    return {"dossiers": Dossier.objects.count(), "recognitions": Recognition.objects.count()}


def _belongs(star: StatedStar, year: int) -> bool:
    """Only products of Đồng Tháp as it was then took part in its rounds."""
    return star.year == year and star.in_old_dong_thap and star.stars in (3, 4)


def _in_any_round(star: StatedStar, rounds: list[dict[str, Any]]) -> bool:
    return any(_belongs(star, spec["year"]) for spec in rounds)


def _write_round(spec: dict[str, Any], real: list[StatedStar], at: datetime) -> None:
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
    entries = _entries(spec, real, at)
    dossiers = Dossier.objects.bulk_create([_dossier(entry, round_) for entry in entries])
    _recognise(entries, dossiers, decision)
    _refer(entries, dossiers, spec, round_)


def _province_committee(on: date) -> Office:
    return (
        Office.objects.filter(kind=OfficeKind.PEOPLES_COMMITTEE, tier=Tier.PROVINCE, valid_from__lte=on)
        .filter(unit__code="87")
        .get()
    )


def _entries(spec: dict[str, Any], real: list[StatedStar], at: datetime) -> list[Entry]:
    """Real products first, then as many reconstructed ones as the plan's figures still ask for."""
    year, first = spec["year"], spec["first_entries"]
    entries = [Entry(star.product, DossierKind.FIRST, star.stars, star.source_url) for star in real]
    have = Counter(entry.stars for entry in entries)
    wanted = [4] * (first["stars_4"] - have[4]) + [3] * (first["stars_3"] - have[3]) + [0] * first["unranked"]
    labels = _labels_left(spec["groups"], real, len(wanted))
    products = _reconstructed_products(year, labels, at)
    entries += [Entry(product, DossierKind.FIRST, stars) for product, stars in zip(products, wanted, strict=True)]
    outcomes = [4] * spec["upgrades"]["stars_4"] + [0] * spec["upgrades"]["unranked"]
    for product, stars in zip(_candidates_for_upgrade(len(outcomes)), outcomes, strict=True):
        entries.append(Entry(product, DossierKind.UPGRADE, stars))
    return entries


def _labels_left(groups: dict[str, int], real: list[StatedStar], count: int) -> list[str]:
    """Group names for the reconstructed rows, so that ranked rows show the plan's structure as far as it goes."""
    left = Counter(groups)
    left.subtract(star.product.group_label for star in real)
    labels = [label for label, number in left.items() for _ in range(max(number, 0))]
    return (labels + ["thực phẩm"] * count)[:count]


def _reconstructed_products(year: int, labels: list[str], at: datetime) -> list[Product]:
    districts = list(Unit.objects.filter(tier=Tier.DISTRICT, parent__code="87").order_by("code"))
    producers = []
    for number in range(-(-len(labels) // PRODUCTS_PER_PRODUCER)):
        producer = Producer(
            name=f"Chủ thể dựng lại số {number + 1:02d}, năm {year}",
            unit=districts[number % len(districts)],
            is_reconstructed=True,
            created_at=at,
        )
        producer.fill_search_columns()
        producers.append(producer)
    Producer.objects.bulk_create(producers)
    ProducerForm.objects.bulk_create(
        ProducerForm(producer=producer, form=LegalForm.OTHER, valid_from=date(year, 1, 1)) for producer in producers
    )
    products = []
    for number, label in enumerate(labels):
        product = Product(
            name=f"Sản phẩm dựng lại số {number + 1:03d}, năm {year}",
            producer=producers[number // PRODUCTS_PER_PRODUCER],
            group_label=label,
            is_reconstructed=True,
            created_at=at,
        )
        product.fill_search_columns()
        products.append(product)
    Product.objects.bulk_create(products)
    Classification.objects.bulk_create(
        Classification(product=product, criteria_id=CRITERIA_ID, set_code=SET_OF_GROUP[product.group_label], set_at=at)
        for product in products
    )
    return products


def _candidates_for_upgrade(count: int) -> list[Product]:
    """Reconstructed three-star products of the earlier round, oldest first."""
    return list(Product.objects.filter(is_reconstructed=True, recognitions__stars=3).order_by("pk").distinct()[:count])


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
