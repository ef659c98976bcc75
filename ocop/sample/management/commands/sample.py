"""`ocop sample`: build the sample province, list who may sign in, count the rounds of 2019 and 2020."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ocop.kit import clock
from ocop.sample.build import build_province
from ocop.sample.people import SAMPLE_PASSWORD, sample_people
from ocop.sample.report import report


class Command(BaseCommand):
    help = "Tỉnh mẫu: nạp dữ liệu, liệt kê người mẫu, đếm lại hai đợt 2019 và 2020."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("load", help="dựng tỉnh mẫu Đồng Tháp")
        verbs.add_parser("people", help="ai đăng nhập được")
        verbs.add_parser("report", help="các con số đếm từ bản ghi, cạnh con số kế hoạch in")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        getattr(self, f"do_{verb}")()

    def do_load(self) -> None:
        if settings.PRODUCTION:
            raise CommandError("Không nạp người mẫu và dữ liệu mẫu vào hệ thống thật.")
        self.stdout.write("Dựng tỉnh mẫu ...")
        for step, seconds in build_province(at=clock.now()):
            self.stdout.write(f"  {step} ({seconds:.1f} giây)")

    def do_people(self) -> None:
        self.stdout.write(f"\nNgười mẫu đăng nhập được (mật khẩu chung: {SAMPLE_PASSWORD}):")
        for person in sample_people():
            self.stdout.write(f"  {person.login:<26} {person.name:<22} {person.role}, {person.place}")

    def do_report(self) -> None:
        lines = report()
        self.stdout.write(f"{'Chỉ tiêu':<58}{'Đếm được':>9}{'Kế hoạch in':>13}  Mục")
        for line in lines:
            sign = "" if line.agrees else "  KHÔNG KHỚP"
            self.stdout.write(f"{line.label:<58}{line.computed:>9}{line.printed:>13}  {line.section}{sign}")
        if not all(line.agrees for line in lines):
            raise CommandError("Có con số đếm được khác con số kế hoạch in.")
