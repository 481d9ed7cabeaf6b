"""Addresses of the edition workflow."""

from django.urls import URLPattern, path, re_path

from qiao.web.desk.kinds import EDITIONS
from qiao.web.editions_desk import compiling, views

_VERBS = "|".join(verb for verb in EDITIONS.verbs if verb != "recompile")

urlpatterns: list[URLPattern] = [
    path("work/editions/", views.editions, name="work-editions"),
    path("work/editions/new/", compiling.new, name="work-edition-new"),
    path("work/editions/<int:pk>/", views.edition, name="work-edition"),
    path("work/editions/<int:pk>/history/", views.history, name="work-edition-history"),
    path("work/editions/<int:pk>/history.csv", views.history_csv, name="work-edition-history-csv"),
    path("work/editions/<int:pk>/recompile/", compiling.recompile, name="work-edition-recompile"),
    re_path(rf"^work/editions/(?P<pk>[0-9]{{1,18}})/(?P<verb>{_VERBS})/$", views.verb, name="work-edition-verb"),
]
