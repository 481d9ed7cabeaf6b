"""Pages for people who have signed in and act under a holding."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from qiao.core.access import Role
from qiao.web.acting import ActingRequest
from qiao.web.kept_input import keep_for_later
from qiao.web.pages import render_page

View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """Send visitors to the log-in page and back again; what they had typed into a form is kept meanwhile.

    Somebody who has signed in but holds no role at present gets a page that says so (403); who must first set up a
    second step of signing in is led there.
    """

    @wraps(view)
    def asked(request: ActingRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_log_in(request)
        if request.factor_missing:
            return _led(request, reverse("mfa_index"))
        if request.actor.role is Role.PUBLIC:
            return render_page(request, "web/no_holding.html", {}, status=403)
        return view(request, *args, **kwargs)

    return asked


def own_address(request: ActingRequest, address: str, otherwise: str) -> str:
    """The address when it leads into this platform, else ``otherwise``; only path and query are kept."""
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
        return otherwise
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _to_log_in(request: ActingRequest) -> HttpResponse:
    back, kept = request.get_full_path(), {}
    if request.method == "POST":
        back = own_address(request, request.headers.get("referer", ""), request.path)
        if keep_for_later(request):
            kept = {"kept": "1"}
    return _led(request, f"{reverse('account_login')}?{urlencode({'next': back, **kept})}")


def _led(request: ActingRequest, address: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
