"""Stopwatch, memory and the machine at the moment."""

import os
import resource
import time
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[T, float, float]:
    """Return the result of some work, the seconds it took, and the seconds of processor time of this process."""
    began, cpu = time.perf_counter(), time.process_time()
    result = work()
    return result, time.perf_counter() - began, time.process_time() - cpu


def each(asked: Iterable[T], work: Callable[[T], object]) -> tuple[list[float], list[float]]:
    """Return milliseconds by the clock and of processor time for each, shortest first."""
    clock, cpu = [], []
    for one in asked:
        _, seconds, processor = timed(lambda one=one: work(one))
        clock.append(seconds * 1000)
        cpu.append(processor * 1000)
    return sorted(clock), sorted(cpu)


def at(values: list[float], share: float) -> float:
    """Return the value at a share of a sorted list."""
    return values[min(len(values) - 1, int(len(values) * share))]


def peak_mb() -> str:
    """Return the peak memory of this process and of the largest other process it started, in MB."""
    own, other = (resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return f"peak {own:,} MB, other processes {other:,} MB each at most"


def machine() -> str:
    """Return the number of cores and how many processes wanted them in the last minute and quarter of an hour."""
    one, _, fifteen = os.getloadavg()
    return f"{len(os.sched_getaffinity(0))} cores, load {one:.1f} (15 min {fifteen:.1f})"
