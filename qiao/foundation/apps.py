"""The foundation as a Django application."""

from datetime import timedelta

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FoundationConfig(AppConfig):
    """Loads grants and texts, and, after migrations, the data that ships: rules and calendar years."""

    name = "qiao.foundation"
    label = "foundation"

    def ready(self) -> None:
        from qiao.foundation import wording_intake, wording_texts
        from qiao.foundation.access import GRANTS
        from qiao.foundation.answered_requests import RULES as REQUEST_RULES
        from qiao.foundation.answered_requests import forget_answers
        from qiao.foundation.form_drafts import RULES as FORM_RULES
        from qiao.foundation.form_drafts import forget_old_drafts
        from qiao.foundation.intake.rules import RULES
        from qiao.foundation.jobs import register_job
        from qiao.foundation.models import ImportBatch
        from qiao.foundation.registry import register_room
        from qiao.foundation.request_counts import forget_counts
        from qiao.foundation.shipped import load_shipped_data
        from qiao.foundation.wording import register_texts
        from qiao.foundation.wording_tables import table_texts

        register_room(grants=GRANTS, cases=(ImportBatch,), rules=RULES + FORM_RULES + REQUEST_RULES)
        register_texts({**wording_texts.TEXTS, **wording_intake.TEXTS, **table_texts()})
        import_actions("qiao.foundation")
        register_job("foundation.forget_answers", timedelta(hours=1), forget_answers)
        register_job("foundation.forget_counts", timedelta(hours=1), forget_counts)
        register_job("foundation.forget_form_drafts", timedelta(hours=6), forget_old_drafts)
        post_migrate.connect(load_shipped_data, sender=self, dispatch_uid="qiao.foundation.shipped")


def import_actions(room: str) -> None:
    """Import every module of ``<room>.actions``, so that each use case is registered."""
    import importlib
    import pkgutil

    package = importlib.import_module(f"{room}.actions")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{room}.actions.{module.name}")
