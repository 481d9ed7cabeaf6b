"""The matching room as a Django application."""

from datetime import timedelta

from django.apps import AppConfig

from qiao.foundation.apps import import_actions


class MatchingConfig(AppConfig):
    """Registers grants, cases with clocks, rules, texts and handlers, and imports the use cases."""

    name = "qiao.matching"
    label = "matching"

    def ready(self) -> None:
        from qiao.foundation.jobs import register_job
        from qiao.foundation.registry import register_room
        from qiao.foundation.wording import register_texts
        from qiao.matching import handlers  # noqa: F401 -- importing registers them
        from qiao.matching.access import GRANTS
        from qiao.matching.indexing import compare_everywhere, follow_everywhere
        from qiao.matching.models import Commission, Introduction
        from qiao.matching.notice_registration import register_matching_notices
        from qiao.matching.rules import RULES
        from qiao.matching.rules_limits import LIMIT_RULES
        from qiao.matching.wording_learning import LEARNING_TEXTS
        from qiao.matching.wording_limits import LIMIT_TEXTS
        from qiao.matching.wording_texts import TEXTS

        register_room(grants=GRANTS, cases=(Introduction, Commission), rules=(*RULES, *LIMIT_RULES))
        register_texts(TEXTS)
        register_texts(LIMIT_TEXTS)
        register_texts(LEARNING_TEXTS)
        register_matching_notices()
        register_job("matching.follow_changes", timedelta(seconds=1), follow_everywhere)
        register_job("matching.compare_indexes", timedelta(hours=1), compare_everywhere)
        import_actions("qiao.matching")
