from django.urls import path

from ocop.support.projects.views import centre, parts, projects

app_name = "projects"
urlpatterns = [
    path("", projects.projects, name="projects"),
    path("excel/", projects.projects_sheet, name="projects_sheet"),
    path("moi/", projects.new_project, name="new_project"),
    path("trung-tam-thiet-ke/", centre.centres, name="centres"),
    path("khong-gian/<str:public_id>/", centre.space, name="space"),
    path("khong-gian/<str:public_id>/dat/", centre.book, name="book"),
    path("khong-gian/<str:public_id>/nhan-dat/", centre.switch_space, name="switch_space"),
    path("dat-cho/<str:public_id>/huy/", centre.cancel_booking, name="cancel_booking"),
    path("buoc/<str:public_id>/", parts.step, name="step"),
    path("buoc/<str:public_id>/sua/", parts.change_step, name="change_step"),
    path("buoc/<str:public_id>/van-ban/", parts.cite, name="cite"),
    path("buoc/<str:public_id>/chuyen/<str:move>/", parts.move_step, name="move_step"),
    path("ket-qua/<str:public_id>/huy/", parts.cancel_result, name="cancel_result"),
    path("ket-qua/<str:public_id>/tep/", parts.result_file, name="result_file"),
    path("<str:public_id>/", projects.project, name="project"),
    path("<str:public_id>/sua/", projects.change_project, name="change_project"),
    path("<str:public_id>/chuyen/<str:move>/", projects.move_project, name="move_project"),
    path("<str:public_id>/buoc/excel/", projects.steps_sheet, name="steps_sheet"),
    path("<str:public_id>/buoc/", parts.add_step, name="add_step"),
    path("<str:public_id>/don-vi/", parts.add_partner, name="add_partner"),
    path("<str:public_id>/ket-qua/", parts.add_result, name="add_result"),
    path("<str:public_id>/dich-vu/", centre.add_service, name="add_service"),
    path("<str:public_id>/khong-gian/", centre.add_space, name="add_space"),
]
