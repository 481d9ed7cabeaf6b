"""Acting only on what somebody has seen: the version that a form was made from still has to be the present one."""

from typing import TypeVar

from qiao.foundation.acting import lock, require_version
from qiao.foundation.models import Record
from qiao.foundation.selectors import HistoryRow, history_of

R = TypeVar("R", bound=Record)


def lock_as_seen(model: type[R], pk: int, seen: int) -> R:
    """The record, locked until the surrounding transaction ends.

    Raises Refused("changed_meanwhile") when it has moved since version ``seen``, Missing when there is none.
    """
    row = lock(model, pk)
    require_version(row, seen)
    return row


def acts_since(object_type: str, object_id: int, seen: int, version: int) -> tuple[HistoryRow, ...]:
    """The acts that made ``version`` out of the version ``seen``, oldest first; one query.

    Every change of a governed record is one version and one audit row, so the last rows are those.
    """
    rows = history_of(object_type, object_id)
    return rows[len(rows) - (version - seen) :] if 0 < version - seen <= len(rows) else ()
