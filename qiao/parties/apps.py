"""The parties as a Django application."""

from datetime import timedelta

from django.apps import AppConfig

from qiao.foundation.apps import import_actions


class PartiesConfig(AppConfig):
    """Registers grants, rules and texts, and imports the use cases."""

    name = "qiao.parties"
    label = "parties"

    def ready(self) -> None:
        from qiao.foundation.jobs import register_job
        from qiao.foundation.registry import register_room
        from qiao.foundation.wording import register_texts
        from qiao.parties import notice_handlers  # noqa: F401 -- importing registers them
        from qiao.parties.access import GRANTS
        from qiao.parties.access_accounts import ACCOUNT_GRANTS
        from qiao.parties.access_follows import FOLLOW_GRANTS
        from qiao.parties.follower_news import MOVED, REVISED
        from qiao.parties.import_tasks import run_waiting_imports
        from qiao.parties.intake.registration import register_imports
        from qiao.parties.notice_kinds import FOLLOWED, TASKS, register_notices
        from qiao.parties.notice_mail import clear_notices, mail_notices
        from qiao.parties.notice_rules import NOTICE_RULES
        from qiao.parties.rules import RULES
        from qiao.parties.wording_accounts import ACCOUNT_TEXTS
        from qiao.parties.wording_follows import FOLLOW_TEXTS
        from qiao.parties.wording_notices import NOTICE_TEXTS
        from qiao.parties.wording_texts import TEXTS

        register_room(grants=(*GRANTS, *ACCOUNT_GRANTS, *FOLLOW_GRANTS), rules=RULES + NOTICE_RULES)
        register_texts({**TEXTS, **ACCOUNT_TEXTS, **FOLLOW_TEXTS, **NOTICE_TEXTS})
        register_imports()
        register_notices(TASKS, ("role_granted", "role_ended"))
        register_notices(FOLLOWED, (MOVED, REVISED))
        register_job("parties.run_waiting_imports", timedelta(seconds=2), run_waiting_imports)
        register_job("parties.mail_notices", timedelta(minutes=1), mail_notices)
        register_job("parties.clear_notices", timedelta(hours=6), clear_notices)
        import_actions("qiao.parties")
