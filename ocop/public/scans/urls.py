from django.urls import path

from ocop.public.scans import scratching, views

app_name = "public_scans"
urlpatterns = [
    *(path(f"{letter}/<str:code>/so-cao/", scratching.scratch, name="scratch") for letter in ("t", "T")),
    # What a stamp's square code holds; typed by hand it may come in small letters or with a slash.
    *(path(form.format("<str:code>"), views.scan, name="stamp") for form in ("t/{}/", "t/{}", "T/{}/", "T/{}")),
]
