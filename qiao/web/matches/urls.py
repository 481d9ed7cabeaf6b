"""Addresses of matching: of free texts for everybody, of records and grades for people who work."""

from django.urls import path

from qiao.web.matches import grading_views, views, work_views

urlpatterns = [
    path("match/", views.match, name="match"),
    path("match/draft/", views.to_draft, name="match-draft"),
    path("work/matches/grade/", grading_views.grade, name="work-match-grade"),
    path("work/matches/<slug:kind>/<int:record_id>/", work_views.matches, name="work-matches"),
    path("work/grading/", grading_views.queue, name="work-grading"),
]
