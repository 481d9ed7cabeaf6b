"""The matches of a record for somebody who works with them: with own grades and open introductions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qiao.catalogue.disclosure import masked_view
from qiao.core.access import Actor
from qiao.core.outcomes import Missing
from qiao.foundation.registry import POLICY
from qiao.matching.access import PROPOSE
from qiao.matching.pairs import PairFacts
from qiao.matching.selectors.grades import Standing, may_grade, standings
from qiao.matching.selectors.matches import WITHOUT_RIGHTS, MatchesOf, MatchView, matches_for
from qiao.matching.selectors.records import KINDS
from qiao.matching.texts import Listed


@dataclass(frozen=True)
class MatchesAtWork:
    """A record as the actor may see it, its current matches, and what the actor may do with each.

    ``standings`` and ``proposable`` go by the key of the match.
    """

    view: Mapping[str, Any]
    found: MatchesOf
    standings: Mapping[int, Standing]
    proposable: frozenset[int]
    may_grade: bool


def matches_at_work(actor: Actor, kind: str, record_id: int) -> MatchesAtWork:
    """The current matches of a record. Raises Missing when the record does not exist for the actor."""
    if kind not in KINDS:
        raise Missing("no_such_object", object_type=kind, object_id=record_id)
    rows = KINDS[kind]._default_manager.visible_to(actor).select_related("organisation")
    if kind == "achievement":
        rows = rows.prefetch_related(WITHOUT_RIGHTS)
    record: Listed | None = rows.filter(pk=record_id).first()
    if record is None:
        raise Missing("no_such_object", object_type=f"catalogue.{kind}", object_id=record_id)
    found = matches_for(actor, record, with_rights=False)
    keys = [match.match_id for match in found.matches if match.match_id is not None]
    view = masked_view(record, actor)
    return MatchesAtWork(
        view=view,
        found=found,
        standings=standings(actor, keys) if keys else {},
        proposable=frozenset(
            match.match_id
            for match in found.matches
            if match.match_id is not None and _may_propose(actor, view, match, record.zone_code)
        ),
        may_grade=may_grade(actor, record.zone_code),
    )


def _may_propose(actor: Actor, own: Mapping[str, Any], match: MatchView, zone_code: str) -> bool:
    need, offer = (match.target, own) if own["record"] == "achievement" else (own, match.target)
    # The unit of a masked record is not in its view: it is not the actor's own then.
    return POLICY.allows(actor, PROPOSE, PairFacts(zone_code, need["organisation_id"], offer["organisation_id"]))
