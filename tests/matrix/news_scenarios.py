"""Scenarios of what the platform alone does after news of the parties: nobody else may."""

from typing import Any

from qiao.parties.models import Merge, MergeKind
from tests.factories.world import ZONE, World, organisation
from tests.matrix.registry import NOBODY, Prepare, Prepared, Scenario, run

LISTS = (("catalogue.demand", "disclosed_to"),)


def refreshing(world: World, state: str) -> Prepared:
    """The owner of the records."""
    action = "catalogue.listing.refresh_texts"
    return Prepared(run(action, organisation_id=world.owner.pk, now=world.now))


def after_merge(verb: str, **arguments: Any) -> Prepare:
    """A merge of two organisations of the zone."""

    def prepare(world: World, state: str) -> Prepared:
        kept, dropped = organisation("甲", world.now), organisation("乙", world.now)
        merge = Merge.objects.create(
            zone_code=ZONE,
            created_at=world.now,
            kind=MergeKind.ORGANISATION,
            kept_id=kept.pk,
            dropped_id=dropped.pk,
            reason="经核对属实",
        )
        return Prepared(run(f"catalogue.party_key.{verb}", merge_id=merge.pk, now=world.now, **arguments))

    return prepare


SCENARIOS: tuple[Scenario, ...] = (
    Scenario("catalogue.listing.refresh_texts", refreshing, allowed=NOBODY),
    Scenario("catalogue.party_key.follow_in_lists", after_merge("follow_in_lists", lists=LISTS), allowed=NOBODY),
    Scenario("catalogue.party_key.follow_in_imports", after_merge("follow_in_imports"), allowed=NOBODY),
    Scenario("catalogue.party_key.put_back", after_merge("put_back", tables=("catalogue.demand",)), allowed=NOBODY),
)
