from django.urls import path

from ocop.oversight.figures.views import asking, published, records

app_name = "figures"
urlpatterns = [
    path("", asking.indicators, name="indicators"),
    path("chi-so/<str:key>/", asking.ask, name="ask"),
    path("chi-so/<str:key>/excel/", asking.ask_sheet, name="ask_sheet"),
    path("chi-so/<str:key>/ban-ghi/", records.rows, name="rows"),
    path("chi-so/<str:key>/ban-ghi/excel/", records.rows_sheet, name="rows_sheet"),
    path("chi-so/<str:key>/cong-bo/", asking.publish, name="publish"),
    path("chi-so/<str:key>/luu/", asking.keep, name="keep"),
    path("cau-hoi/<str:public_id>/bo/", asking.drop, name="drop"),
    path("da-cong-bo/", published.published, name="published"),
    path("da-cong-bo/excel/", published.published_sheet, name="published_sheet"),
    path("ma/<str:code>/", published.figure, name="figure"),
    path("ma/<str:code>/ban-ghi/", published.lines, name="lines"),
    path("ma/<str:code>/ban-ghi/excel/", published.lines_sheet, name="lines_sheet"),
]
