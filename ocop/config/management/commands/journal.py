"""`ocop journal verify` and `ocop journal anchor`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ocop.ground.registry.verification import AnchorError, Report, anchor_line, verify
from ocop.kit import clock
from ocop.kit.text.numbers import format_number


class Command(BaseCommand):
    help = "Kiểm tra chuỗi nhật ký, hoặc in mốc của chuỗi để lưu nơi khác."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True)
        check = parts.add_parser("verify", help="đọc lại toàn bộ nhật ký và báo mọi dòng bị sửa, xóa, chèn, đổi chỗ")
        check.add_argument("--anchors", type=Path, help="tệp chứa các dòng mốc đã lưu, mỗi dòng một mốc")
        parts.add_parser("anchor", help="in mốc hiện tại của chuỗi")

    def handle(self, *args: Any, part: str, anchors: Path | None = None, **options: Any) -> None:
        if part == "anchor":
            self.stdout.write(anchor_line(clock.now()))
            return
        try:
            report = verify(_lines(anchors))
        except (AnchorError, OSError) as error:
            raise CommandError(str(error), returncode=2) from error
        self._print(report)
        if not report.is_whole:
            raise CommandError(f"Nhật ký có {len(report.findings)} điểm sai.", returncode=1)

    def _print(self, report: Report) -> None:
        self.stdout.write(f"Số dòng: {format_number(report.count)}")
        self.stdout.write(f"Dòng cuối: {report.last_seq}, mã băm {report.head_hash}")
        for finding in report.findings:
            self.stdout.write(f"- {finding.text}")
        if report.is_whole:
            self.stdout.write("Chuỗi nhật ký nguyên vẹn.")


def _lines(path: Path | None) -> tuple[str, ...]:
    if path is None:
        return ()
    return tuple(line for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
