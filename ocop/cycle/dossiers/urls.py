from django.urls import path

from ocop.cycle.dossiers.views import checking, evidence, lists, officer, paper, producer, selfmarks, writing

app_name = "dossiers"
urlpatterns = [
    # The producer's side.
    path("", producer.my_dossiers, name="list"),
    path("bat-dau/<str:product_id>/", producer.start, name="start"),
    # The officers' side.
    path("kiem-tra/", lists.reading_list, name="reading_list"),
    path("kiem-tra/excel/", lists.reading_sheet, name="reading_sheet"),
    path("kiem-tra/in/", lists.reading_print, name="reading_print"),
    path("tinh/", lists.province_list, name="province_list"),
    path("tinh/excel/", lists.province_sheet, name="province_sheet"),
    path("tinh/in/", lists.province_print, name="province_print"),
    path("doc/<str:public_id>/", officer.read, name="read"),
    path("doc/<str:public_id>/noi-dung-xa/", officer.findings, name="findings"),
    path("doc/<str:public_id>/san-pham-mau/", officer.samples, name="samples"),
    path("doc/<str:public_id>/tra-lai/", officer.send_back, name="return"),
    path("doc/<str:public_id>/chuyen-len-tinh/", officer.forward, name="forward"),
    path("doc/<str:public_id>/tiep-nhan/", officer.accept, name="accept"),
    path("doc/<str:public_id>/mau-03/", paper.form_03, name="form_03"),
    # One dossier of the producer.
    path("<str:public_id>/", producer.dossier, name="dossier"),
    path("<str:public_id>/thong-tin/<slug:page>/", writing.registration, name="registration"),
    path("<str:public_id>/cau-chuyen/", writing.story, name="story"),
    path("<str:public_id>/minh-chung/", evidence.overview, name="evidence"),
    path("<str:public_id>/minh-chung/<str:code>/", evidence.criterion, name="evidence_criterion"),
    path("<str:public_id>/minh-chung/<str:code>/giay-co-san/", evidence.cite, name="cite"),
    path("<str:public_id>/bo-vien-dan/<str:citation_id>/", evidence.drop, name="drop"),
    path("<str:public_id>/tep/<str:citation_id>/", paper.file, name="file"),
    path("<str:public_id>/tu-danh-gia/<slug:section>/", selfmarks.section, name="marks"),
    path("<str:public_id>/kiem-tra-va-nop/", checking.check, name="check"),
    path("<str:public_id>/tra-loi/", checking.answer_return, name="answer_return"),
    path("<str:public_id>/nop/", checking.submit, name="submit"),
    path("<str:public_id>/da-nop/", checking.lodged, name="lodged"),
    path("<str:public_id>/hang-sao/", producer.wanted_stars, name="wanted_stars"),
    path("<str:public_id>/chuyen-dot/", producer.change_round, name="change_round"),
    path("<str:public_id>/bo-tieu-chi-moi/", producer.follow_law, name="follow_law"),
    path("<str:public_id>/rut/", producer.withdraw, name="withdraw"),
    path("<str:public_id>/phieu/", paper.slip, name="slip"),
]
