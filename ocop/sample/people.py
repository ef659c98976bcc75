"""Sample people: officers of every role, the council, and a representative for each sample producer."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.contrib.auth.hashers import make_password

from ocop.cycle.evaluation.states import SeatRole
from ocop.ground.accounts.models import User
from ocop.ground.offices.models import Appointment, Office, Unit
from ocop.ground.offices.states import OfficeKind, Role, Tier
from ocop.ground.producers.models import Classification, Producer, ProducerForm, Product, Representative

DATA = Path(__file__).parent / "data" / "people.yaml"
# Sample people only ever live in a development database; the password is printed when the platform starts.
SAMPLE_PASSWORD = "hoa-sen-hong-2026"  # noqa: S105 — not a secret
MERGER = date(2025, 7, 1)


@dataclass(frozen=True)
class SamplePerson:
    """One line of the list printed at start: who may sign in and as what."""

    login: str
    name: str
    role: str
    place: str


@lru_cache(maxsize=1)
def people_data() -> dict[str, Any]:
    """The file of sample people."""
    data: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return data


def load_people(*, at: datetime) -> None:
    """Make the officers with their posts, and the producers with their representatives and one product each."""
    if User.objects.filter(is_sample=True).exists():
        return
    password = make_password(SAMPLE_PASSWORD)
    for line in people_data()["officers"]:
        user = _user(line["login"], line["name"], password)
        Appointment.objects.create(
            user=user,
            office=_office(line),
            role=line["role"],
            title=line["title"],
            capacity=line.get("capacity", ""),
            valid_from=MERGER,
        )
    _load_council(password)
    for line in people_data()["producers"]:
        _load_producer(line, password, at)


def _user(login: str, name: str, password: str) -> User:
    user, _ = User.objects.get_or_create(
        login=login,
        defaults={
            "full_name": name,
            "password": password,
            "is_sample": True,
            "phone": login if login.isdigit() else "",
            "email": "" if login.isdigit() else login,
        },
    )
    return user


def _running_offices() -> Any:
    return Office.objects.filter(valid_to__isnull=True)


def _office(line: dict[str, Any]) -> Office:
    if "unit" in line:
        return _running_offices().get(kind=OfficeKind.PEOPLES_COMMITTEE, unit=sample_unit(line["unit"]))
    if "agency" in line:
        return _running_offices().get(name=line["agency"])
    return {
        "coordination": lambda: _running_offices().get(kind=OfficeKind.COORDINATION_OFFICE, tier=Tier.PROVINCE),
        "province": province_committee,
        "ministry": lambda: _running_offices().filter(kind=OfficeKind.MINISTRY).latest("valid_from"),
    }[line["office"]]()


def province_committee() -> Office:
    """The provincial People's Committee of today."""
    return _running_offices().get(kind=OfficeKind.PEOPLES_COMMITTEE, tier=Tier.PROVINCE)


def sample_unit(full_name: str) -> Unit:
    """A commune or ward of today by its full name, such as "Phường Sa Đéc"."""
    kind, name = full_name.split(" ", 1)
    return Unit.objects.get(
        tier=Tier.COMMUNE, name=name, kind={"Xã": "commune", "Phường": "ward"}[kind], valid_to__isnull=True
    )


def _load_council(password: str) -> None:
    office = province_committee()
    for line in people_data()["council"]:
        name = line.get("name") or User.objects.get(login=line["login"]).full_name
        user = _user(line["login"], name, password)
        if line["role"] == SeatRole.SECRETARY:  # does not score
            continue
        Appointment.objects.get_or_create(
            user=user,
            office=office,
            role=Role.COUNCIL_MEMBER,
            valid_to=None,
            defaults={"valid_from": MERGER, "title": line["represents"]},
        )


def _load_producer(line: dict[str, Any], password: str, at: datetime) -> None:
    user = _user(line["phone"], line["person"], password)
    producer = Producer.objects.create(
        name=line["name"], unit=sample_unit(line["unit"]), phone=line["phone"], is_sample=True, created_at=at
    )
    ProducerForm.objects.create(producer=producer, form=line["form"], valid_from=date(2022, 1, 1))
    Representative.objects.create(producer=producer, user=user, position="Đại diện", valid_from=date(2022, 1, 1))
    product = Product.objects.create(name=line["product"], producer=producer, is_sample=True, created_at=at)
    Classification.objects.create(product=product, criteria_id="26-2026", set_code=line["set"], set_at=at)


def _place(line: dict[str, Any]) -> str:
    """Where a sample officer works, in a word or two."""
    unit: str = line.get("unit") or line.get("agency") or ("Bộ" if line["office"] == "ministry" else "Tỉnh")
    return unit


def sample_people() -> list[SamplePerson]:
    """Everybody who may sign in to the sample, officers first."""
    roles = dict(Role.choices)
    officers = [
        SamplePerson(line["login"], line["name"], str(roles[line["role"]]), _place(line))
        for line in people_data()["officers"]
    ]
    council = [
        SamplePerson(line["login"], line["name"], str(roles[Role.COUNCIL_MEMBER]), line["represents"])
        for line in people_data()["council"]
        if "name" in line
    ]
    producers = [
        SamplePerson(line["phone"], line["person"], "Chủ thể", line["name"]) for line in people_data()["producers"]
    ]
    return officers + council + producers
