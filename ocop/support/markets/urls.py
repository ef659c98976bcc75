from django.urls import path

from ocop.support.markets.views import front, records

app_name = "markets"
urlpatterns = [
    path("", front.front, name="front"),
    path("san-pham/<str:public_id>/", front.product, name="product"),
    path("len-san/<str:public_id>/tai-ve/", records.onboarding_sheet, name="onboarding_sheet"),
    path("<str:register>/", records.listing, name="list"),
    path("<str:register>/excel/", records.sheet, name="sheet"),
    path("<str:register>/them/", records.add, name="add"),
    path("<str:register>/<str:public_id>/", records.record, name="record"),
    path("<str:register>/<str:public_id>/sua/", records.edit, name="edit"),
    path("<str:register>/<str:public_id>/<str:act>/", records.act, name="act"),
]
