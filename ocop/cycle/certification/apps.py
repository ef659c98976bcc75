from django.apps import AppConfig


class CertificationConfig(AppConfig):
    name = "ocop.cycle.certification"
    label = "certification"
    verbose_name = "Công nhận"
