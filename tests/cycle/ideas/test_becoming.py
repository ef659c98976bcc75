"""An accepted idea becomes a candidate product of somebody on the register, or of somebody entered in the same act."""

import pytest

from ocop.cycle.ideas import actions
from ocop.cycle.ideas.measures import ACCEPTED, RECEIVED
from ocop.cycle.ideas.models import Idea
from ocop.cycle.ideas.states import IdeaState
from ocop.ground.planning.measures import Span, rows_behind
from ocop.ground.producers.models import Producer, Product
from ocop.ground.producers.states import ProductState
from ocop.kit.scope import Refused
from ocop.kit.uploads import clean_upload
from ocop.sample.papers import sample_upload
from tests.cycle.ideas.conftest import send
from tests.world import NOW, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


def accepted(world: World, **more: object) -> Idea:
    idea = send(world, "Ống hút thân sen", tags=["by_product", "women_led", "environment"], **more)
    return actions.accept(idea, round_=world.round, words="Mời gặp xã.", by=world.actor(world.chu_tam), at=NOW)


def make(world: World, idea: Idea, producer: object, tags: tuple[str, ...] = ()) -> Idea:
    return actions.make_candidate(
        idea,
        producer=producer,
        name=idea.title,
        description=idea.text,
        tags=tags,
        by=world.actor(world.chu_tam),
        at=NOW,
    )  # type: ignore[arg-type]


@pytest.mark.requirement("R78")
@pytest.mark.requirement("R83")
def test_it_becomes_a_product_of_a_producer_with_its_picture_and_the_tags_that_were_confirmed(world: World) -> None:
    picture = clean_upload(sample_upload("anh", 1), max_bytes=10**6)
    idea = accepted(world, picture=picture, may_list=True)
    assert idea.picture is not None
    assert idea.picture.original_name == "anh-y-tuong"
    made = make(world, idea, world.lotus_maker, ("by_product",))
    product = Product.objects.get(name="Ống hút thân sen")
    assert (product.state, product.producer, product.photo) == (
        ProductState.CANDIDATE, world.lotus_maker, idea.picture,
    )  # fmt: skip
    assert [(tag.tag, tag.is_confirmed) for tag in product.tags.all()] == [("by_product", True)]
    assert product.idea == made
    again = make(world, idea, world.lotus_maker, ("by_product",))
    assert again.product == product
    assert Product.objects.filter(name="Ống hút thân sen").count() == 1


def test_it_becomes_a_product_of_somebody_new_at_its_place(world: World) -> None:
    make(world, accepted(world), actions.NewProducer("Tổ hợp tác Sen Xanh", "cooperative_group"))
    producer = Producer.objects.get(name="Tổ hợp tác Sen Xanh")
    assert producer.unit == world.thap_muoi
    assert producer.products.get().idea.state == IdeaState.CANDIDATE


def test_what_is_not_allowed_leaves_nothing_behind(world: World) -> None:
    idea = accepted(world)
    with pytest.raises(Refused):  # a producer of another place
        make(world, idea, world.fish_maker)
    with pytest.raises(Refused, match="không có nhãn này"):
        make(world, idea, actions.NewProducer("Cơ sở mới", "household"), ("la",))
    assert not Producer.objects.filter(name="Cơ sở mới").exists()
    with pytest.raises(Refused, match="Chờ trả lời"):
        make(world, send(world, "Chưa nhận"), world.lotus_maker)


def test_targets_count_ideas_received_and_taken(world: World) -> None:
    accepted(world)
    send(world, "Trà lá sen")
    span = Span(NOW.date(), NOW.date().replace(month=1, day=1))
    assert rows_behind(RECEIVED, {}, span).count() == 2
    assert rows_behind(RECEIVED, {"tag": "by_product"}, span).count() == 1
    assert rows_behind(ACCEPTED, {"tag": "women_led"}, span).count() == 1
    assert rows_behind(ACCEPTED, {}, span, of_base=True).count() == 2
