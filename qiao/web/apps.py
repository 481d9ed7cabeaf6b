"""The web room as a Django application."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages for browsers."""

    name = "qiao.web"
    label = "web"
