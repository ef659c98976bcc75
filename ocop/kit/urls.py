from django.urls import path

from ocop.kit import views

app_name = "kit"
urlpatterns = [path("kit/", views.gallery, name="gallery")]
