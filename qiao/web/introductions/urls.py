"""Addresses of introductions and of the digest of reasons."""

from django.urls import path

from qiao.web.introductions import acting, proposing, reasons, views

urlpatterns = [
    path("work/introductions/", views.introductions, name="work-introductions"),
    path("work/introductions/export.csv", views.export, name="work-introductions-export"),
    path("work/introductions/new/", proposing.propose, name="work-introduction-new"),
    path("work/introductions/<int:introduction_id>/", views.introduction, name="work-introduction"),
    path("work/introductions/<int:introduction_id>/<slug:verb>/", acting.act, name="work-introduction-act"),
    path("work/reasons/", reasons.achievements, name="work-reasons"),
    path("work/achievements/<int:achievement_id>/reasons/", reasons.achievement, name="work-achievement-reasons"),
]
