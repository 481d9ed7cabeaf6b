"""The reports room as a Django application."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Notices and open data rendered from frozen editions; registers what happens when an edition is issued."""

    name = "qiao.reports"
    label = "reports"

    def ready(self) -> None:
        from qiao.reports import handlers  # noqa: F401 -- importing registers them
