"""Addresses of the desk."""

from django.urls import URLPattern, path

from qiao.web.forms_desk.kinds import KINDS
from qiao.web.forms_desk.views import edit_record, guide_demand, new_record

urlpatterns: list[URLPattern] = [
    path("work/demands/<int:record_id>/guide/", guide_demand, name="demand-guide"),
]
for kind in KINDS.values():
    given = {"section": kind.section}
    urlpatterns += [
        path(f"work/{kind.section}/new/", new_record, given, name=f"{kind.key}-new"),
        path(f"work/{kind.section}/<int:record_id>/edit/", edit_record, given, name=f"{kind.key}-edit"),
    ]
