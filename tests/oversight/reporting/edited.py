"""A report whose Word file anh Dũng edits and sends in."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from ocop.config.management.commands.worker import run_until_idle
from ocop.ground.accounts.models import User
from ocop.kit import clock
from ocop.oversight.reporting import actions
from ocop.oversight.reporting.making import content_of
from ocop.oversight.reporting.models import ConsolidatedReport, EditedWord, Period
from tests.oversight.reporting.periods import UNTIL, opened
from tests.world import NOW, World
from tests.world_certification import make_recognition

SignIn = Callable[[User], Client]
GRANTED = "san-pham-chu-the/cong-nhan/ky-nay"
HELD = "hoat-dong/hoat-dong/ky-nay"
HEAD = actions.ReportHead("12/BC-VPĐP", date(2026, 12, 20), "Võ Quốc Dũng", "Chánh Văn phòng")
WORDS = {"direction": f"Tỉnh đã tổ chức [[{HELD}]] hoạt động truyền thông."}


def made(world: World, until: date = UNTIL, name: str = "Năm 2026") -> ConsolidatedReport:
    """A report with words, a number, a signer, and its papers."""
    return of(opened(world, until=until, name=name), "half-year", world)


def of(period: Period, template: str, world: World) -> ConsolidatedReport:
    """The same of a period, on a template."""
    dung = world.actor(world.anh_dung)
    report = actions.start_report(period, template=template, by=dung, at=NOW)
    actions.save_report(report, sections=WORDS, head=HEAD, by=dung, at=NOW)
    return again(world, report)


def again(world: World, report: ConsolidatedReport) -> ConsolidatedReport:
    """Figures frozen and papers made as they stand now."""
    actions.ask_for_papers(report, by=world.actor(world.anh_dung), at=clock.now())
    assert run_until_idle().failed == 0
    return ConsolidatedReport.objects.select_related("period__plan").get(pk=report.pk)


def corrected(world: World, report: ConsolidatedReport, clock_hand: Any) -> ConsolidatedReport:
    """An hour later a recognition that was missing is recorded, and the figures are frozen anew."""
    clock_hand.move_to(NOW + timedelta(hours=1), tick=False)
    make_recognition(world.dried_fish, world.province_committee, valid_from=date(2026, 3, 1))
    return again(world, report)


def downloaded(report: ConsolidatedReport) -> bytes:
    return content_of(report.papers.get(kind="docx"))


def send_in(client: Client, report: ConsolidatedReport, content: bytes) -> HttpResponse:
    upload = SimpleUploadedFile("bao-cao.docx", content)
    return client.post(reverse("reporting:refill", args=[report.public_id]), {"file": upload})  # type: ignore[return-value]


def kept(report: ConsolidatedReport) -> EditedWord:
    return EditedWord.objects.get(report=report)
