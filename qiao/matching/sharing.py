"""Over how many processes long work is spread."""

import os

MOST_WORKERS = 2


def shared_by(records: int, shared_from: int) -> int:
    """How many processes share that many records: one for a short list, else two where the machine has two cores.

    ``QIAO_WORKERS`` in the environment names another number. Raises ValueError when it is not a whole number from 1.
    """
    given = os.environ.get("QIAO_WORKERS", "")
    if given and (not given.isdecimal() or int(given) < 1):
        raise ValueError(f"QIAO_WORKERS {given!r}: not a whole number from 1; name the processes, or leave it empty")
    if records < shared_from:
        return 1
    return int(given) if given else min(MOST_WORKERS, len(os.sched_getaffinity(0)))
