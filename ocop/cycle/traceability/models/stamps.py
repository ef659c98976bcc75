"""Stamps without a row each: the keys' lives, ranges issued, batches, and what binds the one to the other."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ocop.cycle.traceability.queries import ActivationQuerySet, BatchQuerySet, IntervalQuerySet, RangeQuerySet
from ocop.cycle.traceability.states import ExportKind, Mishap
from ocop.ground.producers.models import Product
from ocop.kit.ids import new_public_id
from ocop.rules.stamps import EPOCHS, PER_EPOCH

LOT_LENGTH = 20


class StampEpoch(models.Model):
    """The life of one set of keys: at most 10⁹ stamps. Closed when full or when its keys may be known; never reopened.

    `next_index` is the first index nobody was given. `key_check` is what its keys are known again by. `is_doubtful`:
    others may know its keys, so a stamp of it proves less than another.
    """

    number = models.PositiveSmallIntegerField(primary_key=True)
    next_index = models.PositiveIntegerField(default=0)
    key_check = models.CharField(max_length=24)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    close_reason = models.CharField("Lý do đóng", max_length=300, blank=True)
    is_doubtful = models.BooleanField("Khóa có thể đã lộ", default=False)

    class Meta:
        verbose_name = "Kỳ khóa tem"
        verbose_name_plural = "Kỳ khóa tem"
        constraints = [
            models.CheckConstraint(condition=Q(number__lt=EPOCHS), name="epoch_has_one_digit"),
            models.CheckConstraint(condition=Q(next_index__lte=PER_EPOCH), name="epoch_is_not_overdrawn"),
            models.CheckConstraint(
                condition=Q(is_doubtful=False) | Q(closed_at__isnull=False), name="doubtful_epoch_is_closed"
            ),
        ]

    def __str__(self) -> str:
        return f"Kỳ khóa {self.number}"


class Interval(models.Model):
    """Stamps `first` to `last`, both counted, by their index in an epoch."""

    first = models.PositiveIntegerField("Tem đầu")
    last = models.PositiveIntegerField("Tem cuối")

    class Meta:
        abstract = True

    @property
    def count(self) -> int:
        """How many stamps it holds."""
        return self.last - self.first + 1


class StampRange(Interval):
    """Stamps issued to one product in one row; no stamp of it has a row of its own.

    `gtins` are the trade item numbers its codes were printed under, with spaces between: a label keeps the number it
    was printed with when the product's is put right later. Empty while nothing was printed, or without a number.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    epoch = models.ForeignKey(StampEpoch, on_delete=models.PROTECT, related_name="ranges")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="stamp_ranges")
    has_pin = models.BooleanField("Có số cào", default=False)
    gtins = models.TextField("Mã vạch đã in", blank=True, default="")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField()

    objects = RangeQuerySet.as_manager()

    class Meta:
        verbose_name = "Dải tem"
        verbose_name_plural = "Dải tem"
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["epoch", "first"], name="range_starts_once"),
            models.CheckConstraint(condition=Q(last__gte=F("first")) & Q(last__lt=PER_EPOCH), name="range_is_whole"),
        ]

    def __str__(self) -> str:
        return f"Dải tem {self.public_id.upper()}"


class Batch(models.Model):
    """What a producer made in one go: the lot printed on the packet, and when it was made."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="batches")
    lot = models.CharField("Số lô", max_length=LOT_LENGTH)
    made_on = models.DateField("Ngày sản xuất")
    expires_on = models.DateField("Hạn sử dụng", null=True, blank=True)
    quantity = models.PositiveIntegerField("Số gói, hộp, chai làm ra")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = "Lô sản xuất"
        verbose_name_plural = "Lô sản xuất"
        ordering = ["-made_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["product", "lot"], name="lot_named_once"),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("made_on")),
                name="batch_expires_after_making",
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="batch_has_something"),
        ]

    def __str__(self) -> str:
        return f"Lô {self.lot}"


class Activation(Interval):
    """From now on these stamps of a range stand on packets of one batch; before, they say nothing.

    One that was written for the wrong batch is ended with a reason and kept; only those in force count.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    range = models.ForeignKey(StampRange, on_delete=models.PROTECT, related_name="activations")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="activations")
    activated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    activated_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    end_reason = models.CharField("Lý do chuyển lô", max_length=300, blank=True)

    objects = ActivationQuerySet.as_manager()

    class Meta:
        verbose_name = "Kích hoạt tem"
        verbose_name_plural = "Kích hoạt tem"
        ordering = ["first"]
        constraints = [
            models.UniqueConstraint(
                fields=["range", "first"], condition=Q(ended_at__isnull=True), name="activation_in_force_starts_once"
            ),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="activation_is_whole"),
        ]

    def __str__(self) -> str:
        return f"Kích hoạt {self.count} tem"


class StampException(Interval):
    """Stamps of a range that no longer speak for a product, and why; it is never taken back."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    range = models.ForeignKey(StampRange, on_delete=models.PROTECT, related_name="exceptions")
    mishap = models.CharField("Việc xảy ra", max_length=10, choices=Mishap.choices)
    reason = models.CharField("Lý do", max_length=300)
    since = models.DateTimeField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = IntervalQuerySet.as_manager()

    class Meta:
        verbose_name = "Tem không còn giá trị"
        verbose_name_plural = "Tem không còn giá trị"
        ordering = ["first"]
        constraints = [models.CheckConstraint(condition=Q(last__gte=F("first")), name="exception_is_whole")]

    def __str__(self) -> str:
        return f"{self.get_mishap_display()}: {self.count} tem"


class StampExport(models.Model):
    """Codes of a range left the platform: who took them, when, and a hash of what was taken.

    `first` and `last` are the stamps taken, counted from 1; `sheet` says what labels were laid out on.
    """

    range = models.ForeignKey(StampRange, on_delete=models.PROTECT, related_name="exports")
    kind = models.CharField(max_length=10, choices=ExportKind.choices)
    first = models.PositiveIntegerField(null=True)
    last = models.PositiveIntegerField(null=True)
    sheet = models.CharField(max_length=60, blank=True)
    sha256 = models.CharField(max_length=64)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        verbose_name = "Lần lấy mã tem"
        verbose_name_plural = "Lần lấy mã tem"
        ordering = ["-taken_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.taken_at:%d/%m/%Y}"


class ScratchedStamp(models.Model):
    """What was tried of the number under one stamp's scratch: a row only once somebody tried.

    `wrong` counts wrong tries since `wrong_since`; `first_right_at` is when the right number was first given, and
    `first_form` the form it was given with: pressed twice, that form is answered as the first entry both times.
    """

    epoch = models.ForeignKey(StampEpoch, on_delete=models.PROTECT, related_name="+")
    index = models.PositiveIntegerField()
    wrong = models.PositiveSmallIntegerField(default=0)
    wrong_since = models.DateTimeField(null=True)
    first_right_at = models.DateTimeField(null=True)
    first_form = models.CharField(max_length=12, blank=True, default="")

    class Meta:
        verbose_name = "Tem đã cào"
        verbose_name_plural = "Tem đã cào"
        constraints = [models.UniqueConstraint(fields=["epoch", "index"], name="stamp_is_scratched_in_one_row")]

    def __str__(self) -> str:
        return f"Tem {self.index} của kỳ {self.epoch_id}"
