"""Finding the organisation that a row of a list names."""

import unicodedata
from collections.abc import Iterable, Sequence

from django.db.models import Q

from qiao.core.codes.check import compact
from qiao.parties.models import Organisation

WIDE_BRACKETS = str.maketrans("()", "（）")


def normalised_name(name: str) -> str:
    """A name for comparison: width, letter case and blanks make no difference."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def linked_organisations(zone_code: str, parties: Sequence[tuple[str, str]]) -> list[Organisation | None]:
    """The organisation of the zone for each (name, credit code): by code, else by exact normalised name.

    None when there is none, or when the name belongs to several. Merged duplicates lead to the record that is kept.
    One query, and one more for each further merge of a record that was kept first.
    """
    codes = {compact(code) for _, code in parties if code}
    names = {form for name, _ in parties if name for form in _written_forms(name)}
    if not codes and not names:
        return [None] * len(parties)
    rows = Organisation.objects.filter(zone_code=zone_code).filter(Q(credit_code__in=codes) | Q(name__in=names))
    by_code: dict[str, set[Organisation]] = {}
    by_name: dict[str, set[Organisation]] = {}
    for row in rows.select_related("merged_into"):
        kept = _kept(row)
        if row.credit_code:
            by_code.setdefault(row.credit_code, set()).add(kept)
        by_name.setdefault(normalised_name(row.name), set()).add(kept)
    return [
        _only(by_code.get(compact(code), ())) if code else _only(by_name.get(normalised_name(name), ()))
        for name, code in parties
    ]


def _kept(row: Organisation) -> Organisation:
    while row.merged_into is not None:
        row = row.merged_into
    return row


def _only(found: Iterable[Organisation]) -> Organisation | None:
    rows = list(found)
    return rows[0] if len(rows) == 1 else None


def _written_forms(name: str) -> set[str]:
    # Chinese names carry brackets of either width; the index on the name needs the exact form.
    plain = "".join(unicodedata.normalize("NFKC", name).split())
    return {name, plain, plain.translate(WIDE_BRACKETS)}
