from django.urls import path

from ocop.support.contribution.views import figures, results

app_name = "contribution"
urlpatterns = [
    path("", figures.figures, name="figures"),
    path("excel/", figures.figures_sheet, name="figures_sheet"),
    path("dia-ban/", figures.places, name="places"),
    path("dia-ban/excel/", figures.places_sheet, name="places_sheet"),
    path("tai-nguyen/", figures.resources, name="resources"),
    path("tai-nguyen/excel/", figures.resources_sheet, name="resources_sheet"),
    path("ket-qua/", results.results, name="results"),
    path("ket-qua/excel/", results.results_sheet, name="results_sheet"),
    path("chu-the/<str:public_id>/", results.producer, name="producer"),
    path("chu-the/<str:public_id>/<str:year>/", results.record, name="record"),
]
