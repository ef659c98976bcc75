"""The platform's own settings, with one more address that answers a constant, to measure a page against."""

from ocop.config.settings import *  # noqa: F403 - a settings module is a list of names

ROOT_URLCONF = "bench.serving_urls"
