"""Pages of stamps made beforehand, and what tells whether they still hold. Only SQLite has them."""

from django.db import models

from ocop.cycle.scans.models import StampNumber


class StoredPagesState(models.Model):
    """One row. Triggers (`changes`) draw numbers by chance: what is rolled back leaves no trace.

    `changed` is another after every change to what pages rest on, `era` after one that touches them all. Pages hold
    until the second `good_until` since 1970, for the version of the `program` that made them.
    """

    changed = models.BigIntegerField()
    era = models.BigIntegerField()
    good_until = models.BigIntegerField()
    program = models.BigIntegerField()

    class Meta:
        verbose_name = "Tình trạng các trang tem dựng sẵn"
        verbose_name_plural = "Tình trạng các trang tem dựng sẵn"

    def __str__(self) -> str:
        return str(self.good_until)


class ChangedEvent(models.Model):
    """An event along the chain that is new or another: which pages tell of it is still to be found out."""

    event = models.BigIntegerField()

    class Meta:
        verbose_name = "Sự kiện chờ soát trang tem"
        verbose_name_plural = "Sự kiện chờ soát trang tem"

    def __str__(self) -> str:
        return str(self.event)


class StoredPage(models.Model):
    """The page of every stamp from one to another, in one language, on one day; gone once its product changes.

    `key` is the number of the first stamp, `last` of the last, both with day and language before (`stored.key_of`).
    `product` is its key, `day` counts from the year 1. `layout` says where each stamp puts its own code, `named` what a
    Digital Link may name.
    """

    key = StampNumber(primary_key=True)
    last = models.BigIntegerField()
    product = models.BigIntegerField(db_index=True)
    day = models.IntegerField()
    layout = models.TextField()
    verdict = models.CharField(max_length=12)
    named = models.TextField()
    body = models.BinaryField()  # the last column, so that the others are found without reading over it

    class Meta:
        verbose_name = "Trang tem dựng sẵn"
        verbose_name_plural = "Trang tem dựng sẵn"
        indexes = [models.Index(fields=["day", "last"], name="stored_pages_without_bodies")]

    def __str__(self) -> str:
        return str(self.key)
