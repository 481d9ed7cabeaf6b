"""`qiao demand`: one demand with what it says, what it lacks, what can be done with it and what was done."""

from collections.abc import Mapping
from typing import Any

import click
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qiao.catalogue.filters import PageRequest
from qiao.catalogue.lifecycles.demand import DemandState
from qiao.catalogue.selectors.details import DemandDetail, demand_detail
from qiao.console.explaining import text_of_state, through_token
from qiao.console.options import json_option, page_option
from qiao.console.output import as_json, say, say_page, table
from qiao.console.selectors import demands_of_zone
from qiao.console.session import acting, today
from qiao.core.clarity import ClarityReport
from qiao.core.lifecycle import Offer
from qiao.core.taxonomy import (
    BudgetBand,
    CooperationWay,
    DemandKind,
    DisclosureLevel,
    HiTechField,
    Listed,
    Urgency,
    code_from_text,
)
from qiao.foundation.intake.kinds import KINDS
from qiao.foundation.selectors import HistoryRow
from qiao.foundation.wording import text_of
from qiao.matching.selectors.by_code import record_by_code

_LISTS: Mapping[str, type[Listed]] = {
    "kind": DemandKind,
    "field": HiTechField,
    "urgency": Urgency,
    "budget_band": BudgetBand,
    "ways": CooperationWay,
    "disclosure": DisclosureLevel,
}


@click.group()
def demand() -> None:
    """The demands of the zone, and single ones."""


@demand.command("list")
@click.argument("text", default="")
@click.option("--state", default=None, type=click.Choice([str(s) for s in DemandState]), help="Only these.")
@page_option
@json_option
def list_demands(text: str, state: str | None, page: int, json_output: bool) -> None:
    """The demands of the zone by code, all or those with every word of TEXT in title, organisation or number."""
    actor, _at = acting()
    found = demands_of_zone(actor, text, state or "", PageRequest(page))
    if json_output:
        as_json({"total": found.total, "page": found.number, "rows": found.rows})
        return
    table(
        _("Demands"),
        [_("Number"), _("Title"), _("Organisation"), _("Clarity"), _("State")],
        [
            (
                *(row["code"] or row["external_number"], row["title"], row["organisation_name"], row["clarity"]),
                text_of_state("catalogue.demand", row["state"]),
            )
            for row in found.rows
        ],
    )
    say_page(found.number, found.pages, found.total)


@demand.command()
@click.argument("code")
@json_option
def show(code: str, json_output: bool) -> None:
    """The demand with this CODE (number in the zone's list, or in its source), and what can be done with it."""
    actor, at = acting()
    detail = demand_detail(actor, record_by_code(actor, "demand", code).pk, at)
    if json_output:
        as_json(_as_dict(detail))
        return
    _print_values(detail.view)
    if detail.clarity:
        _print_clarity(detail.clarity)
    if detail.due:
        day = today(detail.due.at)
        say(_("By the clock on %(day)s: %(verb)s") % {"day": day, "verb": text_of(f"verb.{_action(detail.due.verb)}")})
    _print_steps(detail.offers)
    _print_history(detail.history)


def _print_values(view: Mapping[str, Any]) -> None:
    say(f"{view['code']}  {view['title']}")
    say(f"{_('State')}: {text_of_state('catalogue.demand', view['state'])}")
    for column in KINDS["catalogue.demand"].columns:
        shown = _shown(column.key, view.get(column.key))
        if shown and column.key != "title":
            say(f"{column.heading}: {shown}")


def _shown(key: str, value: Any) -> str:
    if key == "indicators":
        parts = ((row.get("name"), row.get("current"), row.get("target"), row.get("unit")) for row in value or [])
        return "；".join("|".join(part or "" for part in row) for row in parts)
    if isinstance(value, list | tuple):
        return "；".join(_shown(key, each) for each in value)
    member = code_from_text(_LISTS[key], str(value)) if value and key in _LISTS else None
    if member is not None:
        return member.label.zh if (get_language() or "").startswith("zh") else member.label.en
    return "" if value is None else str(value)


def _print_clarity(report: ClarityReport) -> None:
    say(_("Clarity: %(score)s of 100") % {"score": report.score})
    if report.questions:
        table(
            _("Answers that make it clearer"),
            [_("Points"), _("Question")],
            [(f"+{q.gain}", text_of(f"clarity.question.{q.code}")) for q in report.questions],
        )


def _print_steps(offers: tuple[Offer, ...]) -> None:
    table(
        _("Next steps"),
        [_("Step"), _("Possible now")],
        [
            (text_of(f"verb.{offer.action}"), text_of(f"refusal.{offer.refusal}") if offer.refusal else _("yes"))
            for offer in offers
        ],
    )


def _print_history(rows: tuple[HistoryRow, ...]) -> None:
    table(
        _("History"),
        [_("Day"), _("Who"), _("What"), _("Reason")],
        [
            (
                today(row.at),
                "\n".join((f"{row.actor_name} ({text_of(f'role.{row.actor_role}')})", *through_token(row.token))),
                text_of(f"verb.{row.action}"),
                row.reason,
            )
            for row in rows
        ],
    )


def _action(verb: str) -> str:
    return f"catalogue.demand.{verb}"


def _as_dict(detail: DemandDetail) -> dict[str, Any]:
    clarity = detail.clarity
    return {
        **detail.view,
        "due": vars(detail.due) if detail.due else None,
        "next_steps": [vars(offer) for offer in detail.offers],
        "clarity": clarity.score if clarity else None,
        "questions": [
            {"code": q.code, "gain": q.gain, "text": text_of(f"clarity.question.{q.code}")}
            for q in (clarity.questions if clarity else ())
        ],
        "history": [vars(row) for row in detail.history],
    }
