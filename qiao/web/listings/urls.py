"""Addresses of the public lists."""

from django.urls import URLPattern, path

from qiao.web.listings import views
from qiao.web.listings.kinds import KINDS

urlpatterns: list[URLPattern] = []
for _kind in KINDS.values():
    _section = {"section": _kind.section}
    urlpatterns += [
        path(f"{_kind.section}/", views.listing, _section, name=_kind.section),
        path(f"{_kind.section}/export.csv", views.export, _section, name=f"{_kind.section}-export"),
        path(f"{_kind.section}/<slug:code>/", views.record, _section, name=_kind.key),
    ]
