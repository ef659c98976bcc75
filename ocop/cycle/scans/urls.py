from django.urls import path

from ocop.cycle.scans.views import doubts, suspicions

app_name = "scans"
urlpatterns = [
    path("", suspicions.suspicions, name="suspicions"),
    path("excel/", suspicions.suspicions_sheet, name="suspicions_sheet"),
    path("ban-do/", suspicions.scan_map, name="map"),
    path("xem-tem/", suspicions.stamp, name="stamp"),
    path("noi-ban/<str:public_id>/", suspicions.sale_area, name="sale_area"),
    path("nghi-van/<str:public_id>/", suspicions.suspicion, name="suspicion"),
    path("nghi-van/<str:public_id>/xu-ly/", suspicions.decide, name="decide"),
    path("phan-anh/", doubts.doubts, name="doubts"),
    path("phan-anh/excel/", doubts.doubts_sheet, name="doubts_sheet"),
    path("phan-anh/<str:public_id>/", doubts.doubt, name="doubt"),
    path("phan-anh/<str:public_id>/anh/", doubts.doubt_photo, name="doubt_photo"),
    path("phan-anh/<str:public_id>/tra-loi/", doubts.answer_doubt, name="answer_doubt"),
]
