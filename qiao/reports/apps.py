"""The reports room as a Django application."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Notices and open data rendered from frozen editions; registers what happens when an edition is issued."""

    name = "qiao.reports"
    label = "reports"

    def ready(self) -> None:
        from qiao.foundation.registry import register_room
        from qiao.foundation.wording import register_texts
        from qiao.reports import handlers  # noqa: F401 -- importing registers them
        from qiao.reports.rules import RULES
        from qiao.reports.wording_texts import TEXTS

        register_room(rules=RULES)
        register_texts(TEXTS)
