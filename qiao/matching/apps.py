"""The matching room as a Django application."""

from django.apps import AppConfig

from qiao.foundation.apps import import_actions


class MatchingConfig(AppConfig):
    """Registers grants, cases with clocks, rules, texts and handlers, and imports the use cases."""

    name = "qiao.matching"
    label = "matching"

    def ready(self) -> None:
        from qiao.foundation.registry import register_room
        from qiao.foundation.wording import register_texts
        from qiao.matching import handlers  # noqa: F401 -- importing registers them
        from qiao.matching.access import GRANTS
        from qiao.matching.models import Commission, Introduction
        from qiao.matching.notice_registration import register_matching_notices
        from qiao.matching.rules import RULES
        from qiao.matching.wording_texts import TEXTS

        register_room(grants=GRANTS, cases=(Introduction, Commission), rules=RULES)
        register_texts(TEXTS)
        register_matching_notices()
        import_actions("qiao.matching")
