"""Addresses of lists under limits."""

from django.urls import path

from qiao.web.programmes import supply_views, views

urlpatterns = [
    path("work/supply/", supply_views.commissions, name="work-commissions"),
    path("work/supply/<int:commission_id>/", supply_views.commission, name="work-commission"),
    path("work/supply/<int:commission_id>/export.csv", supply_views.commission_csv, name="work-commission-export"),
    path("work/roadshow/", views.roadshow, name="work-roadshow"),
    path("work/roadshow/export.csv", views.roadshow_csv, name="work-roadshow-export"),
    path("work/week/", views.week, name="work-week"),
    path("work/week/export.csv", views.week_csv, name="work-week-export"),
]
