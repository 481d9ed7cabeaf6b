"""Verifying that editions and their lines are what was issued."""

from collections.abc import Iterator

from qiao.catalogue.editions.content import digest_of_edition, digest_of_item
from qiao.catalogue.lifecycles.edition import PUBLIC_STATES
from qiao.catalogue.models import Edition
from qiao.catalogue.selectors.editions import editions_with_previous, lines_of
from qiao.foundation.audit_verification import Finding


def verify_editions() -> Iterator[Finding]:
    """Every line and every issued edition whose content is not that of its digest, by number and code.

    Lines of drafts and of earlier compilations are checked too. An edition is named once, after its lines.
    """
    for edition in editions_with_previous():
        label = edition.number or f"{edition.kind} {edition.pk}"
        current = []
        for item in lines_of(edition).iterator(chunk_size=500):
            if digest_of_item(item) != item.digest or item.title != str(item.values.get("title"))[:500]:
                yield Finding("edition_line_altered", item.pk, f"{label} {item.code}")
            if item.revision == edition.revision:
                current.append(item.digest)
        if edition.state in PUBLIC_STATES and _issued_digest(edition, current) != edition.digest:
            yield Finding("edition_altered", edition.pk, label)


def _issued_digest(edition: Edition, digests: list[str]) -> str:
    return digest_of_edition(edition, digests, edition.previous, {})
