from django.urls import path

from ocop.ground.registry import attachment_views, views

app_name = "registry"
urlpatterns = [
    path("thong-bao/", views.notices, name="notices"),
    path("thong-bao/da-xem-het/", views.read_all_notices, name="read_all_notices"),
    path("thong-bao/<str:public_id>/xem/", views.read_notice, name="read_notice"),
    path("tep-dinh-kem/<slug:holder>/<str:public_id>/them/", attachment_views.attach, name="attach"),
    path("tep-dinh-kem/<str:public_id>/bo/", attachment_views.detach, name="detach"),
    path("tep-dinh-kem/<str:public_id>/tep", attachment_views.attached_file, name="attached_file"),
    path("nhat-ky/", views.journal, name="journal"),
    path("nhat-ky/viec-nen/", views.deliveries, name="deliveries"),
    path("nhat-ky/viec-nen/<str:entry_hash>/<str:reaction>/chay-lai/", views.retry_delivery, name="retry_delivery"),
]
