from django.urls import path

from ocop.ground.programme.views import library, rounds

app_name = "programme"
urlpatterns = [
    path("dot/", rounds.rounds, name="rounds"),
    path("dot/moi/", rounds.new_round, name="new_round"),
    path("dot/<str:public_id>/", rounds.round_page, name="round"),
    path("dot/<str:public_id>/sua/", rounds.change_round, name="change_round"),
    path("dot/<str:public_id>/danh-gia/", rounds.stop_intake, name="stop_intake"),
    path("dot/<str:public_id>/<str:action>/", rounds.move_round, name="move_round"),
    path("van-ban/", library.library, name="library"),
    path("van-ban/bang-excel/", library.library_sheet, name="library_sheet"),
    path("van-ban/moi/", library.new_document, name="new_document"),
    path("van-ban/<str:public_id>/", library.document, name="document"),
    path("van-ban/<str:public_id>/sua/", library.change_document, name="change_document"),
    path("van-ban/<str:public_id>/tep/", library.document_scan, name="document_scan"),
    path("van-ban/<str:public_id>/gui/", library.send_document, name="send_document"),
    path("van-ban/<str:public_id>/da-doc/", library.acknowledge, name="acknowledge"),
]
