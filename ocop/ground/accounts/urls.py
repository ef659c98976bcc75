from django.urls import path

from ocop.ground.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.profile, name="profile"),
    path("loi-moi/<str:token>/", views.invitation, name="invitation"),
    path("noi-dung-da-giu/", views.held_post, name="held_post"),
]
