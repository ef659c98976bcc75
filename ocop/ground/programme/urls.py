from django.urls import path

from ocop.ground.programme import views

app_name = "programme"
urlpatterns = [
    path("dot/", views.rounds, name="rounds"),
    path("dot/moi/", views.new_round, name="new_round"),
    path("dot/<str:public_id>/", views.round_page, name="round"),
    path("dot/<str:public_id>/sua/", views.change_round, name="change_round"),
    path("dot/<str:public_id>/danh-gia/", views.stop_intake, name="stop_intake"),
    path("dot/<str:public_id>/<str:action>/", views.move_round, name="move_round"),
    path("van-ban/", views.library, name="library"),
    path("van-ban/<str:public_id>/", views.document, name="document"),
]
