from django.urls import path

from ocop.public.api import views

app_name = "api"
urlpatterns = [
    path("du-lieu-mo/", views.open_data, name="open_data"),
    path("du-lieu-mo/tu-dien.csv", views.dictionary, name="dictionary"),
    path("api/v1/chi-so/", views.indicators, name="indicators"),
    path("api/v1/chi-so/<str:key>/", views.indicator, name="indicator"),
    path("api/v1/dia-ban/", views.places, name="places"),
]
