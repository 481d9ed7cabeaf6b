"""Addresses of followed cases."""

from django.urls import path, re_path

from qiao.web.follows import views

urlpatterns = [
    path("work/follows/", views.follows, name="follows"),
    re_path(
        r"^work/follows/(?P<kind>demand|achievement|scenario|edition|introduction)/(?P<pk>[0-9]{1,18})/follow/$",
        views.follow,
        name="follow-case",
    ),
    path("work/follows/<int:follow_id>/end/", views.unfollow, name="unfollow-case"),
]
