"""Addresses of periods, returns and reports."""

from django.urls import path

from ocop.oversight.reporting.views import edited, periods, reports, returns

app_name = "reporting"
urlpatterns = [
    path("", periods.periods, name="periods"),
    path("mo-ky/", periods.new_period, name="new_period"),
    path("ky/<str:public_id>/", periods.period, name="period"),
    path("ky/<str:public_id>/danh-sach.xlsx", periods.period_sheet, name="period_sheet"),
    path("ky/<str:public_id>/them/", periods.add_office, name="add_office"),
    path("ky/<str:public_id>/tong-hop/", reports.start, name="start_report"),
    path("cua-toi/", returns.mine, name="mine"),
    path("gui/<str:public_id>/", returns.page, name="return"),
    path("gui/<str:public_id>/viet/", returns.write, name="write"),
    path("gui/<str:public_id>/nop/", returns.submit, name="submit"),
    path("gui/<str:public_id>/nhan/", returns.accept, name="accept"),
    path("gui/<str:public_id>/tra-lai/", returns.send_back, name="send_back"),
    path("gui/<str:public_id>/mo-lai/", returns.unlock, name="unlock"),
    path("gui/<str:public_id>/mien/", returns.excuse, name="excuse"),
    path("gui/<str:public_id>/bieu/<slug:code>.xlsx", returns.form_sheet, name="form_sheet"),
    path("tong-hop/<str:public_id>/", reports.report, name="report"),
    path("tong-hop/<str:public_id>/viet/", reports.write, name="write_report"),
    path("tong-hop/<str:public_id>/dung/", reports.make, name="make_report"),
    path("tong-hop/<str:public_id>/tai/<str:kind>/", reports.paper, name="paper"),
    path("tong-hop/<str:public_id>/word/", edited.refill, name="refill"),
    path("tong-hop/<str:public_id>/word/tai/", edited.edited_word, name="edited_word"),
    path("tong-hop/<str:public_id>/word/bo/", edited.drop_edited, name="drop_edited"),
    path("tong-hop/<str:public_id>/gui/", reports.submit, name="submit_report"),
]
