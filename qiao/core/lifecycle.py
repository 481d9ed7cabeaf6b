"""Lifecycles as tables: states, verbs, guards and clocks, checked when they are built.

A lifecycle is data. Which buttons a page shows, which routes the API has, what the diagrams and the tests are, all of
it is derived from this table and from the grants (`qiao.core.access`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from qiao.core.outcomes import Refused

F = TypeVar("F")
Guard = Callable[[Any], str | None]
"""Maps facts to a refusal code, or None when it is satisfied. Named for what is true then: ``has_indicators``."""


class LifecycleError(Exception):
    """The table itself is wrong: an unknown, unreachable or doubly defined state or verb."""


@dataclass(frozen=True)
class Transition:
    """One verb: where it may be used from, where it leads, what must hold, and whether a reason is compulsory."""

    verb: str
    sources: tuple[StrEnum, ...]
    target: StrEnum
    guards: tuple[Guard, ...] = ()
    by_clock: bool = False
    needs_reason: bool = False


@dataclass(frozen=True)
class TimeLimit(Generic[F]):
    """While a case is in ``state``, ``verb`` falls due at ``when(facts)``; None means no clock runs.

    ``working_days`` says how the days that are left are counted.
    """

    state: StrEnum
    verb: str
    when: Callable[[F], datetime | None]
    working_days: bool = False


@dataclass(frozen=True)
class Step:
    """A move that the table and the guards allow."""

    action: str
    verb: str
    source: StrEnum
    target: StrEnum


@dataclass(frozen=True)
class Offer:
    """A verb of the present state: free to use (``refusal`` None) or greyed with the reason."""

    verb: str
    action: str
    refusal: str | None
    needs_reason: bool


@dataclass(frozen=True)
class Due:
    """What the clock will do next, and when."""

    at: datetime
    verb: str


@dataclass(frozen=True)
class Lifecycle(Generic[F]):
    """The whole table of one kind of case. Raises LifecycleError when it does not hold together."""

    key: str
    states: type[StrEnum]
    initial: StrEnum
    transitions: tuple[Transition, ...]
    limits: tuple[TimeLimit[F], ...] = ()
    _by_verb: dict[str, tuple[Transition, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_verb: dict[str, tuple[Transition, ...]] = {}
        for transition in self.transitions:
            by_verb[transition.verb] = (*by_verb.get(transition.verb, ()), transition)
        object.__setattr__(self, "_by_verb", by_verb)
        self._check_known()
        self._check_reachable()
        self._check_limits()

    @property
    def verbs(self) -> tuple[str, ...]:
        """Every verb once, in table order."""
        return tuple(self._by_verb)

    @property
    def final_states(self) -> tuple[StrEnum, ...]:
        """States that no verb leaves."""
        left = {source for transition in self.transitions for source in transition.sources}
        return tuple(state for state in self.states if state not in left)

    def action(self, verb: str) -> str:
        """The one key of a verb, e.g. ``catalogue.demand.publish``; raises LifecycleError when unknown."""
        if verb not in self._by_verb:
            raise LifecycleError(f"{self.key}: unknown verb {verb!r}")
        return f"{self.key}.{verb}"

    def transition(self, state: StrEnum | str, verb: str) -> Transition | None:
        """The row of the table for this pair, or None when the verb does not exist in that state."""
        for transition in self._by_verb.get(verb, ()):
            if state in transition.sources:
                return transition
        return None

    def step(self, state: StrEnum | str, verb: str, facts: F, reason: str | None = None) -> Step:
        """The move, if the table and every guard allow it; raises Refused with the first code that forbids it.

        ``reason`` is checked only when it is given (not None) or the verb needs one.
        """
        action = self.action(verb)
        transition = self.transition(state, verb)
        if transition is None:
            raise Refused("not_in_this_state", action=action, state=str(state))
        for guard in transition.guards:
            refusal = guard(facts)
            if refusal is not None:
                raise Refused(refusal, action=action, state=str(state))
        if transition.needs_reason and not (reason or "").strip():
            raise Refused("reason_needed", action=action, state=str(state))
        return Step(action, verb, self.states(state), transition.target)

    def offers(self, state: StrEnum | str, facts: F) -> tuple[Offer, ...]:
        """The verbs of this state that people use, with the reason why one is closed now."""
        found = []
        for transition in self.transitions:
            if state not in transition.sources or transition.by_clock:
                continue
            refusal = next((code for guard in transition.guards if (code := guard(facts))), None)
            found.append(Offer(transition.verb, f"{self.key}.{transition.verb}", refusal, transition.needs_reason))
        return tuple(found)

    def due(self, state: StrEnum | str, facts: F) -> Due | None:
        """The earliest clock of this state, if one runs."""
        times = [Due(at, limit.verb) for limit in self.limits if limit.state == state and (at := limit.when(facts))]
        return min(times, key=lambda due: due.at, default=None)

    def _check_known(self) -> None:
        self._require_states([self.initial], "initial state")
        seen: set[tuple[str, str]] = set()
        for transition in self.transitions:
            self._require_states([*transition.sources, transition.target], f"verb {transition.verb!r}")
            if not transition.sources:
                raise LifecycleError(f"{self.key}: verb {transition.verb!r} has no source state")
            for source in transition.sources:
                if (source, transition.verb) in seen:
                    raise LifecycleError(f"{self.key}: {transition.verb!r} from {source!r} is defined twice")
                seen.add((source, transition.verb))

    def _check_reachable(self) -> None:
        reached = {self.initial}
        frontier = [self.initial]
        while frontier:
            state = frontier.pop()
            for transition in self.transitions:
                if state in transition.sources and transition.target not in reached:
                    reached.add(transition.target)
                    frontier.append(transition.target)
        lost = [state for state in self.states if state not in reached]
        if lost:
            raise LifecycleError(f"{self.key}: unreachable states {', '.join(lost)}")

    def _check_limits(self) -> None:
        for limit in self.limits:
            self._require_states([limit.state], f"limit {limit.verb!r}")
            if self.transition(limit.state, limit.verb) is None:
                raise LifecycleError(f"{self.key}: limit fires {limit.verb!r}, which {limit.state!r} does not have")

    def _require_states(self, states: Iterable[StrEnum], where: str) -> None:
        for state in states:
            if not isinstance(state, self.states):
                raise LifecycleError(f"{self.key}: {where} names unknown state {state!r}")
