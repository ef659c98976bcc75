from django.apps import AppConfig


class EpcisConfig(AppConfig):
    name = "ocop.cycle.epcis"
    label = "epcis"
    verbose_name = "Sự kiện của chuỗi"
