from django.urls import path

from ocop.ground.offices.views import committees, officers, offices, placing, units

app_name = "offices"
urlpatterns = [
    path("", offices.offices, name="offices"),
    path("co-quan/excel/", offices.offices_sheet, name="offices_sheet"),
    path("co-quan/<str:public_id>/", offices.office, name="office"),
    path("co-quan/<str:public_id>/phan-cong/", officers.appoint, name="appoint"),
    path("can-bo/", officers.officers, name="officers"),
    path("can-bo/excel/", officers.officers_sheet, name="officers_sheet"),
    path("can-bo/<str:public_id>/", officers.officer, name="officer"),
    path("can-bo/<str:public_id>/moi/", officers.invite, name="invite"),
    path("can-bo/<str:public_id>/dat-lai-hai-lop/", officers.reset, name="reset_second_factor"),
    path("phan-cong/<str:public_id>/ket-thuc/", officers.end, name="end_appointment"),
    path("ban-chi-dao/", committees.committees, name="committees"),
    path("ban-chi-dao/excel/", committees.committees_sheet, name="committees_sheet"),
    path("ban-chi-dao/moi/", committees.new_committee, name="new_committee"),
    path("ban-chi-dao/thuong-truc/", committees.standing_agency, name="standing_agency"),
    path("ban-chi-dao/<str:public_id>/", committees.committee, name="committee"),
    path("ban-chi-dao/<str:public_id>/excel/", committees.members_sheet, name="members_sheet"),
    path("ban-chi-dao/<str:public_id>/thanh-vien/", committees.seat, name="seat"),
    path("ban-chi-dao/<str:public_id>/thanh-vien/<int:pk>/", committees.unseat, name="unseat"),
    path("phan-dinh/", placing.placing, name="placing"),
    path("dia-ban/", units.units, name="units"),
    path("dia-ban/excel/", units.units_sheet, name="units_sheet"),
    path("dia-ban/<str:code>/", units.unit, name="unit"),
]
