"""Addresses of the funnel."""

from django.urls import path

from qiao.web.funnel import views

urlpatterns = [
    path("funnel/", views.funnel, name="funnel"),
    path("funnel/sleeping/", views.sleeping, name="funnel-sleeping"),
    path("funnel/<slug:stage>/", views.rows, name="funnel-rows"),
    path("funnel/<slug:stage>/export.csv", views.export, name="funnel-export"),
]
