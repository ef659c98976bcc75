"""What reports ask of rounds: products entered, and the producers who entered them."""

from datetime import date
from typing import Any

from django.db.models import DateField, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate

from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.states import LODGED_OR_LATER, DossierKind, DossierState
from ocop.ground.planning.measures import Counted, Measure, Options
from ocop.ground.planning.years import years_in
from ocop.ground.producers.measures import had_form, legal_forms
from ocop.ground.producers.models import Producer
from ocop.ground.programme.models import Round
from ocop.kit.addresses import address_of


def _years() -> dict[str, str]:
    return years_in(Round.objects.filter(is_trial=False), "year")


def _kinds() -> dict[str, str]:
    return {value: str(label) for value, label in DossierKind.choices}


def _entered(options: Options) -> QuerySet[Any]:
    """Dossiers that entered a round that counts, each from `entered`: lodged, or the last day of an old round."""
    rows = Dossier.objects.filter(round__is_trial=False, state__in=LODGED_OR_LATER).exclude(
        state=DossierState.WITHDRAWN
    )
    day = Coalesce(TruncDate("lodged_at"), F("round__meeting_due"), output_field=DateField())
    rows = rows.annotate(entered=day)
    if "year" in options:
        rows = rows.filter(round__year=int(options["year"]))
    if "form" in options:
        rows = rows.filter(had_form(options["form"], "producer", "entered"))
    return rows.filter(kind=options["kind"]) if "kind" in options else rows


def _newcomers(options: Options) -> QuerySet[Any]:
    """Producers, each from the day its first dossier entered (`began`)."""
    first = _entered({}).filter(producer=OuterRef("pk")).order_by("entered").values("entered")[:1]
    return Producer.objects.annotate(began=Subquery(first)).filter(began__isnull=False)


def _days(row: Any) -> str:
    day: date = row.entered
    return f"{row.producer.name}; {row.round}, {row.get_kind_display().lower()}, ngày {day:%d/%m/%Y}"


def _dossiers(of: str, label: Any) -> Counted:
    return Counted(
        rows=_entered,
        label=label,
        link=lambda row: address_of("dossiers:read", row),
        detail=_days,
        related=("product", "producer", "round"),
        of=of,
        starts=("entered",),
        place="producer__unit",
    )


OPTIONS = {"year": _years, "kind": _kinds, "form": legal_forms}
MEASURES = (
    Measure(
        key="dossiers.entered",
        name="Sản phẩm dự thi",
        unit="lượt sản phẩm",
        definition="Hồ sơ đã nộp vào các đợt đánh giá trong kỳ, mỗi hồ sơ là một lượt; trừ hồ sơ đã rút và đợt thử. "
        "Hồ sơ của đợt cũ không ghi ngày nộp thì tính vào ngày cuối của đợt.",
        counted=_dossiers("pk", lambda row: row.product.name),
        since_start=True,
        options=OPTIONS,
    ),
    Measure(
        key="dossiers.producers",
        name="Chủ thể tham gia đánh giá",
        unit="chủ thể",
        definition="Số chủ thể khác nhau có hồ sơ nộp vào các đợt đánh giá trong kỳ; trừ hồ sơ đã rút và đợt thử.",
        counted=_dossiers("producer", lambda row: row.producer.name),
        since_start=True,
        options=OPTIONS,
    ),
    Measure(
        key="dossiers.new_producers",
        name="Chủ thể tham gia lần đầu",
        unit="chủ thể",
        definition="Chủ thể có hồ sơ đầu tiên nộp vào một đợt đánh giá trong kỳ; trừ hồ sơ đã rút và đợt thử.",
        counted=Counted(
            rows=_newcomers,
            label=str,
            link=lambda row: address_of("producers:producer", row),
            starts=("began",),
            place="unit",
        ),
        since_start=True,
    ),
)
