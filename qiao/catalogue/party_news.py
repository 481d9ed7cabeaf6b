"""What the catalogue must know when news of the parties arrives: the merges concerned, the units renamed."""

from dataclasses import dataclass

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


def _news(merge: Merge) -> MergeNews:
    return MergeNews(merge.pk, merge.zone_code, merge.kept_id, merge.dropped_id)
