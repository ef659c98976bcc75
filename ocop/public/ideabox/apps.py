from django.apps import AppConfig


class IdeaboxConfig(AppConfig):
    name = "ocop.public.ideabox"
    label = "ideabox"
    verbose_name = "Hộp ý tưởng"
