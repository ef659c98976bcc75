from django.urls import path

from ocop.ground.planning import target_views

app_name = "planning"
urlpatterns = [
    path("chi-tieu/", target_views.targets, name="targets"),
    path("chi-tieu/<str:public_id>/", target_views.target, name="target"),
    path("chi-tieu/<str:public_id>/ban-ghi/", target_views.target_rows, name="target_rows"),
    path("chi-tieu/<str:public_id>/tai-bang/", target_views.target_rows_sheet, name="target_rows_sheet"),
]
