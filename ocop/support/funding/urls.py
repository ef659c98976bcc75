from django.urls import path

from ocop.support.funding.views import catalogue, credit, decisions, producers, programmes, supports

app_name = "funding"
urlpatterns = [
    path("", supports.supports, name="supports"),
    path("excel/", supports.supports_sheet, name="supports_sheet"),
    path("de-xuat/", supports.choose_producer, name="choose_producer"),
    path("de-xuat/<str:public_id>/", supports.propose, name="propose"),
    path("cua-toi/", producers.mine, name="mine"),
    path("chua-co/", producers.unsupported, name="unsupported"),
    path("chua-co/excel/", producers.unsupported_sheet, name="unsupported_sheet"),
    path("chu-the/<str:public_id>/", producers.producer, name="producer"),
    path("chu-the/<str:public_id>/muon-vay/", credit.wish, name="wish"),
    path("chu-the/<str:public_id>/khoan-vay/", credit.add_loan, name="add_loan"),
    path("chinh-sach/", catalogue.catalogue, name="catalogue"),
    path("chinh-sach/excel/", catalogue.catalogue_sheet, name="catalogue_sheet"),
    path("chinh-sach/them/", catalogue.add_policy, name="add_policy"),
    path("chinh-sach/trung/", catalogue.overlap_map, name="overlap_map"),
    path("chinh-sach/<str:public_id>/", catalogue.policy, name="policy"),
    path("chinh-sach/<str:public_id>/sua/", catalogue.edit_policy, name="edit_policy"),
    path("tin-dung/", programmes.credit, name="credit"),
    path("tin-dung/excel/", programmes.programmes_sheet, name="programmes_sheet"),
    path("tin-dung/them/", programmes.add_programme, name="add_programme"),
    path("tin-dung/chuong-trinh/<str:public_id>/", programmes.programme, name="programme"),
    path("tin-dung/nhu-cau/", credit.applications, name="applications"),
    path("tin-dung/nhu-cau/excel/", credit.applications_sheet, name="applications_sheet"),
    path("tin-dung/nhu-cau/<str:public_id>/", credit.application, name="application"),
    *(
        path(f"tin-dung/{slug}/<str:public_id>/co-quan/", programmes.entrust, {"kind": kind}, name=f"entrust_{kind}")
        for slug, kind in (("chuong-trinh", "programme"), ("nhu-cau", "application"), ("khoan-vay", "loan"))
    ),
    path("tin-dung/nhu-cau/<str:public_id>/<str:move>/", credit.move_application, name="move_application"),
    path("tin-dung/khoan-vay/", credit.loans, name="loans"),
    path("tin-dung/khoan-vay/excel/", credit.loans_sheet, name="loans_sheet"),
    path("tin-dung/khoan-vay/<str:public_id>/", credit.loan, name="loan"),
    path("<str:public_id>/", supports.support, name="support"),
    path("<str:public_id>/duyet/", decisions.approve, name="approve"),
    path("<str:public_id>/khong-duyet/", decisions.refuse, name="refuse"),
    path("<str:public_id>/chi/", decisions.pay, name="pay"),
    path("<str:public_id>/ket-thuc/", decisions.end, name="end"),
]
