"""Addresses of free-text matching."""

from django.urls import path

from qiao.web.matches import views

urlpatterns = [path("match/", views.match, name="match")]
