"""What a reader switches in the header: the language, and the holding under which to act."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from qiao.foundation.wording import text_of
from qiao.web.access import own_address
from qiao.web.acting import CHOSEN_HOLDING, ActingRequest

_YEAR_SECONDS = 365 * 24 * 3600


@require_safe
def language(request: ActingRequest, code: str) -> HttpResponse:
    """Remember the language and go back to the page; a link, so that pages need no check value for it."""
    if code not in dict(settings.LANGUAGES):
        raise Http404(code)
    back = own_address(request, request.GET.get("next", ""), reverse("home"))
    response = HttpResponseRedirect(back)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, max_age=_YEAR_SECONDS, samesite="Lax", secure=request.is_secure()
    )
    return response


@require_POST
def acting(request: ActingRequest) -> HttpResponse:
    """Act under another of one's holdings from now on; what is not one's own changes nothing (404)."""
    wanted = request.POST.get("holding", "")
    holding = next((own for own in request.holdings if str(own.pk) == wanted), None)
    if holding is None:
        raise Http404("holding")
    request.session[CHOSEN_HOLDING] = holding.pk
    organisation = holding.organisation
    name = f"{text_of(f'role.{holding.role}')}{f' · {organisation.name}' if organisation else ''}"
    messages.success(request, _("You now act as: %(name)s") % {"name": name})
    back = own_address(request, request.POST.get("next", ""), reverse("home"))
    # A case of one role may not exist for the other: from the workbench one goes to what is to do now.
    return HttpResponseRedirect(reverse("work-home") if back.startswith("/work/") else back)
