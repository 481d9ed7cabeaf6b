"""Home, what is simulated, health."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from qiao.web.front.selectors import database_answers, overview
from qiao.web.pages import render_page


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the zone offers, in numbers with links, and its latest editions."""
    return render_page(request, "web/home.html", {"overview": overview()}, section="home")


@require_safe
def about_simulated(request: HttpRequest) -> HttpResponse:
    """What is simulated or not connected."""
    return render_page(request, "web/about_simulated.html", {}, section="about")


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """``ok`` when pages and database answer, 503 when the database does not; for supervision, not for people."""
    try:
        database_answers()
    except DatabaseError:
        return HttpResponse("database does not answer\n", status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
