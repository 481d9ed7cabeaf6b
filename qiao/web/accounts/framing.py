"""Putting the pages of django-allauth into our frame."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse

from qiao.web.pages import page_context

View = Callable[..., HttpResponseBase]
SECTION = "account"


def in_frame(view: View) -> View:
    """Give the page of a view what our frame shows: the zone, the navigation; and let nobody keep a copy of it."""

    @wraps(view)
    def framed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse):
            given = response.context_data or {}
            response.context_data = {**page_context(request, SECTION), **given}
        response["Cache-Control"] = "no-store"
        return response

    return framed
