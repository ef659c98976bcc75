from django.urls import path

from ocop.support.rewards.views import decisions, nominations, rounds

app_name = "rewards"
urlpatterns = [
    path("", rounds.rounds, name="rounds"),
    path("excel/", rounds.rounds_sheet, name="rounds_sheet"),
    path("moi/", rounds.new_round, name="new_round"),
    path("da-khen/", rounds.rewarded, name="rewarded"),
    path("da-khen/excel/", rounds.rewarded_sheet, name="rewarded_sheet"),
    path("tieu-chi/<str:public_id>/bo/", rounds.drop_criterion, name="drop_criterion"),
    path("de-nghi/<str:public_id>/", nominations.nomination, name="nomination"),
    path("de-nghi/<str:public_id>/sua/", nominations.change_nomination, name="change_nomination"),
    path("de-nghi/<str:public_id>/nhan-xet/", nominations.review, name="review"),
    path("de-nghi/<str:public_id>/chuyen/<str:move>/", nominations.move_nomination, name="move_nomination"),
    path("quyet-dinh/<str:public_id>/", decisions.decision, name="decision"),
    path("quyet-dinh/<str:public_id>/tep/", decisions.scan, name="decision_scan"),
    path("<str:public_id>/", rounds.round_page, name="round"),
    path("<str:public_id>/sua/", rounds.change_round, name="change_round"),
    path("<str:public_id>/tieu-chi/", rounds.add_criterion, name="add_criterion"),
    path("<str:public_id>/chuyen/<str:move>/", rounds.move_round, name="move_round"),
    path("<str:public_id>/de-nghi/", nominations.nominate, name="nominate"),
    path("<str:public_id>/quyet-dinh/", decisions.decide, name="decide"),
    path("<str:public_id>/excel/", decisions.nominations_sheet, name="nominations_sheet"),
    path("<str:public_id>/to-trinh/", decisions.submission, name="submission"),
]
