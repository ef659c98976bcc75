"""Sheets that people send to fill a list: kept for preview, then taken whole or dropped whole."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.ground.intake.queries import SheetQuerySet
from ocop.ground.intake.states import SheetState
from ocop.kit.ids import new_public_id


class Sheet(models.Model):
    """Cells as they were uploaded or pasted; what they mean is worked out anew at each look, and once settled they go.

    `table` is the list's address; `scope` names what the list is of (a plan, a round by its public id, a kind of
    activity), empty for a list of its own.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    table = models.SlugField("Danh sách", max_length=40)
    scope = models.CharField("Thuộc", max_length=40, blank=True)
    file_name = models.CharField("Tên tệp", max_length=200)
    header = models.JSONField("Tiêu đề cột")
    rows = models.JSONField("Các dòng")
    state = models.CharField("Trạng thái", max_length=8, choices=SheetState.choices, default=SheetState.PREVIEW)
    result = models.JSONField("Kết quả", default=dict)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField("Tải lên lúc")
    settled_at = models.DateTimeField("Xong lúc", null=True, blank=True)

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = "Bảng nhập"
        verbose_name_plural = "Bảng nhập"
        ordering = ["-uploaded_at", "-pk"]
        indexes = [models.Index(fields=["uploaded_by", "table"], name="sheet_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=SheetState.PREVIEW, settled_at__isnull=True)
                | (~Q(state=SheetState.PREVIEW) & Q(settled_at__isnull=False)),
                name="settled_sheet_has_its_moment",
            )
        ]

    def __str__(self) -> str:
        return self.file_name
