from django.urls import path

from ocop.public.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.front, name="front"),
    path("san-pham/", views.catalogue, name="catalogue"),
    path("san-pham/<str:public_id>/", views.product, name="product"),
    path("san-pham/<str:public_id>/anh/", views.photo, name="photo"),
    path("loi-ich/", views.benefits, name="benefits"),
    path("xac-thuc/", views.verification, name="verification"),
    path("xac-thuc/<str:code>/", views.verdict, name="verdict"),
    path("robots.txt", views.robots, name="robots"),
]
