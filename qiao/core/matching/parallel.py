"""The same work done by this process, by several, or by a Dask cluster; results come in the order of the tasks."""

import weakref
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")
# Tasks handed out beyond those at work, so that no process waits and memory stays bounded.
AHEAD = 2
# How often in a row a task may take its process along before the task itself is blamed.
MOST_DEATHS = 3


class Pool(Protocol):
    """Somebody who does tasks; each must be a function of its arguments and of files alone, so it can be repeated."""

    def map(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """Yield the result of each task in turn; tasks are taken as they are needed."""

    def close(self) -> None:
        """Let go of whoever did the work."""


class Alone:
    """Does everything in this process."""

    def map(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """Yield the result of each task in turn."""
        return map(work, tasks)

    def close(self) -> None:
        """There is nobody to let go of."""


class Processes:
    """Processes of this machine, kept until `close`; when one is killed, what was not finished is given to new ones."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._running: list[ProcessPoolExecutor] = []
        weakref.finalize(self, _end, self._running)

    def close(self) -> None:
        """End the processes."""
        _end(self._running)

    def map(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """Yield the result of each task in turn. Raises BrokenProcessPool when a task keeps killing its process."""
        source, deaths = iter(tasks), 0
        # What was handed out and has not come back yet, the oldest first.
        open_tasks: deque[T] = deque(islice(source, self._workers + AHEAD))
        waiting: deque[Future[R]] = deque()
        while open_tasks:
            try:
                waiting.extend(self._pool().submit(work, task) for task in islice(open_tasks, len(waiting), None))
                result = waiting[0].result()
            except BrokenProcessPool:
                deaths += 1
                self.close()
                waiting.clear()
                if deaths >= MOST_DEATHS:
                    raise
                continue
            deaths = 0
            waiting.popleft()
            open_tasks.popleft()
            open_tasks.extend(islice(source, 1))
            yield result

    def _pool(self) -> ProcessPoolExecutor:
        if not self._running:
            # A new interpreter holds no open database connection and no lock of its parent, as a forked one would.
            self._running.append(ProcessPoolExecutor(self._workers, mp_context=get_context("spawn")))
        return self._running[0]


def _end(running: list[ProcessPoolExecutor]) -> None:
    while running:
        running.pop().shutdown(wait=True, cancel_futures=True)


@dataclass(frozen=True)
class Cluster:
    """The workers of a Dask scheduler, by its address; all of them must see the index folder under the same path.

    A task whose worker dies is given to another one by the scheduler.
    """

    address: str

    def map(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """Yield the result of each task in turn. Raises ClusterUnusable when no scheduler answers."""
        with _client(self.address) as client:
            ahead = AHEAD + sum(client.nthreads().values())
            waiting: deque[Any] = deque()
            for task in tasks:
                waiting.append(client.submit(work, task, pure=False))
                if len(waiting) >= ahead:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

    def close(self) -> None:
        """The cluster goes on; it is somebody else's."""


class ClusterUnusable(Exception):
    """The Dask cluster cannot be used; the message says why and what to do."""


def _client(address: str) -> Any:
    try:
        import distributed
    except ImportError as error:
        raise ClusterUnusable(f"QIAO_DASK {address!r}: Dask is not installed; install qiao[cluster]") from error
    try:
        open_client: Any = distributed.Client
        return open_client(address, timeout=10, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise ClusterUnusable(
            f"QIAO_DASK {address!r}: no scheduler answers ({error}); start one, or unset it"
        ) from error
