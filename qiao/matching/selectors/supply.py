"""Reads for customised supply lists: candidates, lines of the edition, adoption and hit rate."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from qiao.catalogue.disclosure import masked_view
from qiao.catalogue.editions.compiling import DraftItem
from qiao.catalogue.editions.snapshots import SupplyAnswer, supply_values
from qiao.catalogue.models import Achievement, Demand
from qiao.catalogue.models.visibility import ListingQuerySet
from qiao.core.access import PUBLIC
from qiao.core.assignment import Conflict, OutOfTime
from qiao.core.calendar import CHINA
from qiao.core.matching.texts import full_text
from qiao.core.outcomes import Refused
from qiao.matching.lifecycles.commission import COMMISSION
from qiao.matching.models import Adoption, Commission, Direction, Match, SupplyItem
from qiao.matching.phrases import shown_phrases
from qiao.matching.selectors.records import CHUNK, matchable
from qiao.matching.selectors.runs import current_run
from qiao.matching.supply.choosing import Answer, Choice, Chosen, Conditions, Offered, choose
from qiao.matching.supply.hits import HitRate, hit_rate
from qiao.matching.supply.limits import ListLimits, refusal_of
from qiao.matching.supply.reasons import supply_reason
from qiao.matching.texts import text_of_record
from qiao.parties.models import Person

MOST_PHRASES = 3


@dataclass(frozen=True)
class _Asked:
    code: str
    text: Any


def chosen_items(commission: Commission, limits: ListLimits) -> Choice:
    """What the current matches offer for the commission's demands under its criteria, exclusions and limits.

    Only records that the public may see take part, since the list becomes a public edition. Raises Refused when
    demands were never matched with achievements or no list was found in time, and Invalid naming limits that contradict
    each other.
    """
    run = current_run(commission.zone_code, Direction.DEMAND_TO_ACHIEVEMENTS)
    if run is None:
        raise Refused("no_matching_yet", action=COMMISSION.action("compile"))
    demands = _demands(commission)
    asked = {demand.pk: _Asked(demand.code, text_of_record(demand)) for demand in demands}
    rows = Match.objects.filter(run=run, source_id__in=demands.values("pk"), score_bp__gte=commission.minimum_score_bp)
    by_target: dict[int, list[Match]] = defaultdict(list)
    for row in rows.order_by("source_id", "rank").iterator(chunk_size=CHUNK):
        by_target[row.target_id].append(row)
    found = _offers(commission.zone_code, by_target, asked)
    try:
        choice = choose(found, _conditions(commission), commission.links, limits)
    except OutOfTime as slow:
        raise Refused("limits_take_too_long", action=COMMISSION.action("compile")) from slow
    if isinstance(choice, Conflict):
        raise refusal_of(choice, limits)
    return choice


def managers_of(items: Sequence[Chosen]) -> dict[int, str]:
    """The technology manager in charge of each achievement, by its key, where there is one."""
    keys = [item.offered.achievement_id for item in items]
    in_charge = dict(Achievement.objects.filter(pk__in=keys).values_list("pk", "manager_person"))
    people = Person.objects.filter(pk__in={key for key in in_charge.values() if key is not None})
    names = {person.pk: person.name for person in people}
    return {key: names.get(person, "") for key, person in in_charge.items() if person is not None}


def valid_until_of(items: Sequence[Chosen]) -> dict[int, date]:
    """The last day on which each achievement stays published, by its key, where it is limited."""
    keys = [item.offered.achievement_id for item in items]
    rows = Achievement.objects.filter(pk__in=keys, expires_at__isnull=False).values_list("pk", "expires_at")
    # expires_at is 24:00 of the last day, that is 0:00 of the next.
    return {key: (at.astimezone(CHINA) - timedelta(seconds=1)).date() for key, at in rows if at is not None}


def items_of(commission: Commission) -> "QuerySet[SupplyItem]":
    """The items of the compilation that counts, in order."""
    items = SupplyItem.objects.filter(commission=commission, compilation=commission.compilation)
    return items.select_related("achievement__organisation").order_by("position")


def edition_lines(commission: Commission) -> list[DraftItem]:
    """The lines of the edition, made from what the public may see of each achievement now.

    Raises Refused, naming the achievement, when one is no longer published or was withdrawn from public view.
    """
    items = list(items_of(commission))
    keys = [item.achievement_id for item in items]
    visible = matchable(commission.zone_code, "achievement").visible_to(PUBLIC).filter(pk__in=keys)
    records = {row.pk: row for row in visible.select_related("organisation").prefetch_related("rights")}
    gone = next((item for item in items if item.achievement_id not in records), None)
    if gone is not None:
        raise Refused("item_no_longer_public", action=COMMISSION.action("draw_edition"), position=gone.position)
    return [_line(item, records[item.achievement_id]) for item in items]


def hit_rate_of(commission: Commission) -> HitRate:
    """The hit rate of the compilation that counts."""
    levels: dict[int, list[str]] = defaultdict(list)
    items = items_of(commission)
    reports = Adoption.objects.filter(item__in=items.order_by()).order_by("pk")
    for item_id, level in reports.values_list("item_id", "level"):
        levels[item_id].append(level)
    return hit_rate(items.count(), levels.values())


def _demands(commission: Commission) -> ListingQuerySet:
    demands = matchable(commission.zone_code, "demand").visible_to(PUBLIC).select_related("organisation")
    if commission.demand_ids:
        demands = demands.filter(pk__in=commission.demand_ids)
    if commission.demand_fields:
        demands = demands.filter(field__in=commission.demand_fields)
    return demands


def _offers(
    zone_code: str, by_target: Mapping[int, list[Match]], asked: Mapping[int, _Asked]
) -> Iterator[tuple[Offered, list[Answer]]]:
    keys = sorted(by_target)
    for start in range(0, len(keys), CHUNK):
        records = matchable(zone_code, "achievement").visible_to(PUBLIC).filter(pk__in=keys[start : start + CHUNK])
        for record in records.select_related("organisation"):
            text = text_of_record(record)
            offered = Offered(
                achievement_id=record.pk,
                organisation_id=record.organisation_id,
                field=record.field,
                maturity=record.maturity,
                ways=tuple(record.ways),
                text=full_text(text),
            )
            yield offered, [_answer(row, asked[row.source_id], text) for row in by_target[record.pk]]


def _answer(row: Match, asked: _Asked, offered: Any) -> Answer:
    # The texts may have changed since the run: only phrases that still stand in both are quoted.
    phrases = shown_phrases(row.reasons["phrases"], asked.text, offered).phrases[:MOST_PHRASES]
    return Answer(
        demand_id=row.source_id,
        code=asked.code,
        score_bp=row.score_bp,
        level=row.level,
        phrases=tuple(phrase.text for phrase in phrases),
        agreeing=tuple(fact["name"] for fact in row.reasons["fields"] if fact["verdict"] == "agrees"),
        text=full_text(asked.text),
    )


def _conditions(commission: Commission) -> Conditions:
    return Conditions(
        minimum_maturity=commission.minimum_maturity,
        ways=tuple(commission.ways),
        fields=tuple(commission.fields),
        excluded_organisations=frozenset(commission.excluded_organisations),
        excluded_achievements=frozenset(commission.excluded_achievements),
        excluded_words=tuple(commission.excluded_words),
    )


def _line(item: SupplyItem, record: Achievement) -> DraftItem:
    answer = SupplyAnswer(
        link=item.link,
        gap=item.gap,
        demand_codes=tuple(one["code"] for one in item.answers),
        score_bp=item.score_bp,
        reason=supply_reason(item.answers[0]),
        manager=item.manager,
        valid_until=item.valid_until,
        checked_on=item.checked_on,
    )
    return DraftItem(
        code=record.code,
        subject_type="catalogue.achievement",
        subject_id=record.pk,
        values=supply_values(masked_view(record, PUBLIC), answer),
    )


def answered_demand(item: SupplyItem, demand_id: int) -> Demand | None:
    """The demand, if the item answers it."""
    if all(answer["demand_id"] != demand_id for answer in item.answers):
        return None
    return Demand.objects.filter(pk=demand_id).first()
