"""The whole service under one address, and its description."""

from django.urls import path, register_converter

from ocop.public.epcis_api import capture, events, options
from ocop.public.epcis_api.converters import Anything
from ocop.public.epcis_api.service import router, service

register_converter(Anything, "any")
ROOMS = (capture, events, options)
service.add_router("", router)
urlpatterns = [path("", service.urls)]
