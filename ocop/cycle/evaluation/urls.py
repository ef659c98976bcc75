from django.urls import path

from ocop.cycle.evaluation.views import bulk, councils, dockets, papers, scoring

app_name = "evaluation"
urlpatterns = [
    path("", councils.councils, name="councils"),
    path("moi/", councils.new_council, name="new_council"),
    path("phieu-cham/", scoring.my_sheets, name="my_sheets"),
    path("phieu-cham/<str:public_id>/", scoring.score, name="score"),
    path("phieu-cham/<str:public_id>/diem/", scoring.save_queue, name="save_queue"),
    path("phieu-cham/<str:public_id>/muc/<str:slug>/", scoring.save_section, name="save_section"),
    path("phieu-cham/<str:public_id>/nop/", scoring.seal, name="seal"),
    path("ho-so/<str:public_id>/", dockets.docket, name="docket"),
    path("ho-so/<str:public_id>/doc/", dockets.dossier, name="dossier"),
    path("ho-so/<str:public_id>/dong-cham/", dockets.close, name="close"),
    path("ho-so/<str:public_id>/cham-lai/", dockets.rescore, name="rescore"),
    path("ho-so/<str:public_id>/ket-luan/", dockets.conclude, name="conclude"),
    path("ho-so/<str:public_id>/so-sanh/", dockets.compare, name="compare"),
    path("ho-so/<str:public_id>/khong-cham/<str:sheet_id>/", dockets.excuse, name="excuse"),
    path("ho-so/<str:public_id>/minh-chung/<str:citation_id>/", dockets.evidence, name="evidence"),
    path("<str:public_id>/", councils.council, name="council"),
    path("<str:public_id>/quy-che/", councils.change_council, name="change_council"),
    path("<str:public_id>/thanh-vien/", councils.seats, name="seats"),
    path("<str:public_id>/thanh-vien/<str:seat_id>/bo/", councils.unseat, name="unseat"),
    path("<str:public_id>/phien-hop/", councils.sitting, name="sitting"),
    path("<str:public_id>/phien-hop/<str:sitting_id>/bien-ban/", papers.minutes, name="minutes"),
    path("<str:public_id>/hang-loat/<str:act>/", bulk.bulk, name="bulk"),
    path("<str:public_id>/diem-muon/", councils.late, name="late"),
    path("<str:public_id>/diem-muon/<str:key>/da-xem/", councils.review_late, name="review_late"),
    path("<str:public_id>/xep-hang/", papers.ranking, name="ranking"),
    path("<str:public_id>/xep-hang/tai-ve/", papers.ranking_export, name="ranking_export"),
    path("<str:public_id>/xep-hang/in/", papers.ranking_print, name="ranking_print"),
    path("<str:public_id>/ket-thuc/", councils.end, name="end"),
]
