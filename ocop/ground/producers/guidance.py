"""Guidance on protecting the environment that a producer finds beside its own papers (plan 124/KH-UBND IV.11)."""

from datetime import date

from ocop.ground.producers.models import Paper, Producer
from ocop.ground.producers.queries import PaperQuerySet
from ocop.ground.producers.states import PaperKind
from ocop.ground.programme.models import LegalDocument
from ocop.kit.text.fold import fold

ENVIRONMENT = "môi trường"


def environment_documents(on: date) -> list[LegalDocument]:
    """The documents of the library in force on a day whose title speaks of the environment, the newest first."""
    words = fold(ENVIRONMENT)
    return [each for each in LegalDocument.objects.in_force(on) if words in fold(each.title)]


def environment_papers(producer: Producer) -> PaperQuerySet:
    """What the producer's wallet holds about the environment today."""
    return Paper.objects.in_wallet(producer).filter(kind=PaperKind.ENVIRONMENT)
