"""`qiao supply`: customised supply lists, from the commission to the issued edition."""

from datetime import date

import click
from django.utils.translation import gettext as _

from qiao.catalogue.actions.submit_edition import submit_edition
from qiao.console.commands.editions import approve_and_issue, written
from qiao.console.output import OUT, as_json, table
from qiao.console.session import acting, out_folder, today
from qiao.core.access import Role
from qiao.foundation.clock import now
from qiao.foundation.wording import text_of
from qiao.matching.actions.check_supply_item import ItemCheck, check_supply_item
from qiao.matching.actions.compile_supply_list import compile_supply_list
from qiao.matching.actions.deliver_supply_list import deliver_supply_list
from qiao.matching.actions.draw_supply_edition import draw_supply_edition
from qiao.matching.actions.place_commission import place_commission
from qiao.matching.selectors.commissions import CommissionDetail, commission_detail, commissions_page
from qiao.matching.supply.order import SupplyCriteria, SupplyExclusions, SupplyOrder
from qiao.parties.selectors.console import organisation_by_name


@click.group()
def supply() -> None:
    """Customised supply lists: commissioned, compiled from matches, checked, issued, delivered."""


@supply.command()
@click.argument("title")
@click.option("--provider", required=True, help="Name of the third party that answers for the list.")
@click.option("--deliver-by", required=True, type=click.DateTime(["%Y-%m-%d"]))
@click.option("--field", "fields", multiple=True, help="Hi-tech field digit of the achievements.")
@click.option("--demand-field", "demand_fields", multiple=True, help="Hi-tech field digit of the demands.")
@click.option("--min-maturity", type=int, default=None, help="Least readiness level 1–9.")
@click.option("--min-score", default=0.0, show_default=True, help="Least score 0–100.")
@click.option("--exclude-word", "words", multiple=True, help="No achievement with this word.")
@click.option("--most", default=50, show_default=True, help="Most items.")
def place(
    title: str,
    provider: str,
    deliver_by: click.DateTime,
    fields: tuple[str, ...],
    demand_fields: tuple[str, ...],
    min_maturity: int | None,
    min_score: float,
    words: tuple[str, ...],
    most: int,
) -> None:  # fmt: skip
    """Commission the list TITLE and compile it from the current matches."""
    actor, at = acting()
    order = SupplyOrder(
        zone_code=actor.zone_code,
        title=title,
        provider_id=organisation_by_name(actor.zone_code, provider),
        deliver_by=date.fromisoformat(str(deliver_by)[:10]),
        demand_fields=demand_fields,
        criteria=SupplyCriteria(min_maturity, round(min_score * 100), (), fields),
        exclusions=SupplyExclusions(words=words),
        most_items=most,
    )
    commission = place_commission(actor=actor, order=order, now=at)
    compile_supply_list(actor=actor, commission_id=commission.pk, now=now())
    _print(commission_detail(actor, commission.pk, now()))


@supply.command("list")
@click.option("--json", "json_output", is_flag=True)
def list_commissions(json_output: bool) -> None:
    """The commissions of the zone."""
    actor, _at = acting()
    rows = [(c.pk, c.title, c.provider.name, c.deliver_by, c.state) for c in commissions_page(actor).rows]
    if json_output:
        as_json([dict(zip(("id", "title", "provider", "deliver_by", "state"), row, strict=True)) for row in rows])
        return
    shown = [(*row[:4], text_of(f"state.matching.commission.{row[4]}")) for row in rows]
    table(_("Commissions"), [_("No."), _("Title"), _("Provider"), _("Deliver by"), _("State")], shown)


@supply.command()
@click.argument("commission_id", type=int)
def show(commission_id: int) -> None:
    """The items of a commission with the demands they answer."""
    actor, at = acting()
    _print(commission_detail(actor, commission_id, at))


@supply.command()
@click.argument("commission_id", type=int)
@click.option("--position", "positions", multiple=True, type=int, help="Only these items (default: all).")
@click.option("--note", default="", help="What was checked, with whom.")
def check(commission_id: int, positions: tuple[int, ...], note: str) -> None:
    """Record that you have checked items today: still offered, facts right."""
    actor, at = acting()
    known = [item.position for item in commission_detail(actor, commission_id, at).items]
    for position in positions or known:
        check_supply_item(
            actor=actor, commission_id=commission_id, check=ItemCheck(position, today(at), note), now=now()
        )
    OUT.print(_("%(count)s items checked.") % {"count": len(positions or known)})


@supply.command()
@click.argument("commission_id", type=int)
@click.option("--out", default="out", show_default=True)
def issue(commission_id: int, out: str) -> None:
    """Issue the checked list as an edition, write its files and record the delivery."""
    actor, at = acting()
    commission = draw_supply_edition(actor=actor, commission_id=commission_id, now=at)
    if commission.edition_id is None:
        raise click.ClickException(_("The commission has no edition."))
    submit_edition(actor=actor, edition_id=commission.edition_id, now=now())
    issued = approve_and_issue(commission.edition_id)
    deliver_supply_list(actor=acting(Role.ZONE_OPERATOR)[0], commission_id=commission_id, now=now())
    written(issued, out_folder(out))


def _print(detail: CommissionDetail) -> None:
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
