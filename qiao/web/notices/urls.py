"""Addresses of notices."""

from django.urls import path

from qiao.web.notices import views

urlpatterns = [
    path("work/notices/", views.notices, name="notices"),
    path("work/notices/settings/", views.settings, name="notice-settings"),
    path("work/notices/read-all/", views.read_all, name="notices-read-all"),
    path("work/notices/<int:notice_id>/", views.notice, name="notice"),
    path("work/notices/<int:notice_id>/read/", views.read, name="notice-read"),
    path("work/notices/<int:notice_id>/unread/", views.unread, name="notice-unread"),
]
