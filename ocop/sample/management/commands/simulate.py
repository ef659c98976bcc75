"""`ocop simulate round`: run a whole round through the actions the pages use, and leave a consistent database."""

from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from ocop.ground.offices.models import Office
from ocop.ground.registry.verification import verify
from ocop.kit import clock
from ocop.sample.simulation import Simulation, Summary


class Command(BaseCommand):
    help = "Mô phỏng một đợt đánh giá trọn vẹn, có thanh tiến độ và tổng kết."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        round_ = verbs.add_parser("round", help="chạy một đợt: hồ sơ, xã, Hội đồng, quyết định")
        round_.add_argument("--dossiers", type=int, default=200, help="số hồ sơ (từ 1)")
        round_.add_argument("--members", type=int, default=9, help="số thành viên chấm (từ 3)")
        round_.add_argument("--seed", type=int, default=1, help="số gieo: cùng số thì cùng điểm")

    def handle(self, *args: Any, dossiers: int, members: int, seed: int, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("Không mô phỏng trên hệ thống thật.")
        if dossiers < 1 or members < 3:
            raise CommandError("Cần ít nhất 1 hồ sơ và 3 thành viên.")
        if not Office.objects.exists():
            raise CommandError("Cơ sở dữ liệu trống: chạy `ocop sample load` trước.")
        started = monotonic()
        simulation = Simulation(dossiers=dossiers, members=members, seed=seed, at=clock.now())
        with tqdm(total=2 * dossiers, unit=" bước", disable=options["verbosity"] == 0) as bar:
            for step in simulation.run():
                bar.set_description(step)
                bar.update()
        self._say(simulation.summary, monotonic() - started)
        findings = list(verify().findings)
        if findings:
            raise CommandError(f"Nhật ký không nguyên vẹn: {findings[0]}")
        self.stdout.write(self.style.SUCCESS("Chuỗi nhật ký nguyên vẹn."))

    def _say(self, summary: Summary, seconds: float) -> None:
        stars = ", ".join(f"{count} hồ sơ {stars} sao" for stars, count in sorted(summary.stars.items(), reverse=True))
        self.stdout.write(f"Hồ sơ: {summary.dossiers}; phiếu chấm: {summary.sheets}; điểm: {summary.marks}")
        self.stdout.write(f"Chấm lại vì chênh lệch: {summary.scored_again}")
        self.stdout.write(f"Kết luận: {stars}")
        self.stdout.write(
            f"Công nhận: {summary.recognised}; trình Trung ương: {summary.to_ministry}; "
            f"dưới 3 sao: {summary.not_ranked}"
        )
        self.stdout.write(f"Thời gian: {seconds:.1f} giây")
