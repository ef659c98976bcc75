"""Addresses of offers for those who signed in."""

from django.urls import path

from ocop.public.retail import desk

app_name = "offers"
urlpatterns = [
    path("", desk.offers, name="offers"),
    path("tai/", desk.offers_sheet, name="offers_sheet"),
    path("<str:public_id>/", desk.offer, name="offer"),
    path("<str:public_id>/khai/", desk.declare, name="declare"),
    path("<str:public_id>/goi/", desk.pack, name="pack"),
    path("chu-the/<str:public_id>/goi/", desk.producer_pack, name="producer_pack"),
]
