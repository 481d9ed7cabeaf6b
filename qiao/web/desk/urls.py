"""Addresses of the workbench. Every verb of a lifecycle has one, without being named here."""

from collections.abc import Iterator

from django.urls import URLPattern, path, re_path

from qiao.web.desk.audit import trail
from qiao.web.desk.bulk import bulk
from qiao.web.desk.case_page import case, history, history_csv
from qiao.web.desk.home import home
from qiao.web.desk.kinds import KINDS, CaseKind
from qiao.web.desk.lists import cases, export
from qiao.web.desk.verbs import verb


def _pages_of(kind: CaseKind) -> Iterator[URLPattern]:
    start, of = f"work/{kind.section}/", {"section": kind.section}
    yield path(start, cases, of, name=f"work-{kind.section}")
    for ending in ("csv", "xlsx"):
        name = f"work-{kind.section}-{ending}"
        yield path(f"{start}export.{ending}", export, {**of, "ending": ending}, name=name)
    yield path(f"{start}bulk/", bulk, of, name=f"work-{kind.section}-bulk")
    yield path(f"{start}<int:pk>/", case, of, name=f"work-{kind.key}")
    yield path(f"{start}<int:pk>/history/", history, of, name=f"work-{kind.key}-history")
    yield path(f"{start}<int:pk>/history.csv", history_csv, of, name=f"work-{kind.key}-history-csv")
    verbs = "|".join(kind.verbs)
    yield re_path(rf"^{start}(?P<pk>[0-9]{{1,18}})/(?P<verb>{verbs})/$", verb, of, name=f"work-{kind.key}-verb")


urlpatterns: list[URLPattern] = [
    path("work/", home, name="work-home"),
    path("work/audit/", trail, name="work-audit"),
    *(page for kind in KINDS.values() for page in _pages_of(kind)),
]
