from django.apps import AppConfig


class ProducersConfig(AppConfig):
    name = "ocop.ground.producers"
    label = "producers"
    verbose_name = "Chủ thể và sản phẩm"
