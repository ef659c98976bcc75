from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "ocop.ground.planning"
    label = "planning"
    verbose_name = "Kế hoạch"
