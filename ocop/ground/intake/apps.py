from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "ocop.ground.intake"
    label = "intake"
    verbose_name = "Bảng Excel nhập vào"
