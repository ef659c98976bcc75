"""The idea box as anybody uses it: two steps, nothing lost, told what is there, followed by a link, closed to spam."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from ocop.cycle.ideas import actions
from ocop.cycle.ideas.models import Idea
from ocop.cycle.ideas.states import IdeaState
from ocop.ground.accounts.tokens import new_token
from ocop.ground.registry.models import Document
from ocop.public.ideabox import views
from ocop.sample.papers import sample_upload
from tests.cycle.ideas.conftest import send
from tests.world import MERGER, NOW, World, make_product, make_unit
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
OFFER = "/y-tuong/gop/"
IDEA = {
    "title": "Trà lá sen túi lọc",
    "text": "Lá sen già phơi héo rồi sao.",
    "place": "thap muoi",
    "tags": ["by_product", "startup"],
}


@pytest.fixture(autouse=True)
def _nobody_asked_before() -> None:
    cache.clear()


def posted(step: str, client: Client | None = None, **more: Any) -> Any:
    return (client or Client()).post(OFFER, IDEA | {"buoc": step} | more)


def page(response: Any) -> str:
    return response.content.decode()


def author(**more: Any) -> dict[str, Any]:
    return {"author_kind": "resident", "secret": new_token()} | more


@pytest.mark.requirement("R78")
def test_before_sending_it_says_in_words_what_is_there_already(world: World) -> None:
    for number, name in enumerate(("Trà lá sen", "Trà túi lọc lá sen hoà tan", "Trà lá ổi")):
        star = make_recognition(make_product(name, world.lotus_maker), world.province_committee, number=f"{number}/QĐ")
        assert star.stars
    make_product("Trà lá sen chưa có sao", world.lotus_maker)
    send(world, "Trà lá sen túi lọc kín")
    text = page(posted("xem-lai", title="Trà lá sen"))
    told = re.sub(r"<[^>]+>", "", text)
    assert "Đã có hai sản phẩm OCOP có “trà lá sen” trong tên." in told
    assert "Đã có một ý tưởng có “trà lá sen” trong tên." in told
    assert "chưa có sao" not in text
    assert "túi lọc kín" not in text  # its author did not agree that it is shown
    assert not Idea.objects.exclude(title="Trà lá sen túi lọc kín").exists()


def test_going_back_and_on_again_loses_nothing(world: World) -> None:
    said = author(author_name="Nguyễn Thị Sen", phone="0912 345 678", may_list="on")
    back = page(posted("sua", **said))
    assert 'value="Trà lá sen túi lọc"' in back
    for name, value in (("author_name", "Nguyễn Thị Sen"), ("phone", "0912 345 678"), ("secret", said["secret"])):
        assert f'<input type="hidden" name="{name}" value="{value}">' in back
    again = page(posted("xem-lai", **said))
    assert 'value="Nguyễn Thị Sen"' in again
    assert f'value="{said["secret"]}"' in again
    assert re.search(r'name="may_list"[^>]*checked', again)


@pytest.mark.requirement("R78")
@pytest.mark.requirement("R83")
def test_it_is_sent_once_with_its_picture_and_followed_by_a_link_kept_nowhere(world: World) -> None:
    said = author(author_name="Nguyễn Thị Sen", picture=sample_upload("Nguyen-Thi-Sen", 7))
    first = posted("gui", **said)
    said["picture"].seek(0)
    second = posted("gui", **said)
    assert first["Location"] == second["Location"] == reverse("ideabox:sent", args=[said["secret"]])
    idea = Idea.objects.get()
    assert {tag.tag for tag in idea.tags.all()} == {"by_product", "startup"}
    assert idea.unit == world.thap_muoi
    assert "Nguyen" not in Document.objects.get().original_name
    assert said["secret"] not in repr(Idea.objects.values_list())
    response = Client().get(first["Location"])
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex"
    text = page(response)
    assert idea.number in text
    assert said["secret"] in text
    assert "08/12/2026" in text  # ten working days on
    follow = page(Client().get(reverse("ideabox:follow", args=[said["secret"]])))
    assert "Đã gửi ý tưởng" in follow
    assert "sessionid" not in response.cookies
    assert Client().get(reverse("ideabox:own_picture", args=[said["secret"]])).status_code == 200
    assert Client().get(reverse("ideabox:follow", args=[new_token()])).status_code == 404


def test_the_author_answers_a_question_by_the_link(world: World) -> None:
    secret = new_token()
    idea = send(world, secret=secret)
    actions.ask_back(idea, question="Ai sẽ làm?", by=world.actor(world.chu_tam), at=NOW)
    url = reverse("ideabox:follow", args=[secret])
    assert "Ai sẽ làm?" in page(Client().get(url))
    assert "Nhập câu trả lời" in page(Client().post(url, {"text": " "}))
    assert Client().post(url, {"text": "Hợp tác xã Sen"}).status_code == 302
    assert Client().post(url, {"text": "Hợp tác xã Sen"}).status_code == 302
    idea.refresh_from_db()
    assert idea.state == IdeaState.SENT
    assert idea.steps.count() == 3
    assert "Gửi câu trả lời" not in page(Client().get(url))


def test_several_places_are_offered_and_one_is_chosen(world: World) -> None:
    other = make_unit("Phương Trà", code="30079", valid_from=MERGER)
    asked = page(posted("xem-lai", place="phuong"))
    assert "Chọn một nơi" in asked
    assert other.key in asked
    assert "Bước 2" in page(posted("xem-lai", place="phuong", unit=other.key))
    nowhere = page(posted("xem-lai", place="Sài Gòn"))
    assert "Không thấy xã, phường này" in nowhere
    assert "<title>Lỗi:" in nowhere


def test_a_box_no_person_sees_stops_programs(world: World) -> None:
    text = page(posted("gui", **author(website="http://mua-ban.example")))
    assert "Ô này phải để trống" in text
    assert IDEA["title"] in text
    assert not Idea.objects.exists()


BOXES = ("title", "text", "place", "unit", "tags", "website", "author_kind", "author_name", "phone", "email")


@pytest.mark.parametrize("box", [*BOXES, "may_list", "producer", "secret", "buoc"])
def test_a_zero_byte_in_any_box_is_told_of_and_loses_nothing(box: str, world: World) -> None:
    said = IDEA | author(author_name="Ông Hai") | {"buoc": "gui"}
    kept = IDEA["title"] if box == "author_name" else "Ông Hai"
    for step in ("xem-lai", "gui", "sua"):
        response = Client().post(OFFER, said | {"buoc": step, box: "Khô\0cá"})
        assert response.status_code in {200, 302}, step
        assert response.status_code == 302 or kept in page(response)
    assert all("\0" not in part for row in Idea.objects.values_list("title", "text", "author_name") for part in row)


def test_a_broken_link_of_the_page_is_made_anew_and_the_next_press_sends(world: World) -> None:
    for broken in ("\0" * 43, "a" * 43 + "\n", ""):
        text = page(posted("gui", **author(secret=broken)))
        assert "Liên kết theo dõi của trang này bị hỏng" in text
        fresh = re.search(r'name="secret" value="([\w-]{43})"', text)
        assert fresh
    assert not Idea.objects.exists()
    assert posted("gui", **author(secret=fresh[1])).status_code == 302
    assert Idea.objects.count() == 1


def test_a_zero_byte_in_the_link_or_in_an_answer_is_a_clear_error(world: World) -> None:
    secret = new_token()
    idea = send(world, secret=secret)
    actions.ask_back(idea, question="Ai sẽ làm?", by=world.actor(world.chu_tam), at=NOW)
    assert "không đọc được" in page(Client().post(reverse("ideabox:follow", args=[secret]), {"text": "Sen\0"}))
    for name in ("follow", "sent", "own_picture"):
        address = reverse(f"ideabox:{name}", args=["x"]).replace("/x/", "/%00/")
        assert Client().get(address).status_code == 400
        assert Client().post(address, {"text": "Sen"}).status_code == 400


def test_one_network_sends_so_many_an_hour_and_loses_nothing_typed(world: World, monkeypatch: Any) -> None:
    monkeypatch.setattr(views, "MOST_SENT", 1)
    assert posted("gui", **author()).status_code == 302
    refused = posted("gui", **author(author_name="Ông Hai"))
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert "Đợi" in page(refused)
    assert 'value="Ông Hai"' in page(refused)
    assert Idea.objects.count() == 1


def test_a_signed_in_producer_sends_for_the_producer_and_nobody_else_s(world: World, sign_in: Any) -> None:
    client = sign_in(world.chi_lan)
    review = page(posted("xem-lai", client))
    assert world.fish_maker.name in review
    posted("gui", client, **author(producer=world.fish_maker.public_id))
    idea = Idea.objects.get()
    assert (idea.author, idea.producer) == (world.chi_lan, world.fish_maker)
    assert idea.title in page(client.get(reverse("ideas:mine")))
    wrong = posted("gui", client, **author(producer=world.lotus_maker.public_id))
    assert wrong.status_code == 200
    assert Idea.objects.count() == 1


@pytest.mark.requirement("R83")
def test_the_public_list_shows_what_was_agreed_found_without_marks_and_by_tag(world: World) -> None:
    tam = world.actor(world.chu_tam)
    shown = send(world, "Ống hút thân sen", may_list=True, tags=["by_product"], author_name="Bà Tư", phone="0987654321")
    named = send(world, "Mứt vỏ quýt", may_list=True, author_name="Ông Năm", shows_name=True)
    hidden = send(world, "Trà kín")
    for idea in (shown, named, hidden):
        actions.accept(idea, round_=world.round, words="Mời gặp xã.", by=tam, at=NOW)
    text = page(Client().get("/y-tuong/"))
    assert "Ống hút thân sen" in text
    assert "Trà kín" not in text
    assert "Ống hút" in page(Client().get("/y-tuong/?tim=ong hut&nhan=by_product&trang_thai=accepted"))
    assert "Mứt" not in page(Client().get("/y-tuong/?nhan=by_product"))
    one = page(Client().get(reverse("ideabox:idea", args=[shown.public_id])))
    assert all(word not in one for word in ("Bà Tư", "0987654321"))
    assert "Ông Năm" in page(Client().get(reverse("ideabox:idea", args=[named.public_id])))
    assert Client().get(reverse("ideabox:idea", args=[hidden.public_id])).status_code == 404
    assert Client().get(reverse("ideabox:picture", args=[hidden.public_id])).status_code == 404


def test_the_door_stands_on_the_front_page_and_in_the_footer(world: World) -> None:
    front = page(Client().get("/"))
    assert front.count('href="/y-tuong/"') == 2


def test_the_list_asks_the_database_the_same_few_questions(world: World, django_assert_num_queries: Any) -> None:
    tam = world.actor(world.chu_tam)
    for number in range(3):
        idea = send(world, f"Ý số {number}", may_list=True, tags=["startup"])
        actions.accept(idea, round_=world.round, words="Mời gặp.", by=tam, at=NOW)
    with django_assert_num_queries(3):
        Client().get("/y-tuong/")
