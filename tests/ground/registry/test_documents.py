"""Filed documents: cleaned, stored under their hash, served safely."""

from contextlib import closing
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from django.http import Http404
from django.test import RequestFactory
from PIL import Image

from ocop.ground.accounts.models import User
from ocop.ground.registry import actions
from ocop.ground.registry.actions import file_document
from ocop.ground.registry.models import Document, JournalEntry
from ocop.ground.registry.serving import serve
from ocop.kit.scope import Actor
from ocop.kit.uploads import UploadError

from .conftest import AT


def photo(color: str = "red", name: str = "C:\\Ảnh\\Xưởng sấy.jpeg") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (64, 48), color).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue())


@pytest.fixture
def producer(db: None) -> Actor:
    user = User.objects.create_user("0912345678", full_name="Nguyễn Thị Lệ Hằng")
    return Actor(user_id=user.pk, name=user.full_name, on=AT.date())


def body(response: Any) -> bytes:
    with closing(response):
        return b"".join(response.streaming_content)


def test_a_photo_is_stored_under_its_hash_and_the_journal_names_it(producer: Actor) -> None:
    document = file_document(photo(), by=producer, at=AT)
    assert (document.original_name, document.download_name) == ("Xưởng sấy.jpeg", "Xưởng sấy.jpg")
    assert (document.width, document.height, document.content_type) == (64, 48, "image/jpeg")
    assert document.sha256 in document.path
    assert default_storage.size(document.path) == document.size
    row = JournalEntry.objects.get(act="registry.document_filed")
    assert row.subject_id == document.public_id
    assert "Xưởng" not in row.data


def test_the_same_photo_from_the_same_person_is_filed_once(producer: Actor) -> None:
    first, again = (file_document(photo(), by=producer, at=AT) for _ in range(2))
    assert first == again
    assert file_document(photo("blue"), by=producer, at=AT) != first
    assert Document.objects.count() == 2


def test_a_second_press_at_the_same_moment_files_nothing_twice(
    producer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both presses look before either has filed: the look finds nothing, and so does the one before the row is made."""
    first = file_document(photo(), by=producer, at=AT)
    looks = {"first": QuerySet.first, "get": QuerySet.get}
    blind = {"first", "get"}

    def first_of(rows: QuerySet[Any]) -> Any:
        if rows.model is Document and "first" in blind:
            return blind.discard("first")
        return looks["first"](rows)

    def get_of(rows: QuerySet[Any], *args: Any, **kwargs: Any) -> Any:
        if rows.model is Document and "get" in blind:
            blind.discard("get")
            raise Document.DoesNotExist
        return looks["get"](rows, *args, **kwargs)

    monkeypatch.setattr(QuerySet, "first", first_of)
    monkeypatch.setattr(QuerySet, "get", get_of)
    assert file_document(photo(), by=producer, at=AT) == first
    assert not blind, "neither look found it"
    assert Document.objects.count() == 1
    assert JournalEntry.objects.filter(act="registry.document_filed").count() == 1
    folder = first.path.rpartition("/")[0]
    assert default_storage.listdir(folder)[1] == [first.path.rpartition("/")[2]], "stored once"


def test_content_somebody_else_stores_at_the_same_moment_is_kept_once(
    producer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = User.objects.create_user("0987654321", full_name="Trần Văn Tư")
    first = file_document(photo("green"), by=producer, at=AT)
    with monkeypatch.context() as patch:
        # Both look before either has stored.
        patch.setattr(actions, "default_storage", _NotThereYet())
        second = file_document(photo("green"), by=Actor(user_id=other.pk, name="Tư", on=AT.date()), at=AT)
    assert second.path == first.path
    folder = first.path.rpartition("/")[0]
    assert default_storage.listdir(folder)[1] == [first.path.rpartition("/")[2]]


class _NotThereYet:
    """The storage as somebody sees it who looked too early."""

    def exists(self, path: str) -> bool:
        return False

    def __getattr__(self, name: str) -> Any:
        return getattr(default_storage, name)


def test_a_file_that_is_refused_leaves_nothing_behind(producer: Actor) -> None:
    with pytest.raises(UploadError):
        file_document(SimpleUploadedFile("giay.pdf", b"not a pdf"), by=producer, at=AT)
    assert (Document.objects.count(), JournalEntry.objects.count()) == (0, 0)


def test_a_document_is_shown_without_a_chance_to_run_anything(producer: Actor) -> None:
    document = file_document(photo(), by=producer, at=AT)
    response = serve(document)
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"].startswith("inline")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert body(response).startswith(b"\xff\xd8")


def test_a_document_can_be_saved_under_its_vietnamese_name(producer: Actor) -> None:
    response = serve(file_document(photo(), by=producer, at=AT), download=True)
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''X%C6%B0%E1%BB%9Fng%20s%E1%BA%A5y.jpg"
    response.close()


def test_a_browser_that_has_the_document_is_not_sent_it_again(producer: Actor) -> None:
    document = file_document(photo(), by=producer, at=AT)
    request = RequestFactory().get("/", headers={"If-None-Match": f'"{document.sha256}"'})
    assert serve(document, request).status_code == 304
    other = RequestFactory().get("/", headers={"If-None-Match": '"khác"'})
    with closing(serve(document, other)) as response:
        assert response.status_code == 200


def test_a_document_whose_file_was_lost_is_not_found(producer: Actor) -> None:
    document = file_document(photo(), by=producer, at=AT)
    default_storage.delete(document.path)
    with pytest.raises(Http404):
        serve(document)
