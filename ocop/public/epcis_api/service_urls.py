"""The whole service under one address, and its description."""

from django.urls import path

from ocop.public.epcis_api import capture, events, options
from ocop.public.epcis_api.service import router, service

ROOMS = (capture, events, options)
service.add_router("", router)
urlpatterns = [path("", service.urls)]
