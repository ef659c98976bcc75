"""Issues for readers: published by their office, read by everybody, taken down or gone with their activity."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ocop.ground.accounts.models import User
from ocop.ground.registry.models import JournalEntry
from ocop.support.activities.actions.activities import cancel_activity
from ocop.support.activities.models import Publication
from tests.support.activities.conftest import planned
from tests.world import NOW, World
from tests.world_dossiers import MINIMAL_PDF, photo_bytes

pytestmark = pytest.mark.usefixtures("at_now")
SignIn = Callable[[User], Client]


@pytest.mark.requirement("R113", "R116")
def test_an_issue_is_public_when_its_office_says_so(world: World, sign_in: SignIn, client: Client) -> None:
    """Chị Mai publishes October's market bulletin with its file, and a story with a picture; strangers read both."""
    mai = sign_in(world.chi_mai)
    bulletin = planned(world, "bulletin", "Bản tin thị trường tháng 10", details={"form": "market", "month": "10/2026"})
    address = f"/hoat-dong/{bulletin.public_id}/dang/"
    said = {"title": "Bản tin thị trường tháng 10/2026", "published_on": "24/11/2026", "summary": "Giá sen, giá cá."}
    assert "Chọn tệp bản tin" in mai.post(address, said).content.decode()
    for _ in range(2):
        mai.post(address, said | {"file": SimpleUploadedFile("ban-tin.pdf", MINIMAL_PDF)})
    issue = Publication.objects.get()
    shown = client.get(f"/ban-tin/{issue.public_id}/").content.decode()
    assert "Giá sen, giá cá." in shown
    assert client.get(f"/ban-tin/{issue.public_id}/tep/")["Content-Type"] == "application/pdf"
    story = planned(world, "bulletin", "Chuyện bà Lan", details={"form": "story", "themes": ["culture"]})
    photo = {"picture": SimpleUploadedFile("lan.jpg", photo_bytes("ivory")), "text": "Bà Lan phơi khô từ năm 1990."}
    told = said | {"title": "Chuyện khô cá", "picture_words": "Bà Lan bên giàn phơi"}
    mai.post(f"/hoat-dong/{story.public_id}/dang/", told | photo)
    page = client.get("/ban-tin/").content.decode()
    assert "Bản tin thị trường tháng 10/2026" in page
    assert "Chuyện khô cá" in page
    told_story = Publication.objects.latest("pk")
    assert 'alt="Bà Lan bên giàn phơi"' in client.get(f"/ban-tin/{told_story.public_id}/").content.decode()
    assert client.get(f"/ban-tin/{told_story.public_id}/hinh/").status_code == 200


def test_who_publishes_and_what_was_taken_down(world: World, sign_in: SignIn, client: Client) -> None:
    issue = planned(world, "bulletin", "Bản tin", details={"form": "newsletter"})
    address = f"/hoat-dong/{issue.public_id}/dang/"
    for person in (world.co_hien, world.ong_khanh, world.chi_lan):
        assert sign_in(person).get(address).status_code == 404
    lesson = planned(world, "class", "Lớp", details={"topics": ["criteria"]})
    mai = sign_in(world.chi_mai)
    assert mai.get(f"/hoat-dong/{lesson.public_id}/dang/").status_code == 404
    said = {"title": "Số 1", "published_on": "25/11/2026", "summary": "Tóm tắt", "text": "Bài"}
    assert "không được sau hôm nay" in mai.post(address, said).content.decode()
    mai.post(address, said | {"published_on": "24/11/2026"})
    published = Publication.objects.get()
    down = f"/hoat-dong/bai-dang/{published.public_id}/go/"
    assert sign_in(world.co_hien).post(down, {"why": "Không thích"}).status_code == 404
    for _ in range(2):
        mai.post(down, {"why": "Sai số liệu"})
    assert client.get(f"/ban-tin/{published.public_id}/").status_code == 404
    assert "Số 1" not in client.get("/ban-tin/").content.decode()
    assert JournalEntry.objects.filter(act="activities.taken_down").count() == 1


@pytest.mark.parametrize(
    ("box", "file", "words"),
    [
        ("picture", SimpleUploadedFile("lan.jpg", b"khong phai anh " * 20), "không phải là ảnh thật"),
        ("picture", SimpleUploadedFile("lan.pdf", MINIMAL_PDF), "Tệp này không phải là ảnh"),
        ("file", SimpleUploadedFile("bai.docx", b"PK\x03\x04word/" * 9), "Word, Excel"),
    ],
)
def test_what_is_wrong_with_a_file_stands_at_the_box_it_was_put_in(
    world: World, sign_in: SignIn, box: str, file: SimpleUploadedFile, words: str
) -> None:
    """Chị Mai put a bad picture in the box of the picture: the page says so there, and keeps what she wrote."""
    issue = planned(world, "bulletin", "Bản tin", details={"form": "newsletter"})
    said = {"title": "Số 1", "published_on": "24/11/2026", "summary": "Tóm tắt", "text": "Bài", "picture_words": "Sen"}
    file.seek(0)
    answer = sign_in(world.chi_mai).post(f"/hoat-dong/{issue.public_id}/dang/", said | {box: file})
    errors = answer.context["form"].errors
    assert list(errors) == [box]
    assert words in errors[box][0]
    assert f'href="#id_{box}"' in answer.content.decode()
    assert "Tóm tắt" in answer.content.decode()
    assert not Publication.objects.exists()


def test_an_issue_leaves_the_public_pages_with_its_cancelled_activity(
    world: World, sign_in: SignIn, client: Client
) -> None:
    issue = planned(world, "bulletin", "Bản tin", details={"form": "newsletter"})
    mai, by = sign_in(world.chi_mai), world.actor(world.chi_mai)
    said = {"title": "Số Tết", "published_on": "24/11/2026", "summary": "Tóm tắt", "text": "Bài"}
    mai.post(f"/hoat-dong/{issue.public_id}/dang/", said | {"file": SimpleUploadedFile("tet.pdf", MINIMAL_PDF)})
    address = f"/ban-tin/{Publication.objects.get().public_id}/"
    public = ("/ban-tin/", "/ban-tin/atom/")
    assert all("Số Tết" in client.get(page).content.decode() for page in public)
    cancel_activity(issue, why="Không làm số này", by=by, at=NOW)
    assert all("Số Tết" not in client.get(page).content.decode() for page in public)
    assert [client.get(page).status_code for page in (address, f"{address}tep/")] == [404, 404]
    assert "bạn đọc không mở được vì hoạt động đã hủy" in mai.get(f"/hoat-dong/{issue.public_id}/").content.decode()
