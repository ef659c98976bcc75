"""The whole service under one address, and its description."""

from django.urls import path

from ocop.public.api import indicators, products, register, retail, verification
from ocop.public.api.service import service

for room in (indicators, products, register, retail, verification):
    service.add_router("", room.router)

urlpatterns = [path("", service.urls)]
