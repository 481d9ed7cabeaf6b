"""Addresses of the pages."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("qiao.web.front.urls")),
    path("", include("qiao.web.listings.urls")),
    path("", include("qiao.web.editions.urls")),
    path("", include("qiao.web.matches.urls")),
    path("language/", include("django.conf.urls.i18n")),
]
