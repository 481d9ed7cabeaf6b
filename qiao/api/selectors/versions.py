"""The version of a record, which a revision may name so that it overwrites nobody else's."""

from django.apps import apps


def version_of(label: str, key: int) -> int | None:
    """The present version of a governed record (``app.model`` and key)."""
    version: int | None = (
        apps.get_model(label)._default_manager.filter(pk=key).values_list("version", flat=True).first()
    )
    return version
