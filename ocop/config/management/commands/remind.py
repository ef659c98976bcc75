"""`ocop remind`: reminds offices of work that is near its day or past it."""

from typing import Any

from django.core.management.base import BaseCommand

from ocop.ground.planning.actions import remind
from ocop.kit import clock


class Command(BaseCommand):
    help = "Nhắc các cơ quan việc còn 14 ngày, còn 3 ngày và đã quá hạn; chạy lại trong ngày không nhắc lần nữa."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Đã nhắc {remind(at=clock.now())} việc.")
