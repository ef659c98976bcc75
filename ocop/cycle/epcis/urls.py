from django.urls import path

from ocop.cycle.epcis.views import events, steps

app_name = "epcis"
urlpatterns = [
    path("", events.events, name="events"),
    path("excel/", events.events_sheet, name="events_sheet"),
    path("viec/<str:public_id>/", events.event, name="event"),
    path("viec/<str:public_id>/anh/<int:place>/", events.photo, name="photo"),
    path("lo/<str:public_id>/", events.trace, name="trace"),
    path("lo/<str:public_id>/in/", events.trace_print, name="trace_print"),
    path("lo/<str:public_id>/ghi/", steps.choose, name="choose"),
    path("lo/<str:public_id>/ghi/<slug:slug>/", steps.step, name="step"),
    path("lo/<str:public_id>/sai/<str:event_id>/", steps.wrong, name="wrong"),
]
