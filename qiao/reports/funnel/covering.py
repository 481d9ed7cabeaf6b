"""Which records, introductions and outcomes a reader's funnel covers, as conditions of the database."""

from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from qiao.catalogue.models import RecordViewDay
from qiao.catalogue.selectors.narrowing import region_prefix
from qiao.catalogue.viewing import KINDS as MODELS
from qiao.core.funnel import CLAIMED, FunnelStage, View
from qiao.core.taxonomy import DisclosureLevel
from qiao.foundation.models import AuditRow
from qiao.matching.lifecycles.introduction import INTRODUCTION
from qiao.matching.models import Introduction, Outcome
from qiao.reports.funnel.asking import KINDS, Question, Reader, Scope

OPEN_LEVELS = (str(DisclosureLevel.PUBLIC), str(DisclosureLevel.MASKED))
CONTRACT = "contract"
INTRODUCTION_TYPE = "matching.introduction"
STARTED = INTRODUCTION.action("start_negotiation")


def published_records(kind: str, reader: Reader, question: Question) -> Any:
    """Every record of the kind that was ever published, as far as the reader's scope goes."""
    rows = MODELS[kind].objects.filter(zone_code=reader.zone_code, published_at__isnull=False)
    if reader.scope is Scope.OPEN:
        rows = rows.filter(disclosure__in=OPEN_LEVELS)
    elif reader.scope is Scope.OWN:
        rows = rows.filter(organisation_id=reader.actor.organisation_id)
    elif question.organisation:
        named = Q(organisation_name__icontains=question.organisation)
        rows = rows.filter(named | Q(organisation__name__icontains=question.organisation))
    if question.field:
        rows = rows.filter(field=question.field)
    if question.region:
        rows = rows.filter(region__startswith=region_prefix(question.region))
    return rows


def published_in_period(question: Question) -> Q:
    """Records first published in the period, up to the last day that counts."""
    return Q(
        published_at__gte=question.period.begins_at, published_at__lt=min(question.period.ends_at, question.ends_at)
    )


def viewed(kind: str, question: Question) -> Q:
    """Records that were opened by the last day that counts."""
    return Q(pk__in=viewed_keys(kind, day__lte=question.until))


def viewed_keys(kind: str, **days: Any) -> Any:
    """The keys of the records of a kind that were opened on such days.

    Read once as a set: inside a count over all records, a look for each of them would take several times as long.
    """
    views = RecordViewDay.objects.filter(object_type=kind, **days)
    return views.order_by().values("object_id").distinct()


def in_cohort(kind: str, stage: FunnelStage, reader: Reader, question: Question) -> Q:
    """Records of the cohort that reached the stage by the last day that counts."""
    cohort = published_in_period(question)
    if stage is FunnelStage.PUBLISHED:
        return cohort
    if stage is FunnelStage.VIEWED:
        return cohort & viewed(kind, question)
    met = Introduction.objects.filter(_sides(reader), zone_code=reader.zone_code, **{f"{kind}__isnull": False})
    return cohort & Q(pk__in=met.filter(reached_by(stage, question.ends_at)).values(f"{kind}_id"))


def introductions(reader: Reader, question: Question) -> QuerySet[Introduction]:
    """Introductions about the records asked for: those of the cohort, or all that were ever published."""
    about = []
    for kind in question.kinds:
        rows = published_records(kind, reader, question)
        if question.view is View.COHORT:
            rows = rows.filter(published_in_period(question))
        about.append(Q(**{f"{kind}__in": rows.values("pk")}))
    return Introduction.objects.filter(_sides(reader), reduce(or_, about), zone_code=reader.zone_code)


def reached_by(stage: FunnelStage, instant: datetime) -> Q:
    """Introductions that had reached the stage, or a later one, before the instant."""
    confirmed = Outcome.objects.filter(introduction=OuterRef("pk"), answer="confirmed", answered_at__lt=instant)
    signed = Q(Exists(confirmed.filter(kind=CONTRACT)))
    if stage is FunnelStage.SIGNED:
        return signed
    started = AuditRow.objects.filter(
        object_type=INTRODUCTION_TYPE, object_id=OuterRef("pk"), action=STARTED, at__lt=instant
    )
    if stage is FunnelStage.NEGOTIATING:
        return signed | Q(Exists(started))
    if stage is FunnelStage.CONTACTED:
        both = Q(demand_accepted_at__lt=instant, supply_accepted_at__lt=instant)
        return both | Q(Exists(started)) | Q(Exists(confirmed))
    raise ValueError(f"stage: {stage} is not reached by introductions")


def happened(stage: FunnelStage, question: Question) -> Q:
    """Introductions that reached the stage in the period: by its end, and not before it began."""
    return reached_by(stage, question.ends_at) & ~reached_by(stage, question.period.begins_at)


def outcomes(reader: Reader, question: Question) -> QuerySet[Outcome]:
    """Outcomes of those introductions, whatever was answered."""
    return Outcome.objects.filter(introduction__in=introductions(reader, question).values("pk"))


def confirmed_contracts(question: Question) -> Q:
    """Contracts that count: confirmed by the counterparty, in the view by period in that period."""
    found = Q(kind=CONTRACT, answer="confirmed", answered_at__lt=question.ends_at)
    return found & Q(answered_at__gte=question.period.begins_at) if question.view is View.PERIOD else found


def not_counted(stage: FunnelStage, question: Question) -> Q:
    """Claims towards the stage that the counterparty had not confirmed: waiting, disputed or retracted."""
    found = Q(kind__in=CLAIMED[stage], claimed_at__lt=question.ends_at)
    found &= ~Q(answer="confirmed", answered_at__lt=question.ends_at)
    return found & Q(claimed_at__gte=question.period.begins_at) if question.view is View.PERIOD else found


def view_days(reader: Reader, question: Question) -> QuerySet[RecordViewDay]:
    """Viewers by day in the period, of the records that the reader's scope covers."""
    records = (
        Q(object_type=kind, object_id__in=published_records(kind, reader, question).values("pk"))
        for kind in question.kinds
    )
    last = min(question.period.last, question.until)
    return RecordViewDay.objects.filter(reduce(or_, records), day__gte=question.period.first, day__lte=last)


def _sides(reader: Reader) -> Q:
    """For open readers both records must be open; others know the introductions of their scope."""
    if reader.scope is not Scope.OPEN:
        return Q()
    found = Q()
    for kind in KINDS:
        found &= Q(**{f"{kind}__isnull": True}) | Q(**{f"{kind}__disclosure__in": OPEN_LEVELS})
    return found
