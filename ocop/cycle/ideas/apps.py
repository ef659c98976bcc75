from django.apps import AppConfig


class IdeasConfig(AppConfig):
    name = "ocop.cycle.ideas"
    label = "ideas"
    verbose_name = "Ý tưởng sản phẩm"
