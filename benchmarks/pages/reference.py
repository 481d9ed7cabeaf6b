"""The list page as somebody would write it by hand: psycopg, one Jinja template, no framework.

It shows the same rows of the same table with the same columns as Qiao's anonymous list, without sign-in, rights,
facets, languages or clocks. Served by the same server, it is what the figures of the pages are put beside.
"""

import os
from collections.abc import Callable, Iterable
from typing import Any

import jinja2
import psycopg
from psycopg.rows import dict_row

PAGE_SIZE = 20
_QUERY = """
SELECT a.code, a.title, a.organisation_name, a.field, a.region, a.published_at, a.maturity, o.name AS unit
FROM catalogue_achievement a LEFT JOIN parties_organisation o ON o.id = a.organisation_id
WHERE a.state = 'published' AND a.disclosure = 'public'
ORDER BY a.published_at DESC, a.id DESC LIMIT %s
"""
_COUNT = "SELECT count(*) AS total FROM catalogue_achievement WHERE state = 'published' AND disclosure = 'public'"
_TEMPLATE = jinja2.Environment(autoescape=True).from_string(
    """<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>科技成果</title></head><body>
<h1>科技成果</h1><p>共{{ total }}条</p><ol>{% for row in rows %}
<li><a href="/achievements/{{ row.code }}/">{{ row.title }}</a>
<span>{{ row.code }}</span> <span>{{ row.unit or row.organisation_name }}</span> <span>{{ row.field }}</span>
<span>{{ row.region }}</span> <span>{{ row.maturity or "–" }}</span> <time>{{ row.published_at.date() }}</time></li>
{% endfor %}</ol></body></html>"""
)
_CONNECTION: psycopg.Connection[dict[str, Any]] | None = None


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:  # noqa: ARG001
    """The WSGI application; one connection for each process, kept open."""
    global _CONNECTION  # noqa: PLW0603
    if _CONNECTION is None:
        _CONNECTION = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True, row_factory=dict_row)
    total = _CONNECTION.execute(_COUNT).fetchone()
    rows = _CONNECTION.execute(_QUERY, (PAGE_SIZE,)).fetchall()
    page = _TEMPLATE.render(rows=rows, total=total["total"] if total else 0).encode()
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(page)))])
    return [page]
