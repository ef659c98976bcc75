from django.urls import path

from ocop.ground.intake import views

app_name = "intake"
urlpatterns = [
    path("xem/<str:public_id>/", views.preview, name="sheet"),
    path("xem/<str:public_id>/nhan/", views.accept, name="accept"),
    path("xem/<str:public_id>/bo/", views.drop, name="drop"),
    path("<slug:table>/", views.upload, name="upload"),
    path("<slug:table>/bang-mau/", views.blank, name="blank"),
]
