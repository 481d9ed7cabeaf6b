"""Draw a draft edition from a checked supply list."""

from datetime import datetime

from qiao.catalogue.editions.compiling import EditionHead, draft_edition
from qiao.catalogue.lifecycles.edition import EditionKind
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, lock, move, record, use_case
from qiao.matching.lifecycles.commission import COMMISSION
from qiao.matching.models import Commission
from qiao.matching.selectors.facts import commission_facts
from qiao.matching.selectors.supply import edition_lines

ACTION = COMMISSION.action("draw_edition")


@use_case(ACTION)
def draw_supply_edition(*, actor: Actor, commission_id: int, now: datetime) -> Commission:
    """Make the draft edition, which is then submitted, approved and issued like any other.

    Raises Denied, and Refused while an item is unchecked or its check is too old, when an item is no longer public,
    or when an edition exists already.
    """
    commission = lock(Commission, commission_id)
    facts = commission_facts(commission, now)
    authorise(actor, ACTION, facts)
    step = COMMISSION.step(commission.state, "draw_edition", facts)

    head = EditionHead(
        kind=EditionKind.SUPPLY,
        zone_code=commission.zone_code,
        series=f"commission-{commission.pk}",
        criteria=_criteria(commission),
    )
    edition, _ = draft_edition(actor, head, edition_lines(commission), now)
    before = move(commission, step, facts, edition=edition)
    record(actor, ACTION, edition, {}, now)
    record(actor, ACTION, commission, before, now)
    return commission


def _criteria(commission: Commission) -> dict[str, object]:
    """How the items were chosen; keys of excluded parties stay inside the commission."""
    return {
        "commission": commission.title,
        "minimum_maturity": commission.minimum_maturity,
        "minimum_score_bp": commission.minimum_score_bp,
        "ways": commission.ways,
        "fields": commission.fields,
        "demand_fields": commission.demand_fields,
        "links": [link["name"] for link in commission.links],
        "most_items": commission.most_items,
    }
