from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "ocop.public.partners"
    label = "partners"
    verbose_name = "Đối tác dùng API"
