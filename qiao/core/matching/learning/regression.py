"""Kernel ridge regression (the mean of a Gaussian process) with held-out answers in closed form."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_solve, cholesky, lapack

from qiao.core.matching.learning.lexical import Places
from qiao.core.matching.learning.terms import Numbers


@dataclass(frozen=True)
class Fit:
    """Weights of the learned points for each target, and the mean that is answered far from all of them."""

    weights: Numbers
    mean: Numbers

    def answers(self, table: Numbers) -> Numbers:
        """Return the targets of new points from their likeness with the learned ones."""
        found: Numbers = self.mean + table @ self.weights
        return found


def fitted(table: Numbers, targets: Numbers, noise: float, held_out: Iterable[Places]) -> tuple[Fit, Numbers]:
    """Fit, and return also what each group of `held_out` would be answered had it not been learned from.

    `table` is overwritten. With C the inverse of table + noise and w = C (targets - mean), the answer without a
    group g is targets_g - C_gg^-1 w_g (Rasmussen and Williams 2006, 5.4.2, for one point).
    """
    table[np.diag_indices(len(table))] += noise
    mean = targets.mean(axis=0)
    factor = cholesky(table, lower=True, overwrite_a=True, check_finite=False)
    weights = cho_solve((factor, True), targets - mean, check_finite=False)
    inverse, _ = lapack.dpotri(factor, lower=1, overwrite_c=1)
    answers = np.empty_like(targets)
    for group in held_out:
        block = inverse[np.ix_(group, group)]
        block = np.tril(block) + np.tril(block, -1).T
        answers[group] = targets[group] - np.linalg.solve(block, weights[group])
    return Fit(weights, mean), answers
