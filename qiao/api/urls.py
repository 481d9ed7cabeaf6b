"""Addresses of the interface for programs; every one of them passes the gate, unknown ones too."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from qiao.api.gate import gate
from qiao.api.interface import interface
from qiao.api.pages import description, docs, problem_page, unknown_address


def _gated(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = gate(pattern.callback)
    return patterns


_operations, _app, _namespace = interface.urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/openapi.json", gate(description), name="api-description"),
    path("v1/docs", gate(docs), name="api-docs"),
    path("problems/<str:code>", gate(problem_page), name="api-problem"),
    path("v1/", include((_gated(_operations), _app), namespace=_namespace)),
    re_path(r"^.*$", gate(unknown_address)),
]
