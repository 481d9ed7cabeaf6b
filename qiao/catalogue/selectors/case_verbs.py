"""What one verb would come to on several cases: which it can be used on, and why not on the others."""

from dataclasses import dataclass
from datetime import date, datetime

from qiao.catalogue.disclosure import masked_view
from qiao.catalogue.rules import BULK_ROWS, REMINDER_DAYS
from qiao.catalogue.selectors.cases import MODELS, case_rows
from qiao.catalogue.selectors.facts import listing_facts, rules_for_reading
from qiao.catalogue.selectors.related import without_rights
from qiao.core.access import Actor
from qiao.core.calendar import CHINA
from qiao.foundation.registry import POLICY
from qiao.foundation.rules import rule_value


@dataclass(frozen=True)
class Outlook:
    """A case and whether the verb can be used on it; ``hindrance`` is the code of the text that says why not."""

    id: int
    version: int
    code: str
    title: str
    state: str
    hindrance: str


def outlooks(kind: str, actor: Actor, keys: list[int], verb: str, now: datetime) -> tuple[Outlook, ...]:
    """The cases with these keys in this order; keys of cases that do not exist for the actor are passed over."""
    model = MODELS[kind]
    rows = without_rights(case_rows(kind, actor).select_related("organisation"))
    found = {record.pk: record for record in rows.filter(pk__in=keys)}
    rules = rules_for_reading(model, actor.zone_code, now.astimezone(CHINA).date())
    shown = []
    for record in (found[key] for key in keys if key in found):
        facts = listing_facts(record, now, rules)
        offers = {offer.verb: offer for offer in model.LIFECYCLE.offers(record.state, facts)}
        if not POLICY.allows(actor, model.LIFECYCLE.action(verb), facts):
            hindrance = "denied.no_right"
        elif verb not in offers:
            hindrance = "refusal.not_in_this_state"
        else:
            hindrance = f"refusal.{offers[verb].refusal}" if offers[verb].refusal else ""
        title = masked_view(record, actor)["title"]
        shown.append(Outlook(record.pk, record.version, record.code, title, record.state, hindrance))
    return tuple(shown)


def most_at_once(zone_code: str, on: date) -> int:
    """How many cases one person may move in one go."""
    return int(rule_value(BULK_ROWS, zone_code, on))


def reminder_days(zone_code: str, on: date) -> int:
    """How many days before its clock ends a case is pointed out."""
    return int(rule_value(REMINDER_DAYS, zone_code, on))
