from django.urls import path

from ocop.oversight.dashboards import views

app_name = "dashboards"
urlpatterns = [
    path("", views.leader, name="leader"),
    path("dia-ban/", views.place, name="place"),
    path("co-quan/", views.office, name="office"),
]
