"""Rows and variables of an integer programme, handed to HiGHS through scipy. Pure.

One variable for each candidate, 1 when it is chosen; one row for each group under a limit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from qiao.core.assignment.problem import Bound, Row

_OPTIMAL, _INFEASIBLE = 0, 2


class OutOfTime(Exception):
    """The time ran out before any list was found that keeps the limits."""


@dataclass(frozen=True)
class Found:
    """A solution: which variables are 1, and whether it is proved that none is better."""

    values: Any
    optimal: bool


@dataclass(frozen=True)
class Relaxed:
    """What the problem with fractions tells about the one without.

    No list has a larger total than ``bound``, and none with the candidate at a place one larger than ``bound`` minus
    ``lost`` at that place.
    """

    bound: float
    lost: Any


class Programme:
    """The rows as a matrix, to be solved for one objective after the other."""

    def __init__(self, rows: Sequence[Row], variables: int) -> None:
        # Loading scipy takes a third of a second, which commands that choose nothing should not wait for.
        from scipy.sparse import csr_array

        # At most seven of six candidates says nothing.
        self.rows = [row for row in rows if row.limit.bound is Bound.LEAST or len(row.members) > row.limit.number]
        self.variables = variables
        down = [number for number, row in enumerate(self.rows) for _member in row.members]
        across = [member for row in self.rows for member in row.members]
        self.matrix = csr_array((np.ones(len(down)), (down, across)), shape=(len(self.rows), variables)).tocsc()
        most = np.array([row.limit.bound is Bound.MOST for row in self.rows], dtype=bool)
        numbers = np.array([row.limit.number for row in self.rows], dtype=float)
        self.lower = np.where(most, -np.inf, numbers)
        self.upper = np.where(most, numbers, np.inf)

    def maximised(
        self, objective: Any, seconds: float, *, among: Any = None, at_least: tuple[Any, int] | None = None
    ) -> Found | None:
        """The choice with the largest value of ``objective``; None when no choice keeps the rows.

        ``among`` are the only places that may be chosen. ``at_least`` is a second sum and what it must come to.
        Raises OutOfTime.
        """
        from scipy.sparse import vstack

        places = np.arange(self.variables) if among is None else among
        matrix, lower, upper = self.matrix[:, places], self.lower, self.upper
        if at_least is not None:
            matrix = vstack([matrix, at_least[0][places].reshape(1, -1)])
            # All sums are whole numbers: half a point of room keeps rounding inside the solver from mattering.
            lower, upper = np.append(lower, at_least[1] - 0.5), np.append(upper, np.inf)
        found = _solved(objective[places], np.ones(len(places)), (matrix, lower, upper), seconds)
        if found is None:
            return None
        values = np.zeros(self.variables, dtype=int)
        values[places] = found.values
        return Found(values, found.optimal)

    def least_loosening(self, key: str, seconds: float) -> int | None:
        """By how many steps the limit of this key must be looser, so that some choice keeps the rows; None for never.

        Raises OutOfTime.
        """
        from scipy.sparse import csr_array, hstack

        loosened = np.array([row.limit.key == key for row in self.rows])
        sides = np.where(np.isinf(self.lower), -1.0, 1.0) * loosened
        matrix = hstack([self.matrix, csr_array(sides.reshape(-1, 1))])
        steps = np.append(np.zeros(self.variables), -1.0)
        enough = self.variables + max((row.limit.number for row in self.rows), default=0)
        found = _solved(steps, np.append(np.ones(self.variables), enough), (matrix, self.lower, self.upper), seconds)
        return None if found is None else int(found.values[-1])

    def relaxed(self, objective: Any) -> Relaxed | None:
        """The problem with fractions; None when even fractions cannot keep the rows."""
        from scipy.optimize import linprog

        signs = np.where(np.isinf(self.lower), 1.0, -1.0)
        limits = np.where(np.isinf(self.lower), self.upper, -self.lower)
        rows = self.matrix.multiply(signs.reshape(-1, 1)).tocsc()
        answer = linprog(-objective, A_ub=rows, b_ub=limits, bounds=(0, 1), method="highs")
        if answer.status == _INFEASIBLE:
            return None
        if answer.x is None:
            return Relaxed(float(objective.sum()), np.zeros(self.variables))
        # Any prices of the rows that are not negative give a true bound, however exactly the solver found them.
        paid = np.maximum(-answer.ineqlin.marginals, 0.0)
        worth = objective - rows.T @ paid
        return Relaxed(float(paid @ limits + np.maximum(worth, 0.0).sum()), np.maximum(-worth, 0.0))


def _solved(objective: Any, highest: Any, rows: tuple[Any, Any, Any], seconds: float) -> Found | None:
    from scipy.optimize import Bounds, LinearConstraint, milp

    matrix, lower, upper = rows
    answer = milp(
        -objective,
        integrality=np.ones(len(objective)),
        bounds=Bounds(0, highest),
        constraints=LinearConstraint(matrix, lower, upper) if matrix.shape[0] else None,
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    if answer.status == _INFEASIBLE:
        return None
    if answer.x is None:
        raise OutOfTime
    return Found(np.rint(answer.x).astype(int), answer.status == _OPTIMAL)
