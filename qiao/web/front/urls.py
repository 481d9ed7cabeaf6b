"""Addresses of home, what is simulated, health."""

from django.urls import path

from qiao.web.front import views

urlpatterns = [
    path("", views.home, name="home"),
    path("about/simulated/", views.about_simulated, name="about-simulated"),
    path("healthz", views.healthz, name="healthz"),
]
