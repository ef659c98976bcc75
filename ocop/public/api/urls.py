from django.urls import path

from ocop.public.api import views

app_name = "api"
urlpatterns = [
    path("du-lieu-mo/", views.open_data, name="open_data"),
    path("du-lieu-mo/api/", views.reference, name="reference"),
    path("du-lieu-mo/tu-dien.csv", views.dictionary, name="dictionary"),
]
