"""`ocop figures verify`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ocop.kit.text.numbers import format_number
from ocop.oversight.figures.verification import verify


class Command(BaseCommand):
    help = "Kiểm tra mọi con số đã công bố: danh sách bản ghi, giá trị, và những gì nhật ký ghi."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True)
        parts.add_parser("verify", help="đọc lại từng dòng của mọi danh sách và báo mọi chỗ không còn như lúc công bố")

    def handle(self, *args: Any, **options: Any) -> None:
        report = verify()
        self.stdout.write(f"{format_number(report.figures)} con số, {format_number(report.lists)} danh sách.")
        for finding in report.findings:
            self.stdout.write(f"- {finding}")
        if report.findings:
            raise CommandError(f"Có {len(report.findings)} chỗ sai.", returncode=1)
        self.stdout.write("Mọi con số còn đúng như lúc công bố.")
