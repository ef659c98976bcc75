from django.urls import path

from ocop.public.retail import views

app_name = "retail"
urlpatterns = [
    path("san-pham/<str:public_id>/nha-ban-le/", views.pack, name="pack"),
    path("san-pham/<str:public_id>/nha-ban-le/tai/", views.pack_file, name="pack_file"),
    path("san-pham/<str:public_id>/ma-vach.svg", views.bars, name="bars"),
]
