"""Scans without people: what was seen of a stamp, what looks like a copy, what shoppers found odd.

No address of a network, no device, no coordinates. A visitor is a number that a salt of at most 30 days makes of them
and of one stamp; once the salt is gone nobody can make it again (decision 0023).
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.cycle.scans.queries import DoubtQuerySet, SuspicionQuerySet
from ocop.cycle.scans.states import DoubtKind, DoubtState, SuspicionState
from ocop.cycle.traceability.models import StampRange
from ocop.ground.offices.models import Unit
from ocop.ground.producers.models import Product
from ocop.ground.registry.models import Document
from ocop.kit.ids import new_public_id
from ocop.rules.places import PROVINCES
from ocop.rules.stamps import DIGITS, PER_EPOCH, Stamp


def regions_of(codes: Iterable[str]) -> int:
    """A bit for each province; codes that are none are left out."""
    return sum({1 << _PLACES[code] for code in codes if code in _PLACES})


def codes_in(regions: int) -> tuple[str, ...]:
    """The provinces whose bit is set."""
    return tuple(code for code, place in _PLACES.items() if regions >> place & 1)


# Which bit is which province, for good: a province to come is added after the last.
_PLACES = {code: place for place, code in enumerate(PROVINCES)}


class StampNumber(models.BigIntegerField):  # type: ignore[type-arg]
    """Epoch and index of a stamp in one; on SQLite the row's own key, so that it is looked up once and not twice."""

    def db_type(self, connection: Any) -> str | None:
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class ScanSalt(models.Model):
    """What visitors are made unknowable with for one period of 30 days; deleted for good when the next begins."""

    period = models.PositiveIntegerField(primary_key=True)
    secret = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = "Muối của lượt quét"
        verbose_name_plural = "Muối của lượt quét"

    def __str__(self) -> str:
        return f"Kỳ {self.period}"


class ScannedStamp(models.Model):
    """A stamp that was scanned at least once; `number` is its epoch and index in one.

    `clients` estimates the different visitors: exact within a salt's period, somebody who comes again in a later one
    counts again. `regions` and `odd` hold a bit for each province (`regions_of`) and each odd answer (`odd_bit`) ever
    seen. `to_look` says that what came since the last look is worth one.
    """

    number = StampNumber(primary_key=True)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)
    clients = models.PositiveIntegerField(default=0)
    first_region = models.CharField(max_length=2, blank=True)
    regions = models.BigIntegerField(default=0)
    odd = models.PositiveIntegerField(default=0)
    to_look = models.BooleanField(default=False)

    class Meta:
        verbose_name = "Tem đã được quét"
        verbose_name_plural = "Tem đã được quét"
        indexes = [models.Index(fields=["number"], condition=Q(to_look=True), name="scanned_stamps_to_look_at")]

    def __str__(self) -> str:
        return f"Tem {self.number}, {self.count} lượt quét"

    @property
    def stamp(self) -> Stamp:
        return Stamp(*divmod(self.number, PER_EPOCH))

    @property
    def region_codes(self) -> tuple[str, ...]:
        """The provinces it was scanned in, by their code."""
        return codes_in(self.regions)


class ScanEvent(models.Model):
    """One scan, kept at most 90 days. `client` is the visitor as this stamp knows them; no other stamp does."""

    stamp = models.ForeignKey(ScannedStamp, on_delete=models.CASCADE, related_name="events", db_index=False)
    at = models.DateTimeField(db_index=True)
    client = models.BigIntegerField(null=True)
    region = models.CharField(max_length=2, blank=True)
    verdict = models.CharField(max_length=12)

    class Meta:
        verbose_name = "Lượt quét"
        verbose_name_plural = "Lượt quét"
        indexes = [models.Index(fields=["stamp", "client"], name="scan_events_of_a_stamp")]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M}, {self.verdict}"


class ScanArrivals(models.Model):
    """Scans as one serving process put them down together, until the worker has summed them up and deletes the row.

    `records`: scans as `arrivals` packs them; `guesses`: second and province of each code that is none of ours.
    Visitors are unknowable already.
    """

    records = models.BinaryField()
    guesses = models.JSONField()

    class Meta:
        verbose_name = "Lượt quét chờ gộp"
        verbose_name_plural = "Lượt quét chờ gộp"

    def __str__(self) -> str:
        return f"{len(self.records)} byte lượt quét, {len(self.guesses)} mã không có"


class ScanTally(models.Model):
    """One day in one province: scans of our stamps, and codes asked for that are none of ours. Kept for good."""

    key = models.PositiveIntegerField(primary_key=True)
    day = models.DateField(db_index=True)
    region = models.CharField(max_length=2, blank=True)
    scans = models.PositiveIntegerField(default=0)
    guesses = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "Số lượt quét một ngày"
        verbose_name_plural = "Số lượt quét một ngày"

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.region}: {self.scans}"


class SaleArea(models.Model):
    """Where a producer says the product is sold: a bit for each province."""

    product = models.OneToOneField(Product, on_delete=models.PROTECT, related_name="sale_area")
    regions = models.BigIntegerField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        verbose_name = "Nơi bán đã khai"
        verbose_name_plural = "Nơi bán đã khai"

    def __str__(self) -> str:
        return ", ".join(PROVINCES[code].name for code in codes_in(self.regions))


class Suspicion(models.Model):
    """Signs that a stamp, or stamps of a range (`stamp` empty), were copied: for an officer to look at.

    `signals` is the last reading: code of the signal → the figures it rests on. What people decided stands in `steps`.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    range = models.ForeignKey(StampRange, on_delete=models.PROTECT, related_name="suspicions")
    stamp = models.OneToOneField(ScannedStamp, on_delete=models.PROTECT, null=True, related_name="suspicion")
    state = models.CharField("Trạng thái", max_length=10, choices=SuspicionState.choices, default=SuspicionState.NEW)
    signals = models.JSONField("Dấu hiệu", default=dict)
    weight = models.PositiveSmallIntegerField("Mức", default=0)
    opened_at = models.DateTimeField("Thấy lần đầu")
    changed_at = models.DateTimeField("Đổi lần cuối")

    objects = SuspicionQuerySet.as_manager()

    class Meta:
        verbose_name = "Nghi vấn về tem"
        verbose_name_plural = "Nghi vấn về tem"
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["state"])]
        constraints = [
            models.UniqueConstraint(fields=["range"], condition=Q(stamp__isnull=True), name="one_suspicion_of_a_range")
        ]

    def __str__(self) -> str:
        return f"Nghi vấn {self.public_id.upper()}"


class SuspicionStep(models.Model):
    """What somebody decided of a suspicion, with the signs that stood then, or the system when new ones came."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    suspicion = models.ForeignKey(Suspicion, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=10, choices=SuspicionState.choices)
    words = models.CharField("Lý do", max_length=500, blank=True)
    signals = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "Bước xử lý nghi vấn"
        verbose_name_plural = "Bước xử lý nghi vấn"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_state_display()}, {self.at:%d/%m/%Y}"


class Doubt(models.Model):
    """What a shopper found odd. The shop, the commune, the picture and the contact are theirs to give or not.

    `range` and `stamp_number` are empty for a code that is none of ours. The contact is deleted on `contact_until`,
    or when the doubt is closed.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    code = models.CharField("Mã tem", max_length=DIGITS)
    range = models.ForeignKey(StampRange, on_delete=models.PROTECT, null=True, related_name="doubts")
    stamp_number = models.BigIntegerField(null=True)
    kind = models.CharField("Điều thấy lạ", max_length=10, choices=DoubtKind.choices)
    words = models.TextField("Kể thêm", max_length=1000, blank=True)
    shop = models.CharField("Nơi mua", max_length=200, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="Xã, phường")
    photo = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    contact = models.CharField("Liên hệ", max_length=100, blank=True)
    contact_until = models.DateField(null=True)
    state = models.CharField("Trạng thái", max_length=10, choices=DoubtState.choices, default=DoubtState.SENT)
    sent_at = models.DateTimeField("Gửi lúc")
    changed_at = models.DateTimeField()

    # Nobody: a doubt is sent without an account, and by a page that knows none.
    sent_by_id = None

    objects = DoubtQuerySet.as_manager()

    class Meta:
        verbose_name = "Phản ánh của người mua"
        verbose_name_plural = "Phản ánh của người mua"
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["state"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(contact="", contact_until__isnull=True) | (~Q(contact="") & Q(contact_until__isnull=False)),
                name="contact_has_its_last_day",
            )
        ]

    def __str__(self) -> str:
        return f"Phản ánh {self.public_id.upper()}"


class DoubtAnswer(models.Model):
    """What an officer said to a doubt; the shopper reads it under the doubt's number. Never changed."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    doubt = models.ForeignKey(Doubt, on_delete=models.PROTECT, related_name="answers")
    state = models.CharField(max_length=10, choices=DoubtState.choices)
    words = models.CharField("Trả lời", max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "Trả lời phản ánh"
        verbose_name_plural = "Trả lời phản ánh"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_state_display()}, {self.at:%d/%m/%Y}"
