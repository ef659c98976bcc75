from django.apps import AppConfig


class BudgetConfig(AppConfig):
    name = "ocop.ground.budget"
    label = "budget"
    verbose_name = "Kinh phí"
