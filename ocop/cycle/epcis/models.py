"""Events along the chain, what they speak of, and those declared to be wrong; none is ever changed."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.cycle.epcis.queries import EventQuerySet, MaterialQuerySet, PartnerQuerySet
from ocop.cycle.epcis.schema import URI_LENGTH
from ocop.cycle.epcis.states import ErrorReason, Kind, Role
from ocop.cycle.traceability.models import LOT_LENGTH, Batch
from ocop.ground.offices.models import Unit
from ocop.ground.producers.models import Producer, Product
from ocop.ground.registry.models import Document
from ocop.kit.clock import HO_CHI_MINH
from ocop.kit.ids import new_public_id
from ocop.rules.epcis import moment, step_words, with_error


class Partner(models.Model):
    """Whom a producer buys from or delivers to. Only the producer and the offices read the name; events carry an id."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="partners")
    name = models.CharField("Tên", max_length=150)
    contact = models.CharField("Điện thoại hoặc địa chỉ", max_length=150, blank=True)
    # The partner where it is a producer of the programme too: it finds what was delivered to it.
    party = models.ForeignKey(Producer, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = "Bên mua bán"
        verbose_name_plural = "Bên mua bán"
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["producer", "name"], name="partner_named_once")]

    def __str__(self) -> str:
        return self.name


class MaterialLot(models.Model):
    """A lot of raw material, harvested or bought, that is no product of the programme."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="materials")
    name = models.CharField("Tên nguyên liệu", max_length=120)
    lot = models.CharField("Số lô", max_length=LOT_LENGTH, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = "Lô nguyên liệu"
        verbose_name_plural = "Lô nguyên liệu"
        ordering = ["-recorded_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name}, lô {self.lot}" if self.lot else self.name


class TraceEvent(models.Model):
    """One event as EPCIS 2.0 has it (`document`), with what questions are asked by beside it. Never changed."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    event_id = models.CharField(max_length=URI_LENGTH, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    action = models.CharField(max_length=8, blank=True)
    event_time = models.DateTimeField()
    offset = models.CharField(max_length=6)
    record_time = models.DateTimeField()
    biz_step = models.CharField(max_length=URI_LENGTH, blank=True)
    disposition = models.CharField(max_length=URI_LENGTH, blank=True)
    read_point = models.CharField(max_length=URI_LENGTH, blank=True)
    biz_location = models.CharField(max_length=URI_LENGTH, blank=True)
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="trace_events")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, null=True, related_name="trace_events")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, related_name="events")
    document = models.JSONField()
    # The program that sent it, as its key is called; empty for what people wrote down and the platform told by itself.
    sent_by = models.CharField("Máy gửi", max_length=120, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "Việc đã làm với lô"
        verbose_name_plural = "Việc đã làm với lô"
        ordering = ["-event_time", "-pk"]
        indexes = [
            models.Index(fields=["producer", "-event_time"], name="event_of_producer"),
            models.Index(fields=["record_time", "id"], name="event_by_record_time"),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """What happened, in words."""
        return step_words(self.kind, self.biz_step)


class EventItem(models.Model):
    """A thing of an event: `uri` as the event names it, and our own lot where it is one."""

    event = models.ForeignKey(TraceEvent, on_delete=models.CASCADE, related_name="items")
    role = models.CharField(max_length=10, choices=Role.choices)
    uri = models.CharField(max_length=URI_LENGTH, db_index=True)
    quantity = models.DecimalField(max_digits=16, decimal_places=3, null=True)
    unit = models.CharField(max_length=3, blank=True)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="event_items")
    material = models.ForeignKey(MaterialLot, on_delete=models.PROTECT, null=True, related_name="event_items")
    # The eighteen digits of a case or pallet, however its address is written; empty for what is none.
    sscc = models.CharField(max_length=18, blank=True, db_index=True)

    class Meta:
        verbose_name = "Lô trong việc đã làm"
        verbose_name_plural = "Lô trong việc đã làm"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(batch__isnull=True) | Q(material__isnull=True), name="item_is_one_kind_of_lot"
            ),
        ]

    def __str__(self) -> str:
        return self.uri


class EventPhoto(models.Model):
    """A picture of what was done, in the order it was sent."""

    event = models.ForeignKey(TraceEvent, on_delete=models.PROTECT, related_name="photos")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Ảnh của việc đã làm"
        verbose_name_plural = "Ảnh của việc đã làm"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["event", "document"], name="event_photo_once")]

    def __str__(self) -> str:
        return f"Ảnh của việc {self.event_id}"


class ErrorDeclaration(models.Model):
    """That an event is wrong: in EPCIS the same event once more with `errorDeclaration`, as `document` gives it.

    `sent` is what a program declared, word for word; empty for what people said on a page.
    """

    event = models.OneToOneField(TraceEvent, on_delete=models.PROTECT, related_name="error")
    reason = models.CharField(max_length=URI_LENGTH, choices=ErrorReason.choices)
    why = models.CharField("Sai ở đâu", max_length=300, blank=True)
    corrected_by = models.JSONField(default=list)
    sent = models.JSONField(default=dict)
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "Việc ghi sai"
        verbose_name_plural = "Việc ghi sai"

    def __str__(self) -> str:
        return self.get_reason_display()

    @property
    def document(self) -> dict[str, Any]:
        """The event as it is told once more, with what is wrong about it and the moment that was recorded."""
        at = self.declared_at.astimezone(HO_CHI_MINH)
        once_more = {**self.event.document, "recordTime": moment(at)}
        if self.sent:
            return {**once_more, "errorDeclaration": self.sent}
        return with_error(once_more, reason=self.reason, at=at, corrected_by=self.corrected_by)
