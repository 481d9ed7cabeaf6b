"""Signing in through the provider that the settings name (OpenID Connect); nothing of it exists without one."""

from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from qiao.web.accounts.framing import View
from qiao.web.middleware import POLICY


def provider_addresses() -> list[URLPattern]:
    """Where one is sent to the provider and comes back from it."""
    if not settings.OIDC_ISSUER:
        return []
    from allauth.socialaccount.providers.openid_connect import views

    return [
        path("provider/<str:provider_id>/login/", require_POST(views.login), name="openid_connect_login"),
        path("provider/<str:provider_id>/callback/", require_safe(views.callback), name="openid_connect_callback"),
        path("provider/cancelled/", cancelled, name="socialaccount_login_cancelled"),
    ]


def provider_name() -> str:
    """What the button says; empty without a provider."""
    return settings.OIDC_NAME if settings.OIDC_ISSUER else ""


def sign_in_page(view: View) -> View:
    """The page on which one signs in, with the button of the provider and the notice about what was typed before."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse):
            name = provider_name()
            own = {"kept": request.GET.get("kept") == "1", "provider_name": name}
            response.context_data = {**(response.context_data or {}), **own}
            if name:
                # The form leads to the provider by a redirect, which browsers count as its target.
                response["Content-Security-Policy"] = POLICY.replace(
                    "form-action 'self'", f"form-action 'self' {_origin()}"
                )
        return response

    return shown


@require_safe
def cancelled(request: HttpRequest) -> HttpResponse:
    """Back from the provider without having signed in there."""
    messages.warning(request, _("You did not sign in at %(name)s.") % {"name": provider_name()})
    return HttpResponseRedirect(reverse("account_login"))


def _origin() -> str:
    parts = urlsplit(settings.OIDC_ISSUER)
    return f"{parts.scheme}://{parts.netloc}"
