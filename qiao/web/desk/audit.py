"""The audit trail as a page: search by person, act, object and period; every row leads to its case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import HttpResponse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qiao.core.calendar import CHINA
from qiao.foundation.audit_reading import AuditFilters, AuditLine, AuditPage, audit_page
from qiao.foundation.registry import CASES, POLICY
from qiao.foundation.wording import has_text, text_of
from qiao.parties.selectors.register_names import Names
from qiao.web.access import signed_in
from qiao.web.acting import ActingRequest
from qiao.web.desk.history_words import Change, changes_of, names_in
from qiao.web.desk.kinds import BY_OBJECT, EDITIONS, address_if_there
from qiao.web.pages import InputFault, answers_outcomes, render_page
from qiao.web.reading_input import AddressValues

_PAGES = {
    "foundation.importbatch": "work-import",
    "matching.introduction": "work-introduction",
    "parties.organisation": "work-organisation",
    "parties.person": "work-person",
}


@dataclass(frozen=True)
class ToldLine:
    """One row of the trail in words; ``url`` leads to the case, empty where it has no page."""

    number: int
    at: datetime
    verb: str
    actor: str
    role: str
    organisation: str
    label: str
    url: str
    reason: str
    changes: tuple[Change, ...]
    seal: int | None
    token: str = ""


@require_safe
@signed_in
@answers_outcomes
def trail(request: ActingRequest) -> HttpResponse:
    """One page of the trail, as far as it is open to the actor."""
    given = AddressValues(request.GET.dict())
    values = {
        "person": given.search("person"),
        "label": given.search("label"),
        "act": given.choice("act", dict(_acts())),
        "since": request.GET.get("since", "").strip()[:20],
        "until": request.GET.get("until", "").strip()[:20],
    }
    filters = AuditFilters(
        person=values["person"],
        label=values["label"],
        action=values["act"],
        since=_day(given, "since", values["since"]),
        until=_day(given, "until", values["until"], days=1),
    )
    number = given.page()
    page: AuditPage | None = audit_page(request.actor, filters, number)
    status = 400 if given.faults else 200
    if page is not None and not given.faults and number > page.pages:
        given.page_beyond(number, page.pages)
        status = 404
    context: dict[str, Any] = {
        "page": None if given.faults else page,
        "lines": () if given.faults or page is None else told_lines(page.lines),
        "asked": values,
        "filtered": any(values.values()),
        "faults": given.faults,
        "acts": _acts_by_subject(),
    }
    fragment = request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request")
    template = "web/desk/_audit_lines.html" if fragment else "web/desk/audit.html"
    return render_page(request, template, context, section="work-audit", status=status)


def told_lines(lines: Iterable[AuditLine]) -> tuple[ToldLine, ...]:
    """Rows of the trail in words."""
    read = tuple(lines)
    names = names_in(line.row for line in read)
    return tuple(_told(line, names) for line in read)


def _told(line: AuditLine, names: Names) -> ToldLine:
    row = line.row
    return ToldLine(
        number=row.pk,
        at=row.at,
        verb=text_of(f"verb.{row.action}"),
        actor=text_of("role.system") if row.actor_role == "system" else row.actor_name,
        role=text_of(f"role.{row.actor_role}"),
        organisation=row.organisation_name,
        label=_label(row.object_type, row.object_label),
        url=_url(row.object_type, row.object_id),
        reason=row.reason,
        changes=changes_of(row.before, row.after, row.object_type, _lifecycle_key(row.object_type), names)
        if row.before
        else (),
        seal=line.seal_number,
        token=row.token_name or "",
    )


def _lifecycle_key(object_type: str) -> str:
    return next((case.LIFECYCLE.key for case in CASES if case._meta.label_lower == object_type), "")


def _label(object_type: str, label: str) -> str:
    """The row of a draft edition, without number and title, says "kind zone": told by the name of the kind."""
    code = f"edition_kind.{label.partition(' ')[0]}"
    if object_type == EDITIONS.object_type and has_text(code):
        return text_of(code)
    return label


def _url(object_type: str, object_id: int) -> str:
    if object_type in BY_OBJECT:
        return BY_OBJECT[object_type].address(object_id)
    name = _PAGES.get(object_type, "")
    return address_if_there(name, object_id) if name else ""


def _day(given: AddressValues, name: str, text: str, *, days: int = 0) -> datetime | None:
    if not text:
        return None
    found = _date(text)
    if found is None:
        message = _("The date cannot be read. Write it as YYYY-MM-DD.")
        given.faults.append(InputFault(name, text, message))
        return None
    return datetime.combine(found, time(), CHINA) + timedelta(days=days)


def _date(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _acts() -> list[tuple[str, str]]:
    """Every act that has a name, with it."""
    verbs = {action for case in CASES for action in (f"{case.LIFECYCLE.key}.{verb}" for verb in case.LIFECYCLE.verbs)}
    known = sorted({*POLICY.actions, *verbs})
    return [(action, text_of(f"verb.{action}")) for action in known if has_text(f"verb.{action}")]


def _acts_by_subject() -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for action, name in _acts():
        groups.setdefault(action.rpartition(".")[0], []).append((action, name))
    return [(subject_name(key), acts) for key, acts in groups.items()]


def subject_name(key: str) -> str:
    """What acts of this key are about, in words where there are any."""
    names = {
        "catalogue.achievement": _("Achievement"), "catalogue.demand": _("Technology demand"),
        "catalogue.edition": _("Edition"), "catalogue.scenario": _("Application scenario"),
        "foundation.import": _("Import"), "matching.commission": _("Commission"),
        "matching.introduction": _("Introduction"), "matching.run": _("Matching"), "parties.holding": _("Holding"),
        "parties.organisation": _("Organisation"), "parties.person": _("Person"), "parties.user": _("Account"),
        "parties.zone": _("Zone"), "foundation.rule": _("Rule"), "foundation.calendar": _("Calendar"),
    }  # fmt: skip
    return names.get(key, key)
