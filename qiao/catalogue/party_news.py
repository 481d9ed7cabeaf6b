"""What the catalogue must know when news of the parties arrives: the merges concerned, the names once borne."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qiao.catalogue.masking import HiddenNames, masked, name_variants, unit_mask
from qiao.catalogue.models.listing import Listing
from qiao.catalogue.texts import derived_values, texts_of
from qiao.core.taxonomy import DisclosureLevel
from qiao.foundation.models import AuditRow
from qiao.parties.models import Merge, Organisation

_ORGANISATION = "parties.organisation"


@dataclass(frozen=True)
class MergeNews:
    """One merge, or one that was undone."""

    merge_id: int
    zone_code: str
    kept_id: int
    dropped_id: int


def merges_to_follow(merge_id: int) -> tuple[MergeNews, ...]:
    """The merge and those by which its kept record was merged on: news may arrive late and in another order.

    None when the merge has been undone meanwhile.
    """
    found: list[Merge] = []
    merge = Merge._default_manager.filter(pk=merge_id, undone_at=None).first()
    while merge is not None:
        found.append(merge)
        onward = Merge._default_manager.filter(kind=merge.kind, dropped_id=merge.kept_id, undone_at=None)
        merge = onward.exclude(pk__in=[known.pk for known in found]).order_by("pk").first()
    return tuple(_news(merge) for merge in found)


def merges_to_put_back(merge_id: int) -> tuple[MergeNews, ...]:
    """The undone merge, after those undone before it by which its kept record had been merged on."""
    merge = Merge._default_manager.filter(pk=merge_id).exclude(undone_at=None).first()
    if merge is None:
        return ()
    later = Merge._default_manager.filter(kind=merge.kind, dropped_id=merge.kept_id, pk__gt=merge.pk)
    before = [news for pk in later.order_by("-pk").values_list("pk", flat=True) for news in merges_to_put_back(pk)]
    return (*before, _news(merge))


def merge_note(merge_id: int) -> str:
    """How the reason of everything that follows a merge begins: by it the rows are found again when it is undone."""
    return f"#{merge_id} · "


def zone_of(organisation_id: int) -> str:
    """The zone of an organisation, empty when there is none."""
    zones = Organisation._default_manager.filter(pk=organisation_id).values_list("zone_code", flat=True)
    return zones.first() or ""


def renamed_by_import(importbatch_id: int) -> tuple[tuple[int, str], ...]:
    """Organisations whose name or kind an import has changed, each with its zone."""
    rows = AuditRow.objects.filter(
        action="foundation.import.apply", object_type=_ORGANISATION, reason__endswith=f" · #{importbatch_id}"
    )
    changed = rows.filter(before__has_any_keys=["name", "kind"])
    return tuple(changed.order_by("object_id").values_list("object_id", "zone_code").distinct())


def former_names(organisation: Organisation) -> tuple[str, ...]:
    """Names that the organisation and the duplicates merged into it have borne, but for its present one, sorted."""
    names: set[str] = set()
    keys, level = {organisation.pk}, [organisation.pk]
    while level:
        merged = Organisation._default_manager.filter(merged_into__in=level).exclude(pk__in=keys)
        level = list(merged.values_list("pk", flat=True))
        names.update(merged.values_list("name", flat=True))
        keys.update(level)
    renamed = AuditRow.objects.filter(object_type=_ORGANISATION, object_id__in=keys, before__has_key="name")
    names.update(before["name"] for before in renamed.values_list("before", flat=True))
    return tuple(sorted(names - {organisation.name, ""}))


def renamed_values(record: Listing, former: Sequence[str]) -> dict[str, Any]:
    """The fields to write since the unit bears another name now; empty when none differs.

    Texts go on naming the unit as it was called when they were written. A record without a name from its source
    is given that one, so that whoever masks the record takes it out.
    """
    texts = "\n".join(texts_of(record))
    named = [name for name in former if any(form in texts for form in name_variants(name))]
    changes: dict[str, Any] = {}
    if named and not record.organisation_name:
        changes["organisation_name"] = named[0]
    later = copy.copy(record)
    later.organisation_name = changes.get("organisation_name", record.organisation_name)
    following = derived_values(later)
    if record.disclosure == DisclosureLevel.MASKED:
        following["open_text"] = masked(following["open_text"], _hidden(named, record))
    return changes | {name: value for name, value in following.items() if getattr(record, name) != value}


def _hidden(names: Sequence[str], record: Listing) -> HiddenNames:
    kind = record.organisation.kind if record.organisation else ""
    pairs = {form: unit_mask(name, kind) for name in names for form in name_variants(name)}
    return HiddenNames(tuple(sorted(pairs.items(), key=lambda pair: (-len(pair[0]), pair[0]))))


def _news(merge: Merge) -> MergeNews:
    return MergeNews(merge.pk, merge.zone_code, merge.kept_id, merge.dropped_id)
