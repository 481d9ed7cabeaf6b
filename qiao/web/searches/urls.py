"""Addresses of saved searches. ``/work/searches/new/`` takes the values of a list's address and ``list``."""

from django.urls import path, re_path

from qiao.web.searches import keeping, views

urlpatterns = [
    path("work/searches/", views.searches, name="saved-searches"),
    path("work/searches/new/", keeping.new, name="saved-search-new"),
    path("work/searches/export.csv", views.export, name="saved-searches-csv"),
    path("work/searches/<int:search_id>/", views.results, name="saved-search"),
    path("work/searches/<int:search_id>/edit/", keeping.edit, name="saved-search-edit"),
    re_path(
        r"^work/searches/(?P<search_id>[0-9]{1,18})/(?P<verb>pause|resume|seen|delete|restore)/$",
        views.act,
        name="saved-search-act",
    ),
    path("searches/stop/<str:token>/", keeping.stop, name="search-stop"),
]
