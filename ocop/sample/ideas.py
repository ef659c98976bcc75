"""Made-up ideas in every state, marked as sample, sent and answered through the actions the pages use."""

from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from ocop.cycle.ideas import actions
from ocop.cycle.ideas.models import Idea
from ocop.cycle.ideas.places import communes_called
from ocop.cycle.ideas.states import PRODUCT_TAG
from ocop.ground.accounts.models import User
from ocop.ground.accounts.tokens import new_token
from ocop.ground.offices.models import Appointment
from ocop.ground.offices.states import Role
from ocop.ground.producers.models import Producer, Product, ProductTag
from ocop.ground.programme.models import Round
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.kit.uploads import clean_upload
from ocop.sample import journey
from ocop.sample.papers import sample_upload

DATA = Path(__file__).parent / "data" / "ideas.yaml"
LARGEST = 1024 * 1024


@lru_cache(maxsize=1)
def ideas_data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return data


@transaction.atomic
def load_ideas(*, at: datetime) -> None:
    """Send every idea and bring it where its line says; does nothing when it was done before."""
    if Idea.objects.exists() or not User.objects.filter(is_sample=True).exists():
        return
    for number, line in enumerate(ideas_data()["ideas"]):
        idea = _send(line, number, at - timedelta(days=line["days"]))
        for step in line["then"]:
            _carry_out(idea, step, line, at - timedelta(days=step["days"]))
    Product.objects.filter(idea__is_sample=True).update(is_sample=True)
    ProductTag.objects.filter(product__idea__is_sample=True).update(is_sample=True)


def _author(line: dict[str, Any], at: datetime) -> Actor:
    if login := line.get("login"):
        return journey.actor(User.objects.get(login=login), local_date(at))
    return Actor(user_id=None, name="Người góp ý tưởng", on=local_date(at))


def _send(line: dict[str, Any], number: int, at: datetime) -> Idea:
    by = _author(line, at)
    words = actions.IdeaWords(
        producer=Producer.objects.filter(pk__in=by.producer_ids).first(),
        unit=communes_called(line["place"], local_date(at))[0],
        **{name: line[name] for name in ("title", "text", "author_kind", "tags", "may_list")},
    )
    picture = clean_upload(sample_upload("y-tuong", 900 + number), max_bytes=LARGEST)
    idea = actions.send_idea(words, secret=new_token(), picture=picture, by=by, at=at)
    Idea.objects.filter(pk=idea.pk).update(is_sample=True)
    return idea


def _carry_out(idea: Idea, step: dict[str, Any], line: dict[str, Any], at: datetime) -> None:
    post = Appointment.objects.filter(office=idea.office, role=Role.COMMUNE_OFFICER).select_related("user").first()
    assert post is not None, f"nobody answers ideas at {idea.office}"  # noqa: S101 — the sample's own people
    by, text = journey.actor(post.user, local_date(at)), step.get("text", "")
    match step["act"]:
        case "ask_back":
            actions.ask_back(idea, question=text, by=by, at=at)
        case "answer_question":
            actions.answer_question(idea, text=text, by=_author(line, at), at=at)
        case "accept":
            round_ = Round.objects.filter(is_reconstructed=False).order_by("-proposal_due")[0]
            actions.accept(idea, round_=round_, words=text, by=by, at=at)
        case "refuse":
            actions.refuse(idea, reason=step["reason"], words=text, by=by, at=at)
            actions.show(idea, by=by, at=at)
        case "merge":
            actions.merge(idea, into=Idea.objects.get(title=step["into"]), why=text, by=by, at=at)
        case "make_candidate":
            producer = Producer.objects.get(name=step["producer"], is_sample=True)
            tags = [each.tag for each in idea.tags.all() if each.tag in PRODUCT_TAG]
            actions.make_candidate(
                idea, producer=producer, name=idea.title, description=idea.text, tags=tags, by=by, at=at
            )
