"""Reads over all kinds of record at once: how much there is, what is newest, what answers a search, every address."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Count, Q, QuerySet, Subquery, Value

from qiao.catalogue.disclosure import masked_view
from qiao.catalogue.filters import ListingFilters
from qiao.catalogue.models import Achievement, Demand, Edition, Scenario
from qiao.catalogue.selectors.narrowing import searched
from qiao.catalogue.selectors.open_organisations import OrganisationSearch, open_organisations
from qiao.catalogue.selectors.related import without_rights
from qiao.core.access import PUBLIC, Actor
from qiao.parties.models import Organisation

MODELS: Mapping[str, Any] = {"achievement": Achievement, "demand": Demand, "scenario": Scenario}
_NUMBER = re.compile(r"[A-Za-z]{2}[-0-9][-0-9A-Za-z]{2,30}")


@dataclass(frozen=True)
class Hits:
    """What a search found of one kind: the first rows, and how many there are in all."""

    kind: str
    rows: tuple[Any, ...]
    total: int


def open_numbers(actor: Actor) -> dict[str, dict[str, int]]:
    """Open records by kind and technical field ("" where unknown), as they exist for the actor. One statement."""
    parts = [
        model.objects.visible_to(actor).open().order_by().values("field").annotate(
            record=Value(kind, CharField()), number=Count("pk")
        ).values_list("record", "field", "number")
        for kind, model in MODELS.items()
    ]  # fmt: skip
    numbers: dict[str, dict[str, int]] = {kind: {} for kind in MODELS}
    for kind, field, number in parts[0].union(*parts[1:], all=True):
        numbers[kind][field] = number
    return numbers


def address_numbers() -> dict[str, int]:
    """How many records of each kind and how many organisations everybody may see. One statement."""
    rows = {kind: model.objects.visible_to(PUBLIC).open() for kind, model in MODELS.items()}
    rows["organisation"] = open_organisations(PUBLIC)
    parts = [
        found.order_by().values(which=Value(kind, CharField())).annotate(number=Count("pk")).values_list(
            "which", "number"
        )
        for kind, found in rows.items()
    ]  # fmt: skip
    return dict.fromkeys(rows, 0) | dict(parts[0].union(*parts[1:], all=True))


def newest(kind: str, actor: Actor, most: int) -> tuple[dict[str, Any], ...]:
    """The newest open records of a kind, without their intellectual property. One statement."""
    rows = MODELS[kind].objects.visible_to(actor).open().select_related("organisation")
    rows = without_rights(rows.order_by("-published_at", "-pk"))
    return tuple(masked_view(record, actor) for record in rows[:most])


def latest_editions(actor: Actor, zone_code: str, most: int) -> tuple[Edition, ...]:
    """The editions issued last. One statement."""
    rows = Edition.objects.visible_to(actor).filter(zone_code=zone_code, issued_at__isnull=False)
    return tuple(rows.order_by("-issued_at", "-pk")[:most])


def numbered(actor: Actor, zone_code: str, text: str) -> tuple[str, str] | None:
    """What has exactly this number and exists for the actor: its kind and number as kept. At most one statement."""
    wanted = text.strip()
    editions = Edition.objects.visible_to(actor).filter(zone_code=zone_code).exclude(number="")
    for kind, model in MODELS.items():
        if _NUMBER.fullmatch(wanted) and wanted[:2].upper() == model.SERIES and "-" not in wanted:
            code = model.objects.visible_to(actor).filter(code=wanted.upper()).values_list("code", flat=True).first()
            return (kind, code) if code else None
    if not _NUMBER.fullmatch(wanted) and "〔" not in wanted:
        return None
    named = Q(number=wanted.upper()) | Q(document_number=wanted)
    number = editions.filter(named).order_by("pk").values_list("number", flat=True).first()
    return ("edition", number) if number else None


def search_everything(actor: Actor, zone_code: str, text: str, most: int) -> tuple[Hits, ...]:
    """What fits the words, by kind; kinds without a hit are left out. One statement for each of the five kinds."""
    found: dict[str, Any] = {
        kind: searched(model.objects.all(), actor, ListingFilters(text=text)).open() for kind, model in MODELS.items()
    }
    found["organisation"] = _organisations(actor, text)
    found["edition"] = _editions(actor, zone_code, text)
    return tuple(hits for kind, rows in found.items() if (hits := _hits(kind, rows, actor, most)).rows)


def record_addresses(kind: str, first: int, most: int) -> Iterator[tuple[str, datetime]]:
    """Code and day of publication of the open records that everybody may see, by key, from the ``first`` on."""
    rows = MODELS[kind].objects.visible_to(PUBLIC).open().exclude(code="").order_by("pk")
    yield from rows.values_list("code", "published_at")[first : first + most].iterator(chunk_size=2000)


def every_record_address() -> Iterator[tuple[str, str, datetime]]:
    """Kind, code and day of publication of all of them, by kind and code. One statement."""
    parts = [
        model.objects.visible_to(PUBLIC).open().exclude(code="").order_by().annotate(
            which=Value(kind, CharField())
        ).values_list("which", "code", "published_at")
        for kind, model in MODELS.items()
    ]  # fmt: skip
    yield from parts[0].union(*parts[1:], all=True).order_by("which", "code")


def edition_addresses(zone_code: str, first: int, most: int) -> Iterator[tuple[str, datetime]]:
    """Number and instant of issue of the editions that everybody may see, by key, from the ``first`` on."""
    rows = Edition.objects.visible_to(PUBLIC).filter(zone_code=zone_code, issued_at__isnull=False).order_by("pk")
    yield from rows.values_list("number", "issued_at")[first : first + most]


_ORDERS: Mapping[str, tuple[str, ...]] = {"organisation": ("name", "pk"), "edition": ("-issued_at", "-pk")}


def _hits(kind: str, rows: Any, actor: Actor, most: int) -> Hits:
    """The first rows, each with the number of all of them, so that one statement does for both."""
    total = rows.order_by().values(which=Value(kind, CharField())).annotate(number=Count("pk")).values("number")
    rows = rows.annotate(found_in_all=Subquery(total)).order_by(*_ORDERS.get(kind, ("-published_at", "-pk")))
    if kind not in MODELS:
        first = tuple(rows[:most])
        return Hits(kind, first, first[0].found_in_all if first else 0)
    first = tuple(without_rights(rows.select_related("organisation"))[:most])
    views = tuple(masked_view(record, actor) for record in first)
    return Hits(kind, views, first[0].found_in_all if first else 0)


def _organisations(actor: Actor, text: str) -> QuerySet[Organisation]:
    rows = open_organisations(actor)
    for word in OrganisationSearch(text=text).text.split():
        rows = rows.filter(Q(name__icontains=word) | Q(credit_code__iexact=word))
    found: QuerySet[Organisation] = rows
    return found


def _editions(actor: Actor, zone_code: str, text: str) -> QuerySet[Edition]:
    rows = Edition.objects.visible_to(actor).filter(zone_code=zone_code, issued_at__isnull=False)
    for word in text.split():
        rows = rows.filter(Q(title__icontains=word) | Q(number__icontains=word) | Q(document_number__icontains=word))
    return rows
