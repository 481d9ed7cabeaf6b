"""Addresses of the imports."""

from django.urls import path

from qiao.web.imports import batches, near_rows, uploads

urlpatterns = [
    path("work/imports/", batches.imports, name="work-imports"),
    path("work/imports/new/", uploads.new, name="import-new"),
    path("work/imports/template/<slug:room>.<slug:name>.xlsx", uploads.template, name="import-template"),
    path("work/imports/uploads/<int:pk>/", uploads.upload, name="import-upload"),
    path("work/imports/<int:pk>/", batches.batch, name="import"),
    path("work/imports/<int:pk>/near/", near_rows.near, name="import-near"),
    path("work/imports/<int:pk>/bad-rows/", batches.bad_rows, name="import-bad-rows"),
    path("work/imports/<int:pk>/apply/", batches.apply, name="import-apply"),
    path("work/imports/<int:pk>/discard/", batches.discard, name="import-discard"),
]
