"""A spreadsheet on its way into a register."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.kit.ids import new_public_id
from ocop.support.markets.states import SheetState


class Sheet(models.Model):
    """Cells as they were uploaded or pasted; what they mean is worked out anew at each look."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    register = models.CharField("Sổ", max_length=20)
    file_name = models.CharField("Tên tệp", max_length=200)
    header = models.JSONField("Tiêu đề cột")
    rows = models.JSONField("Các dòng")
    state = models.CharField("Trạng thái", max_length=8, choices=SheetState.choices, default=SheetState.PREVIEW)
    result = models.JSONField("Kết quả", default=dict)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField("Tải lên lúc")
    settled_at = models.DateTimeField("Xong lúc", null=True, blank=True)

    class Meta:
        verbose_name = "Bảng nhập thị trường"
        verbose_name_plural = "Bảng nhập thị trường"
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=SheetState.PREVIEW, settled_at__isnull=True)
                | (~Q(state=SheetState.PREVIEW) & Q(settled_at__isnull=False)),
                name="settled_market_sheet_has_its_moment",
            )
        ]

    def __str__(self) -> str:
        return self.file_name
