"""`qiao introduction`: which demands and achievements have been brought together, and how far they are."""

import click
from django.utils.translation import gettext as _

from qiao.console.explaining import text_of_state
from qiao.console.options import json_option, page_option
from qiao.console.output import as_json, say_page, table
from qiao.console.session import acting, today
from qiao.matching.lifecycles.introduction import IntroductionState
from qiao.matching.selectors.introductions import PAGE_SIZE, introductions_page

LIFECYCLE = "matching.introduction"


@click.group()
def introduction() -> None:
    """Introductions of a need to an offer."""


@introduction.command("list")
@click.option("--state", default=None, type=click.Choice([str(s) for s in IntroductionState]), help="Only these.")
@page_option
@json_option
def list_introductions(state: str | None, page: int, json_output: bool) -> None:
    """The introductions of the zone, newest first."""
    actor, _at = acting()
    found = introductions_page(actor, state=state or "", page=page)
    if json_output:
        as_json({"total": found.total, "page": found.page, "rows": [vars(row) for row in found.rows]})
        return
    table(
        _("Introductions"),
        [_("No."), _("Need"), _("Offer"), _("Proposed on"), _("Due on"), _("State")],
        [
            (
                *(row.id, row.need_title, row.offer_title, today(row.proposed_at)),
                *(today(row.due_at) if row.due_at else "", text_of_state(LIFECYCLE, row.state)),
            )
            for row in found.rows
        ],
    )
    say_page(found.page, max(1, -(-found.total // PAGE_SIZE)), found.total)
