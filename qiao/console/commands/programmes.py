"""`qiao match programme` and `qiao match week`: what is shown at a roadshow, and who takes on which case."""

from dataclasses import asdict

import click
from django.utils.translation import gettext as _

from qiao.console.limit_tables import points, result_as_json, say_result
from qiao.console.options import json_option
from qiao.console.output import as_json, table
from qiao.console.session import acting, today
from qiao.matching.programmes.roadshow import ALL
from qiao.matching.selectors.roadshow import roadshow_page, roadshow_plan
from qiao.matching.selectors.week import week_page, week_plan

_COUNT = click.IntRange(0, 500)


@click.command()
@click.option(
    "--session", "sessions", multiple=True, default=(ALL,), show_default=True,
    help="A session: digit of its hi-tech field, 0 for all fields; give it once for each session.",
)  # fmt: skip
@click.option("--slots", default=None, type=click.IntRange(1, 50), help="Most achievements in one session.")
@click.option("--per-organisation", default=None, type=_COUNT, help="Most achievements of one organisation (0: any).")
@click.option("--per-field", default=None, type=_COUNT, help="Least achievements in each field that has any (0: any).")
@json_option
def programme(
    sessions: tuple[str, ...],
    slots: int | None,
    per_organisation: int | None,
    per_field: int | None,
    json_output: bool,
) -> None:
    """The best roadshow programme under limits from the current matches, and what each limit costs."""
    actor, at = acting()
    chosen = {"slots": slots, "per_organisation": per_organisation, "per_field": per_field}
    page = roadshow_page(actor, roadshow_plan(actor.zone_code, today(at), sessions, **chosen))
    if page.result is None:
        raise click.ClickException(_("Not matched yet. Run `qiao match run` first."))
    if json_output:
        shown = [asdict(slot) for slot in page.slots]
        as_json({"plan": asdict(page.plan), "rows": shown, **result_as_json(page.result)})
        return
    headings = [_("Session"), _("Slot"), _("Achievement"), _("Organisation")]
    headings += [_("Technical field"), _("For demand"), _("Score")]
    rows = [
        (s.session, s.place, s.title, s.organisation_name, s.field, s.demand_code, points(s.score_bp))
        for s in page.slots
    ]
    table(_("Roadshow programme"), headings, rows)
    say_result(page.result)


@click.command()
@click.option("--per-manager", default=None, type=click.IntRange(1, 500), help="Most cases of one manager.")
@click.option("--per-field", default=None, type=_COUNT, help="Least cases in each field where any wait (0: any).")
@json_option
def week(per_manager: int | None, per_field: int | None, json_output: bool) -> None:
    """Give the waiting introductions and strong matches to the technology managers, and show what each limit costs."""
    actor, at = acting()
    plan = week_plan(actor.zone_code, today(at), per_manager=per_manager, per_field=per_field)
    page = week_page(actor, plan, at)
    if json_output:
        rows = [
            {"manager": task.manager, "counts_bp": task.counts_bp, "case": task.named.case.key} for task in page.tasks
        ]
        as_json({"plan": asdict(plan), "rows": rows, **result_as_json(page.result)})
        return
    table(
        _("Week of the technology managers"),
        [_("Manager"), _("Introduction"), _("What is needed"), _("What is offered"), _("Counts")],
        [
            (t.manager, t.named.introduction_id, t.named.need_title, t.named.offer_title, points(t.counts_bp))
            for t in page.tasks
        ],
    )
    say_result(page.result)
