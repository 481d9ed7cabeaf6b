"""Addresses of the pages."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("qiao.web.front.urls")),
    path("", include("qiao.web.listings.urls")),
    path("", include("qiao.web.organisations.urls")),
    path("", include("qiao.web.editions.urls")),
    path("", include("qiao.web.matches.urls")),
    path("", include("qiao.web.desk.urls")),
    path("", include("qiao.web.editions_desk.urls")),
    path("", include("qiao.web.introductions.urls")),
    path("", include("qiao.web.forms_desk.urls")),
    path("", include("qiao.web.accounts.urls")),
    path("", include("qiao.web.funnel.urls")),
    path("", include("qiao.web.imports.urls")),
    path("", include("qiao.web.notices.urls")),
    path("", include("qiao.web.follows.urls")),
    path("", include("qiao.web.searches.urls")),
    path("", include("qiao.web.registers.urls")),
    path("", include("qiao.web.programmes.urls")),
]
