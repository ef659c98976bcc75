from django.urls import path

from ocop.public.transparency import data_views, views

app_name = "transparency"
urlpatterns = [
    path("ocop-cong-khai/", views.results, name="results"),
    path("so-cong-nhan/", views.register, name="register"),
    path("so-cong-nhan/excel/", data_views.register_sheet, name="register_sheet"),
    path("so-cong-nhan/<str:public_id>/", views.recognition, name="recognition"),
    path("xac-thuc/<str:code>/ban-tieng-anh/", data_views.certificate_in_english, name="translation"),
    path("quyet-dinh-cong-nhan/", views.decisions, name="decisions"),
    path("tham-gia-ocop/", views.take_part, name="take_part"),
    path("du-lieu-mo/danh-muc.jsonld", data_views.catalogue, name="dcat"),
    path("du-lieu-mo/<slug:name>.<slug:shape>", data_views.dataset, name="dataset"),
]
