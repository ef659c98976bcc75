"""What is asked of the keys before anything is served: that they are those the printed stamps were made with."""

from collections.abc import Callable
from typing import Any

import structlog
from django.db import OperationalError, connection

from ocop.cycle.traceability.keys import WrongStampKey, key_check
from ocop.cycle.traceability.models import StampEpoch

_PLAIN = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store"), ("Retry-After", "300")]
_CLOSED = "Hệ thống tạm dừng để bảo vệ tem truy xuất. Anh/chị quay lại sau ít phút."

log = structlog.get_logger(__name__)


def refuse_wrong_keys() -> None:
    """Raise `WrongStampKey` when an epoch's keys are not those it began with; two queries.

    A database that was not brought up to date yet has no stamps; `/healthz` tells of it.
    """
    if StampEpoch._meta.db_table not in connection.introspection.table_names():
        return
    for number, known in StampEpoch.objects.values_list("number", "key_check"):
        if known != key_check(number):
            raise WrongStampKey


class WithRightKeys:
    """A WSGI application that serves nothing with wrong keys: asked at the start, or once the database can answer.

    A server that began before its database and then finds its keys wrong answers every visit with 503.
    """

    def __init__(self, application: Callable[..., Any]) -> None:
        self.application, self.is_known, self.is_wrong = application, False, False
        try:
            self._ask()
        except OperationalError:
            log.warning("stamp_keys_not_asked_yet")

    def _ask(self) -> None:
        try:
            refuse_wrong_keys()
            self.is_known = True
        finally:
            connection.close()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        if not self.is_known and not self.is_wrong:
            try:
                self._ask()
            except OperationalError:
                log.warning("stamp_keys_not_asked_yet")
            except WrongStampKey as wrong:
                self.is_wrong = True  # for good: another secret needs another start
                log.critical("stamp_keys_wrong", why=str(wrong))
        if self.is_wrong:
            start_response("503 Service Unavailable", _PLAIN)
            return [_CLOSED.encode()]
        return self.application(environ, start_response)
