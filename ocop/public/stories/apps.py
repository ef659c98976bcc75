from django.apps import AppConfig


class StoriesConfig(AppConfig):
    name = "ocop.public.stories"
    label = "stories"
    verbose_name = "Bài viết"
