"""Every address of the platform."""

from django.urls import include, path

urlpatterns = [path("api/", include("qiao.api.urls")), path("", include("qiao.web.urls"))]

handler400 = "qiao.web.errors.bad_request"
handler403 = "qiao.web.errors.not_allowed"
handler404 = "qiao.web.errors.not_found"
handler429 = "qiao.web.errors.too_many"
handler500 = "qiao.web.errors.our_fault"
