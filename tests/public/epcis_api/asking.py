"""A partner's program: its key, and what it sends and asks."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from django.test import Client

from ocop.ground.producers.models import Producer
from ocop.kit.clock import local_date
from ocop.public.partners.actions import give_key
from ocop.public.partners.states import Scope
from ocop.rules.epcis import CONTEXT, Document
from tests.world import NOW, World

BASE = "/epcis/v2"


def whole(*events: Any, **said: Any) -> Document:
    """A document as a program sends it."""
    return {
        "@context": [CONTEXT],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-11-24T08:00:00+07:00",
        "epcisBody": {"eventList": list(events)},
    } | said


class Program:
    """Asks with a key, given by anh Dũng of the coordination office, as one producer."""

    def __init__(self, world: World, producer: Producer | None = None, *scopes: Scope, per_minute: int = 6000) -> None:
        given = give_key(
            "Phần mềm kho",
            scopes=scopes or (Scope.CAPTURE, Scope.QUERY),
            per_minute=per_minute,
            expires_on=local_date(NOW) + timedelta(days=30),
            producer=producer or world.fish_maker,
            by=world.actor(world.anh_dung),
            at=NOW,
        )
        self.key, self.secret, self.client = given.key, given.secret, Client()

    def get(self, path: str, asked: Any = None, **headers: str) -> Any:
        return self.client.get(f"{BASE}{path}", asked or {}, headers=self._headers(headers))

    def send(self, path: str, content: Any, content_type: str = "application/json", **headers: str) -> Any:
        body = content if isinstance(content, bytes) else json.dumps(content)
        return self.client.post(f"{BASE}{path}", body, content_type=content_type, headers=self._headers(headers))

    def events(self, path: str = "/events", **asked: Any) -> list[Document]:
        """The events of one page."""
        response = self.get(path, asked)
        assert response.status_code == 200, response.content.decode()
        found: list[Document] = response.json()["epcisBody"]["queryResults"]["resultsBody"]["eventList"]
        return found

    def _headers(self, said: dict[str, str]) -> dict[str, str]:
        named = {name.replace("_", "-"): value for name, value in said.items()}
        return {"Authorization": f"Bearer {self.secret}"} | named


def named(path: str, value: str) -> str:
    """An address about one thing, whose name has slashes of its own."""
    return f"{path}/{quote(value, safe='')}"
