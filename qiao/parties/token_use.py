"""Noting on which day a token was last used."""

from datetime import date

from qiao.parties.models import ApiTokenUse


def note_use(token_id: int, on: date) -> None:
    """Note that the token was used that day; no governed record, since it decides nothing."""
    ApiTokenUse.objects.update_or_create(token_id=token_id, defaults={"last_used_on": on})
