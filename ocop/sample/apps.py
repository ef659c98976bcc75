from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "ocop.sample"
    label = "sample"
    verbose_name = "Dữ liệu mẫu"
