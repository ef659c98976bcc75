from django.urls import path

from ocop.public.resolver import views

app_name = "resolver"
urlpatterns = [
    path("01/<path:rest>", views.resolve, name="resolve"),
    path("thu-hoi/<str:public_id>/", views.recall, name="recall"),
    path(".well-known/gs1resolver", views.description, name="description"),
]
