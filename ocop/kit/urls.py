from django.urls import path

from ocop.kit import views

app_name = "kit"
urlpatterns = [
    path("kit/", views.gallery, name="gallery"),
    path("kit/to-giay/", views.gallery_paper, name="gallery_paper"),
    path("kit/trang-chung/", views.gallery_public, name="gallery_public"),
]
