"""Addresses of periods, returns and reports."""

from django.urls import path

from ocop.oversight.reporting.views import edited, periods, report_writing, reports, returns, settling, typed

app_name = "reporting"
urlpatterns = [
    path("", periods.periods, name="periods"),
    path("mo-ky/", periods.new_period, name="new_period"),
    path("ky/<str:public_id>/", periods.period, name="period"),
    path("ky/<str:public_id>/danh-sach.xlsx", periods.period_sheet, name="period_sheet"),
    path("ky/<str:public_id>/sua/", periods.change, name="change_period"),
    path("ky/<str:public_id>/dong/", periods.close, name="close_period"),
    path("ky/<str:public_id>/rut/", periods.withdraw, name="withdraw_period"),
    path("ky/<str:public_id>/them/", periods.add_office, name="add_office"),
    path("ky/<str:public_id>/tong-hop/", reports.start, name="start_report"),
    path("cua-toi/", returns.mine, name="mine"),
    path("cua-toi/danh-sach.xlsx", returns.mine_sheet, name="mine_sheet"),
    path("gui/<str:public_id>/", returns.page, name="return"),
    path("gui/<str:public_id>/viet/", returns.write, name="write"),
    path("gui/<str:public_id>/nop/", returns.submit, name="submit"),
    path("gui/<str:public_id>/nhan/", settling.accept, name="accept"),
    path("gui/<str:public_id>/tra-lai/", settling.send_back, name="send_back"),
    path("gui/<str:public_id>/mo-lai/", settling.unlock, name="unlock"),
    path("gui/<str:public_id>/mien/", settling.excuse, name="excuse"),
    path("gui/<str:public_id>/bo-mien/", settling.take_back_excuse, name="take_back_excuse"),
    path("gui/<str:public_id>/bieu/<slug:code>.xlsx", returns.form_sheet, name="form_sheet"),
    path("nhap-tay/<str:code>/", typed.number, name="typed"),
    path("tong-hop/<str:public_id>/", reports.report, name="report"),
    path("tong-hop/<str:public_id>/viet/", report_writing.write, name="write_report"),
    path("tong-hop/<str:public_id>/dung/", reports.make, name="make_report"),
    path("tong-hop/<str:public_id>/tai/<str:kind>/", reports.paper, name="paper"),
    path("tong-hop/<str:public_id>/word/", edited.refill, name="refill"),
    path("tong-hop/<str:public_id>/word/tai/", edited.edited_word, name="edited_word"),
    path("tong-hop/<str:public_id>/word/bo/", edited.drop_edited, name="drop_edited"),
    path("tong-hop/<str:public_id>/gui/", reports.submit, name="submit_report"),
]
