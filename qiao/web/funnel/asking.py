"""What an address asks of the funnel: read, or answered with what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from qiao.core.calendar import CHINA
from qiao.core.funnel import Period, View, cut_off, period_of, recent_periods
from qiao.core.taxonomy import Province
from qiao.reports.funnel.asking import KINDS, Question, Reader, Scope, reader_of
from qiao.web.acting import ActingRequest
from qiao.web.front.selectors import zone_code
from qiao.web.labels import choices_of, name_of
from qiao.web.reading_input import AddressValues


@dataclass(frozen=True)
class Asked:
    """The address as typed (for links and the form), as the reads take it, and what is wrong with it."""

    reader: Reader
    question: Question
    values: dict[str, str]
    page: int
    counted: bool
    given: "FunnelValues"


class FunnelValues(AddressValues):
    """Values of the address, with periods and days."""

    def period(self, today: date, name: str = "period") -> Period:
        """A year, a quarter or a month; the present year when none is given."""
        text = self._values.get(name, "").strip()
        if not text:
            return period_of(str(today.year))
        try:
            found = period_of(text)
        except ValueError:
            found = None
        if found is None or found.first > today:
            self._fault(name, text, _("Write a year, a quarter or a month that has begun: 2026, 2026Q3 or 2026-07."))
            return period_of(str(today.year))
        return found

    def day(self, name: str = "until") -> date | None:
        """A day as ISO 8601, or None."""
        text = self._values.get(name, "").strip()
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self._fault(name, text, _("A day is written as 2026-12-31. Write the last day that is to count."))
            return None


def read_address(request: ActingRequest) -> Asked:
    """Reader, question and page of an address of the funnel."""
    today = request.now.astimezone(CHINA).date()
    given = FunnelValues(request.GET.dict())
    code = request.actor.zone_code or zone_code()
    reader = reader_of(request.actor, code, own=given.choice("mine", {"1": "1"}) == "1")
    period = given.period(today)
    view = View(given.choice("view", view_names()) or View.COHORT)
    values = {
        "kind": given.choice("kind", kind_names()),
        "field": given.choice("field", dict(choices_of("field"))),
        "region": given.choice("region", province_names()),
        "organisation": given.search("organisation") if reader.scope is Scope.ZONE else "",
    }
    until = cut_off(period, given.day(), today)
    counted = given.choice("counted", {"no": _("Not counted")}) != "no"
    question = Question(period=period, until=until, view=view, **values)
    typed = {
        **values,
        "period": period.text,
        "view": str(view) if view is not View.COHORT else "",
        "until": until.isoformat() if until != today else "",
        "mine": "1" if reader.scope is Scope.OWN else "",
    }
    return Asked(reader, question, typed, given.page(), counted, given)


def choices(asked: Asked, now: datetime) -> dict[str, Any]:
    """What the form of filters offers."""
    offered = recent_periods(now.astimezone(CHINA).date())
    return {
        "years": [one.text for one in offered if len(one.text) == len("2026")],
        "quarters": [one.text for one in offered if "Q" in one.text],
        "months": [one.text for one in offered if "-" in one.text],
        "kinds": kind_names().items(),
        "fields": choices_of("field"),
        "regions": province_names().items(),
        "by_name": asked.reader.scope is Scope.ZONE,
        "is_open": asked.reader.scope is Scope.OPEN,
        "can_choose_own": _may_choose_own(asked.reader),
    }


def view_names() -> Mapping[str, str]:
    """The two views."""
    return {str(View.COHORT): _("By cohort"), str(View.PERIOD): _("By period")}


def kind_names() -> dict[str, str]:
    """The kinds of record."""
    names = (_("Achievements"), _("Technology demands"), _("Application scenarios"))
    return dict(zip(KINDS, names, strict=True))


def province_names() -> dict[str, str]:
    """The provinces by their codes."""
    return {member.value: name_of(member) for member in Province}


def _may_choose_own(reader: Reader) -> bool:
    return reader_of(reader.actor, reader.zone_code, own=True).scope is Scope.OWN
