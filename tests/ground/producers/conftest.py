"""Records only the tests of the register need."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from ocop.ground.producers import actions
from ocop.ground.producers.models import Paper, Producer
from ocop.ground.registry.actions import file_document
from ocop.kit.scope import Actor
from tests.world import NOW


def photo(name: str = "anh.jpg", colour: str = "green") -> SimpleUploadedFile:
    """A small real picture as a telephone would send it."""
    out = BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


@pytest.fixture
def make_paper() -> Any:
    """Files a paper into a wallet the way a producer does."""

    def make(producer: Producer, by: Actor, valid_until: date | None = None, **facts: Any) -> Paper:
        document = file_document(photo(), by=by, at=NOW)
        facts = {"kind": "food_safety", "issued_on": date(2024, 1, 5), "valid_until": valid_until, **facts}
        return actions.file_paper(producer, document=document, facts=actions.PaperFacts(**facts), by=by, at=NOW)

    return make
