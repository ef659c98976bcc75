"""Published figures with what they counted, and questions people keep."""

import secrets
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.ground.offices.models import Office, Unit
from ocop.kit.ids import ALPHABET, new_public_id
from ocop.oversight.figures.queries import FigureQuerySet
from ocop.rules.indicators import share_of

CODE_LENGTH = 8


def new_code() -> str:
    """Eight characters without look-alikes: short enough to type from paper."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def printed(code: str) -> str:
    """A code as paper shows it: two groups of four, in capitals."""
    return f"{code[:4]}-{code[4:]}".upper()


class FrozenList(models.Model):
    """The records a figure counted, named as they were named then; the same list is kept once (`freezing.py`).

    `digest` is made of those of its pages. `earlier_digest` is what the journal knows of a list frozen before lists had
    pages: that of all its lines in one piece.
    """

    digest = models.CharField("Dấu băm", max_length=64, unique=True, editable=False)
    earlier_digest = models.CharField("Dấu băm trước khi chia trang", max_length=64, blank=True, editable=False)
    rows = models.PositiveIntegerField("Số bản ghi")
    things = models.PositiveIntegerField("Số đối tượng khác nhau")

    def __str__(self) -> str:
        return self.digest[:12]


class FrozenPage(models.Model):
    """Some lines of a frozen list, in its order; `units` says how many of them belong to each unit (its key)."""

    of = models.ForeignKey(FrozenList, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField("Trang")
    digest = models.CharField("Dấu băm", max_length=64, editable=False)
    units = models.JSONField("Số dòng của mỗi địa bàn", default=dict, editable=False)
    content = models.BinaryField("Các dòng đã nén", editable=False)

    class Meta:
        ordering = ["of", "number"]
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="frozen_page_numbered_once")]

    def __str__(self) -> str:
        return f"{self.of_id}/{self.number}"


class Figure(models.Model):
    """A figure as it was published: its definition, value, base and day, and the lists of what it counted.

    `place` and `of_office` say where and whose work was counted; `office` is who published. Never changed: a figure
    found wrong is corrected at its records and published anew.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    code = models.CharField("Mã", max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    measure = models.CharField("Chỉ số", max_length=60)
    options = models.JSONField("Điều kiện", default=dict, blank=True)
    name = models.CharField("Tên", max_length=300)
    folded = models.CharField(max_length=300, editable=False)
    unit = models.CharField("Đơn vị tính", max_length=60)
    definition = models.TextField("Cách tính lúc công bố", max_length=2000)
    on = models.DateField("Tính đến ngày")
    since = models.DateField("Tính từ ngày", null=True, blank=True)
    place = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Địa bàn"
    )
    of_office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Của cơ quan"
    )
    value = models.BigIntegerField("Giá trị")
    base = models.BigIntegerField("Mẫu số", null=True, blank=True)
    is_sum = models.BooleanField("Là tổng của một con số ở mỗi bản ghi", default=False)
    counted = models.ForeignKey(FrozenList, on_delete=models.PROTECT, related_name="+")
    counted_of = models.ForeignKey(FrozenList, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    why = models.CharField("Dùng vào việc gì", max_length=300, blank=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="Cơ quan công bố")
    published_at = models.DateTimeField("Công bố lúc")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = "Con số đã công bố"
        verbose_name_plural = "Con số đã công bố"
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(base__isnull=True, counted_of__isnull=True)
                | Q(base__isnull=False, counted_of__isnull=False),
                name="figure_base_has_its_list",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.printed_code})"

    @property
    def printed_code(self) -> str:
        return printed(self.code)

    @property
    def is_share(self) -> bool:
        return self.base is not None

    @property
    def share(self) -> Decimal | None:
        """Per cent with two decimals; None without a base, or of nothing."""
        return share_of(self.value, self.base)


class SavedQuestion(models.Model):
    """A question of figures somebody keeps under a name, as its address says it."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField("Tên", max_length=120)
    query = models.CharField("Câu hỏi", max_length=600)
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kept_at = models.DateTimeField("Lưu lúc")

    class Meta:
        verbose_name = "Câu hỏi đã lưu"
        verbose_name_plural = "Câu hỏi đã lưu"
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["kept_by", "name"], name="saved_question_named_once")]

    def __str__(self) -> str:
        return self.name
