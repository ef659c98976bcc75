"""Every word a public page may say has its English, and what is compiled is what is written."""

from pathlib import Path

import pytest

from tests.walks.words import ROOT, compiled, entries, marked

CATALOGUES = sorted(ROOT.rglob("locale/*/LC_MESSAGES/django.po"))
ENGLISH = [path for path in CATALOGUES if path.parts[-3] == "en"]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT).parent)


def test_every_marked_word_has_its_english() -> None:
    known = {message for path in ENGLISH for message, told, guessed in entries(path) if all(told) and not guessed}
    assert [f"{place}: {message}" for message, place in marked().items() if message not in known] == []


@pytest.mark.parametrize("path", ENGLISH, ids=named)
def test_nothing_is_empty_guessed_or_left_over(path: Path) -> None:
    """`tools/words` gathers anew; what it guessed from a word that was there before is read by a person."""
    wanted = marked()
    assert [
        message
        for message, told, guessed in entries(path)
        if message and (not all(told) or guessed or message not in wanted)
    ] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=named)
def test_the_compiled_words_are_the_written_ones(path: Path) -> None:
    written = {message: told for message, told, guessed in entries(path) if message}
    found = {message: told for message, told in compiled(path.with_suffix(".mo")).items() if message}
    assert {message: set(told) for message, told in found.items()} == {
        message: set(told) for message, told in written.items()
    }


def test_a_word_has_one_english_whichever_room_says_it() -> None:
    """Catalogues of all rooms are read as one: two English texts of one word would hide each other."""
    said: dict[str, set[tuple[str, ...]]] = {}
    for path in ENGLISH:
        for message, told, _ in entries(path):
            if message:
                said.setdefault(message, set()).add(tuple(told))
    assert {message: told for message, told in said.items() if len(told) > 1} == {}
