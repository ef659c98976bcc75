"""Lines of a report known again wherever they stand: as they were typed, in a file, in the journal of a freezing."""

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from ocop.oversight.reporting.catalogue import Section, Template
from ocop.oversight.reporting.gathering import Gathered
from ocop.oversight.reporting.papers.document import Bound, Part

_DASH, _END = re.compile(r"^[-+–•]\s+"), re.compile(r"[\s./]+$")


def mark_of(line: str) -> str:
    """A short mark of a line, its figures by their cells: blanks, a dash before and full stops behind do not count."""
    bare = _END.sub("", _DASH.sub("", " ".join(line.split())))
    return sha256(bare.encode()).hexdigest()[:12]


def typed_line(parts: Iterable[Part]) -> str:
    """Parts as a line in which figures are named by their cells, as people type them."""
    return "".join(f"[[{part.key}]]" if isinstance(part, Bound) else part.text for part in parts)


def lines_of_words(
    template: Template, sections: Mapping[str, str], gathered: Gathered
) -> Iterator[tuple[Section, str]]:
    """Every line of a report's own words, and of what offices wrote, with the section it stands in."""
    for section in template.sections:
        own = sections.get(section.key, "").splitlines()
        yield from ((section, line.strip()) for line in own if line.strip())
        told = gathered.get(section.gathers, []) if section.gathers else []
        yield from ((section, f"{office}: {' '.join(words.split())}") for office, words in told)
