"""Addresses of home, what is simulated, health."""

from django.urls import path

from qiao.web.front import addresses, components, health, switching, views

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("sitemap.xml", addresses.sitemap, name="sitemap"),
    path("sitemap-<slug:part>-<int:number>.xml", addresses.sitemap_part, name="sitemap-part"),
    path("robots.txt", addresses.robots, name="robots"),
    path("opensearch.xml", addresses.search_description, name="opensearch"),
    path("about/simulated/", views.about_simulated, name="about-simulated"),
    path("language/<slug:code>/", switching.language, name="language"),
    path("acting/", switching.acting, name="acting"),
    path("components/", components.components, name="components"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
