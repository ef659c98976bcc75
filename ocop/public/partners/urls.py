from django.urls import path

from ocop.public.partners import views

app_name = "partners"
urlpatterns = [
    path("", views.keys, name="keys"),
    path("bang-tinh/", views.keys_sheet, name="keys_sheet"),
    path("moi/", views.give, name="give"),
    path("<str:public_id>/", views.key, name="key"),
    path("<str:public_id>/thu-hoi/", views.revoke, name="revoke"),
    path("<str:public_id>/them-dia-chi/", views.set_up_hook, name="set_up_hook"),
    path("dia-chi/<str:public_id>/", views.hook, name="hook"),
    path("dia-chi/<str:public_id>/gui-thu/", views.ping, name="ping"),
    path("dia-chi/<str:public_id>/thoi-gui/", views.end_hook, name="end_hook"),
]
