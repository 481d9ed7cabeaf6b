"""Addresses of the organisations."""

from django.urls import path

from qiao.web.organisations import views

urlpatterns = [
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/export.csv", views.export, {"ending": "csv"}, name="organisations-csv"),
    path("organisations/export.xlsx", views.export, {"ending": "xlsx"}, name="organisations-xlsx"),
    path("organisations/feed.atom", views.feed, name="organisations-feed"),
    path("organisations/<int:key>/", views.organisation, name="organisation"),
]
