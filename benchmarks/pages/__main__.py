"""python -m benchmarks.pages ADDRESS DATA_FOLDER

Measures the pages over a PostgreSQL database that already holds a long list, for example:

    createdb qiao_bench
    export QIAO_DATA=/tmp/bench DATABASE_URL=postgresql://postgres@127.0.0.1:5432/qiao_bench
    python -m benchmarks.pages.long_list /tmp/achievements.csv 100000
    qiao import achievements /tmp/achievements.csv
    python -m benchmarks.pages

Prints requests a second beside the page written by hand (`benchmarks.pages.reference`), the search page's p95,
statements and bytes of each page. Everything runs on this machine, one process for pages, four clients.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.pages.loading import measured, one_after_another, size

WORDS = ("轴承", "余热回收", "涂层", "检测", "电池", "铝合金", "膜分离", "传感器", "催化剂", "机器人")
PAGES = ("/", "/achievements/", "/demands/", "/scenarios/", "/organisations/", "/editions/", "/search/?q=轴承")
WORK_PAGES = ("/work/", "/work/achievements/", "/work/demands/", "/work/introductions/", "/work/notices/")
FILES = ("tabler/tabler.min.css", "qiao/qiao.css", "qiao/qiao.js", "django_htmx/htmx-2.min.js")
OURS, BY_HAND = "config.wsgi:application", "benchmarks.pages.reference:application"
_PATIENCE_SECONDS = 30


def main() -> None:
    """All figures in one run."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")
    import django

    django.setup()
    from django.core.management import call_command
    from django.templatetags.static import static

    from benchmarks.pages.signing_in import operators_cookie, statements

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    cookie = operators_cookie()
    with (
        served("config.wsgi:application", 8931) as ours,
        served("benchmarks.pages.reference:application", 8932) as hand,
    ):
        reference = measured(hand, "/")
        anonymous = measured(ours, "/achievements/")
        signed_in = measured(ours, "/achievements/", cookie=cookie)
        work = measured(ours, "/work/achievements/", cookie=cookie)
        print(f"written by hand (psycopg + Jinja)     {_line(reference)}")
        for name, found in (
            ("anonymous list", anonymous), ("signed-in list", signed_in), ("signed-in list of cases", work),
        ):  # fmt: skip
            ratio = found["requests_per_second"] / reference["requests_per_second"]
            print(f"{name:37} {_line(found)}  {ratio:.2f} ×")
        searches = one_after_another(ours, [f"/search/?q={_quoted(word)}" for word in WORDS])
        print(f"search page, ten words, one each      {_line(searches)}")
        shared = sum(size(ours, static(name)) for name in FILES)
        for path in (*PAGES, *WORK_PAGES):
            body = size(ours, _address(path), cookie=cookie if path.startswith("/work/") else "")
            asked = statements(path, cookie)
            print(f"{path:24} {asked:3} statements, first load {shared + body:8,} bytes, later {body:7,} bytes")


@contextmanager
def served(application: str, port: int) -> Iterator[int]:
    """The application in one granian process with four threads."""
    granian = Path(sys.executable).parent / "granian"
    command: Sequence[str] = [str(granian), "--interface", "wsgi", "--port", str(port), "--workers", "1",
                              "--blocking-threads", "4", "--log-level", "error", application]  # fmt: skip
    process = subprocess.Popen(command, env=dict(os.environ), cwd=Path(__file__).resolve().parents[2])
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            size(port, "/")
        except OSError:
            time.sleep(0.2)
        else:
            return
    sys.exit(f"nothing answers on port {port}")


def _line(found: dict[str, float]) -> str:
    return f"{found['requests_per_second']:8.1f} a second, p50 {found['p50_ms']:7.1f} ms, p95 {found['p95_ms']:7.1f} ms"


def _address(path: str) -> str:
    head, _, query = path.partition("?q=")
    return f"{head}?q={_quoted(query)}" if query else head


def _quoted(text: str) -> str:
    from urllib.parse import quote

    return quote(text)


if __name__ == "__main__":
    main()
