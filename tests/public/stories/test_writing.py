"""Editors write, save, correct, schedule, publish and take down; nobody writes over anybody unseen."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ocop.ground.accounts.models import User
from ocop.ground.offices.states import OfficeKind, Role, Tier
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from ocop.public.stories.actions import pictures, releasing, ties, writing
from ocop.public.stories.actions.writing import Words, words_of
from ocop.public.stories.merging import merge
from ocop.public.stories.models import Article, Picture
from ocop.public.stories.queries import newest
from ocop.public.stories.states import ArticleState, Kind, Standing
from ocop.public.stories.todo import todos_for
from tests.public.stories.written import given_to_readers, pictured, published, written
from tests.world import NOW, World, appoint, make_office, make_user, moment
from tests.world_dossiers import photo_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
SignIn = Callable[[User], Client]
SAID = {"title": "Khô cá sặc", "summary": "Một nghề cũ.", "text": "Bà con phơi **ba nắng**.\r\nRồi cất."}


def acts(article: Article) -> list[str]:
    return list(JournalEntry.objects.filter(subject_id=article.public_id).order_by("seq").values_list("act", flat=True))


@pytest.mark.requirement("R116")
def test_an_article_goes_from_a_draft_to_readers(world: World, sign_in: SignIn, client: Client) -> None:
    """Chị Mai writes, adds a picture, looks at the preview, publishes; a stranger reads."""
    mai = sign_in(world.chi_mai)
    form = {**SAID, "kind": "story", "office": world.agriculture.public_id, "key": "AbCdEfGhIjKl"}
    for _ in range(2):
        assert mai.post("/bien-tap/moi/", form).status_code == 302
    article = Article.objects.get()
    page, desk = f"/bai-viet/{article.public_id}/", f"/bien-tap/{article.public_id}/"
    assert client.get(page).status_code == 404
    picture = {"picture": SimpleUploadedFile("gian.jpg", photo_bytes()), "words": "Giàn phơi khô", "source": "Chị Mai"}
    mai.post(f"{desk}hinh/", picture)
    assert "ba nắng</strong>" in mai.get(f"{desk}xem-truoc/").content.decode()
    release = {"number": "1", "parts": parts_on(mai, f"{desk}dang/"), "when": "ngay"}
    assert "đồng ý rồi anh/chị đánh dấu" in mai.post(f"{desk}dang/", release).content.decode()
    for _ in range(2):
        assert mai.post(f"{desk}dang/", release | {"agreed": "on"}).status_code == 302
    shown = client.get(page).content.decode()
    assert "<strong>ba nắng</strong>" in shown
    assert 'alt="Giàn phơi khô"' in shown
    assert client.get(f"{page}hinh/{Picture.objects.get().public_id}/")["Content-Type"] == "image/jpeg"
    assert acts(article) == ["stories.begun", "stories.picture_added", "stories.released"]


def test_who_writes_for_whom(world: World, sign_in: SignIn) -> None:
    """An agency sees and writes its own articles, the coordination office all; others find nothing."""
    trade = make_office("Sở Công Thương", unit=world.province, kind=OfficeKind.DEPARTMENT, tier=Tier.PROVINCE)
    cuc = make_user("Lê Thị Cúc", "cuc@soct.example")
    appoint(cuc, trade, Role.AGENCY_OFFICER)
    article = written(world)
    desk = f"/bien-tap/{article.public_id}/"
    for person, seen in ((world.chi_mai, 200), (world.anh_dung, 200), (world.ong_khanh, 200), (cuc, 404)):
        assert sign_in(person).get(desk).status_code == seen
    for person in (cuc, world.co_hien, world.chi_lan, world.ong_khanh):
        assert sign_in(person).get(f"{desk}sua/").status_code == 404
        assert sign_in(person).post(f"{desk}go/", {"why": "x"}).status_code == 404
    with pytest.raises(Refused, match="của cơ quan mình"):
        writing.begin(Words("A", "B"), kind=Kind.NEWS, office=world.agriculture, by=world.actor(cuc), at=NOW)
    page = sign_in(cuc).get("/bien-tap/").content.decode()
    assert "Khô cá Phương Thịnh" not in page
    assert "Viết bài mới" in page
    assert "Viết bài mới" not in sign_in(world.ong_khanh).get("/bien-tap/").content.decode()


def test_readers_keep_what_they_have_until_the_correction_is_released(world: World, client: Client) -> None:
    article = published(world)
    by = world.actor(world.chi_mai)
    words = words_of(article.words)
    changed = Words(**{**_dict(words), "title": "Khô cá, tên mới"})
    writing.save(article, changed, on_top_of=1, by=by, at=NOW)
    page = f"/bai-viet/{article.public_id}/"
    assert "tên mới" not in client.get(page).content.decode()
    article.refresh_from_db()
    assert article.is_ahead_of_readers
    assert [each.title for each in todos_for(by, at=NOW)] == ["Cho đăng bản đã sửa của 1 bài"]
    releasing.release(article, number=2, by=by, at=NOW + timedelta(hours=1))
    assert "tên mới" in client.get(page).content.decode()
    assert Article.objects.get().publish_at == NOW  # it keeps its place among the others
    assert todos_for(by, at=NOW) == []


def _dict(words: Words) -> dict[str, str]:
    return {name: getattr(words, name) for name in Words.__dataclass_fields__}


def test_a_scheduled_article_appears_at_its_moment(world: World, client: Client, time_machine: object) -> None:
    article, by = written(world), world.actor(world.chi_mai)
    at = moment(2026, 11, 25, 7)
    releasing.release(article, number=1, publish_at=at, by=by, at=NOW)
    article.refresh_from_db()
    assert article.standing(NOW) == Standing.SCHEDULED
    assert client.get(f"/bai-viet/{article.public_id}/").status_code == 404
    assert list(newest(NOW)) == []
    assert todos_for(by, at=NOW)[0].detail == "Bài đầu lúc 07:00 ngày 25/11/2026."
    assert list(newest(at)) == [article]
    time_machine.move_to(at)  # type: ignore[attr-defined]
    assert client.get(f"/bai-viet/{article.public_id}/").status_code == 200
    assert acts(article)[-1] == "stories.scheduled"


def test_moments_that_make_no_sense_are_refused(world: World, sign_in: SignIn) -> None:
    article, by = written(world), world.actor(world.chi_mai)
    with pytest.raises(Refused, match="Giờ hẹn đã qua"):
        releasing.release(article, number=1, publish_at=NOW, by=by, at=NOW)
    with pytest.raises(Refused, match="trong vòng một năm"):
        releasing.release(article, number=1, publish_at=moment(2036, 1, 1), by=by, at=NOW)
    form = {"number": "1", "when": "hen", "agreed": "on"}
    page = sign_in(world.chi_mai).post(f"/bien-tap/{article.public_id}/dang/", form).content.decode()
    assert "Nhập ngày hẹn đăng" in page
    given_to_readers(world, article)
    with pytest.raises(Refused, match="không hẹn giờ được"):
        releasing.release(article, number=1, publish_at=moment(2026, 12, 1), by=by, at=NOW)


def test_nobody_releases_words_they_have_not_seen(world: World) -> None:
    article, by = written(world), world.actor(world.chi_mai)
    writing.save(article, Words("Khác", "Khác", "Khác"), on_top_of=1, by=world.actor(world.anh_dung), at=NOW)
    with pytest.raises(Refused, match="bản mới hơn"):
        releasing.release(article, number=1, by=by, at=NOW)


def parts_on(client: Client, address: str) -> str:
    """The mark of pictures, ties and names that a page of release carries."""
    return str(client.get(address).context["form"]["parts"].value())


def test_nobody_releases_pictures_or_names_they_have_not_seen(world: World, sign_in: SignIn) -> None:
    """Chị Mai opens the page of release; meanwhile a picture is added, said otherwise, and somebody is named."""
    article = written(world)
    mai, address = sign_in(world.chi_mai), f"/bien-tap/{article.public_id}/dang/"
    dung = world.actor(world.anh_dung)

    def add() -> None:
        pictured(world, article)

    def say_otherwise() -> None:
        pictures.change_picture(Picture.objects.get(), pictures.Said("Ông Ba", "Chị Mai"), by=dung, at=NOW)

    def name() -> None:
        ties.name_subject(article, ties.Named(False, "Tổ phơi cá"), by=dung, at=NOW)

    for meanwhile in (add, say_otherwise, name):
        form = {"number": "1", "parts": parts_on(mai, address), "when": "ngay", "agreed": "on"}
        meanwhile()
        assert "xem rồi cho đăng" in mai.post(address, form).content.decode()
        assert Article.objects.get().state == ArticleState.DRAFT
    form["parts"] = parts_on(mai, address)
    for _ in range(2):
        assert mai.post(address, form).status_code == 302
    assert Article.objects.get().state == ArticleState.RELEASED


def test_taking_down_says_why_and_stays_on_record(world: World, sign_in: SignIn, client: Client) -> None:
    article = published(world)
    mai = sign_in(world.chi_mai)
    down = f"/bien-tap/{article.public_id}/go/"
    assert "Nhập lý do" in mai.post(down, {"why": " "}).content.decode()
    for _ in range(2):
        assert mai.post(down, {"why": "Số liệu sai"}).status_code == 302
    assert client.get(f"/bai-viet/{article.public_id}/").status_code == 404
    assert JournalEntry.objects.get(act="stories.withdrawn").why == "Số liệu sai"
    assert Article.objects.get().state == ArticleState.WITHDRAWN


def test_two_editors_at_once_lose_nothing(world: World, sign_in: SignIn) -> None:
    """Chị Mai and anh Dũng open version 1. He changes the title; she the summary, then both the title."""
    article = written(world, text="Một.")
    edit = f"/bien-tap/{article.public_id}/sua/"
    seen = {"title": "Khô cá Phương Thịnh", "summary": "Chuyện một nghề cũ.", "text": "Một.", "seen": "1"}
    dung, mai = sign_in(world.anh_dung), sign_in(world.chi_mai)
    assert dung.post(edit, seen | {"title": "Tên của Dũng"}).status_code == 302
    assert mai.post(edit, seen | {"summary": "Tóm tắt của Mai."}).status_code == 302
    article.refresh_from_db()
    assert article.latest is not None
    assert (article.latest.number, article.latest.title, article.latest.summary) == (
        3,
        "Tên của Dũng",
        "Tóm tắt của Mai.",
    )
    page = mai.post(edit, seen | {"title": "Tên của Mai"}).content.decode()
    assert "vừa sửa ô này thành “Tên của Dũng”" in page
    assert 'value="Tên của Mai"' in page
    assert 'name="seen" value="3"' in page
    assert article.versions.count() == 3
    again = seen | {"title": "Tên chung", "summary": "Tóm tắt của Mai.", "seen": "3"}
    assert mai.post(edit, again).status_code == 302
    article.refresh_from_db()
    assert article.latest.title == "Tên chung"


def test_who_saved_between_check_and_writing_is_not_written_over(world: World) -> None:
    article = written(world)
    writing.save(article, Words("Hai", "B", "C"), on_top_of=1, by=world.actor(world.anh_dung), at=NOW)
    with pytest.raises(Refused, match="Người khác vừa lưu"):
        writing.save(article, Words("Ba", "B", "C"), on_top_of=1, by=world.actor(world.chi_mai), at=NOW)


def test_a_version_made_for_a_picture_keeps_nobody_from_saving(world: World) -> None:
    article = published(world)
    pictured(world, article)
    writing.save(article, Words("Hai", "B", "C"), on_top_of=1, by=world.actor(world.chi_mai), at=NOW)
    article.refresh_from_db()
    assert article.latest is not None
    assert (article.latest.number, article.latest.title) == (3, "Hai")
    with pytest.raises(Refused, match="Người khác vừa lưu"):
        writing.save(article, Words("Ba", "B", "C"), on_top_of=2, by=world.actor(world.anh_dung), at=NOW)


@pytest.mark.parametrize(
    ("seen", "now", "typed", "value", "clash"),
    [
        ("a", "a", "b", "b", None),
        ("a", "b", "a", "b", None),
        ("a", "b", "b", "b", None),
        ("a", "b", "c", "c", "b"),
    ],
)
def test_boxes_are_put_together_one_by_one(seen: str, now: str, typed: str, value: str, clash: str | None) -> None:
    merged = merge({"t": seen}, {"t": now}, {"t": typed})
    assert merged.values == {"t": value}
    assert merged.clashes == ({"t": clash} if clash else {})


def test_versions_are_compared_and_restored(world: World, sign_in: SignIn) -> None:
    article = written(world, text="Cá phơi ba nắng.\n\nGiữ nguyên.")
    by = world.actor(world.chi_mai)
    same = {"title": "Khô cá Phương Thịnh", "summary": "Chuyện một nghề cũ."}
    writing.save(article, Words(**same, text="Cá phơi bốn nắng.\n\nGiữ nguyên."), on_top_of=1, by=by, at=NOW)
    mai, desk = sign_in(world.chi_mai), f"/bien-tap/{article.public_id}/"
    page = mai.get(f"{desk}cac-ban/").content.decode()
    assert "<del>ba</del><ins>bốn</ins>" in page
    assert mai.get(f"{desk}cac-ban/?tu=x&den=99999999999").status_code == 200
    for _ in range(2):
        mai.post(f"{desk}lay-lai/1/")
    article.refresh_from_db()
    assert article.latest is not None
    assert (article.latest.number, article.latest.text) == (3, "Cá phơi ba nắng.\n\nGiữ nguyên.")
    assert mai.post(f"{desk}lay-lai/9/").status_code == 404


def test_versions_promise_words_only(world: World, sign_in: SignIn) -> None:
    """A picture makes a version with the same words: what is compared and taken up again are words."""
    article = published(world)
    pictured(world, article)
    page = sign_in(world.chi_mai).get(f"/bien-tap/{article.public_id}/cac-ban/").content.decode()
    assert "Chữ hai bản giống nhau" in page
    assert "Lấy lại chữ bản này" in page


def test_the_same_words_make_no_version(world: World) -> None:
    article = written(world)
    assert article.latest is not None
    writing.save(article, words_of(article.latest), on_top_of=1, by=world.actor(world.chi_mai), at=NOW)
    assert article.versions.count() == 1


def test_english_is_whole_or_not_there(world: World, sign_in: SignIn) -> None:
    form = {**SAID, "kind": "news", "office": world.agriculture.public_id, "title_en": "Dried fish"}
    page = sign_in(world.chi_mai).post("/bien-tap/moi/", form).content.decode()
    assert "hoặc để trống cả ba ô tiếng Anh" in page
    assert not Article.objects.exists()


@pytest.mark.requirement("R122")
def test_clips_are_links_to_sites_that_are_known(world: World, sign_in: SignIn, client: Client) -> None:
    mai = sign_in(world.chi_mai)
    form = {**SAID, "kind": "story", "office": world.agriculture.public_id}
    for bad in ("https://evil.example/x", "https://youtube.com.evil.example/x", "javascript:alert(1)"):
        mai.post("/bien-tap/moi/", form | {"clip_url": bad})
    assert not Article.objects.exists()
    mai.post("/bien-tap/moi/", form | {"clip_url": "https://www.youtube.com/watch?v=1"})
    article = given_to_readers(world, Article.objects.get())
    page = client.get(f"/bai-viet/{article.public_id}/").content.decode()
    assert 'href="https://www.youtube.com/watch?v=1"' in page
    assert "Xem đoạn phim ở youtube.com" in page
    assert "<iframe" not in page


def test_pictures_stand_where_the_text_asks_and_leave(world: World, sign_in: SignIn, client: Client) -> None:
    article = written(world)
    first, second = pictured(world, article, "Con cá", "gold"), pictured(world, article, "Giàn phơi", "navy")
    assert pictured(world, article, "Con cá", "gold") == first  # the same picture stands once
    given_to_readers(world, article)
    page = client.get(f"/bai-viet/{article.public_id}/").content.decode()
    assert page.index("Con cá") < page.index("làm khô từ lâu") < page.index("Giàn phơi") < page.index("Mùa nước")
    mai = sign_in(world.chi_mai)
    said = {"words": "Giàn phơi ba tầng", "source": "Chị Mai", "caption": "", "words_en": ""}
    mai.post(f"/bien-tap/hinh/{second.public_id}/sua/", said)
    given_to_readers(world, article)
    assert "Giàn phơi ba tầng" in client.get(f"/bai-viet/{article.public_id}/").content.decode()
    for _ in range(2):
        assert mai.post(f"/bien-tap/hinh/{second.public_id}/go/").status_code == 302
    given_to_readers(world, article)
    assert client.get(f"/bai-viet/{article.public_id}/hinh/{second.public_id}/").status_code == 404
    assert "[hình 2]" not in client.get(f"/bai-viet/{article.public_id}/").content.decode()
    assert pictured(world, article, "Ghe", "teal").number == 3
    assert acts(article).count("stories.picture_taken_off") == 1


def test_a_picture_without_words_or_source_is_refused(world: World, sign_in: SignIn) -> None:
    article = written(world)
    form = {"picture": SimpleUploadedFile("a.jpg", photo_bytes()), "words": "", "source": ""}
    page = sign_in(world.chi_mai).post(f"/bien-tap/{article.public_id}/hinh/", form).content.decode()
    assert "Nhập hình chụp gì." in page
    assert "Nhập nguồn ảnh." in page
    assert not Picture.objects.exists()


@pytest.mark.requirement("R120")
def test_a_persons_name_needs_their_consent_and_leaves_with_it(world: World, sign_in: SignIn, client: Client) -> None:
    """Chị Mai holds bà Tư up as an example; bà Tư takes her consent back and the article is gone at once."""
    article = written(world, "Người giữ nghề", kind=Kind.EXEMPLARY, text="Một người giữ nghề.")
    mai, desk = sign_in(world.chi_mai), f"/bien-tap/{article.public_id}/"
    release = {"number": "1", "when": "ngay", "agreed": "on"}
    assert "cần ghi tập thể hoặc cá nhân" in mai.post(f"{desk}dang/", release).content.decode()
    form = {"who": "ca-nhan", "name": "Phan Thị Tư", "place": "Xã Phương Thịnh"}
    assert "Nhập ngày người ấy đồng ý" in mai.post(f"{desk}dien-hinh/", form).content.decode()
    with pytest.raises(Refused, match="khi người ấy đồng ý"):
        ties.name_subject(article, ties.Named(True, "Phan Thị Tư"), by=world.actor(world.chi_mai), at=NOW)
    agreed = form | {"consent_on": "20/11/2026", "consent_how": "written"}
    for _ in range(2):
        mai.post(f"{desk}dien-hinh/", agreed)
    subject = article.subjects.get()
    assert mai.post(f"{desk}dang/", release | {"parts": parts_on(mai, f"{desk}dang/")}).status_code == 302
    page = f"/bai-viet/{article.public_id}/"
    assert "Phan Thị Tư" in client.get(page).content.decode()
    mai.post(f"/bien-tap/dien-hinh/{subject.public_id}/rut/", {"why": "Bà gọi điện"})
    assert client.get(page).status_code == 404
    assert "Phan Thị Tư" not in "".join(JournalEntry.objects.values_list("data", flat=True))
    assert acts(article)[-2:] == ["stories.withdrawn", "stories.consent_withdrawn"]
    assert "cần ghi tập thể" in mai.post(f"{desk}dang/", release).content.decode()


def test_the_list_narrows_goes_to_excel_and_asks_no_more_for_more(
    world: World, sign_in: SignIn, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    published(world, "Bài một")
    written(world, "Bài hai", kind=Kind.NEWS)
    mai = sign_in(world.chi_mai)
    for query, titles in (
        ("?q=mot", {"Bài một"}),
        ("?loai=news", {"Bài hai"}),
        ("?trang_thai=dang", {"Bài một"}),
        ("?trang_thai=nhap", {"Bài hai"}),
        ("?trang_thai=hen", set()),
        ("?trang_thai=go", set()),
        ("?trang_thai=sua", set()),
        (f"?co_quan={world.agriculture.public_id}", {"Bài một", "Bài hai"}),
    ):
        page = mai.get(f"/bien-tap/{query}").content.decode()
        assert {title for title in ("Bài một", "Bài hai") if title in page} == titles, query
    assert mai.get("/bien-tap/excel/")["Content-Type"].endswith("sheet")
    for number in range(10):
        written(world, f"Bài số {number}")
    with django_assert_max_num_queries(14):  # type: ignore[attr-defined]
        mai.get("/bien-tap/")
