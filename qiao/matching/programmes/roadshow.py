"""The programme of a roadshow (路演): which achievements are shown in which session. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qiao.core import assignment
from qiao.core.assignment import NEED, OFFER, Answer, Bound, Candidate, Conflict, Limit
from qiao.core.outcomes import Invalid, Problem
from qiao.core.taxonomy import HiTechField

ALL = "0"
"""The theme of a session that is open to every field."""
MOST_SESSIONS, MOST_SLOTS, MOST_ENTRIES = 12, 50, 500


@dataclass(frozen=True)
class RoadshowPlan:
    """Sessions by their theme (digit of a hi-tech field, 0 for all), and the limits of the programme.

    At most ``slots`` achievements in each session and ``per_organisation`` of one organisation in all sessions
    together; at least ``per_field`` in each field that has any. 0 leaves the last two out.
    """

    sessions: tuple[str, ...]
    slots: int
    per_organisation: int
    per_field: int


@dataclass(frozen=True)
class Exhibit:
    """An achievement that could be shown; ``scores`` tells by theme its best score and the demand that gave it.

    The audience of a session are the firms behind the demands of its field.
    """

    achievement_id: int
    organisation_id: int | None
    field: str
    scores: Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Slot:
    """A place in the programme, counted from 1."""

    session: int
    place: int
    achievement_id: int
    demand_id: int
    score_bp: int


@dataclass(frozen=True)
class Roadshow:
    """The programme by session and place, with the prices of its limits."""

    slots: tuple[Slot, ...]
    answer: Answer


def check_plan(plan: RoadshowPlan) -> None:
    """Raises Invalid naming everything that is wrong with the plan."""
    problems = list(_problems(plan))
    if problems:
        raise Invalid(*problems)


def roadshow(exhibits: Iterable[Exhibit], plan: RoadshowPlan) -> Roadshow | Conflict:
    """The programme with the largest total score, or the limits that contradict each other.

    Each achievement is shown once. Sessions of the same theme share what is shown for it evenly, the best first.
    Raises OutOfTime.
    """
    best_first = sorted(exhibits, key=lambda one: (-max(score for score, _demand in one.scores.values()), _key(one)))
    candidates = [one for place, exhibit in enumerate(best_first) for one in _candidates(exhibit, place, plan)]
    answer = assignment.answer(candidates, limits_of(plan))
    if isinstance(answer, Conflict):
        return answer
    return Roadshow(tuple(_dealt(answer.assignment.chosen, plan, {_key(one): one for one in best_first})), answer)


def limits_of(plan: RoadshowPlan) -> list[Limit]:
    """The limits of a plan as the assignment takes them."""
    limits = [Limit("once", OFFER, Bound.MOST, 1, fixed=True), Limit("slots", NEED, Bound.MOST, plan.slots)]
    if plan.per_organisation:
        limits.append(Limit("per_organisation", "organisation", Bound.MOST, plan.per_organisation))
    if plan.per_field:
        limits.append(Limit("per_field", "field", Bound.LEAST, plan.per_field))
    return limits


def _problems(plan: RoadshowPlan) -> Iterator[Problem]:
    known = (ALL, *(str(field) for field in HiTechField))
    for theme in plan.sessions:
        if theme not in known:
            yield Problem("sessions", "unknown_choice", theme, {"choices": ", ".join(known)})
    for name, value, least, most in (
        ("sessions", len(plan.sessions), 1, MOST_SESSIONS),
        ("slots", plan.slots, 1, MOST_SLOTS),
        ("per_organisation", plan.per_organisation, 0, MOST_ENTRIES),
        ("per_field", plan.per_field, 0, MOST_ENTRIES),
    ):
        if not least <= value <= most:
            yield Problem(name, "outside_range", str(value), {"least": least, "most": most})


def _key(exhibit: Exhibit) -> str:
    return f"{exhibit.achievement_id:012}"


def _candidates(exhibit: Exhibit, place: int, plan: RoadshowPlan) -> Iterator[Candidate]:
    groups = {("field", exhibit.field)} if exhibit.field else set()
    if exhibit.organisation_id is not None:
        groups.add(("organisation", str(exhibit.organisation_id)))
    for number, theme in enumerate(plan.sessions, start=1):
        if theme in exhibit.scores:
            score, _demand = exhibit.scores[theme]
            yield Candidate(f"{number:03}", _key(exhibit), score, frozenset(groups), precedence=place)


def _dealt(chosen: Iterable[Candidate], plan: RoadshowPlan, exhibits: Mapping[str, Exhibit]) -> Iterator[Slot]:
    by_theme: dict[str, list[Candidate]] = defaultdict(list)
    for one in chosen:
        by_theme[plan.sessions[int(one.need) - 1]].append(one)
    slots: list[Slot] = []
    for theme, shown in by_theme.items():
        sessions = [number for number, other in enumerate(plan.sessions, start=1) if other == theme]
        ranked = sorted(shown, key=lambda one: (-one.score_bp, one.offer))
        for rank, one in enumerate(ranked):
            place, turn = divmod(rank, len(sessions))
            exhibit = exhibits[one.offer]
            demand = exhibit.scores[theme][1]
            slots.append(Slot(sessions[turn], place + 1, exhibit.achievement_id, demand, one.score_bp))
    yield from sorted(slots, key=lambda slot: (slot.session, slot.place))
