from django.urls import path

from ocop.public.scans import views

app_name = "public_scans"
urlpatterns = [
    # What a stamp's square code holds; typed by hand it may come in small letters or with a slash.
    *(path(form.format("<str:code>"), views.scan, name="stamp") for form in ("t/{}/", "t/{}", "T/{}/", "T/{}")),
]
