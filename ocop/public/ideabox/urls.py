from django.urls import path

from ocop.public.ideabox import follow_views, views

app_name = "ideabox"
urlpatterns = [
    path("", views.front, name="front"),
    path("gop/", views.offer, name="offer"),
    path("theo-doi/<str:secret>/", follow_views.follow, name="follow"),
    path("theo-doi/<str:secret>/da-gui/", follow_views.sent, name="sent"),
    path("theo-doi/<str:secret>/anh/", follow_views.own_picture, name="own_picture"),
    path("<str:public_id>/", views.idea, name="idea"),
    path("<str:public_id>/anh/", views.picture, name="picture"),
]
