"""Makes notices and saved searches of this room known: handlers, words, rules, jobs."""

from datetime import timedelta

from qiao.foundation.jobs import register_job
from qiao.foundation.registry import register_room
from qiao.foundation.wording import register_texts
from qiao.matching import notice_handlers
from qiao.matching.following import register_followed_introductions
from qiao.matching.notice_rules import NOTICE_RULES
from qiao.matching.notices import OTHER_CODES, TABLE
from qiao.matching.searches.alerting import run_due_searches
from qiao.matching.searches.keeping import forget_deleted
from qiao.matching.wording_notices import NOTICE_TEXTS
from qiao.parties.notice_kinds import SEARCHES, register_notices


def register_matching_notices() -> None:
    """Called once when the room is loaded."""
    for news in TABLE.values():
        register_notices(news.kind, (news.code,))
    for code, kind in OTHER_CODES.items():
        register_notices(kind, (code,))
    register_notices(SEARCHES, ("search_hits",))
    register_room(rules=NOTICE_RULES)
    register_texts(NOTICE_TEXTS)
    register_followed_introductions()
    register_job("matching.run_searches", timedelta(minutes=2), run_due_searches)
    register_job("matching.remind_of_answers", timedelta(hours=6), notice_handlers.remind_of_answers)
    register_job("matching.forget_deleted_searches", timedelta(hours=6), forget_deleted)
