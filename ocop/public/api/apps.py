from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "ocop.public.api"
    label = "api"
    verbose_name = "Dữ liệu mở"
