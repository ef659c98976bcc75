from django.urls import path

from ocop.public.doubts import views

app_name = "doubts"
urlpatterns = [
    # The address of the stamp with one more part: in small letters too, as it may be typed.
    *(path(form, views.report, name="report") for form in ("t/<str:code>/bao-nghi-ngo/", "T/<str:code>/bao-nghi-ngo/")),
    path("bao-nghi-ngo/<str:public_id>/", views.sent, name="sent"),
]
