"""A stamp looked up by an officer or its producer: what is known of its scans, without adding one."""

from dataclasses import dataclass

from django.db.models import Count

from ocop.cycle.scans.forms import CodeLookup
from ocop.cycle.scans.models import ScanEvent, ScannedStamp, Suspicion
from ocop.cycle.traceability.keys import keys_of
from ocop.cycle.traceability.models import Batch, StampRange
from ocop.kit.scope import Actor
from ocop.rules.places import PROVINCES
from ocop.rules.stamps import PER_EPOCH, MistypedStamp, Stamp, printed_stamp, read_stamp, stamp_of


@dataclass(frozen=True, slots=True)
class FoundStamp:
    """A stamp the person may see; `places` are provinces with their scans of the last ninety days."""

    printed: str
    range: StampRange
    lot: Batch | None
    row: ScannedStamp | None
    places: list[tuple[str, int]]
    suspicion: Suspicion | None


def found_stamp(form: CodeLookup, actor: Actor) -> FoundStamp | None:
    """The stamp of the digits in a good form; what is wrong with them is said at the box.

    A stamp of somebody else's and one that never was are answered alike.
    """
    try:
        code = read_stamp(form.cleaned_data["ma"])
    except MistypedStamp as slip:
        form.add_error("ma", str(slip))
        return None
    stamp = stamp_of(code, keys_of)
    issued = StampRange.objects.visible_to(actor).holding(stamp) if stamp else None
    if stamp is None or issued is None:
        form.add_error("ma", "Không có tem nào mang mã này trong các tem anh/chị được xem. So lại từng chữ số.")
        return None
    number = stamp.epoch * PER_EPOCH + stamp.index
    seen = ScanEvent.objects.filter(stamp=number).values_list("region")
    counts = seen.annotate(times=Count("pk")).order_by("-times", "region")
    places = [(PROVINCES[region].name if region else "Chưa rõ tỉnh", count) for region, count in counts]
    row = ScannedStamp.objects.filter(number=number).first()
    suspicion = Suspicion.objects.filter(stamp=number).first()
    return FoundStamp(printed_stamp(code), issued, lot_of(issued, stamp), row, places, suspicion)


def lot_of(issued: StampRange, stamp: Stamp) -> Batch | None:
    """The batch a stamp of a range stands on; None until it is activated."""
    active = issued.activations.holding(stamp.index).select_related("batch").first()
    return active.batch if active is not None else None
