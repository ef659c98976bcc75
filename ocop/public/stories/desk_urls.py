"""Addresses of editors: in Vietnamese only, for people who sign in."""

from django.urls import path

from ocop.public.stories.views import desk, parts

app_name = "desk"
urlpatterns = [
    path("", desk.articles, name="articles"),
    path("excel/", desk.articles_sheet, name="articles_sheet"),
    path("moi/", desk.begin, name="begin"),
    path("cach-viet/", desk.how_to, name="how_to"),
    path("hinh/<str:public_id>/sua/", parts.change_picture, name="change_picture"),
    path("hinh/<str:public_id>/go/", parts.take_off_picture, name="take_off_picture"),
    path("dien-hinh/<str:public_id>/rut/", parts.withdraw_subject, name="withdraw_subject"),
    path("<str:public_id>/", desk.article, name="article"),
    path("<str:public_id>/sua/", desk.write, name="write"),
    path("<str:public_id>/xem-truoc/", desk.preview, name="preview"),
    path("<str:public_id>/cac-ban/", desk.versions, name="versions"),
    path("<str:public_id>/lay-lai/<str:number>/", desk.restore, name="restore"),
    path("<str:public_id>/dang/", desk.release, name="release"),
    path("<str:public_id>/go/", desk.withdraw, name="withdraw"),
    path("<str:public_id>/hinh/", parts.add_picture, name="add_picture"),
    path("<str:public_id>/hinh/<str:picture_id>/", parts.picture, name="picture"),
    path("<str:public_id>/gan/", parts.tie, name="tie"),
    path("gan/<str:public_id>/bo/", parts.untie, name="untie"),
    path("<str:public_id>/dien-hinh/", parts.name_subject, name="name_subject"),
]
