"""The province's report of a period, its figures and papers, and who received what."""

import json
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import models
from django.db.models import Q

from ocop.ground.offices.models import Office
from ocop.oversight.figures.models import Figure
from ocop.oversight.reporting.models.fields import person, public_id
from ocop.oversight.reporting.models.periods import Period
from ocop.oversight.reporting.models.returns import PeriodicReturn
from ocop.oversight.reporting.queries import ReportQuerySet
from ocop.oversight.reporting.states import PaperKind, ReportState

# A making that is not done by then has failed.
LONGEST_MAKING = timedelta(minutes=15)


class ConsolidatedReport(models.Model):
    """The province's report of a period, made of records and of what the returns say.

    `sections` maps a section of the template to its prose, where `[[form/row/column]]` binds a figure. `written_at` is
    when its words or its head last changed, `figures_at` when the figures were last frozen; `gathered` and `left_out`
    are what offices had written by then, and which records lay in no commune of today. `asked_at` is when papers were
    last asked for, `failed` why that could not be done.
    """

    public_id = public_id()
    period = models.OneToOneField(Period, on_delete=models.PROTECT, related_name="report")
    template = models.CharField("Mẫu báo cáo", max_length=40)
    state = models.CharField("Trạng thái", max_length=10, choices=ReportState.choices, default=ReportState.DRAFT)
    sections = models.JSONField("Nội dung theo mục", default=dict, blank=True)
    written_at = models.DateTimeField("Viết lúc", null=True, blank=True)
    number = models.CharField("Số, ký hiệu", max_length=60, blank=True)
    signed_on = models.DateField("Ngày ký", null=True, blank=True)
    signer = models.CharField("Người ký", max_length=150, blank=True)
    signer_title = models.CharField("Chức vụ người ký", max_length=150, blank=True)
    gathered = models.JSONField("Lời các cơ quan lúc chốt", default=dict, blank=True, editable=False)
    left_out = models.TextField("Bản ghi chưa phân định lúc chốt", blank=True, default="", editable=False)
    figures_at = models.DateTimeField("Chốt số liệu lúc", null=True, blank=True)
    asked_at = models.DateTimeField("Yêu cầu dựng lúc", null=True, blank=True)
    asked_by = person("Người yêu cầu dựng")
    failed = models.CharField("Không dựng được vì", max_length=400, blank=True)
    submitted_at = models.DateTimeField("Gửi lúc", null=True, blank=True)
    submitted_by = person("Người gửi")

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "Báo cáo tổng hợp"
        verbose_name_plural = "Báo cáo tổng hợp"

    def __str__(self) -> str:
        return f"Báo cáo tổng hợp {self.period}"

    @property
    def papers_made(self) -> int:
        """How many of the papers asked for last are made."""
        since = self.asked_at
        return sum(paper.made_at >= since for paper in self.papers.all()) if since is not None else 0

    @property
    def has_current_papers(self) -> bool:
        """Whether all papers are made of the figures and the words the report has now."""
        if self.figures_at is None:
            return False
        since = max(self.figures_at, self.written_at or self.figures_at)
        return sum(paper.made_at >= since for paper in self.papers.all()) == len(PaperKind)

    @property
    def offered_papers(self) -> "list[ReportPaper]":
        """What may be downloaded: all of them, and once an edited Word file was sent, those that say the same as it."""
        papers = list(self.papers.all())
        if self.state == ReportState.DRAFT or self.edited_word is None:
            return papers
        return [paper for paper in papers if paper.kind == PaperKind.XLSX]

    @property
    def edited_word(self) -> "EditedWord | None":
        """The Word file people edited, where there is one."""
        return getattr(self, "edited", None)

    @property
    def has_current_edit(self) -> bool:
        """Whether the Word file people edited, if any, has the figures and was looked at beside the words of now."""
        edited = self.edited_word
        return edited is None or (edited.figures_at, edited.written_at) == (self.figures_at, self.written_at)

    @property
    def has_head(self) -> bool:
        """Whether its number, its day and who signs are known."""
        return bool(self.number and self.signed_on and self.signer)

    def is_stuck(self, at: datetime) -> bool:
        """Whether its papers should have been made long ago: they may be asked for again."""
        return self.is_being_made and self.asked_at is not None and at - self.asked_at > LONGEST_MAKING

    @property
    def is_being_made(self) -> bool:
        if self.state != ReportState.DRAFT:
            return False
        return self.asked_at is not None and not self.failed and self.papers_made < len(PaperKind)


class ReportCell(models.Model):
    """A figure of the consolidated report, frozen with what it counted."""

    report = models.ForeignKey(ConsolidatedReport, on_delete=models.CASCADE, related_name="cells")
    cell = models.CharField("Ô", max_length=120)
    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Ô của báo cáo tổng hợp"
        constraints = [models.UniqueConstraint(fields=["report", "cell"], name="report_cell_once")]

    def __str__(self) -> str:
        return self.cell


class ReportPaper(models.Model):
    """A document made of the report; made anew, it takes the place of the one before."""

    report = models.ForeignKey(ConsolidatedReport, on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField("Loại", max_length=5, choices=PaperKind.choices)
    path = models.CharField("Nơi lưu", max_length=200, editable=False)
    made_at = models.DateTimeField("Dựng lúc")

    class Meta:
        verbose_name = "Tài liệu của báo cáo"
        ordering = ["kind"]
        constraints = [models.UniqueConstraint(fields=["report", "kind"], name="report_paper_once")]

    def __str__(self) -> str:
        return self.get_kind_display()


class EditedWord(models.Model):
    """The Word file of a report as people edited it, with the figures frozen last: it goes out in place of ours.

    `figures_at` is when the figures it holds were frozen, `written_at` when the report's own words and head had last
    changed as the file was looked at, `told` what a person must see before it is sent, in words.
    """

    report = models.OneToOneField(ConsolidatedReport, on_delete=models.CASCADE, related_name="edited")
    path = models.CharField("Nơi lưu", max_length=200, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    figures_at = models.DateTimeField("Chốt số liệu lúc")
    written_at = models.DateTimeField("Lời văn trên máy lúc xem", null=True, blank=True)
    told = models.JSONField("Điều cần xem", default=list, blank=True)
    uploaded_at = models.DateTimeField("Tải lên lúc")
    uploaded_by = person("Người tải lên")

    class Meta:
        verbose_name = "Bản Word đã sửa lời"
        verbose_name_plural = "Bản Word đã sửa lời"

    def __str__(self) -> str:
        return f"Bản Word đã sửa lời của {self.report}"

    @property
    def seen_as(self) -> str:
        """The file and what was told of it, in one hash: who saw the remarks of before has not seen others."""
        return sha256(json.dumps([self.sha256, self.told]).encode()).hexdigest()


class FindingNote(models.Model):
    """What an office says of something the check found in its return, or the coordination office in its report."""

    periodic_return = models.ForeignKey(
        PeriodicReturn, on_delete=models.CASCADE, null=True, blank=True, related_name="finding_notes"
    )
    report = models.ForeignKey(
        ConsolidatedReport, on_delete=models.CASCADE, null=True, blank=True, related_name="finding_notes"
    )
    claim = models.CharField("Phép kiểm", max_length=200)
    note = models.CharField("Giải trình", max_length=600)

    class Meta:
        verbose_name = "Giải trình"
        constraints = [
            models.CheckConstraint(
                condition=Q(periodic_return__isnull=True) ^ Q(report__isnull=True), name="finding_note_of_one_thing"
            ),
            models.UniqueConstraint(fields=["periodic_return", "claim"], name="finding_note_once"),
            models.UniqueConstraint(fields=["report", "claim"], name="finding_note_once_per_report"),
        ]

    def __str__(self) -> str:
        return self.claim


class Receipt(models.Model):
    """One reader of a submission: a return or a report goes to several offices at once, and each is seen to read it."""

    periodic_return = models.ForeignKey(
        PeriodicReturn, on_delete=models.CASCADE, null=True, blank=True, related_name="receipts"
    )
    report = models.ForeignKey(
        ConsolidatedReport, on_delete=models.CASCADE, null=True, blank=True, related_name="receipts"
    )
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="Nơi nhận")
    sent_at = models.DateTimeField("Gửi lúc")
    read_at = models.DateTimeField("Mở đọc lúc", null=True, blank=True)
    read_by = person("Người đọc")

    class Meta:
        verbose_name = "Nơi nhận"
        ordering = ["office__sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(periodic_return__isnull=True) ^ Q(report__isnull=True), name="receipt_of_one_submission"
            ),
            models.UniqueConstraint(fields=["periodic_return", "office"], name="receipt_once_per_return"),
            models.UniqueConstraint(fields=["report", "office"], name="receipt_once_per_report"),
        ]

    def __str__(self) -> str:
        return str(self.office)
