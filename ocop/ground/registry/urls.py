from django.urls import path

from ocop.ground.registry import views

app_name = "registry"
urlpatterns = [
    path("thong-bao/", views.notices, name="notices"),
    path("thong-bao/da-xem-het/", views.read_all_notices, name="read_all_notices"),
    path("thong-bao/<str:public_id>/xem/", views.read_notice, name="read_notice"),
    path("nhat-ky/", views.journal, name="journal"),
    path("nhat-ky/viec-nen/", views.deliveries, name="deliveries"),
    path("nhat-ky/viec-nen/<str:entry_hash>/<str:reaction>/chay-lai/", views.retry_delivery, name="retry_delivery"),
]
