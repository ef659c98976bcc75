"""Activities of every kind, their figures and participants; the people who take part."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ocop.ground.offices.models import Office, Unit
from ocop.ground.planning.models import Task
from ocop.ground.producers.models import Producer, Product
from ocop.kit.text.fold import fold
from ocop.kit.text.sortkey import person_sort_key
from ocop.support.activities.kinds import Kind, known_kinds
from ocop.support.activities.models.fields import public_id
from ocop.support.activities.queries import (
    ActivityQuerySet,
    ParticipationQuerySet,
    PersonQuerySet,
)
from ocop.support.activities.states import (
    ActivityState,
    ListState,
    PersonGroup,
    RecordedBy,
    Who,
)


class Activity(models.Model):
    """Something an office organises, of a kind declared in `kinds/`; `details` holds what that kind asks.

    `days_unknown`: the source names a year or a phase, and the two days are its ends. `code` is known to files that
    load past results. `sign_in_key` opens the sign-in page on the activity's days. `announced_at`: since then everybody
    may read of it on the public news page.
    """

    public_id = public_id()
    code = models.SlugField("Mã", max_length=60, blank=True)
    kind = models.SlugField("Loại", max_length=40)
    title = models.CharField("Tên hoạt động", max_length=300)
    organiser = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="activities")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="activities")
    venue = models.CharField("Địa điểm", max_length=200, blank=True)
    starts_on = models.DateField("Từ ngày")
    ends_on = models.DateField("Đến ngày")
    days_unknown = models.BooleanField("Nguồn không ghi ngày", default=False)
    state = models.CharField(max_length=10, choices=ActivityState.choices, default=ActivityState.PLANNED)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, blank=True, related_name="activities")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    details = models.JSONField("Thông tin theo loại", default=dict, blank=True)
    summary = models.TextField("Tóm tắt kết quả", max_length=4000, blank=True)
    reference = models.CharField("Nguồn", max_length=200, blank=True)
    announced_at = models.DateTimeField("Công bố lúc", null=True, blank=True, editable=False)
    sign_in_key = models.CharField(max_length=32, blank=True, editable=False)
    is_reconstructed = models.BooleanField("Dựng lại từ số liệu", default=False)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    folded = models.CharField(max_length=400, editable=False, default="")

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "Hoạt động"
        verbose_name_plural = "Hoạt động"
        ordering = ["-starts_on", "-pk"]
        indexes = [
            models.Index(fields=["-starts_on", "-id"], name="activity_by_day"),
            models.Index(fields=["kind", "state", "starts_on"], name="activity_by_kind"),
            models.Index(fields=["organiser", "state"], name="activity_by_organiser"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="activity_ends_after_start"),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="activity_code_once"),
            models.UniqueConstraint(fields=["sign_in_key"], condition=~Q(sign_in_key=""), name="activity_key_once"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(f"{self.title} {self.venue}")[:400]
        super().save(*args, **kwargs)

    @property
    def shape(self) -> Kind:
        """The kind's declaration; a plain one where its file is gone, so that the record can still be read."""
        return known_kinds().get(self.kind) or Kind(id=self.kind, name=self.kind, group="other", order=999)


class Output(models.Model):
    """A figure an activity ended with; name, words and unit come from its kind. `at_least`: the source says "hơn"."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="outputs")
    name = models.SlugField(max_length=40)
    figure = models.DecimalField("Con số", max_digits=16, decimal_places=2)
    at_least = models.BooleanField("Nguồn ghi “hơn”", default=False)
    note = models.CharField("Ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "Kết quả hoạt động"
        constraints = [models.UniqueConstraint(fields=["activity", "name"], name="output_once_per_activity")]

    def __str__(self) -> str:
        return f"{self.name}: {self.figure}"


class Person(models.Model):
    """A person who takes part in activities: no account, known by name and whom they work for.

    Personal data: pages show it only to the organiser's office and the coordination office. Once erased on request only
    the group, the place and the organisation are left, so that what was counted still is.
    """

    public_id = public_id()
    full_name = models.CharField("Họ và tên", max_length=120)
    folded = models.CharField(max_length=130, editable=False, db_index=True)
    sort_key = models.CharField(max_length=200, editable=False)
    group = models.CharField("Thành phần", max_length=20, choices=PersonGroup.choices)
    birth_year = models.PositiveSmallIntegerField("Năm sinh", null=True, blank=True)
    phone = models.CharField("Số điện thoại", max_length=15, blank=True, db_index=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    workplace = models.CharField("Nơi làm việc như đã ghi", max_length=200, blank=True)
    is_sample = models.BooleanField("Người mẫu", default=False)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField("Xóa thông tin lúc", null=True, blank=True, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "Người tham gia"
        verbose_name_plural = "Người tham gia"
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) & ~Q(full_name="")
                | Q(erased_at__isnull=False, full_name="", phone="", birth_year__isnull=True, workplace=""),
                name="person_has_a_name_until_erased",
            )
        ]

    def __str__(self) -> str:
        return self.full_name or "Người đã xóa tên"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_search_columns()
        super().save(*args, **kwargs)

    def fill_search_columns(self) -> None:
        """Set the folded name and its order; for `bulk_create`, which does not call `save`."""
        self.folded = fold(self.full_name)[:130]
        self.sort_key = person_sort_key(self.full_name)


class Participation(models.Model):
    """One participant of one activity. Persons and attendances are two counts: who, and how often.

    `who` says what takes part; a person's line also keeps for which producer or office they came, and their group on
    that day. Whoever is on no register is a partner by name. `is_claim`: the group was said at the door and nobody has
    confirmed it; the person attended, but counts neither as leader nor as official.
    """

    public_id = public_id()
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="participations")
    who = models.CharField(max_length=10, choices=Who.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="participations")
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    partner_name = models.CharField("Tên đối tác", max_length=250, blank=True)
    group = models.CharField(max_length=20, choices=PersonGroup.choices, blank=True)
    role = models.SlugField("Vai trò", max_length=40, blank=True)
    attended = models.BooleanField("Có dự", default=True)
    details = models.JSONField("Thông tin thêm", default=dict, blank=True)
    came_by = models.CharField(max_length=6, choices=RecordedBy.choices, default=RecordedBy.KEYED)
    is_claim = models.BooleanField("Tự khai, chờ xác nhận", default=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = "Lượt tham gia"
        verbose_name_plural = "Lượt tham gia"
        ordering = ["activity", "pk"]
        indexes = [
            models.Index(fields=["who", "group", "attended"], name="participation_by_group"),
            models.Index(fields=["activity"], condition=Q(is_claim=True), name="participation_claims"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "person"], condition=Q(person__isnull=False), name="person_once_per_activity"
            ),
            models.UniqueConstraint(
                fields=["activity", "producer"], condition=Q(who="producer"), name="producer_once_per_activity"
            ),
            models.UniqueConstraint(
                fields=["activity", "product"], condition=Q(product__isnull=False), name="product_once_per_activity"
            ),
            models.UniqueConstraint(
                fields=["activity", "office"], condition=Q(who="office"), name="office_once_per_activity"
            ),
            models.CheckConstraint(
                condition=Q(who="person", person__isnull=False)
                | Q(who="producer", producer__isnull=False)
                | Q(who="product", product__isnull=False)
                | Q(who="office", office__isnull=False)
                | Q(who="partner") & ~Q(partner_name=""),
                name="participation_is_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What the participant is called on lists."""
        known = {Who.PERSON: self.person, Who.PRODUCER: self.producer, Who.PRODUCT: self.product}
        return str(known.get(Who(self.who)) or (self.office if self.who == Who.OFFICE else "") or self.partner_name)


class ListBatch(models.Model):
    """A list of participants brought in as a sheet or pasted: kept for preview, emptied of people once settled."""

    public_id = public_id()
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="batches")
    who = models.CharField(max_length=10, choices=Who.choices)
    name = models.CharField("Tên", max_length=200)
    header = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    choices = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=ListState.choices, default=ListState.PREVIEW)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "Danh sách nhập"
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.name


class SignInTry(models.Model):
    """One press on a sign-in page, charged to a keyed digest of its network address."""

    client = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "Lượt tự điểm danh"

    def __str__(self) -> str:
        return f"{self.at}"
