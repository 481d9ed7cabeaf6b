"""What people are told of introductions, outcomes and supply lists."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from qiao.catalogue.announcing import act_at
from qiao.catalogue.models import Demand
from qiao.catalogue.selectors.audiences import editors_of, holdings_on, in_zone
from qiao.core.access import Role
from qiao.core.calendar import CHINA
from qiao.core.outcomes import Missing
from qiao.foundation.registry import handles
from qiao.foundation.rules import rule_value
from qiao.matching.following import NOT_OPEN
from qiao.matching.lifecycles.introduction import WAITING, Side
from qiao.matching.models import Commission, Introduction, Outcome
from qiao.matching.notice_rules import ANSWER_DAYS
from qiao.matching.notices import TABLE, MeetingNews, Party
from qiao.matching.selectors.introductions import introduction_detail
from qiao.parties.acting_as import actor_of
from qiao.parties.models import Holding
from qiao.parties.notices import Telling, tell

Handler = Callable[[dict[str, Any], datetime], None]


def _handler(news: MeetingNews) -> Handler:
    def tell_people(payload: dict[str, Any], now: datetime) -> None:
        found = Introduction.objects.with_records().filter(pk=payload["introduction_id"]).first()
        if found is None:
            return
        reason, doer = act_at(found, now)
        words = {f"{name}_code": f"{prefix}.{payload[name]}" for name, prefix in news.words.items()}
        readers = [one for one in _readers(found, news, payload, now) if one.person_id != doer]
        tell_of_introduction(found, news.code, readers, {"reason": reason, **words}, now)

    return tell_people


for _event, _news in TABLE.items():
    handles(_event)(_handler(_news))


@handles("matching.SupplyListDelivered")
def tell_zone_of_delivery(payload: dict[str, Any], now: datetime) -> None:
    """Tell the operators that a supply list has arrived."""
    commission = Commission.objects.filter(pk=payload["commission_id"]).first()
    if commission is not None:
        _tell_of_commission(commission, "supply_list_delivered", _operators(commission.zone_code, now), {}, now)


@handles("matching.AdoptionRecorded")
def tell_provider_of_adoption(payload: dict[str, Any], now: datetime) -> None:
    """Tell whoever compiled the list what a firm does with an item of it; the firm is not named."""
    commission = Commission.objects.filter(pk=payload["commission_id"]).first()
    if commission is None:
        return
    need = Demand.objects.filter(pk=payload["demand_id"]).values_list("code", flat=True).first()
    params = {"need": need or "", "level_code": f"adoption.{payload['level']}"}
    editors = editors_of([commission.provider_id], now.astimezone(CHINA).date())
    _tell_of_commission(commission, "adoption_recorded", editors, params, now)


def remind_of_answers(now: datetime) -> int:
    """Remind the sides that have not answered, some days before the introduction lapses; returns how many cases."""
    rows = Introduction.objects.filter(state__in=WAITING, due_verb="lapse", due_at__gt=now)
    reminded = 0
    for found in rows.filter(due_at__lte=now + timedelta(days=60)).with_records().order_by("due_at", "pk"):
        days = int(rule_value(ANSWER_DAYS, found.zone_code, now.astimezone(CHINA).date()))
        if found.due_at is None or found.due_at > now + timedelta(days=days):
            continue
        last_day = (found.due_at - timedelta(seconds=1)).astimezone(CHINA).date()
        readers = _of_sides(found, _not_answered(found), now)
        occasion = f"introduction_waits:{found.pk}"
        params = {"day_on": last_day.isoformat()}
        tell_of_introduction(found, "introduction_waits", readers, params, now, occasion=occasion)
        reminded += 1
    return reminded


def tell_of_introduction(
    found: Introduction,
    code: str,
    readers: Iterable[Holding],
    params: dict[str, Any],
    now: datetime,
    *,
    occasion: str = "",
) -> None:
    """Tell these people, each with the two titles as that reader may see them, the reader's own first."""
    on = now.astimezone(CHINA).date()
    told: set[int] = set()
    for holding in readers:
        if holding.person_id in told:
            continue
        try:
            seen = introduction_detail(actor_of(holding, on), found.pk, now)
        except Missing:
            continue
        told.add(holding.person_id)
        need, offer = (view["title"] if view else NOT_OPEN for view in (seen.need, seen.offer))
        own, other = (offer, need) if seen.side is Side.SUPPLY else (need, offer)
        titles = {"own": own, "other": other}
        tell([holding], Telling(code, "matching.introduction", found.pk, {**titles, **params}, occasion=occasion), now)


def _readers(found: Introduction, news: MeetingNews, payload: dict[str, Any], now: datetime) -> list[Holding]:
    readers: list[Holding] = []
    for party in news.parties:
        if party is Party.PROPOSER:
            readers += holdings_on(now.astimezone(CHINA).date()).filter(pk=found.proposed_by_holding or 0)
        elif party is Party.OPERATORS:
            readers += _operators(found.zone_code, now)
        else:
            readers += _of_sides(found, _sides(found, party, payload), now)
    return readers


def _sides(found: Introduction, party: Party, payload: dict[str, Any]) -> tuple[Side, ...]:
    if party is Party.BOTH:
        return tuple(Side)
    if party is Party.WAITING:
        return _not_answered(found)
    outcome = Outcome.objects.filter(pk=payload.get("outcome_id") or 0).first()
    named = Side(payload.get("side") or (outcome.claimed_side if outcome else Side.DEMAND))
    return (named,) if party is Party.NAMED else (named.other,)


def _not_answered(found: Introduction) -> tuple[Side, ...]:
    answered = {Side.DEMAND: found.demand_accepted_at, Side.SUPPLY: found.supply_accepted_at}
    return tuple(side for side, at in answered.items() if at is None)


def _of_sides(found: Introduction, sides: Iterable[Side], now: datetime) -> list[Holding]:
    readers: list[Holding] = []
    for side in sides:
        key = found.need.organisation_id if side is Side.DEMAND else found.achievement.organisation_id
        if key is None:
            # The zone passes on what a party that is not on the platform says.
            readers += _operators(found.zone_code, now)
        else:
            readers += editors_of([key], now.astimezone(CHINA).date())
    return readers


def _operators(zone_code: str, now: datetime) -> list[Holding]:
    return list(in_zone(zone_code, (Role.ZONE_OPERATOR,), now.astimezone(CHINA).date()))


def _tell_of_commission(
    commission: Commission, code: str, readers: Iterable[Holding], params: dict[str, Any], now: datetime
) -> None:
    doer = act_at(commission, now)[1]
    wanted = [holding for holding in readers if holding.person_id != doer]
    telling = Telling(code, "matching.commission", commission.pk, {"title": commission.title, **params})
    tell(wanted, telling, now)
