"""What stands below the verdict of a stamp, in both languages."""

from django.utils import translation

from ocop.public.scans.details import STAGES
from ocop.rules.epcis import STEP_WORDS, TRANSFORMATION_WORDS, step_words


def test_every_stage_the_rules_know_has_its_english() -> None:
    """The rules name stages in Vietnamese; the page marks the same names for translation."""
    known = {*STEP_WORDS.values(), TRANSFORMATION_WORDS, step_words("ObjectEvent", "")}
    assert set(STAGES) == known
    with translation.override("en"):
        assert [words for words in STAGES if translation.gettext(words) == words] == []
