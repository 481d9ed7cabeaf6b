"""Verifying that the published files are still what was published."""

from collections.abc import Iterator

from qiao.foundation.audit_verification import Finding
from qiao.foundation.files import hash_of, path_of
from qiao.reports.selectors import all_files


def verify_edition_files() -> Iterator[Finding]:
    """Every published file that is gone from the store, or whose content is not that of its hash, by name."""
    for file in all_files():
        path = path_of(file.sha256)
        if not path.exists():
            yield Finding("edition_file_missing", file.pk, file.name)
        elif hash_of(path) != file.sha256:
            yield Finding("edition_file_altered", file.pk, file.name)
