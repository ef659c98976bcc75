"""What programs sent, document by document, and how each went; the events themselves are of `cycle.epcis`."""

from typing import Any

from django.db import models

from ocop.kit.clock import HO_CHI_MINH
from ocop.kit.ids import new_public_id
from ocop.public.partners.models import ApiKey
from ocop.rules.epcis import moment


class Behaviour(models.TextChoices):
    """What becomes of the other events of a document when one is refused, as `GS1-Capture-Error-Behaviour` names it."""

    ROLLBACK = "rollback", "Bỏ cả"
    PROCEED = "proceed", "Giữ các việc khác"


class CaptureJob(models.Model):
    """One document taken in. `errors` are the refusals of its events, as RFC 7807 has them; it is over when kept."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    key = models.ForeignKey(ApiKey, on_delete=models.PROTECT, related_name="capture_jobs")
    behaviour = models.CharField(max_length=8, choices=Behaviour.choices)
    errors = models.JSONField(default=list)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField()

    class Meta:
        verbose_name = "Lần gửi EPCIS"
        verbose_name_plural = "Lần gửi EPCIS"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.public_id

    @property
    def document(self) -> dict[str, Any]:
        """The job as the standard tells it."""
        return {
            "captureID": self.public_id,
            "createdAt": moment(self.created_at.astimezone(HO_CHI_MINH)),
            "finishedAt": moment(self.finished_at.astimezone(HO_CHI_MINH)),
            "running": False,
            "success": not self.errors,
            "captureErrorBehaviour": self.behaviour,
            "errors": self.errors,
        }
