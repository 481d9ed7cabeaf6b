"""The query-set form of `qiao.catalogue.disclosure`: which rows exist for an actor, and which at full depth."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from qiao.catalogue.lifecycles.facts import Stage
from qiao.core.access import Actor, Role
from qiao.core.taxonomy import DisclosureLevel

_NOTHING = Q(pk__in=())


class JsonListHas(models.Func):
    """Whether a JSON list holds a value (a number or a text); SQLite has no operator of its own for that."""

    output_field = models.BooleanField()
    arity = 2

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        """Look the value up among the elements of the list."""
        return self.as_sql(
            compiler, connection, template="EXISTS (SELECT 1 FROM json_each(%(expressions)s)",
            arg_joiner=") WHERE value = ", **context,
        )  # fmt: skip

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        """Ask for containment of the one-element list."""
        return self.as_sql(
            compiler, connection, template="(%(expressions)s))", arg_joiner=" @> jsonb_build_array(", **context
        )


class JsonListSays(models.Func):
    """Whether a text of a JSON list contains a word, letter case making no difference.

    Not ``icontains`` on the whole column: SQLite stores Chinese there as escapes, which no word matches.
    """

    output_field = models.BooleanField()

    def __init__(self, column: str, word: str) -> None:
        escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        super().__init__(column, models.Value(f"%{escaped}%"))

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        """Compare each element of the list."""
        return self.as_sql(
            compiler, connection, template="EXISTS (SELECT 1 FROM json_each(%(expressions)s ESCAPE '\\')",
            arg_joiner=") WHERE value LIKE ", **context,
        )  # fmt: skip

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        """Compare each element of the list."""
        return self.as_sql(
            compiler, connection, template="EXISTS (SELECT 1 FROM jsonb_array_elements_text(%(expressions)s)",
            arg_joiner=") AS said WHERE said ILIKE ", **context,
        )  # fmt: skip


class ListingQuerySet(models.QuerySet[Any]):
    """Rows of the catalogue by what people may see of them."""

    def visible_to(self, actor: Actor) -> Self:
        """Rows that exist for the actor, at whatever depth."""
        return self.filter(inside(self.model, actor) | _shared(self.model, actor, (DisclosureLevel.MASKED,)))

    def named_to(self, actor: Actor) -> Self:
        """Rows whose unit the actor may know: every row visible to the actor but the masked ones of others."""
        return self.filter(inside(self.model, actor) | _shared(self.model, actor, ()))

    def open(self) -> Self:
        """Rows that are published and not closed again."""
        return self.filter(state__in=_states(self.model, Stage.OPEN))


def inside(model: Any, actor: Actor) -> Q:
    """Rows that the actor sees wholly, drafts and notes included."""
    if actor.role is Role.AUDITOR:
        return Q(pk__isnull=False)
    if actor.role is Role.ORGANISATION_EDITOR and actor.organisation_id is not None:
        return Q(organisation_id=actor.organisation_id)
    if not actor.zone_code:
        return _NOTHING
    zone = Q(zone_code=actor.zone_code)
    if actor.role is Role.ZONE_OPERATOR:
        return zone
    if actor.role is Role.SUPERVISOR:
        return zone & ~Q(state__in=_states(model, Stage.DRAFT))
    if actor.role is Role.TECHNOLOGY_MANAGER:
        return zone & (_equals("manager_person", actor.person_id) | _equals("created_by_holding", actor.holding_id))
    return _NOTHING


def _shared(model: Any, actor: Actor, further: tuple[str, ...]) -> Q:
    """Rows open to more than insiders: public ones, those of the ``further`` levels, and targeted ones by list."""
    levels = (DisclosureLevel.PUBLIC, *further)
    published = Q(state__in=_states(model, Stage.OPEN))
    found = published & Q(disclosure__in=levels)
    if actor.role in (Role.TECHNOLOGY_MANAGER, Role.EXPERT) and actor.zone_code:
        under_review = Q(state__in=_states(model, Stage.REVIEW))
        found |= under_review & Q(zone_code=actor.zone_code, disclosure__in=levels)
    if actor.role is Role.ORGANISATION_EDITOR and actor.organisation_id is not None:
        listed = Q(JsonListHas("disclosed_to", models.Value(actor.organisation_id)))
        found |= published & Q(disclosure=DisclosureLevel.TARGETED) & listed
    return found


def _states(model: Any, stage: Stage) -> tuple[str, ...]:
    return tuple(str(state) for state, of in model.STAGES.items() if of is stage)


def _equals(field: str, key: int | None) -> Q:
    return _NOTHING if key is None else Q(**{field: key})
