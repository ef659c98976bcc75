"""Facets with counts: lines are read once, then every count, every chip and every hint comes from the same lines."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext

PAGE_PARAMETER = "trang"
Words = str | Promise


@dataclass(frozen=True, slots=True)
class Line:
    """One record as facets see it: for each facet the values it has."""

    pk: int
    values: Mapping[str, frozenset[str]]

    def has(self, facet: str, value: str) -> bool:
        return value in self.values.get(facet, frozenset())


@dataclass(frozen=True, slots=True)
class Facet:
    """What may be narrowed by: `name` stands in the address; `words` gives each value its words, in order."""

    name: str
    label: Words
    words: Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: how many records it would give, and the address that chooses it or takes it back."""

    words: Words
    count: int
    url: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A value that narrows the list now: `url` removes it; `gain` is what would be found without it."""

    label: Words
    words: Words
    url: str
    gain: int


@dataclass(slots=True)
class Refined:
    """What is found and how to go on: `facets` are (facet, choices), `chips` what narrows now."""

    found: list[Line]
    facets: list[tuple[Facet, list[Choice]]] = field(default_factory=list)
    chips: list[Chip] = field(default_factory=list)


def chosen_of(query: QueryDict, facets: Iterable[Facet]) -> dict[str, str]:
    """What the address narrows by; a value nobody offers narrows nothing, so that old links keep working."""
    asked = {facet.name: query.get(facet.name, "") for facet in facets}
    return {facet.name: asked[facet.name] for facet in facets if asked[facet.name] in facet.words}


def refine(lines: Sequence[Line], facets: Sequence[Facet], query: QueryDict) -> Refined:
    """Narrow the lines by the address. A facet's counts are of what the other facets leave, as each would open."""
    chosen = chosen_of(query, facets)
    counts: dict[str, dict[str, int]] = {facet.name: dict.fromkeys(facet.words, 0) for facet in facets}
    gains = dict.fromkeys(chosen, 0)
    found: list[Line] = []
    for line in lines:
        failed = [name for name, value in chosen.items() if not line.has(name, value)]
        if not failed:
            found.append(line)
        elif len(failed) == 1:
            gains[failed[0]] += 1
        for name in counts if not failed else failed if len(failed) == 1 else ():
            of_facet = counts[name]
            for value in line.values.get(name, ()):
                if value in of_facet:
                    of_facet[value] += 1
    refined = Refined(found)
    for facet in facets:
        choices = list(_choices(facet, counts[facet.name], chosen.get(facet.name, ""), query))
        if choices:
            refined.facets.append((facet, choices))
        if facet.name in chosen:
            words = said(facet.words[chosen[facet.name]])
            gain = len(found) + gains[facet.name]
            refined.chips.append(Chip(facet.label, words, address(query, **{facet.name: ""}), gain))
    return refined


def _choices(facet: Facet, counts: Mapping[str, int], chosen: str, query: QueryDict) -> Iterator[Choice]:
    for value, words in facet.words.items():
        if counts[value] or value == chosen:
            url = address(query, **{facet.name: "" if value == chosen else value})
            yield Choice(said(words), counts[value], url, value == chosen)


def said(words: Words) -> str:
    """A label in the language of the page; names of places and people stay as they are."""
    return gettext(str(words)) if words else ""


def address(query: QueryDict, **changes: str) -> str:
    """The query string with some parameters set, or left out where empty; it begins at the first page again."""
    changed = query.copy()
    changed.pop(PAGE_PARAMETER, None)
    for name, value in changes.items():
        if value:
            changed[name] = value
        else:
            changed.pop(name, None)
    for name in [name for name, value in changed.items() if not value]:
        del changed[name]
    return f"?{changed.urlencode()}"
