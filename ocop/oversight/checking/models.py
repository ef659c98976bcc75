"""A check of numbers: whose, where they come from, the numbers and what is claimed of them."""

from django.conf import settings
from django.db import models

from ocop.kit.ids import new_public_id
from ocop.oversight.checking.queries import CheckQuerySet
from ocop.oversight.checking.states import Source


class Check(models.Model):
    """Numbers and claims as data (`held.py`); what does not agree is worked out each time and never kept.

    The text itself is not kept: numbers have their words and their place.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField("Tên", max_length=200)
    folded = models.CharField(max_length=200, editable=False)
    source = models.CharField("Nguồn", max_length=10, choices=Source)
    numbers = models.JSONField("Con số", default=list, blank=True)
    claims = models.JSONField("Phép kiểm", default=list, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField("Lập lúc")
    changed_at = models.DateTimeField("Sửa lúc")

    objects = CheckQuerySet.as_manager()

    class Meta:
        verbose_name = "Lần kiểm tra số liệu"
        verbose_name_plural = "Lần kiểm tra số liệu"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name
