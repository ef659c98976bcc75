"""Articles of the small province, as chị Mai of the agriculture department writes them."""

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from ocop.ground.accounts.models import User
from ocop.kit.uploads import clean_upload
from ocop.public.stories.actions import pictures, releasing, writing
from ocop.public.stories.actions.writing import Words
from ocop.public.stories.models import Article, Picture
from ocop.public.stories.states import Kind
from tests.world import NOW, World
from tests.world_dossiers import photo_bytes

TEXT = "Bà con Phương Thịnh làm khô từ lâu.\n\n[hình 2]\n\n## Mùa nước\n\nCá về **nhiều**."


def written(world: World, title: str = "Khô cá Phương Thịnh", *, by: User | None = None, **more: Any) -> Article:
    """A draft; words by name, kind and office too."""
    said = {"summary": "Chuyện một nghề cũ.", "text": TEXT}
    names = Words.__dataclass_fields__
    words = Words(title=title, **(said | {name: more.pop(name) for name in list(more) if name in names}))
    given = {"kind": Kind.STORY, "office": world.agriculture} | more
    return writing.begin(words, **given, by=world.actor(by or world.chi_mai), at=NOW)


def published(world: World, title: str = "Khô cá Phương Thịnh", *, at: datetime = NOW, **more: Any) -> Article:
    """An article before readers since `at`."""
    return given_to_readers(world, written(world, title, **more), at=at)


def given_to_readers(world: World, article: Article, *, at: datetime = NOW) -> Article:
    article.refresh_from_db()
    assert article.latest is not None
    return releasing.release(article, number=article.latest.number, by=world.actor(world.anh_dung), at=at)


def pictured(
    world: World, article: Article, words: str = "Giàn phơi", colour: str = "gold", size: tuple[int, int] = (80, 60)
) -> Picture:
    upload = SimpleUploadedFile("gian.jpg", photo_bytes(colour, size), "image/jpeg")
    clean = clean_upload(upload, max_bytes=10**7)
    said = pictures.Said(words, "Sở Nông nghiệp và Môi trường")
    return pictures.add_picture(article, clean, said, by=world.actor(world.chi_mai), at=NOW)
