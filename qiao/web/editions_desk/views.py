"""Pages of the edition workflow: the list, a new one, one with its lines and what is left to be done."""

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods, require_safe

from qiao.catalogue.access_editions import COMPILE
from qiao.catalogue.lifecycles.edition import EDITION, EditionKind
from qiao.catalogue.selectors.editions import EditionFilters, compile_facts, editions_page
from qiao.core.calendar import CHINA
from qiao.foundation.registry import POLICY
from qiao.foundation.selectors import history_of
from qiao.foundation.wording import text_of
from qiao.parties.selectors.follows import standing_follow
from qiao.web.access import signed_in
from qiao.web.acting import ActingRequest
from qiao.web.desk.case_page import HISTORY_EXPORTERS, history_table, in_order, steps_of
from qiao.web.desk.history_words import told
from qiao.web.desk.kinds import EDITIONS
from qiao.web.desk.verb_forms import Subject, VerbForm, form_for
from qiao.web.desk.verbs import confirmed
from qiao.web.editions.tabulating import changes_shown, columns_shown, lines_shown
from qiao.web.editions_desk.reading import (
    confirmation_of,
    heading_of,
    offer_of,
    readable,
    readable_edition,
    require_reader,
)
from qiao.web.editions_desk.waiting import waits_for
from qiao.web.follows.button import follow_button
from qiao.web.pages import answers_outcomes, render_page
from qiao.web.reading_input import AddressValues

SECTION = "work-editions"
LINES_PER_PAGE = 20


@require_safe
@signed_in
@answers_outcomes
def editions(request: ActingRequest) -> HttpResponse:
    """The editions of the zone, those not yet issued first."""
    require_reader(request.actor)
    given = AddressValues(request.GET.dict())
    values = {
        "q": given.search("q"),
        "kind": given.choice("kind", kinds()),
        "state": given.choice("state", states()),
    }
    number = given.page()
    filters = EditionFilters(values["kind"], values["state"], values["q"], request.actor.zone_code)
    found = editions_page(request.actor, filters, number)
    status = 400 if given.faults else 200
    if not given.faults and number > found.pages:
        given.page_beyond(number, found.pages)
        status = 404
    context = {
        "page": None if given.faults else found,
        "asked": values,
        "faults": given.faults,
        "filtered": any(values.values()),
        "kinds": kinds(),
        "states": states(),
        "may_compile": may_compile(request),
        "list_url": EDITIONS.list_address,
    }
    fragment = request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request")
    template = "web/editions_desk/_editions.html" if fragment else "web/editions_desk/editions.html"
    return render_page(request, template, context, section=SECTION, status=status)


@require_safe
@signed_in
@answers_outcomes
def edition(request: ActingRequest, pk: int) -> HttpResponse:
    """One edition: where it stands, who still has to act, its lines, what differs from the one in force."""
    detail = readable(request, pk)
    following = standing_follow(request.actor.person_id or 0, EDITIONS.object_type, pk)
    given = AddressValues(request.GET.dict())
    lines = Paginator(detail.items, LINES_PER_PAGE)
    wanted = given.page()
    status = 400 if given.faults else 200
    if wanted > lines.num_pages:
        given.page_beyond(wanted, lines.num_pages)
        wanted, status = 1, 404
    columns = columns_shown(detail.edition)
    difference = detail.difference
    context = {
        "kind": EDITIONS,
        "edition": detail.edition,
        "kind_name": text_of(f"edition_kind.{detail.edition.kind}"),
        "heading": heading_of(detail.edition),
        **in_order(EDITIONS, detail.edition.state, detail.offers, ()),
        "steps": steps_of(EDITIONS, detail.edition.state),
        "waits_for": waits_for(request.actor, detail.edition),
        "closed": detail.closed_codes,
        "previous": detail.previous,
        "balance": difference.balance if difference else None,
        "changes": changes_shown(detail.edition, difference, {}) if difference else None,
        "columns": columns,
        "lines": lines_shown(tuple(lines.page(wanted)), columns, {}),
        "page": lines.page(wanted),
        "faults": given.faults,
        "own_url": EDITIONS.address(pk),
        **follow_button(request.actor, EDITIONS.key, pk, following.pk if following else None),
    }
    return render_page(request, "web/editions_desk/edition.html", context, section=SECTION, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@answers_outcomes
def verb(request: ActingRequest, pk: int | str, verb: str) -> HttpResponse:
    """Ask for what the verb needs (GET), or do it (POST)."""
    detail = readable(request, int(pk))
    shown = confirmation_of(detail, offer_of(request, detail, verb))
    subject = Subject(request.actor, request.now.astimezone(CHINA).date())

    def form_of(data: object) -> VerbForm:
        form = form_for(shown.action)(subject, data, needs_reason=shown.offer.needs_reason)
        form.initial["version"] = shown.version
        return form

    return confirmed(request, shown, form_of)


@require_safe
@signed_in
@answers_outcomes
def history(request: ActingRequest, pk: int) -> HttpResponse:
    """The whole history of an edition in words."""
    found = readable_edition(request, pk)
    context = {
        "kind": EDITIONS,
        "title": heading_of(found),
        "code": found.number,
        "state": found.state,
        "acts": told(history_of(EDITIONS.object_type, pk), EDITIONS.object_type, EDITION.key),
        "may_export": request.actor.role in HISTORY_EXPORTERS,
        "back": EDITIONS.address(pk),
    }
    return render_page(request, "web/desk/history.html", context, section=SECTION)


@require_safe
@signed_in
@answers_outcomes
def history_csv(request: ActingRequest, pk: int) -> HttpResponseBase:
    """The history of an edition as a table."""
    readable_edition(request, pk)
    acts = told(history_of(EDITIONS.object_type, pk), EDITIONS.object_type, EDITION.key)
    return history_table(request, EDITIONS, acts, pk)


def kinds() -> dict[str, str]:
    """The kinds of list with their names."""
    return {str(kind): text_of(f"edition_kind.{kind}") for kind in EditionKind}


def states() -> dict[str, str]:
    """The states of an edition with their names."""
    return {str(state): text_of(f"state.{EDITION.key}.{state}") for state in EDITION.states}


def may_compile(request: ActingRequest) -> bool:
    """Whether the actor may compile a list."""
    facts = compile_facts(request.actor, EditionKind.DEMANDS, request.now)
    return POLICY.allows(request.actor, COMPILE, facts)
