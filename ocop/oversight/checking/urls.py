from django.urls import path

from ocop.oversight.checking.views import claims, findings, making

app_name = "checking"
urlpatterns = [
    path("", making.checks, name="checks"),
    path("van-ban/", making.from_text, name="from_text"),
    path("bang-excel/", making.from_workbook, name="from_workbook"),
    path("nhap-so/", making.keyed, name="keyed"),
    path("tep-mau/", making.blank, name="blank"),
    path("<str:public_id>/", findings.check, name="check"),
    path("<str:public_id>/excel/", findings.findings_sheet, name="findings_sheet"),
    path("<str:public_id>/tai-ve/", findings.download, name="download"),
    path("<str:public_id>/xoa/", findings.remove, name="remove"),
    path("<str:public_id>/so/", findings.numbers, name="numbers"),
    path("<str:public_id>/so/them/", claims.add_number, name="add_number"),
    path("<str:public_id>/so/sua/<str:key>/", claims.change_number, name="change_number"),
    path("<str:public_id>/phep-kiem/", claims.claims, name="claims"),
    path("<str:public_id>/phep-kiem/them/", claims.add_claim, name="add_claim"),
    path("<str:public_id>/phep-kiem/sua/<str:key>/", claims.change_claim, name="change_claim"),
]
