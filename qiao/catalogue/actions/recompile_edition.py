"""Compile the lines of a draft anew, by its own criteria or by new ones."""

from datetime import datetime

from qiao.catalogue.editions.compiling import compiled_by, head_texts, insert_items, require_lines
from qiao.catalogue.editions.criteria import EditionCriteria, EditionRequest, require_usable
from qiao.catalogue.editions.events import EditionRecompiled
from qiao.catalogue.lifecycles.edition import EDITION
from qiao.catalogue.models import Edition
from qiao.catalogue.selectors.editions import edition_facts, lines_for
from qiao.core.access import Actor
from qiao.core.outcomes import Invalid, Problem
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = EDITION.action("recompile")


@use_case(ACTION)
def recompile_edition(
    *, actor: Actor, edition_id: int, now: datetime, request: EditionRequest | None = None
) -> Edition:
    """Take the present state of the records; the lines of the former compilation stay in the database but do not count.

    ``request`` replaces criteria and texts, of the same kind. The actor becomes the compiler. Raises Denied, Refused
    outside the draft and for a customised supply list, Invalid for criteria that cannot be met.
    """
    edition = lock(Edition, edition_id)
    facts = edition_facts(edition, now)
    authorise(actor, ACTION, facts)
    step = EDITION.step(edition.state, "recompile", facts)

    criteria = request.criteria if request else EditionCriteria.from_json(edition.criteria)
    if request is not None:
        _require_same_kind(edition, request)
        require_usable(request)
    lines = lines_for(edition.kind, edition.zone_code, criteria, now)
    require_lines(lines)
    revision = edition.revision + 1

    insert_items(edition, revision, lines)
    changes = {"revision": revision, "criteria": criteria.as_json(), **compiled_by(actor, edition.kind, now)}
    before = move(edition, step, facts, **changes, **(head_texts(request) if request else {}))
    record(actor, ACTION, edition, before, now)
    emit(EditionRecompiled(edition.pk), now)
    return edition


def _require_same_kind(edition: Edition, request: EditionRequest) -> None:
    if request.kind != edition.kind:
        raise Invalid(Problem("kind", "edition_kind_is_fixed", request.kind, {"kind": edition.kind}))
