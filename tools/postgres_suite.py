"""Run the suite on PostgreSQL where a server is reachable; say so and stop without failing where none is."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
URL = os.environ.get("QIAO_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")


def main() -> int:
    """0 when the suite passes or no server answers."""
    try:
        psycopg.connect(URL, connect_timeout=3).close()
    except psycopg.OperationalError as error:
        print(f"PostgreSQL part skipped: no server at {URL} ({str(error).splitlines()[0]}).")
        print("Set QIAO_TEST_POSTGRES to an address with the right to create databases to run it.")
        return 0
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        "2",
        "-m",
        "not browser and not sqlite_only",
        *sys.argv[1:],
    ]
    environment = {**os.environ, "DATABASE_URL": URL}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
