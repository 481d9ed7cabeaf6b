"""The web room as a Django application."""

from datetime import timedelta

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages for browsers."""

    name = "qiao.web"
    label = "web"

    def ready(self) -> None:
        from qiao.foundation.jobs import register_job
        from qiao.web.accounts import handlers  # noqa: F401 -- importing registers them
        from qiao.web.accounts.session_age import forget_ended_sessions

        register_job("web.forget_ended_sessions", timedelta(days=1), forget_ended_sessions)
