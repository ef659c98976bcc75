"""`ocop serve`: bring the database up to date, fill an empty one with the sample province, and serve."""

import signal
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.executor import MigrationExecutor

from ocop.cycle.traceability.keys import WrongStampKey
from ocop.cycle.traceability.selftest import refuse_wrong_keys
from ocop.ground.accounts.models import User
from ocop.public.scans.changes import watch


class Command(BaseCommand):
    help = "Chạy nền tảng: cập nhật cơ sở dữ liệu, nạp tỉnh mẫu nếu trống, phục vụ trang."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=1)
        parser.add_argument("--no-sample", action="store_true", help="không nạp dữ liệu mẫu vào cơ sở dữ liệu trống")

    def handle(self, *args: Any, host: str, port: int, workers: int, no_sample: bool, **options: Any) -> None:
        self.bring_up_to_date()
        if not settings.PRODUCTION and not no_sample and not User.objects.exists():
            call_command("sample", "load")
        self.ask_for_right_keys()
        self.say_where(host, port)
        self.serve(host, port, workers)

    def bring_up_to_date(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Cập nhật cơ sở dữ liệu ...")
            call_command("migrate", verbosity=0)
        if self._static_is_stale():
            self.stdout.write("Gom tệp giao diện ...")
            call_command("collectstatic", interactive=False, verbosity=0)
        watch(DEFAULT_DB_ALIAS)  # a new version of the code may read more, without a migration

    @staticmethod
    def ask_for_right_keys() -> None:
        """The server would refuse too; here the operator reads why before anything is said to be open."""
        try:
            refuse_wrong_keys()
        except WrongStampKey as wrong:
            raise CommandError(
                "OCOP_STAMP_SECRET không phải bí mật đã làm ra tem của cơ sở dữ liệu này: mọi tem đã in sẽ bị báo là "
                "không có. Đặt lại đúng bí mật (lấy từ bản niêm phong) rồi chạy lại."
            ) from wrong

    @staticmethod
    def _static_is_stale() -> bool:
        """True if a source file is newer than the collected manifest, or there is no manifest yet."""
        manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
        if not manifest.exists():
            return True
        collected = manifest.stat().st_mtime
        sources = (Path(storage.path(name)) for finder in finders.get_finders() for name, storage in finder.list([]))
        return any(path.stat().st_mtime > collected for path in sources)

    def say_where(self, host: str, port: int) -> None:
        self.stdout.write(self.style.SUCCESS(f"\nMở http://{host}:{port}/ trong trình duyệt. Dừng bằng Ctrl+C."))
        if not settings.PRODUCTION and User.objects.filter(is_sample=True).exists():
            call_command("sample", "people")
        self.stdout.flush()

    @staticmethod
    def serve(host: str, port: int, workers: int) -> None:
        """Granian serves the pages; one worker process beside it carries out what the journal's outbox holds.

        A server that ends by itself with an error makes the command end with one, so that a service manager knows.
        """
        ocop = [sys.executable, "-m", "ocop.config.cli"]
        granian = [
            str(Path(sys.executable).parent / "granian"),
            "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers),
            "--blocking-threads", "4", "--log-level", "warning", "ocop.config.wsgi:application",
        ]  # fmt: skip
        # A service manager says "terminate", a person presses Ctrl+C: both must take the children along.
        signal.signal(signal.SIGTERM, _interrupt)
        children = [subprocess.Popen(command) for command in ([*ocop, "worker"], granian)]  # noqa: S603 — our own programs
        ended = 0
        try:
            ended = children[-1].wait()
        except KeyboardInterrupt:
            pass
        finally:
            for child in children:
                child.terminate()
            for child in children:
                child.wait(timeout=10)
        if ended:
            raise CommandError(f"Máy chủ trang dừng vì lỗi (mã {ended}); xem các dòng ở trên.")


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
