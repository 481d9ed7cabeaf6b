"""The pages for what went wrong: what happened, what to do now, and the reference to quote."""

from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string

from qiao.foundation.wording import has_text, text_of
from qiao.web.kept_input import keep_for_later
from qiao.web.pages import render_page


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request cannot be read; 413 when it is too large."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return _page(request, "413.html", 413)
    return _page(request, "400.html", 400)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: no right, with the reason in words where the rules name one."""
    code = f"denied.{exception}"
    return _page(request, "403.html", 403, why=text_of(code) if has_text(code) else "")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """404: no such page, or none for this reader; the two look the same."""
    return _page(request, "404.html", 404)


def form_not_checked(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """403: a form came without its check value (Django's CSRF_FAILURE_VIEW).

    A form of the person who has signed in, perhaps again in another window meanwhile, comes back as it was typed.
    """
    if request.user.is_authenticated and keep_for_later(request):
        return HttpResponseRedirect(request.path)
    return _page(request, "403_csrf.html", 403)


def our_fault(request: HttpRequest) -> HttpResponse:
    """500: a fault of ours. The page asks no table, since the database may be what failed."""
    page = render_to_string("500.html", {"reference": getattr(request, "reference", ""), "section": "", "zone": None})
    return HttpResponse(page, status=500)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """429: too many attempts."""
    return _page(request, "429.html", 429)


def _page(request: HttpRequest, template: str, status: int, **more: Any) -> HttpResponse:
    context = {"reference": getattr(request, "reference", ""), "why": "", **more}
    return render_page(request, template, context, status=status)
