"""What the last return asks for, place by place: mended, answered, or still to do."""

from dataclasses import dataclass

from ocop.cycle.dossiers import return_reasons
from ocop.cycle.dossiers.models import Dossier, ReturnItem, ReturnSlip
from ocop.cycle.dossiers.places import Place, places_of
from ocop.cycle.dossiers.states import DossierState


@dataclass(frozen=True, slots=True)
class Fault:
    """One item of the last return, with the words and the address of its place.

    `is_mended`: what stands at that place differs from what stood there when the dossier came back.
    """

    item: ReturnItem
    place: Place | None
    is_mended: bool = False

    @property
    def is_answered(self) -> bool:
        """Mended, or the producer has said why not; a place the form no longer has asks for nothing."""
        return self.is_mended or bool(self.item.answer) or self.place is None

    @property
    def answer(self) -> str:
        return self.item.answer

    @property
    def field(self) -> str:
        return self.item.field

    @property
    def remedy(self) -> str:
        return self.item.remedy

    @property
    def clause(self) -> str:
        return self.item.clause

    @property
    def slip(self) -> ReturnSlip:
        return self.item.slip

    @property
    def reason_label(self) -> str:
        return return_reasons.BY_KEY[self.item.reason].label

    @property
    def place_label(self) -> str:
        return self.place.label if self.place else self.item.field

    @property
    def url(self) -> str:
        return self.place.url if self.place else ""


def open_faults_of(dossier: Dossier, now: dict[str, str]) -> dict[str, tuple[Fault, ...]]:
    """What the last return asks for, by place, while the dossier is back with the producer."""
    if dossier.state != DossierState.RETURNED:
        return {}
    places = places_of(dossier)
    items = ReturnItem.objects.filter(slip__dossier=dossier, slip__answered_at__isnull=True)
    found: dict[str, list[Fault]] = {}
    for item in items.select_related("slip__office").order_by("pk"):
        mended = item.slip.before.get(item.field, "") != now.get(item.field, "")
        found.setdefault(item.field, []).append(Fault(item, places.get(item.field), mended))
    return {place: tuple(lines) for place, lines in found.items()}
