"""`qiao match duplicates`: records that say nearly the same, in all zones, and what they have in common."""

from typing import Any

import click
from django.utils.translation import gettext as _

from qiao.catalogue.selectors.duplicate_groups import DuplicateGroup, GroupedPair, duplicate_groups
from qiao.catalogue.text_keys import KINDS, fill_missing_keys, refill_keys
from qiao.console.explaining import text_of_state
from qiao.console.options import json_option
from qiao.console.output import as_json, note, progress, say, table
from qiao.console.session import acting
from qiao.core.access import Role
from qiao.foundation.wording import text_of

_SHOWN_PASSAGES = 3
_POINT_BP = 100


@click.command()
@click.option("--kind", default="demand", show_default=True, type=click.Choice(list(KINDS)), help="Which records.")
@click.option("--as-auditor", is_flag=True, help="As the auditor, who sees the records of every zone.")
@click.option("--fill", is_flag=True, help="First give keys to records that have none (of older versions).")
@click.option("--refill", is_flag=True, help="First make the keys of all records anew.")
@json_option
def duplicates(kind: str, as_auditor: bool, fill: bool, refill: bool, json_output: bool) -> None:
    """Groups of demands or achievements that say nearly the same; look at them, nothing is merged by itself."""
    actor, at = acting(Role.AUDITOR if as_auditor else Role.ZONE_OPERATOR)
    if fill or refill:
        with progress(_("Keys of texts")) as tell:
            done = refill_keys(tell) if refill else fill_missing_keys(progress=tell)
        note(_("Keys were made for %(number)s records.") % {"number": done})
    with progress(_("Near duplicates")) as tell:
        groups = duplicate_groups(actor, kind, at, tell)
    if json_output:
        as_json([_as_dict(group) for group in groups])
        return
    if not groups:
        say(_("No records say nearly the same."))
    for number, group in enumerate(groups, start=1):
        _print(kind, number, group)


def _print(kind: str, number: int, group: DuplicateGroup) -> None:
    rows = [
        (
            *(each.view["code"] or f"#{each.id}", each.view["title"], each.view["organisation_name"], each.zone_code),
            text_of_state(f"catalogue.{kind}", each.view["state"]),
        )
        for each in group.records
    ]
    headings = [_("Number"), _("Title"), _("Organisation"), _("Zone"), _("State")]
    table(_("Group %(number)s") % {"number": number}, headings, rows)
    texts = {each.id: each.text for each in group.records}
    names = {each.id: row[0] for each, row in zip(group.records, rows, strict=True)}
    for pair in group.pairs:
        shares = {"first": _percent(pair.overlap.first_share_bp), "second": _percent(pair.overlap.second_share_bp)}
        degree = text_of(f"near_duplicate.{pair.overlap.degree}")
        words = _("of the first %(first)s %%, of the second %(second)s %% in common") % shares
        say(f"{names[pair.first]} – {names[pair.second]}: {degree}, {words}")
        for passage in pair.overlap.passages[:_SHOWN_PASSAGES]:
            say(f"  · {texts[pair.first][slice(*passage.first)]}")
    if group.hidden:
        say(_("Another unit's record, which you may not see, says nearly the same."))


def _percent(share_bp: int) -> int:
    return share_bp // _POINT_BP


def _as_dict(group: DuplicateGroup) -> dict[str, Any]:
    return {
        "records": [
            {
                **{name: each.view[name] for name in ("id", "code", "title", "organisation_name", "state")},
                "zone": each.zone_code,
            }
            for each in group.records
        ],
        "pairs": [_pair(pair) for pair in group.pairs],
        "hidden": group.hidden,
    }


def _pair(pair: GroupedPair) -> dict[str, Any]:
    overlap = pair.overlap
    return {
        "first": pair.first,
        "second": pair.second,
        "degree": str(overlap.degree),
        "likeness_bp": overlap.likeness_bp,
        "first_share_bp": overlap.first_share_bp,
        "second_share_bp": overlap.second_share_bp,
        "passages": [{"first": list(one.first), "second": list(one.second)} for one in overlap.passages],
    }
