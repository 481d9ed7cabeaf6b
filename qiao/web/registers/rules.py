"""Rules and periods of the zone, and its names: what is in force, on what basis, and changing it."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qiao.core.access import Role
from qiao.core.outcomes import Missing
from qiao.foundation.actions.set_rule import NewRule, set_rule
from qiao.foundation.registers import RuleHistory, calendar_years, rule_histories
from qiao.foundation.selectors import may_set_rules
from qiao.foundation.wording_tables import rule_meaning
from qiao.parties.actions.rename_zone import rename_zone
from qiao.parties.contents import ZoneNames
from qiao.parties.selectors.rights import may_rename_zone
from qiao.web.access import signed_in
from qiao.web.acting import ActingRequest
from qiao.web.front.selectors import zone_named
from qiao.web.pages import answers_outcomes, render_page
from qiao.web.reading_input import AddressValues
from qiao.web.registers.asking import carried_out, done, form_page, today
from qiao.web.registers.forms import RuleForm, ZoneForm

SECTION = "work-rules"
_READERS = (Role.ZONE_OPERATOR, Role.SUPERVISOR, Role.AUDITOR, Role.PLATFORM_ADMIN)


@require_safe
@signed_in
@answers_outcomes
def rules(request: ActingRequest) -> HttpResponse:
    """Every rule with the value in force, its basis, whether it was verified, and the values before."""
    if request.actor.role not in _READERS:
        raise Missing("no_such_object")
    given = AddressValues(request.GET.dict())
    text = given.search("q")
    context = {
        "rules": rule_histories(request.actor.zone_code, today(request), text),
        "asked": {"q": text},
        "faults": given.faults,
        "may_set": may_set_rules(request.actor),
        "may_rename": may_rename_zone(request.actor),
        "years": calendar_years(),
    }
    return render_page(request, "web/registers/rules.html", context, section=SECTION)


@require_http_methods(["GET", "POST"])
@signed_in
@answers_outcomes
def set_value(request: ActingRequest, key: str) -> HttpResponse:
    """Give a rule a new value from a day on; running cases finish under the value they began with."""
    rule = next((row for row in rule_histories(request.actor.zone_code, today(request)) if row.key == key), None)
    if rule is None or not may_set_rules(request.actor):
        raise Missing("no_such_object")
    form = RuleForm(request.POST or None, initial={"valid_from": today(request), "value": _shown(rule)})

    def write(values: Mapping[str, Any]) -> None:
        set_rule(actor=request.actor, rule=_new_rule(request.actor.zone_code, key, values), now=request.now)

    status = carried_out(form, write, "foundation.ruleparameter") if request.method == "POST" else 200
    if not status:
        return done(request, _("The rule has its new value from that day on."), reverse("work-rules"))
    words = {
        "heading": rule_meaning(key),
        "lead": _("Earlier values stay. Cases that have begun finish under the value they began with."),
        "button": _("Set the value"),
        "back": reverse("work-rules"),
    }
    return form_page(request, form, words, section=SECTION, status=status)


@require_http_methods(["GET", "POST"])
@signed_in
@answers_outcomes
def rename(request: ActingRequest) -> HttpResponse:
    """Change names and address of the zone; what was issued before keeps the names it was issued under."""
    zone = zone_named(request.actor.zone_code)
    if zone is None or not may_rename_zone(request.actor):
        raise Missing("no_such_object")
    form = ZoneForm(request.POST or None, initial={name: getattr(zone, name) for name in ZoneForm.base_fields})

    def write(values: Mapping[str, Any]) -> None:
        rename_zone(actor=request.actor, zone_id=zone.pk, names=ZoneNames(**values), now=request.now)

    status = carried_out(form, write, "parties.zone") if request.method == "POST" else 200
    if not status:
        return done(request, _("The changes have been saved."), reverse("work-rules"))
    words = {
        "heading": _("Names of the zone"),
        "lead": _("What was issued before keeps the names it was issued under."),
        "button": _("Save"),
        "back": reverse("work-rules"),
    }
    return form_page(request, form, words, section=SECTION, status=status)


def _shown(rule: RuleHistory) -> str:
    value = rule.in_force.value if rule.in_force else ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _new_rule(zone_code: str, key: str, values: Mapping[str, Any]) -> NewRule:
    typed = values["value"]
    try:
        value = json.loads(typed)
    except ValueError:
        value = typed
    return NewRule(key, zone_code, value, values["valid_from"], values["legal_basis"], values["verified"])
