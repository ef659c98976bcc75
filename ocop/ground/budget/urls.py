from django.urls import path

from ocop.ground.budget.views import allocations, contributions, lines, papers, payments, plans

app_name = "budget"
urlpatterns = [
    path("", plans.plans, name="plans"),
    path("phan-bo/", allocations.allocations, name="allocations"),
    path("phan-bo/excel/", allocations.allocations_sheet, name="allocations_sheet"),
    path("phan-bo/<str:public_id>/", allocations.allocation, name="allocation"),
    path("phan-bo/<str:public_id>/huy/", allocations.cancel_allocation, name="cancel_allocation"),
    path("chi/", payments.disbursements, name="disbursements"),
    path("chi/excel/", payments.disbursements_sheet, name="disbursements_sheet"),
    path("chi/<str:public_id>/", payments.disbursement, name="disbursement"),
    path("chi/<str:public_id>/huy/", payments.cancel_disbursement, name="cancel_disbursement"),
    path("chi/<str:public_id>/tep", payments.paper, name="paper"),
    path("cong-dong/", contributions.contributions, name="contributions"),
    path("cong-dong/excel/", contributions.contributions_sheet, name="contributions_sheet"),
    path("cong-dong/them/", contributions.add_contribution, name="add_contribution"),
    path("cong-dong/<str:public_id>/", contributions.contribution, name="contribution"),
    path("cong-dong/<str:public_id>/huy/", contributions.cancel_contribution, name="cancel_contribution"),
    path("cong-dong/<str:public_id>/tep", contributions.contribution_paper, name="contribution_paper"),
    path("dong/<str:public_id>/", lines.line, name="line"),
    path("dong/<str:public_id>/chia/", lines.split_line, name="split_line"),
    path("dong/<str:public_id>/ty-le/", lines.share_line, name="share_line"),
    path("dong/<str:public_id>/nhiem-vu/", lines.link_tasks, name="link_tasks"),
    path("dong/<str:public_id>/chi/", payments.disburse, name="disburse"),
    path("ke-hoach/<str:public_id>/", plans.plan, name="plan"),
    path("ke-hoach/<str:public_id>/excel/", plans.plan_sheet, name="plan_sheet"),
    path("ke-hoach/<str:public_id>/them/", lines.add_line, name="add_line"),
    path("ke-hoach/<str:public_id>/phan-bo/", allocations.allocate, name="allocate"),
    path("ke-hoach/<str:public_id>/bieu-<str:number>/", papers.paper, name="form"),
    path("ke-hoach/<str:public_id>/bieu-<str:number>/in/", papers.paper_print, name="form_print"),
    path("ke-hoach/<str:public_id>/bieu-<str:number>/excel/", papers.paper_sheet, name="form_sheet"),
]
