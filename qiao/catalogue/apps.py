"""The catalogue room as a Django application."""

from datetime import timedelta

from django.apps import AppConfig

from qiao.foundation.apps import import_actions


class CatalogueConfig(AppConfig):
    """Achievements, demands, scenarios and their editions: registers grants, cases, rules, texts and use cases."""

    name = "qiao.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        from qiao.catalogue import handlers  # noqa: F401 -- importing registers them
        from qiao.catalogue.access import GRANTS
        from qiao.catalogue.access_editions import EDITION_GRANTS
        from qiao.catalogue.intake.registration import register_imports
        from qiao.catalogue.models import Achievement, Demand, Edition, Scenario
        from qiao.catalogue.notice_registration import register_catalogue_notices
        from qiao.catalogue.rules import RULES
        from qiao.catalogue.text_keys import fill_missing_keys
        from qiao.catalogue.wording_editions import EDITION_TEXTS
        from qiao.catalogue.wording_near_duplicates import NEAR_DUPLICATE_TEXTS
        from qiao.catalogue.wording_texts import TEXTS
        from qiao.foundation.jobs import register_job
        from qiao.foundation.registry import register_room
        from qiao.foundation.wording import register_texts
        from qiao.parties.merging.pointers import register_key_column
        from qiao.parties.models import MergeKind

        register_room(grants=GRANTS + EDITION_GRANTS, cases=(Demand, Achievement, Scenario, Edition), rules=RULES)
        register_texts({**TEXTS, **EDITION_TEXTS, **NEAR_DUPLICATE_TEXTS})
        register_job("catalogue.text_keys", timedelta(days=1), fill_missing_keys)
        register_imports()
        register_catalogue_notices()
        for model in (Demand, Achievement, Scenario):
            register_key_column(MergeKind.PERSON, model._meta.label, "manager_person")
        import_actions("qiao.catalogue")
