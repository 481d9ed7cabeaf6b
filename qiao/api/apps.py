"""The interface for programs as a Django application."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Registers rules and texts; operations are made when the addresses are first asked for."""

    name = "qiao.api"
    label = "api"

    def ready(self) -> None:
        from qiao.api.rules import RULES
        from qiao.api.wording_texts import TEXTS
        from qiao.foundation.registry import register_room
        from qiao.foundation.wording import register_texts

        register_room(rules=RULES)
        register_texts(TEXTS)
