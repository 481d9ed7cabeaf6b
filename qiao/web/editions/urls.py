"""Addresses of the editions."""

from django.urls import path

from qiao.web.editions import views

urlpatterns = [
    path("editions/", views.editions, name="editions"),
    path("editions/feed.atom", views.feed, name="edition-feed"),
    path("editions/<slug:number>/", views.edition, name="edition"),
    path("editions/<slug:number>/<str:name>", views.edition_file, name="edition-file"),
    path("catalog.jsonld", views.catalog, name="catalog"),
]
