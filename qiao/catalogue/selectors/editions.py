"""Reading editions: facts, the records to be listed, lists of editions, one edition with what changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Length

from qiao.catalogue.access_editions import sees_edition
from qiao.catalogue.editions.compiling import DraftItem
from qiao.catalogue.editions.content import list_item
from qiao.catalogue.editions.criteria import EditionCriteria, missing_codes
from qiao.catalogue.lifecycles.edition import EDITION, PUBLIC_STATES, EditionFacts, EditionState
from qiao.catalogue.models import Edition, EditionItem
from qiao.catalogue.selectors.edition_records import closed_codes, records_for
from qiao.core.access import Actor
from qiao.core.editions import Difference, difference
from qiao.core.lifecycle import Offer
from qiao.core.outcomes import Invalid, Missing
from qiao.foundation.registry import POLICY
from qiao.parties.models import Zone

PAGE_SIZE = 20


@dataclass(frozen=True)
class EditionFilters:
    """What a list of editions is narrowed to; empty sets no condition."""

    kind: str = ""
    state: str = ""
    text: str = ""
    zone_code: str = ""
    year: int | None = None


@dataclass(frozen=True)
class EditionsPage:
    """One page of editions, newest first, and how many there are in all."""

    rows: tuple[Edition, ...]
    total: int
    number: int
    size: int

    @property
    def pages(self) -> int:
        """Number of pages, at least 1."""
        return max(1, -(-self.total // self.size))


@dataclass(frozen=True)
class EditionDetail:
    """An edition with its lines in order, what changed since ``previous`` (None for a first edition), and the verbs.

    ``closed_codes`` are lines whose record the public may no longer see as printed; only looked up before the issue.
    """

    edition: Edition
    items: tuple[EditionItem, ...]
    previous: Edition | None
    difference: Difference | None
    closed_codes: tuple[str, ...]
    offers: tuple[Offer, ...]


def zone_of(zone_code: str) -> Zone:
    """The zone with this code. Raises Missing when there is none."""
    zone = Zone.objects.filter(code=zone_code).first()
    if zone is None:
        raise Missing("no_such_object", object_type="parties.zone", object_id=zone_code)
    return zone


def edition_facts(edition: Edition, now: datetime) -> EditionFacts:
    """The facts that guards and rights look at."""
    return _facts(edition, items_of(edition).count(), len(closed_codes(edition)), now)


def compile_facts(actor: Actor, kind: str, now: datetime) -> EditionFacts:
    """The facts of an edition that does not exist yet: it will belong to the actor's zone."""
    return EditionFacts(
        zone_code=actor.zone_code, kind=kind, item_count=0, closed_count=0, compiled_by_person=None, now=now
    )


def lines_for(kind: str, zone_code: str, criteria: EditionCriteria, now: datetime) -> list[DraftItem]:
    """The lines that the criteria choose now, as the public may see them, by field and code.

    Raises Invalid naming each record wished by code that is not open to the public or fails another condition.
    """
    lines = records_for(kind, zone_code, criteria, now)
    problems = missing_codes(criteria, {line.code for line in lines})
    if problems:
        raise Invalid(*problems)
    return lines


def items_of(edition: Edition) -> QuerySet[EditionItem]:
    """The lines that count, in order."""
    return lines_of(edition).filter(revision=edition.revision)


def lines_of(edition: Edition) -> QuerySet[EditionItem]:
    """The lines of every compilation, in order."""
    return EditionItem.objects.filter(edition=edition).order_by("revision", "position")


def line_stubs(zone_code: str) -> Iterator[tuple[int, int, str, str]]:
    """Edition key, position, code and digest of every line of a zone's public editions, without its values."""
    public = EditionItem.objects.filter(edition__zone_code=zone_code, edition__state__in=PUBLIC_STATES)
    lines = public.filter(revision=F("edition__revision")).order_by("edition_id", "position")
    yield from lines.values_list("edition_id", "position", "code", "digest").iterator(chunk_size=2000)


def in_force_before(edition: Edition) -> Edition | None:
    """The edition of the same list that is in force now, withdrawn ones passed over; None for a first edition."""
    same_list = Edition.objects.filter(zone_code=edition.zone_code, kind=edition.kind, series=edition.series)
    standing = same_list.filter(state=EditionState.ISSUED).exclude(pk=edition.pk)
    # By number, not by instant: of two issued at the same instant the one that was numbered later stands.
    return standing.order_by("-issued_on", Length("number").desc(), "-number").first()


def issued_edition(edition_id: int) -> Edition:
    """A public edition by key. Raises Missing when there is none."""
    edition: Edition | None = Edition.objects.public().select_related("previous").filter(pk=edition_id).first()
    if edition is None:
        raise Missing("no_such_object", object_type="catalogue.edition", object_id=edition_id)
    return edition


def issued_editions(zone_code: str) -> QuerySet[Edition]:
    """Every issued edition of a zone, withdrawn ones included, oldest first."""
    public = Edition.objects.public().filter(zone_code=zone_code)
    return public.select_related("previous").order_by("issued_at", "pk")


def editions_with_previous() -> QuerySet[Edition]:
    """Every edition of every zone, for verification."""
    return Edition.objects.select_related("previous").order_by("pk")


def editions_page(actor: Actor, filters: EditionFilters, page: int = 1) -> EditionsPage:
    """One page of the editions that exist for the actor; a page beyond the last gives the last."""
    found = _filtered(Edition.objects.visible_to(actor), filters)
    total = found.count()
    page = min(max(page, 1), max(1, -(-total // PAGE_SIZE)))
    ordered = found.order_by(F("issued_at").desc(nulls_first=True), "-pk")
    return EditionsPage(tuple(ordered[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]), total, page, PAGE_SIZE)


def edition_detail(actor: Actor, edition_id: int, now: datetime) -> EditionDetail:
    """One edition with everything a reader needs. Raises Missing when it does not exist for the actor."""
    edition = Edition.objects.select_related("previous").filter(pk=edition_id).first()
    return _detail(actor, edition, edition_id, now)


def known_edition(actor: Actor, edition_id: int) -> Edition:
    """The edition itself, without its lines. One statement. Raises Missing when it does not exist for the actor."""
    edition: Edition | None = Edition.objects.filter(pk=edition_id).first()
    if edition is None or not sees_edition(actor, edition.zone_code, edition.state):
        raise Missing("no_such_object", object_type="catalogue.edition", object_id=edition_id)
    return edition


def edition_by_number(actor: Actor, zone_code: str, number: str, now: datetime) -> EditionDetail:
    """The same by number, in any zone when ``zone_code`` is empty. Raises Missing when it does not exist."""
    found = Edition.objects.visible_to(actor).select_related("previous").exclude(number="")
    if zone_code:
        found = found.filter(zone_code=zone_code)
    return _detail(actor, found.filter(number=number).order_by("pk").first(), number, now)


def edition_difference(edition: Edition) -> tuple[Edition | None, Difference | None]:
    """The previous edition and what changed since; for a draft, the edition that it would follow."""
    previous = _previous(edition)
    if previous is None:
        return None, None
    items, former = _lines_of_both(edition, previous)
    return previous, _difference(former, items)


def _detail(actor: Actor, edition: Edition | None, key: int | str, now: datetime) -> EditionDetail:
    if edition is None or not sees_edition(actor, edition.zone_code, edition.state):
        raise Missing("no_such_object", object_type="catalogue.edition", object_id=key)
    previous = _previous(edition)
    items, former = _lines_of_both(edition, previous)
    found = _difference(former, items) if previous is not None else None
    closed = () if edition.issued_at else closed_codes(edition, items)
    facts = _facts(edition, len(items), len(closed), now)
    offers = EDITION.offers(edition.state, facts)
    return EditionDetail(
        edition=edition,
        items=items,
        previous=previous,
        difference=found,
        closed_codes=closed,
        offers=tuple(offer for offer in offers if POLICY.allows(actor, offer.action, facts)),
    )


def _previous(edition: Edition) -> Edition | None:
    return edition.previous if edition.issued_at else in_force_before(edition)


def _lines_of_both(
    edition: Edition, previous: Edition | None
) -> tuple[tuple[EditionItem, ...], tuple[EditionItem, ...]]:
    """The lines that count of an edition and of the one before it, each in order. One statement."""
    if previous is None:
        return tuple(items_of(edition)), ()
    wanted = [Q(edition=one.pk, revision=one.revision) for one in (edition, previous)]
    lines = list(EditionItem.objects.filter(wanted[0] | wanted[1]).order_by("position"))
    return tuple(line for line in lines if line.edition_id == edition.pk), tuple(
        line for line in lines if line.edition_id == previous.pk
    )


def _difference(former: Sequence[EditionItem], items: Sequence[EditionItem]) -> Difference:
    return difference([list_item(item) for item in former], [list_item(item) for item in items])


def _facts(edition: Edition, item_count: int, closed_count: int, now: datetime) -> EditionFacts:
    return EditionFacts(
        zone_code=edition.zone_code,
        kind=edition.kind,
        item_count=item_count,
        closed_count=closed_count,
        compiled_by_person=edition.compiled_by_person,
        now=now,
    )


def _filtered(found: QuerySet[Edition], filters: EditionFilters) -> QuerySet[Edition]:
    for name in ("kind", "state", "zone_code"):
        if value := getattr(filters, name):
            found = found.filter(**{name: value})
    if filters.year is not None:
        found = found.filter(issued_on__year=filters.year)
    if text := filters.text.strip():
        found = found.filter(Q(number__icontains=text) | Q(title__icontains=text) | Q(document_number__icontains=text))
    return found
