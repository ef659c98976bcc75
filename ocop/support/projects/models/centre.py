"""The design centre: services, spaces and bookings."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ocop.ground.offices.models import Office
from ocop.ground.producers.models import Producer
from ocop.support.projects.models.fields import public_id
from ocop.support.projects.models.projects import Project
from ocop.support.projects.queries import BookingQuerySet, SpaceQuerySet
from ocop.support.projects.states import (
    FIRST_HOUR,
    LAST_HOUR,
)


class Service(models.Model):
    """What the design centre does for producers."""

    public_id = public_id()
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="services")
    name = models.CharField("Dịch vụ", max_length=200)
    description = models.CharField("Nội dung", max_length=600, blank=True)
    reference = models.CharField("Mục của kế hoạch", max_length=100, blank=True)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    class Meta:
        verbose_name = "Dịch vụ của trung tâm thiết kế"
        verbose_name_plural = "Dịch vụ của trung tâm thiết kế"
        ordering = ["project", "pk"]
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="service_once_per_project")]

    def __str__(self) -> str:
        return self.name


class Space(models.Model):
    """A place that can be booked by the hour; `shared_with` names the start-up space it is combined with."""

    public_id = public_id()
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="spaces")
    name = models.CharField("Không gian", max_length=200)
    shared_with = models.CharField("Kết hợp với", max_length=200, blank=True)
    place = models.CharField("Địa điểm", max_length=200, blank=True)
    capacity = models.PositiveSmallIntegerField("Sức chứa (người)", null=True, blank=True)
    reference = models.CharField("Mục của kế hoạch", max_length=100, blank=True)
    is_open = models.BooleanField("Đang nhận đặt chỗ", default=True)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    objects = SpaceQuerySet.as_manager()

    class Meta:
        verbose_name = "Không gian"
        verbose_name_plural = "Không gian"
        ordering = ["project", "pk"]
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="space_once_per_project")]

    def __str__(self) -> str:
        return self.name


class Booking(models.Model):
    """A space kept for a producer or an office on a day from one whole hour to another.

    Each hour it holds is a `BookedHour`, which is unique, so that two bookings can never hold the same one.
    """

    public_id = public_id()
    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="bookings")
    on = models.DateField("Ngày", db_index=True)
    from_hour = models.PositiveSmallIntegerField("Từ giờ")
    to_hour = models.PositiveSmallIntegerField("Đến giờ")
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, null=True, blank=True, related_name="bookings")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="bookings")
    purpose = models.CharField("Mục đích", max_length=200)
    people = models.PositiveSmallIntegerField("Số người", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    booked_at = models.DateTimeField()
    cancelled_at = models.DateTimeField("Hủy lúc", null=True, blank=True)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = "Lượt đặt chỗ"
        verbose_name_plural = "Lượt đặt chỗ"
        ordering = ["on", "from_hour", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_hour__gte=FIRST_HOUR, to_hour__lte=LAST_HOUR, from_hour__lt=F("to_hour")),
                name="booking_within_the_day",
            ),
            models.CheckConstraint(
                condition=Q(producer__isnull=False, office__isnull=True)
                | Q(producer__isnull=True, office__isnull=False),
                name="booking_for_a_producer_or_an_office",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.space}, {self.on:%d/%m/%Y} {self.from_hour}:00-{self.to_hour}:00"

    @property
    def who(self) -> str:
        return str(self.producer or self.office)


class BookedHour(models.Model):
    """One hour of a space on a day that a running booking holds; the constraint is the witness."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="hours")
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    hour = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "Giờ đã đặt"
        constraints = [models.UniqueConstraint(fields=["space", "on", "hour"], name="space_hour_booked_once")]

    def __str__(self) -> str:
        return f"{self.on:%d/%m/%Y} {self.hour}:00"
