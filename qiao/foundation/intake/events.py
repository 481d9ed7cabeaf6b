"""News of imports."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ImportApplied:
    """Records of a kind were added or changed by an import."""

    importbatch_id: int
    kind: str
    zone_code: str
    added: int
    changed: int
