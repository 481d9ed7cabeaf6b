"""Grading matches: who may, what a grade is, and which pairs are offered on a day. Pure."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from qiao.core.access import Actor, Role

GRADES = (1, 2, 3, 4)
"""From unrelated to strong, the scale of the experts of the openly graded pairs."""
GRADERS = (Role.EXPERT, Role.TECHNOLOGY_MANAGER, Role.ZONE_OPERATOR)
READERS = (Role.ZONE_OPERATOR, Role.SUPERVISOR)


@dataclass(frozen=True)
class GradeFacts:
    """What the right to read a grade looks at."""

    zone_code: str
    graded_by_person: int


@dataclass(frozen=True)
class Candidate:
    """A match that could be graded: its key, what it answers, and its level."""

    match_id: int
    source: tuple[str, int]
    level: str


def sees_grade(actor: Actor, facts: GradeFacts) -> bool:
    """Whether the actor may see a grade: one's own, those of the zone for operator and supervisor, all for audit."""
    if actor.role is Role.AUDITOR:
        return True
    if not actor.zone_code or actor.zone_code != facts.zone_code:
        return False
    own = actor.person_id is not None and actor.person_id == facts.graded_by_person
    return actor.role in READERS or (actor.role in GRADERS and own)


def keys_to_try(bounds: Iterable[tuple[int, int]], number: int, seed: str) -> list[int]:
    """Keys drawn evenly from ranges (first and last included), every key when there are not more than ``number``."""
    ranges = [range(first, last + 1) for first, last in bounds]
    total = sum(len(keys) for keys in ranges)
    if total <= number:
        return [key for keys in ranges for key in keys]
    drawn = Random(seed).sample(range(total), number)
    return sorted(_key_at(ranges, place) for place in drawn)


def pairs_of_day(candidates: Sequence[Candidate], number: int, seed: str) -> tuple[int, ...]:
    """The matches to grade, in order: levels take turns, and no source comes twice before every other has come.

    The order depends on the seed and the keys alone, so that everybody grades the same pairs on one day and their
    grades can be compared.
    """
    by_level: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in _spread(sorted(candidates, key=lambda one: _lot(seed, one.match_id))):
        by_level[candidate.level].append(candidate)
    queues = [by_level[level] for level in sorted(by_level)]
    longest = max((len(queue) for queue in queues), default=0)
    order = [queue[place].match_id for place in range(longest) for queue in queues if place < len(queue)]
    return tuple(order[:number])


def _spread(shuffled: Iterable[Candidate]) -> list[Candidate]:
    """First one of each source, then a second one of each, and so on."""
    seen: dict[tuple[str, int], int] = defaultdict(int)
    turns: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in shuffled:
        turns[seen[candidate.source]].append(candidate)
        seen[candidate.source] += 1
    return [candidate for turn in sorted(turns) for candidate in turns[turn]]


def _lot(seed: str, key: int) -> str:
    return hashlib.sha256(f"{seed}:{key}".encode()).hexdigest()


def _key_at(ranges: Sequence[range], place: int) -> int:
    for keys in ranges:
        if place < len(keys):
            return keys[place]
        place -= len(keys)
    raise IndexError(place)
