"""Scenarios of rules, calendars and imports."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from qiao.core.access import Actor
from qiao.foundation.actions.load_calendar_year import CalendarSource
from qiao.foundation.actions.preview_import import ImportRequest
from qiao.foundation.actions.save_mapping import NewMapping
from qiao.foundation.actions.set_rule import NewRule
from tests.factories.imports import SOURCE, demand_file, import_batch, organisation_file
from tests.factories.world import ZONE, World
from tests.matrix.registry import ADMIN, EDITOR, OPERATOR, People, Prepared, Scenario, run

RULE, CALENDAR = "foundation.rule.set", "foundation.calendar.load"
PREVIEW, MAPPING = "foundation.import.preview", "foundation.import.save_mapping"
APPLY, DISCARD = "foundation.import.apply", "foundation.import.discard"
OPERATOR_ALONE = frozenset({OPERATOR})


def setting_rule(world: World, state: str) -> Prepared:
    """A value of the zone's own."""
    rule = NewRule("matching.introduction.lapse_days", ZONE, 10, date(2026, 7, 1), "示范区管理办法")
    return Prepared(run(RULE, rule=rule, now=world.now), lines=lambda actor: [(RULE, "foundation.ruleparameter")])


def loading_calendar(world: World, state: str) -> Prepared:
    """The calendar is the nation's: whoever may load it may do so from any zone."""
    source = CalendarSource(2031, "国务院办公厅通知", verified=True)
    rows = [{"date": "2031-01-01", "is_workday": "0", "name": "元旦"}]
    both: People = {role: (world.inside[role], *world.outside[role]) for role in (OPERATOR, ADMIN)}
    return Prepared(
        run(CALENDAR, calendar=source, rows=rows, now=world.now),
        lines=lambda actor: [(CALENDAR, "foundation.calendaryear")],
        insiders=both,
        outsiders={OPERATOR: (), ADMIN: ()},
    )


def for_whom_one_acts(world: World) -> dict[str, Any]:
    """An import belongs to the zone or organisation of whoever begins it: outside is only who has none."""
    operators = (world.inside[OPERATOR], *world.outside[OPERATOR])
    editors = (world.inside[EDITOR], *world.outside[EDITOR])
    return {
        "insiders": {OPERATOR: operators, EDITOR: editors},
        "outsiders": {
            OPERATOR: (replace(operators[0], zone_code=""),),
            EDITOR: (replace(editors[0], organisation_id=None), replace(editors[0], zone_code="")),
        },
    }


def _previewing(world: World, kind: str, path: Path, *, admit: bool = False) -> Prepared:
    request = ImportRequest(kind, path, SOURCE, admit=admit)
    return Prepared(
        run(PREVIEW, request=request, now=world.now),
        lines=lambda actor: [(PREVIEW, "foundation.importbatch")],
        **for_whom_one_acts(world),
    )


def previewing_drafts(world: World, state: str) -> Prepared:
    """A list of demands as drafts."""
    return _previewing(world, "catalogue.demand", demand_file(world))


def previewing_admitted(world: World, state: str) -> Prepared:
    """A list that another body has reviewed: no editor publishes past the zone."""
    return _previewing(world, "catalogue.demand", demand_file(world), admit=True)


def previewing_register(world: World, state: str) -> Prepared:
    """A list of organisations: no editor writes the zone's register."""
    return _previewing(world, "parties.organisation", organisation_file(world))


def saving_mapping(world: World, state: str) -> Prepared:
    """What the headers of a source mean."""
    mapping = NewMapping("catalogue.demand", SOURCE, {"项目": "title"})
    return Prepared(
        run(MAPPING, mapping=mapping, now=world.now),
        lines=lambda actor: [(MAPPING, "foundation.importsource")],
        **for_whom_one_acts(world),
    )


def saving_register_mapping(world: World, state: str) -> Prepared:
    """The same for the zone's register."""
    mapping = NewMapping("parties.organisation", SOURCE, {"单位": "name"})
    return replace(saving_mapping(world, state), call=run(MAPPING, mapping=mapping, now=world.now))


def applying(world: World, state: str) -> Prepared:
    """A previewed list of the owner's editor: one new demand."""
    return _applied(world, state, world.owner.pk)


def applying_zone_list(world: World, state: str) -> Prepared:
    """A previewed list of the zone: no editor applies it."""
    return _applied(world, state, 0)


def _applied(world: World, state: str, organisation_key: int) -> Prepared:
    batch = import_batch(world, state or "previewed", organisation_key=organisation_key)

    def lines(actor: Actor) -> list[tuple[str, str]]:
        # The source is new, so it is a third thing that the act has made.
        made = ("foundation.importbatch", "foundation.importsource")
        return [("catalogue.demand.draft", "catalogue.demand"), *((APPLY, table) for table in made)]

    return Prepared(run(APPLY, importbatch_id=batch.pk, take="good_rows", now=world.now), batch, lines)


def discarding(world: World, state: str) -> Prepared:
    """A previewed list of the owner's editor."""
    batch = import_batch(world, state or "previewed", organisation_key=world.owner.pk)
    return Prepared(run(DISCARD, importbatch_id=batch.pk, now=world.now), batch)


def discarding_zone_list(world: World, state: str) -> Prepared:
    """A previewed list of the zone."""
    batch = import_batch(world, state or "previewed")
    return Prepared(run(DISCARD, importbatch_id=batch.pk, now=world.now), batch)


SCENARIOS: tuple[Scenario, ...] = (
    Scenario(RULE, setting_rule),
    Scenario(CALENDAR, loading_calendar),
    Scenario(PREVIEW, previewing_drafts, "drafts"),
    Scenario(PREVIEW, previewing_admitted, "admitted", OPERATOR_ALONE),
    Scenario(PREVIEW, previewing_register, "register", OPERATOR_ALONE),
    Scenario(MAPPING, saving_mapping, "drafts"),
    Scenario(MAPPING, saving_register_mapping, "register", OPERATOR_ALONE),
    Scenario(APPLY, applying, "of an editor"),
    Scenario(APPLY, applying_zone_list, "of the zone", OPERATOR_ALONE),
    Scenario(DISCARD, discarding, "of an editor"),
    Scenario(DISCARD, discarding_zone_list, "of the zone", OPERATOR_ALONE),
)
