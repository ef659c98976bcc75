"""A file over the limit reaches the form with its true size, and only its first part ever reaches the disk."""

import os
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import Client, override_settings
from django.urls import path


def receive(request: HttpRequest) -> HttpResponse:
    file = request.FILES["file"]
    return JsonResponse(
        {"size": file.size, "kept": os.path.getsize(file.temporary_file_path()), "note": request.POST["note"]}
    )


urlpatterns = [path("nhan/", receive)]


@override_settings(ROOT_URLCONF=__name__, OCOP_UPLOAD_MAX_BYTES=100_000)
def test_what_comes_after_the_limit_is_counted_and_dropped(client: Client) -> None:
    sent: Any = {"note": "Khô cá sặc rằn", "file": SimpleUploadedFile("to.pdf", b"%PDF-1.7" + b"x" * 900_000)}
    answer = client.post("/nhan/", sent).json()
    assert answer["size"] == 900_008
    assert answer["kept"] <= 100_000
    assert answer["note"] == "Khô cá sặc rằn"


@override_settings(ROOT_URLCONF=__name__, OCOP_UPLOAD_MAX_BYTES=100_000)
def test_a_file_within_the_limit_is_whole(client: Client) -> None:
    answer = client.post(
        "/nhan/", {"note": "", "file": SimpleUploadedFile("vua.pdf", b"%PDF-1.7" + b"x" * 50_000)}
    ).json()
    assert answer["size"] == answer["kept"] == 50_008
