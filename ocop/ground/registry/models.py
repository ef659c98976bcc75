"""What happened, what must follow, what was filed, what people were told."""

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.ground.registry.states import DeliveryState, NoticeKind
from ocop.kit.ids import new_public_id

GENESIS = "0" * 64


class JournalEntry(models.Model):
    """One act: who did what to which thing, when and why; never changed and never deleted.

    `hash` covers every other field and the hash of the row before (`registry.chain`). Actors are plain
    values, not foreign keys, so that a row stays true whatever becomes of the account.
    """

    seq = models.BigIntegerField("Số thứ tự", primary_key=True)
    at = models.DateTimeField("Lúc", db_index=True)
    actor_id = models.BigIntegerField("Mã người thực hiện", null=True, db_index=True)
    actor_name = models.CharField("Người thực hiện", max_length=150)
    actor_post = models.TextField("Vai trò", blank=True)
    act = models.CharField("Việc", max_length=80)
    subject_type = models.CharField("Loại đối tượng", max_length=60, blank=True)
    subject_id = models.CharField("Mã đối tượng", max_length=40, blank=True)
    why = models.TextField("Lý do", blank=True)
    data = models.TextField("Dữ liệu", default="{}")
    prev_hash = models.CharField("Mã băm dòng trước", max_length=64)
    hash = models.CharField("Mã băm", max_length=64, unique=True)

    class Meta:
        verbose_name = "Dòng nhật ký"
        verbose_name_plural = "Nhật ký"
        ordering = ["seq"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "seq"]),
            models.Index(fields=["act", "seq"]),
        ]
        constraints = [models.CheckConstraint(condition=Q(seq__gte=1), name="journal_starts_at_one")]

    def __str__(self) -> str:
        return f"{self.seq} {self.act}"

    def payload(self) -> dict[str, Any]:
        """The row's data as values."""
        values: dict[str, Any] = json.loads(self.data)
        return values


class ChainHead(models.Model):
    """The last journal row's number and hash: the lock of whoever appends, and the witness of a cut tail."""

    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        verbose_name = "Đầu chuỗi nhật ký"
        verbose_name_plural = "Đầu chuỗi nhật ký"
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_chain_head")]

    def __str__(self) -> str:
        return f"{self.seq} {self.hash}"


class Delivery(models.Model):
    """One reaction owed to one journal row; made in the act's own transaction, carried out by the worker.

    `attempts` grows when a worker takes the delivery and serves as its token: a worker whose lease lapsed and
    whose delivery was taken by another can no longer mark it done. `progress` of `progress_of` is how far a long one
    says it is.
    """

    entry = models.ForeignKey(JournalEntry, on_delete=models.PROTECT, related_name="deliveries")
    reaction = models.CharField("Phản ứng", max_length=120)
    state = models.CharField("Trạng thái", max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField("Số lần thử", default=0)
    next_at = models.DateTimeField("Thử lúc")
    lease_until = models.DateTimeField("Giữ đến", null=True, blank=True)
    progress = models.PositiveIntegerField("Đã làm", default=0)
    progress_of = models.PositiveIntegerField("Trên tổng số", default=0)
    last_error = models.CharField("Lỗi gần nhất", max_length=300, blank=True)
    done_at = models.DateTimeField("Xong lúc", null=True, blank=True)

    class Meta:
        verbose_name = "Việc nền"
        verbose_name_plural = "Việc nền"
        ordering = ["entry_id", "pk"]
        indexes = [models.Index(fields=["state", "next_at"])]
        constraints = [
            models.UniqueConstraint(fields=["entry", "reaction"], name="one_delivery_per_reaction"),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.RUNNING, lease_until__isnull=False)
                | (~Q(state=DeliveryState.RUNNING) & Q(lease_until__isnull=True)),
                name="running_delivery_has_a_lease",
            ),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.DONE, done_at__isnull=False)
                | (~Q(state=DeliveryState.DONE) & Q(done_at__isnull=True)),
                name="done_delivery_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reaction} ← {self.entry_id}"


class Document(models.Model):
    """One filed document: content that passed `kit.uploads`, stored under its own hash.

    Who may read it is decided by the app that refers to it; there is no address that serves a document by
    itself.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    sha256 = models.CharField(max_length=64, db_index=True)
    content_type = models.CharField("Loại tệp", max_length=80)
    extension = models.CharField("Đuôi tệp", max_length=10)
    size = models.PositiveBigIntegerField("Dung lượng (byte)")
    pages = models.PositiveIntegerField("Số trang", null=True, blank=True)
    width = models.PositiveIntegerField("Rộng (điểm ảnh)", null=True, blank=True)
    height = models.PositiveIntegerField("Cao (điểm ảnh)", null=True, blank=True)
    original_name = models.CharField("Tên tệp gốc", max_length=200)
    path = models.CharField("Nơi lưu", max_length=120)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    uploaded_at = models.DateTimeField("Tải lên lúc")

    class Meta:
        verbose_name = "Tệp"
        verbose_name_plural = "Tệp"
        ordering = ["-uploaded_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sha256", "uploaded_by"], name="document_once_per_owner"),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def is_image(self) -> bool:
        return self.content_type.startswith("image/")

    @property
    def download_name(self) -> str:
        """The owner's file name with the extension of what is really inside."""
        stem = self.original_name.rsplit(".", 1)[0] if "." in self.original_name else self.original_name
        return f"{stem}.{self.extension}"


class Attachment(models.Model):
    """A filed document that goes with a record of any room; taken off, it stays on file with who did so and why.

    `subject_type` and `subject_id` name the record as the journal does. Who may read the record may read it, except a
    `is_private` one, which is for those who keep the record (`registry.holders`).
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="attachments")
    title = models.CharField("Tên giấy tờ", max_length=200)
    is_private = models.BooleanField("Chỉ nơi giữ bản ghi được mở", default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField("Thêm lúc")
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    removed_at = models.DateTimeField("Bỏ lúc", null=True, blank=True)
    removed_why = models.CharField("Lý do bỏ", max_length=300, blank=True)

    class Meta:
        verbose_name = "Giấy tờ kèm theo"
        verbose_name_plural = "Giấy tờ kèm theo"
        ordering = ["subject_type", "subject_id", "pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "document"],
                condition=Q(removed_at__isnull=True),
                name="attachment_once",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_why="")
                | (Q(removed_at__isnull=False) & ~Q(removed_why="")),
                name="removed_attachment_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Notice(models.Model):
    """One thing told to a person or to everybody at an office.

    `due_on` is the day by which something is asked for, `settled_at` when it was no longer owed.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="notices"
    )
    office_id = models.BigIntegerField("Mã cơ quan", null=True, blank=True, db_index=True)
    kind = models.CharField("Loại", max_length=10, choices=NoticeKind.choices, default=NoticeKind.INFO)
    title = models.CharField("Tiêu đề", max_length=200)
    body = models.TextField("Nội dung", blank=True)
    url = models.CharField("Địa chỉ", max_length=300, blank=True)
    due_on = models.DateField("Hạn", null=True, blank=True)
    created_at = models.DateTimeField("Lúc")
    read_at = models.DateTimeField("Đã xem lúc", null=True, blank=True)
    settled_at = models.DateTimeField("Giải quyết lúc", null=True, blank=True)

    class Meta:
        verbose_name = "Thông báo"
        verbose_name_plural = "Thông báo"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["user", "read_at", "-created_at"]),
            models.Index(
                fields=["url"],
                condition=Q(due_on__isnull=False, settled_at__isnull=True),
                name="notice_awaited_by_page",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(office_id__isnull=False), name="notice_has_a_reader"
            ),
        ]

    def __str__(self) -> str:
        return self.title
