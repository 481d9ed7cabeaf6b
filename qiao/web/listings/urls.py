"""Addresses of the public lists."""

from django.urls import URLPattern, path

from qiao.web.listings import details, views
from qiao.web.listings.kinds import KINDS

urlpatterns: list[URLPattern] = []
for _kind in KINDS.values():
    _section = {"section": _kind.section}
    urlpatterns += [
        path(f"{_kind.section}/", views.listing, _section, name=_kind.section),
        path(f"{_kind.section}/export.csv", views.export, {**_section, "ending": "csv"}, name=f"{_kind.section}-csv"),
        path(f"{_kind.section}/export.xlsx", views.export, _section | {"ending": "xlsx"}, name=f"{_kind.section}-xlsx"),
        path(f"{_kind.section}/feed.atom", views.feed, _section, name=f"{_kind.section}-feed"),
        path(f"{_kind.section}/<slug:code>/", details.record, _section, name=_kind.key),
    ]
