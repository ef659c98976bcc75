"""Kinds of activities as data: one file of `kinds/` each, checked while it is read.

A new kind is a file: put it in `kinds/`, or in the folder that the setting `OCOP_ACTIVITY_KINDS` names. Its fields, its
figures and who may take part then work on every page, in every sheet and in every measure without a program.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from ocop.support.activities.states import GROUPS

FOLDER = Path(__file__).parent / "kinds"
FIELD_TYPES = ("text", "longtext", "integer", "decimal", "money", "date", "choice", "choices", "url", "place")
WHO = ("person", "producer", "product", "office", "partner")
# What an activity of a kind counts for, besides itself.
FEEDS = ("training", "fairs", "calendar", "public", "consolidation")


class KindError(ValueError):
    """A file of kinds contradicts itself; the sentence names the file and the fault."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing asked: its name in the record, its words, and how it is read; `total`: added up on the page."""

    id: str
    label: str
    type: str
    unit: str = ""
    required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    total: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """A figure an activity of the kind ends with, and its unit; `adds`: those of several activities make a sum."""

    id: str
    label: str
    unit: str
    adds: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """Who may take part, in which roles, and what is asked of each; `outsiders`: also by name, from outside the
    register of producers."""

    who: str
    roles: Mapping[str, str]
    fields: tuple[Field, ...] = ()
    outsiders: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of activity as its file declares it."""

    id: str
    name: str
    group: str
    order: int
    about: str = ""
    feeds: frozenset[str] = frozenset()
    requirements: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    outputs: tuple[Result, ...] = ()
    participants: tuple[Part, ...] = ()

    @property
    def group_name(self) -> str:
        return GROUPS[self.group]

    def part(self, who: str) -> Part | None:
        """What the kind says about participants of a sort, or None where such may not take part."""
        return next((one for one in self.participants if one.who == who), None)

    def output(self, name: str) -> Result | None:
        return next((one for one in self.outputs if one.id == name), None)


def known_kinds() -> Mapping[str, Kind]:
    """All kinds by their ids, in the order they are offered; raises KindError."""
    extra = getattr(settings, "OCOP_ACTIVITY_KINDS", "")
    return _kinds_in((str(FOLDER), str(extra)) if extra else (str(FOLDER),))


def kind_called(name: str) -> Kind | None:
    return known_kinds().get(name)


def kinds_feeding(what: str) -> tuple[str, ...]:
    """The ids of kinds that feed something of `FEEDS`: training, fairs, consolidation of producers, the calendar."""
    return tuple(kind.id for kind in known_kinds().values() if what in kind.feeds)


def kinds_of_group(group: str) -> tuple[str, ...]:
    return tuple(kind.id for kind in known_kinds().values() if kind.group == group)


@lru_cache(maxsize=8)
def _kinds_in(folders: tuple[str, ...]) -> Mapping[str, Kind]:
    found: dict[str, Kind] = {}
    for folder in folders:
        for path in sorted(Path(folder).glob("*.yaml")):
            kind = read_kind(path)
            if kind.id in found:
                raise KindError(f"{path.name}: đã có loại hoạt động “{kind.id}” ở tệp khác.")
            found[kind.id] = kind
    return dict(sorted(found.items(), key=lambda one: (one[1].order, one[0])))


def read_kind(path: Path) -> Kind:
    """Read and check one file; raises KindError."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise KindError(f"{path.name}: không đọc được YAML ({error}).") from error
    if not isinstance(data, dict):
        raise KindError(f"{path.name}: tệp phải là một bảng khóa và giá trị.")
    _only(data, Kind.__dataclass_fields__, path.name, "loại hoạt động")
    for key in ("id", "name", "group", "order"):
        if data.get(key) in (None, ""):
            raise KindError(f"{path.name}: thiếu “{key}”.")
    if data["id"] != path.stem:
        raise KindError(f"{path.name}: id “{data['id']}” phải trùng tên tệp.")
    if data["group"] not in GROUPS:
        raise KindError(f"{path.name}: không có nhóm “{data['group']}”; các nhóm: {', '.join(GROUPS)}.")
    if unknown := set(data.get("feeds", ())) - set(FEEDS):
        raise KindError(f"{path.name}: feeds không biết {', '.join(sorted(unknown))}.")
    return Kind(
        id=data["id"],
        name=data["name"],
        group=data["group"],
        order=int(data["order"]),
        about=data.get("about", ""),
        feeds=frozenset(data.get("feeds", ())),
        requirements=tuple(data.get("requirements", ())),
        fields=_fields(data.get("fields"), path.name),
        outputs=_outputs(data.get("outputs"), path.name),
        participants=_parts(data.get("participants"), path.name),
    )


def _only(data: Mapping[str, Any], known: Any, name: str, what: str) -> None:
    if unknown := set(data) - set(known):
        raise KindError(f"{name}: {what} có khóa lạ: {', '.join(sorted(map(str, unknown)))}.")


def _fields(listed: list[dict[str, Any]] | None, name: str) -> tuple[Field, ...]:
    made = []
    for each in listed or ():
        _only(each, Field.__dataclass_fields__, name, f"trường “{each.get('id', '?')}”")
        if not all(each.get(key) for key in ("id", "label", "type")):
            raise KindError(f"{name}: một trường thiếu id, label hoặc type.")
        if not str(each["id"]).isidentifier():
            raise KindError(f"{name}: tên trường “{each['id']}” chỉ gồm chữ không dấu, số và gạch dưới.")
        if each["type"] not in FIELD_TYPES:
            raise KindError(f"{name}: trường “{each['id']}” có kiểu lạ “{each['type']}”.")
        if (each["type"] in ("choice", "choices")) != bool(each.get("choices")):
            raise KindError(f"{name}: trường “{each['id']}” kiểu choice phải có choices, kiểu khác thì không.")
        if not all(isinstance(key, str) for key in each.get("choices", ())):
            raise KindError(f"{name}: các lựa chọn của “{each['id']}” phải là chữ (đặt yes, no trong ngoặc kép).")
        made.append(Field(**each))
    _once([one.id for one in made], name, "trường")
    return tuple(made)


def _outputs(listed: list[dict[str, Any]] | None, name: str) -> tuple[Result, ...]:
    made = []
    for each in listed or ():
        _only(each, Result.__dataclass_fields__, name, f"số liệu “{each.get('id', '?')}”")
        if not all(each.get(key) for key in ("id", "label", "unit")):
            raise KindError(f"{name}: một số liệu thiếu id, label hoặc unit.")
        made.append(Result(**each))
    _once([one.id for one in made], name, "số liệu")
    return tuple(made)


def _parts(listed: list[dict[str, Any]] | None, name: str) -> tuple[Part, ...]:
    made = []
    for each in listed or ():
        _only(each, Part.__dataclass_fields__, name, f"thành phần “{each.get('who', '?')}”")
        if each.get("who") not in WHO:
            raise KindError(f"{name}: không có thành phần “{each.get('who')}”; các thành phần: {', '.join(WHO)}.")
        if not each.get("roles"):
            raise KindError(f"{name}: thành phần “{each['who']}” chưa có vai trò (roles).")
        outsiders = bool(each.get("outsiders"))
        if outsiders and each["who"] != "producer":
            raise KindError(f"{name}: outsiders chỉ dùng cho producer.")
        made.append(Part(each["who"], each["roles"], _fields(each.get("fields"), name), outsiders))
    _once([one.who for one in made], name, "thành phần")
    return tuple(made)


def _once(names: list[str], file: str, what: str) -> None:
    if twice := {each for each in names if names.count(each) > 1}:
        raise KindError(f"{file}: {what} ghi hai lần: {', '.join(sorted(twice))}.")
