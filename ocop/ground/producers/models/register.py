"""Producers through their legal forms, and their products."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.ground.offices.models import Unit, dated
from ocop.ground.producers.queries import (
    ProducerQuerySet,
    ProductQuerySet,
    RepresentativeQuerySet,
)
from ocop.ground.producers.states import (
    BatchState,
    LegalForm,
    ProductState,
    SheetKind,
)
from ocop.ground.registry.models import Document
from ocop.kit.ids import new_public_id
from ocop.kit.text.fold import fold, squash
from ocop.kit.text.sortkey import sort_key


class Named(models.Model):
    """A record found and sorted by its Vietnamese name."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField("Tên", max_length=250)
    folded = models.CharField(max_length=520, editable=False, db_index=True)
    squashed = models.CharField(max_length=260, editable=False, db_index=True)
    sort_key = models.CharField(max_length=700, editable=False, db_index=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_search_columns()
        super().save(*args, **kwargs)

    def search_text(self) -> str:
        """The words the record is found by, before folding."""
        return self.name

    def fill_search_columns(self) -> None:
        """Set the folded columns from the name; for `bulk_create`, which does not call `save`."""
        self.folded = fold(self.search_text())[:520]
        self.squashed = squash(self.name)[:260]
        self.sort_key = sort_key(self.name)[:700]


class Producer(Named):
    """An enterprise, cooperative, cooperative group, establishment or household that makes products."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="producers", verbose_name="Địa bàn")
    address = models.CharField("Địa chỉ", max_length=250, blank=True)
    phone = models.CharField("Số điện thoại", max_length=15, blank=True)
    email = models.EmailField("Thư điện tử", blank=True)
    tax_code = models.CharField("Mã số thuế", max_length=14, blank=True)
    introduction = models.TextField("Giới thiệu", blank=True, max_length=4000)
    source_url = models.URLField("Nguồn công khai", max_length=500, blank=True)
    is_reconstructed = models.BooleanField("Dựng lại từ số liệu", default=False)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)
    created_at = models.DateTimeField("Lập lúc")

    objects = ProducerQuerySet.as_manager()

    class Meta:
        verbose_name = "Chủ thể"
        verbose_name_plural = "Chủ thể"
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["tax_code"], condition=~Q(tax_code=""), name="producer_tax_code_once")
        ]

    @property
    def legal_form(self) -> "ProducerForm | None":
        """The form that runs today; read from prefetched `forms` when there are any."""
        return next((form for form in self.forms.all() if form.valid_to is None), None)


class ProducerForm(models.Model):
    """The legal form a producer has from a day to a day (a household that becomes a cooperative has two)."""

    producer = models.ForeignKey(Producer, on_delete=models.CASCADE, related_name="forms")
    form = models.CharField("Loại hình", max_length=20, choices=LegalForm.choices)
    registration_number = models.CharField("Số đăng ký kinh doanh", max_length=40, blank=True)
    valid_from = models.DateField("Từ ngày")
    valid_to = models.DateField("Đến ngày", null=True, blank=True)

    class Meta:
        verbose_name = "Loại hình của chủ thể"
        verbose_name_plural = "Loại hình của chủ thể"
        constraints = [
            models.UniqueConstraint(
                fields=["producer"], condition=Q(valid_to__isnull=True), name="one_running_form_per_producer"
            ),
            dated("producer_form"),
        ]

    def __str__(self) -> str:
        return self.get_form_display()


class Representative(models.Model):
    """A person who acts for a producer from a day to a day."""

    producer = models.ForeignKey(Producer, on_delete=models.CASCADE, related_name="representatives")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="representations")
    position = models.CharField("Chức vụ", max_length=100, blank=True)
    valid_from = models.DateField("Từ ngày")
    valid_to = models.DateField("Đến ngày", null=True, blank=True)

    objects = RepresentativeQuerySet.as_manager()

    class Meta:
        verbose_name = "Người đại diện"
        verbose_name_plural = "Người đại diện"
        constraints = [
            models.UniqueConstraint(
                fields=["producer", "user"],
                condition=Q(valid_to__isnull=True),
                name="represents_once_at_a_time",
            ),
            dated("representative"),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.producer})"


class Product(Named):
    """A thing a producer makes. A product is one thing however often it is recognised."""

    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="products", verbose_name="Chủ thể")
    state = models.CharField("Trạng thái", max_length=12, choices=ProductState.choices, default=ProductState.CANDIDATE)
    group_label = models.CharField("Nhóm theo nguồn", max_length=80, blank=True)
    description = models.TextField("Mô tả", blank=True, max_length=4000)
    story = models.TextField("Câu chuyện sản phẩm", blank=True, max_length=8000)
    photo = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    resource = models.CharField("Tài nguyên bản địa", max_length=200, blank=True)
    resource_folded = models.CharField(max_length=400, editable=False, blank=True, db_index=True)
    resource_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Nguyên liệu lấy từ"
    )
    gtin = models.CharField("Mã vạch (GTIN)", max_length=14, blank=True)
    national_id = models.CharField("Mã trên hệ thống quốc gia", max_length=40, blank=True)
    source_url = models.URLField("Nguồn công khai", max_length=500, blank=True)
    is_reconstructed = models.BooleanField("Dựng lại từ số liệu", default=False)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)
    created_at = models.DateTimeField("Lập lúc")

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = "Sản phẩm"
        verbose_name_plural = "Sản phẩm"
        ordering = ["sort_key", "pk"]
        indexes = [
            models.Index(fields=["state", "sort_key"]),
            # A search reads the folded names in alphabetical order and touches only the rows that match.
            models.Index(fields=["sort_key", "id", "folded"], name="product_names_in_order"),
        ]

    def search_text(self) -> str:
        return f"{self.name} | {self.producer.name}"

    def fill_search_columns(self) -> None:
        super().fill_search_columns()
        self.resource_folded = fold(self.resource)[:400]


class Classification(models.Model):
    """Which product set of a criteria law a product falls in; a correction leaves the old line standing."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="classifications")
    criteria_id = models.CharField("Bộ tiêu chí", max_length=20)
    set_code = models.CharField("Bộ sản phẩm", max_length=10)
    is_current = models.BooleanField(default=True)
    set_at = models.DateTimeField("Phân loại lúc")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "Phân loại sản phẩm"
        verbose_name_plural = "Phân loại sản phẩm"
        constraints = [
            models.UniqueConstraint(
                fields=["product", "criteria_id"],
                condition=Q(is_current=True),
                name="one_current_set_per_law",
            )
        ]

    def __str__(self) -> str:
        return f"{self.set_code} ({self.criteria_id})"


class ImportBatch(models.Model):
    """One uploaded spreadsheet: what it said, what the person chose, and whether it was accepted.

    Cells are kept as uploaded; what they mean is worked out anew at each look, so that a preview never shows
    yesterday's records.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    kind = models.CharField("Loại bảng", max_length=10, choices=SheetKind.choices)
    file_name = models.CharField("Tên tệp", max_length=200)
    header = models.JSONField("Tiêu đề cột")
    rows = models.JSONField("Các dòng")
    choices = models.JSONField("Lựa chọn", default=dict)
    result = models.JSONField("Kết quả", default=dict)
    state = models.CharField("Trạng thái", max_length=8, choices=BatchState.choices, default=BatchState.PREVIEW)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField("Tải lên lúc")
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField("Xong lúc", null=True, blank=True)

    class Meta:
        verbose_name = "Bảng nhập"
        verbose_name_plural = "Bảng nhập"
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=BatchState.PREVIEW, settled_at__isnull=True)
                | (~Q(state=BatchState.PREVIEW) & Q(settled_at__isnull=False)),
                name="settled_batch_has_its_moment",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.file_name}"
