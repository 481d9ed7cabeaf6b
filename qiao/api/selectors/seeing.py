"""Whether an object exists for somebody."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from qiao.catalogue.models import Achievement, Demand, Edition, Scenario
from qiao.core.access import Actor
from qiao.foundation.intake.facts import import_facts
from qiao.foundation.models import ImportBatch
from qiao.foundation.registry import POLICY
from qiao.matching.models import Commission, Introduction

PREVIEW = "foundation.import.preview"
_BY_ACTOR: Mapping[str, Callable[[Actor], QuerySet[Any]]] = {
    "catalogue.demand": Demand.objects.visible_to,
    "catalogue.achievement": Achievement.objects.visible_to,
    "catalogue.scenario": Scenario.objects.visible_to,
    "catalogue.edition": Edition.objects.visible_to,
    "matching.introduction": Introduction.objects.visible_to,
    "matching.commission": Commission.objects.visible_to,
}


def may_see(actor: Actor, label: str, key: int) -> bool:
    """Whether the actor may know of the object (``app.model`` and key)."""
    if label == "foundation.importbatch":
        batch = ImportBatch.objects.filter(pk=key).first()
        return batch is not None and may_see_import(actor, batch)
    return _BY_ACTOR[label](actor).filter(pk=key).exists()


def may_see_import(actor: Actor, batch: ImportBatch) -> bool:
    """An import is open to those who could have made it."""
    return POLICY.allows(actor, PREVIEW, import_facts(batch))


def visible_keys(actor: Actor, label: str, keys: Iterable[int]) -> dict[int, str]:
    """Those of the objects that exist for the actor, each with the number under which people know it. One query."""
    number = {"catalogue.edition": "number", "matching.introduction": "state"}.get(label, "code")
    rows = _BY_ACTOR[label](actor).filter(pk__in=list(keys)).values_list("pk", number)
    return {key: "" if label == "matching.introduction" else code for key, code in rows}
