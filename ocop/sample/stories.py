"""Articles, so that readers and editors find something: some rebuilt from printed plans, the others plain samples."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from ocop.cycle.certification.models import Recognition
from ocop.ground.offices.models import Appointment
from ocop.ground.offices.states import Role
from ocop.ground.producers.models import Product
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.kit.uploads import clean_upload
from ocop.public.stories.actions import pictures, releasing, ties, writing
from ocop.public.stories.actions.writing import Words
from ocop.public.stories.models import Article
from ocop.sample import journey
from ocop.sample.papers import sample_upload

DATA = Path(__file__).parent / "data" / "stories.yaml"
GATHERED = 6
# Pictures of articles begin where those of sample papers have ended.
FIRST_PICTURE = 900


def load_stories(*, at: datetime) -> None:
    """Write and publish the articles of the file in the name of the coordination office; once."""
    if Article.objects.exists():
        return
    post = Appointment.objects.filter(user__is_sample=True, role=Role.PROVINCE_OFFICER).select_related("user", "office")
    held = post.get()
    by = journey.actor(held.user, local_date(at))
    rows: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    made: dict[str, Article] = {}
    # The oldest first: what a thematic page tells of is there before it.
    for row in sorted(rows, key=lambda each: -each["days"]):
        article = _written(row, held, by=by, at=at)
        made[row.get("id", "")] = article
        _parts(article, row, by=by, at=at)
        for other in row.get("tell", ()):
            ties.tie(article, "told", made[other], by=by, at=at)
        _release(article, row["days"], by=by, at=at)


def _written(row: dict[str, Any], held: Appointment, *, by: Actor, at: datetime) -> Article:
    words = Words(**{name: row[name] for name in Words.__dataclass_fields__ if name in row})
    rebuilt = bool(row.get("reconstructed"))
    return writing.begin(
        words, kind=row["kind"], office=held.office, by=by, at=at, is_sample=not rebuilt, is_reconstructed=rebuilt
    )


def _parts(article: Article, row: dict[str, Any], *, by: Actor, at: datetime) -> None:
    for number, said in enumerate(row.get("pictures", ()), FIRST_PICTURE):
        clean = clean_upload(sample_upload("hinh-mau", number), max_bytes=10**7)
        pictures.add_picture(article, clean, pictures.Said(**said), by=by, at=at)
    for group in row.get("groups", ()):
        ties.name_subject(article, ties.Named(False, **group), by=by, at=at)
    if text := row.get("products"):
        standing = Recognition.objects.standing_on(local_date(at)).filter(is_trial=False, is_reconstructed=False)
        found = Product.objects.search(text).filter(recognitions__in=standing).distinct()
        for product in found.order_by("sort_key")[:GATHERED]:
            ties.tie(article, "product", product, by=by, at=at)


def _release(article: Article, days: int, *, by: Actor, at: datetime) -> None:
    """Put an article before readers as of so many days ago, or let it wait for its day."""
    moment = at - timedelta(days=days)
    if days < 0:
        releasing.release(article, number=1, publish_at=moment, by=by, at=at)
    else:
        releasing.release(article, number=1, by=by, at=moment)
