"""Makes the notices of the catalogue known: handlers, words, rules, the job that reminds."""

from datetime import timedelta

from qiao.catalogue import notice_handlers  # noqa: F401 -- importing registers them
from qiao.catalogue.following import register_followed_kinds
from qiao.catalogue.notice_rules import NOTICE_RULES
from qiao.catalogue.notices import KINDS, rows_with_codes
from qiao.catalogue.reminders import remind_of_expiry
from qiao.catalogue.wording_notices import notice_texts
from qiao.foundation.jobs import register_job
from qiao.foundation.registry import register_room
from qiao.foundation.wording import register_texts
from qiao.parties.notice_kinds import EDITIONS, IMPORTS, REMINDERS, TASKS, register_notices


def register_catalogue_notices() -> None:
    """Called once when the room is loaded."""
    reminders = {f"{kind}_expiring" for kind in KINDS}
    register_notices(REMINDERS, reminders)
    for code, kind in rows_with_codes():
        register_notices(kind, (code,))
    register_notices(TASKS, ("edition_submitted", "edition_approved", "edition_returned"))
    register_notices(EDITIONS, ("edition_issued", "edition_withdrawn"))
    register_notices(IMPORTS, ("import_applied",))
    register_room(rules=NOTICE_RULES)
    register_texts(notice_texts(frozenset(code for code, _kind in rows_with_codes()) | reminders))
    register_followed_kinds()
    register_job("catalogue.remind_of_expiry", timedelta(hours=6), remind_of_expiry)
