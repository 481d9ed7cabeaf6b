"""Choosing pairs under limits: the best list that keeps every limit, exactly, with the price of each limit."""

from qiao.core.assignment.answers import Answer, answer
from qiao.core.assignment.conflicts import Conflict, ConflictingLimit
from qiao.core.assignment.prices import LimitPrice
from qiao.core.assignment.problem import NEED, OFFER, TOTAL, Bound, Candidate, Group, Limit
from qiao.core.assignment.programme import OutOfTime
from qiao.core.assignment.reasons import Blocked, blocked_by
from qiao.core.assignment.solving import Assignment, Effort, Status

__all__ = [
    "NEED",
    "OFFER",
    "TOTAL",
    "Answer",
    "Assignment",
    "Blocked",
    "Bound",
    "Candidate",
    "Conflict",
    "ConflictingLimit",
    "Effort",
    "Group",
    "Limit",
    "LimitPrice",
    "OutOfTime",
    "Status",
    "answer",
    "blocked_by",
]
