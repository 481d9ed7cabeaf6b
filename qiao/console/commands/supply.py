"""`qiao supply`: customised supply lists, from the commission to the issued edition."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import click
from django.db import transaction
from django.utils.translation import gettext as _

from qiao.catalogue.actions.submit_edition import submit_edition
from qiao.console.commands.editions import approve_and_issue, ready_to_write, written
from qiao.console.limit_tables import say_result
from qiao.console.naming import organisation_key
from qiao.console.options import day, json_option, out_option, page_option
from qiao.console.output import as_json, say, say_page, table
from qiao.console.session import acting, today
from qiao.core.access import Actor
from qiao.foundation.clock import now
from qiao.foundation.wording import text_of
from qiao.matching.actions.check_supply_item import ItemCheck, check_supply_item
from qiao.matching.actions.compile_supply_list import compile_supply_list
from qiao.matching.actions.deliver_supply_list import deliver_supply_list
from qiao.matching.actions.draw_supply_edition import draw_supply_edition
from qiao.matching.actions.place_commission import place_commission
from qiao.matching.models import Commission
from qiao.matching.selectors.commissions import PAGE_SIZE, CommissionDetail, commission_detail, commissions_page
from qiao.matching.selectors.compilations import supply_limits
from qiao.matching.selectors.supply_sheets import compilation_result
from qiao.matching.supply.limits import SupplyLimits
from qiao.matching.supply.order import SupplyCriteria, SupplyExclusions, SupplyOrder

_LIMITS = {
    "per_demand": "Most entries for one demand (0: no limit).",
    "per_organisation": "Most entries of one organisation (0: no limit).",
    "per_field": "Least entries in each field that has any (0: no limit).",
    "lists_a_year": "Most lists in a year with one achievement (0: no limit).",
}


def _limit_options(command: Any) -> Any:
    """Options for the limits; what is not given stays as the rules of the zone have it."""
    for name, help_text in reversed(_LIMITS.items()):
        option = f"--{name.replace('_', '-')}"
        command = click.option(option, name, default=None, type=click.IntRange(0, 500), help=help_text)(command)
    return command


@click.group()
def supply() -> None:
    """Customised supply lists: commissioned, compiled from matches, checked, issued, delivered."""


@supply.command()
@click.argument("title")
@click.option("--provider", required=True, help="Third party that answers for the list: number or exact name.")
@click.option("--deliver-by", required=True, type=day, help="Last day of delivery.")
@click.option("--field", "fields", multiple=True, help="Hi-tech field digit of the achievements.")
@click.option("--demand-field", "demand_fields", multiple=True, help="Hi-tech field digit of the demands.")
@click.option("--min-maturity", type=click.IntRange(1, 9), default=None, help="Least readiness level 1–9.")
@click.option("--min-score", default=0.0, show_default=True, type=click.FloatRange(0, 100), help="Least score 0–100.")
@click.option("--exclude-word", "words", multiple=True, help="No achievement with this word.")
@click.option("--most", default=50, show_default=True, type=click.IntRange(min=1), help="Most items.")
@_limit_options
def place(
    title: str,
    provider: str,
    deliver_by: datetime,
    fields: tuple[str, ...],
    demand_fields: tuple[str, ...],
    min_maturity: int | None,
    min_score: float,
    words: tuple[str, ...],
    most: int,
    **chosen: int | None,
) -> None:  # fmt: skip
    """Commission the list TITLE and compile it from the current matches."""
    actor, at = acting()
    order = SupplyOrder(
        zone_code=actor.zone_code,
        title=title,
        provider_id=organisation_key(actor, provider, today(at)),
        deliver_by=deliver_by.date(),
        demand_fields=demand_fields,
        criteria=SupplyCriteria(min_maturity, round(min_score * 100), (), fields),
        exclusions=SupplyExclusions(words=words),
        most_items=most,
    )
    with transaction.atomic():
        commission = place_commission(actor=actor, order=order, now=at)
        limits = _limits(commission, chosen)
        compile_supply_list(actor=actor, commission_id=commission.pk, now=now(), limits=limits)
    _print(actor, commission_detail(actor, commission.pk, now()))


@supply.command("compile")
@click.argument("commission_id", type=int)
@_limit_options
def compile_again(commission_id: int, **chosen: int | None) -> None:
    """Choose the items of a commission anew, with other limits where they are given."""
    actor, at = acting()
    limits = _limits(commission_detail(actor, commission_id, at).commission, chosen)
    compile_supply_list(actor=actor, commission_id=commission_id, now=now(), limits=limits)
    _print(actor, commission_detail(actor, commission_id, now()))


@supply.command("list")
@page_option
@json_option
def list_commissions(page: int, json_output: bool) -> None:
    """The commissions of the zone, the latest first."""
    actor, _at = acting()
    found = commissions_page(actor, page=page)
    rows = [(c.pk, c.title, c.provider.name, c.deliver_by, c.state) for c in found.rows]
    if json_output:
        names = ("id", "title", "provider", "deliver_by", "state")
        listed = [dict(zip(names, row, strict=True)) for row in rows]
        as_json({"total": found.total, "page": found.page, "rows": listed})
        return
    shown = [(*row[:4], text_of(f"state.matching.commission.{row[4]}")) for row in rows]
    table(_("Commissions"), [_("No."), _("Title"), _("Provider"), _("Deliver by"), _("State")], shown)
    say_page(found.page, max(1, -(-found.total // PAGE_SIZE)), found.total)


@supply.command()
@click.argument("commission_id", type=int)
def show(commission_id: int) -> None:
    """The items of a commission with the demands they answer, and what each limit of the list costs."""
    actor, at = acting()
    _print(actor, commission_detail(actor, commission_id, at))


@supply.command("check")
@click.argument("commission_id", type=int)
@click.option("--position", "positions", multiple=True, type=int, help="Only these items (default: all).")
@click.option("--note", default="", help="What was checked, with whom.")
def check_items(commission_id: int, positions: tuple[int, ...], note: str) -> None:
    """Record that you have checked items today: still offered, facts right."""
    actor, at = acting()
    known = [item.position for item in commission_detail(actor, commission_id, at).items]
    with transaction.atomic():
        for position in positions or known:
            check = ItemCheck(position, today(at), note)
            check_supply_item(actor=actor, commission_id=commission_id, check=check, now=now())
    say(_("%(count)s items checked.") % {"count": len(positions or known)})


@supply.command()
@click.argument("commission_id", type=int)
@out_option
def issue(commission_id: int, out: str) -> None:
    """Issue the checked list as an edition, write its files and record the delivery."""
    actor, at = acting()
    folder = ready_to_write(out)
    with transaction.atomic():
        commission = draw_supply_edition(actor=actor, commission_id=commission_id, now=at)
        if commission.edition_id is None:
            raise click.ClickException(_("The commission has no edition."))
        submit_edition(actor=actor, edition_id=commission.edition_id, now=now())
        issued = approve_and_issue(commission.edition_id)
        deliver_supply_list(actor=actor, commission_id=commission_id, now=now())
    written(issued, folder)


def _limits(commission: Commission, chosen: dict[str, int | None]) -> SupplyLimits:
    given = {name: value for name, value in chosen.items() if value is not None}
    return replace(supply_limits(commission), **given)


def _print(actor: Actor, detail: CommissionDetail) -> None:
    table(
        f"{detail.commission.pk}. {detail.commission.title}",
        [_("No."), _("Achievement"), _("Answers"), _("Score"), _("Checked on")],
        [
            (
                item.position,
                item.achievement.title[:40],
                ", ".join(answer["code"] for answer in item.answers),
                f"{item.score_bp / 100:.1f}",
                item.checked_on,
            )
            for item in detail.items
        ],
    )
    if detail.compilation is not None:
        say_result(compilation_result(actor, detail.compilation))
