"""Records read by the hundred thousand, for the words that a list keeps of them.

Django makes an object of a row more slowly than a database reads ten. Here the values of each row are put into one and
the same object, and what many rows name (a class five hundred came to) is read once. Only words are asked of such
objects, nothing is saved: they carry no moments and no JSON, which are dear to read; a word that needs one costs a
query of its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db.models import DateTimeField, JSONField, Model, QuerySet
from django.db.models.base import ModelState

DEAR = (DateTimeField, JSONField)
READ_AT_ONCE = 5_000  # records; bounds the memory a long list takes
NAMED_AT_ONCE = 5_000  # keys in one query


def records(rows: QuerySet[Any], related: Iterable[str], wanted: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Each row in its turn, the same object filled anew, with the values of the lookups wanted.

    `related` are paths as `select_related` takes them. One query, and one more for every `NAMED_AT_ONCE` things that
    are named through a relation for the first time.
    """
    model, relations = rows.model, _relations(rows.model, related)
    names = [*_columns(model), *(name for name in rows.query.annotation_select if name not in wanted)]
    keys = [names.index(relation.key) for relation in relations]
    read = rows.values_list(*names, *wanted).iterator(chunk_size=2_000)
    row = _made(model, rows.db)
    while some := list(islice(read, READ_AT_ONCE)):
        for relation, place in zip(relations, keys, strict=True):
            relation.read({values[place] for values in some})
        for values in some:
            _fill(row, names, values, relations)
            yield (row, *values[len(names) :])


def _columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if not isinstance(field, DEAR)]


def _made(model: type[Model], alias: str) -> Model:
    """An empty object as it would come from the database."""
    row = model.__new__(model)
    row._state = ModelState()
    row._state.adding, row._state.db = False, alias
    return row


def _fill(row: Model, names: Sequence[str], values: Sequence[Any], relations: Iterable["_Relation"]) -> None:
    """Put a row's values, and what it names, in place of whatever the object held."""
    state, filled = row._state, dict(zip(names, values, strict=False))
    state.fields_cache = {relation.name: relation.known[filled[relation.key]] for relation in relations}
    filled["_state"] = state
    row.__dict__ = filled


class _Relation:
    """What rows name through one relation, each thing read once; with the relations below it."""

    def __init__(self, model: type[Model], name: str, paths: Iterable[str]) -> None:
        field: Any = model._meta.get_field(name)
        self.name, self.key = name, field.attname
        self.model: type[Model] = field.related_model
        self.below = _relations(self.model, paths)
        self.known: dict[Any, Model | None] = {None: None}

    def read(self, keys: set[Any]) -> None:
        """Read the things of these keys that are not known yet."""
        names, coming = _columns(self.model), iter(keys - self.known.keys())
        while some := list(islice(coming, NAMED_AT_ONCE)):
            found = self.model._base_manager.filter(pk__in=some)
            rows = list(found.values_list(*names))
            for relation in self.below:
                relation.read({values[names.index(relation.key)] for values in rows})
            for values in rows:
                thing = _made(self.model, found.db)
                _fill(thing, names, values, self.below)
                self.known[thing.pk] = thing


def _relations(model: type[Model], paths: Iterable[str]) -> list[_Relation]:
    below: dict[str, list[str]] = {}
    for path in paths:
        first, _, rest = path.partition("__")
        below.setdefault(first, []).extend([rest] if rest else [])
    return [_Relation(model, name, rests) for name, rests in below.items()]
