"""The sample articles: a dozen lines of every kind of thing, each saying that it is a sample or rebuilt."""

import pytest

from ocop.ground.accounts.models import User
from ocop.kit.text.markdown import to_html
from ocop.public.stories.models import Article
from ocop.public.stories.states import Kind, Standing
from ocop.sample.stories import load_stories
from tests.world import NOW, World, make_product
from tests.world_certification import make_recognition


@pytest.mark.django_db
def test_every_kind_is_there_and_says_what_it_is(world: World) -> None:
    User.objects.filter(pk=world.anh_dung.pk).update(is_sample=True)
    make_recognition(make_product("Trà lá sen", world.lotus_maker), world.province_committee)
    for _ in range(2):
        load_stories(at=NOW)
    rows = list(Article.objects.select_related("latest"))
    assert {row.kind for row in rows} == set(Kind)
    assert all(row.is_sample != row.is_reconstructed for row in rows)
    assert sorted(row.standing(NOW) for row in rows) == sorted([Standing.SHOWN] * 5 + [Standing.SCHEDULED])
    theme = next(row for row in rows if row.kind == Kind.THEMATIC)
    assert [str(tie) for tie in theme.ties.all()] == ["Trà lá sen", "Một buổi sáng ở cơ sở sấy hạt sen"]
    assert all(to_html(row.latest.text) for row in rows if row.latest)
