"""Several processes that stand and fall together: the pages and the background work of one installation."""

import signal
import subprocess
import time
from collections.abc import Sequence
from types import FrameType

_LOOK_EVERY_SECONDS = 0.3
_PATIENCE_SECONDS = 15


def run_together(commands: Sequence[Sequence[str]]) -> int:
    """Run the commands until one ends or this process is told to; then end the others.

    Returns 0 after an orderly end (Ctrl-C, SIGTERM), otherwise 1: a supervisor should start all of it again.
    """
    told: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        told.append(number)

    kept = {number: signal.signal(number, note) for number in (signal.SIGTERM, signal.SIGINT)}
    running: list[subprocess.Popen[bytes]] = []
    try:
        running = [subprocess.Popen(command, start_new_session=True) for command in commands]
        while not told and all(process.poll() is None for process in running):
            time.sleep(_LOOK_EVERY_SECONDS)
    finally:
        _end(running)
        for number, handler in kept.items():
            signal.signal(number, handler)
    return 0 if told else 1


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    until = time.monotonic() + _PATIENCE_SECONDS
    for process in processes:
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
