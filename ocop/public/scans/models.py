"""One number that tells whether anything changed that stamps' pages are read from."""

from django.db import models


class LinesVersion(models.Model):
    """One row; another `value` after every change to the tables of `changes.READ`. Triggers write it (SQLite only)."""

    value = models.BigIntegerField()

    class Meta:
        verbose_name = "Phiên bản dữ liệu trang tem"
        verbose_name_plural = "Phiên bản dữ liệu trang tem"

    def __str__(self) -> str:
        return str(self.value)
