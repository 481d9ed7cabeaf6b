"""The parties as a Django application."""

from django.apps import AppConfig

from qiao.foundation.apps import import_actions


class PartiesConfig(AppConfig):
    """Registers grants, rules and texts, and imports the use cases."""

    name = "qiao.parties"
    label = "parties"

    def ready(self) -> None:
        from qiao.foundation.registry import register_room
        from qiao.foundation.wording import register_texts
        from qiao.parties.access import GRANTS
        from qiao.parties.intake.registration import register_imports
        from qiao.parties.rules import RULES
        from qiao.parties.wording_texts import TEXTS

        register_room(grants=GRANTS, rules=RULES)
        register_texts(TEXTS)
        register_imports()
        import_actions("qiao.parties")
