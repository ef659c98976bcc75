from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "ocop.cycle.evaluation"
    label = "evaluation"
    verbose_name = "Đánh giá"
