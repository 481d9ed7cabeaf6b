"""Finding records that probably stand for the same organisation or person.

What is found is a suggestion for a person to look at; nothing is ever merged because of it alone.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

_FULL_BP = 10_000
# Forms of the Company Law (公司法 第七条): the same firm is written with either, or without.
_COMPANY_FORM = re.compile("股份有限公司|有限责任公司|有限公司")


class DuplicateReason(StrEnum):
    """Why two records are thought to be the same, the strongest first."""

    SAME_CREDIT_CODE = "same_credit_code"
    SAME_IDENTITY = "same_identity"
    SAME_EMAIL = "same_email"
    SAME_NAME_AND_ORGANISATION = "same_name_and_organisation"
    SAME_NAME = "same_name"
    SIMILAR_NAME = "similar_name"


@dataclass(frozen=True, slots=True)
class KnownOrganisation:
    """What an organisation is compared by; empty texts are unknown."""

    key: int
    name: str
    credit_code: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """What a person is compared by; empty texts and None are unknown."""

    key: int
    name: str
    organisation_key: int | None = None
    email: str = ""
    id_hash: str = ""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two records, the lower key first, why they are suspected, and how alike the names are (basis points)."""

    first: int
    second: int
    reasons: tuple[DuplicateReason, ...]
    similarity_bp: int


def normal_name(name: str) -> str:
    """A name for comparison: width, letter case, blanks, brackets and punctuation make no difference."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(sign for sign in folded if unicodedata.category(sign)[0] in "LN")


def normal_organisation_name(name: str) -> str:
    """`normal_name` without the form of the company, wherever it stands; a name that is nothing else keeps it."""
    plain = normal_name(name)
    return _COMPANY_FORM.sub("", plain) or plain


def bigrams(text: str) -> frozenset[str]:
    """Every two neighbouring characters; the text itself when it has only one."""
    return frozenset(text[place : place + 2] for place in range(max(1, len(text) - 1))) if text else frozenset()


def dice_bp(first: str, second: str) -> int:
    """Likeness of two texts in basis points: twice the common bigrams by the sum of both (Dice), rounded down."""
    return _dice_bp(bigrams(first), bigrams(second))


def organisation_duplicates(rows: Iterable[KnownOrganisation], similar_bp: int) -> tuple[Duplicate, ...]:
    """Suspected pairs: the same credit code, the same normalised name, or similar names in the same region.

    ``similar_bp`` is the likeness (1 to 10000) from which names are similar. Names that are similar but belong to two
    different credit codes are two organisations. Records of one group are each paired with its lowest key. Ordered by
    strength.

    Raises ValueError when ``similar_bp`` is out of range.
    """
    if not 1 <= similar_bp <= _FULL_BP:
        raise ValueError(f"similar_bp: {similar_bp} given, 1 to {_FULL_BP} allowed")
    known = {row.key: row for row in rows}
    names = {key: normal_organisation_name(row.name) for key, row in known.items()}
    found = _Suspicions()
    found.add_groups(DuplicateReason.SAME_CREDIT_CODE, {key: row.credit_code for key, row in known.items()})
    same_name = {key: name for key, name in names.items() if name}
    found.add_groups(DuplicateReason.SAME_NAME, same_name)
    for region in sorted({row.region for row in known.values()}):
        first_of = {names[key]: key for key in sorted(known, reverse=True) if known[key].region == region}
        for first, second in _similar_names(sorted(first_of), similar_bp):
            pair = known[first_of[first]], known[first_of[second]]
            if not _two_codes(*pair):
                found.add(DuplicateReason.SIMILAR_NAME, pair[0].key, pair[1].key)
    return found.ordered(names)


def person_duplicates(rows: Iterable[KnownPerson]) -> tuple[Duplicate, ...]:
    """Suspected pairs: the same identity, the same e-mail address, or the same name in the same organisation."""
    known = {row.key: row for row in rows}
    names = {key: normal_name(row.name) for key, row in known.items()}
    found = _Suspicions()
    found.add_groups(DuplicateReason.SAME_IDENTITY, {key: row.id_hash for key, row in known.items()})
    found.add_groups(DuplicateReason.SAME_EMAIL, {key: row.email.strip().casefold() for key, row in known.items()})
    colleagues = {
        key: (names[key], row.organisation_key)
        for key, row in known.items()
        if names[key] and row.organisation_key is not None
    }
    found.add_groups(DuplicateReason.SAME_NAME_AND_ORGANISATION, colleagues)
    return found.ordered(names)


class _Suspicions:
    """Pairs with the reasons found so far."""

    def __init__(self) -> None:
        self._reasons: dict[tuple[int, int], set[DuplicateReason]] = {}

    def add(self, reason: DuplicateReason, first: int, second: int) -> None:
        pair = (min(first, second), max(first, second))
        self._reasons.setdefault(pair, set()).add(reason)

    def add_groups(self, reason: DuplicateReason, values: Mapping[int, Hashable]) -> None:
        """Pair every record with the lowest key of the same value; empty values say nothing."""
        lowest: dict[Hashable, int] = {}
        for key in sorted(values):
            if values[key] and lowest.setdefault(values[key], key) != key:
                self.add(reason, lowest[values[key]], key)

    def ordered(self, names: Mapping[int, str]) -> tuple[Duplicate, ...]:
        strength = list(DuplicateReason)
        found = [
            Duplicate(first, second, tuple(sorted(reasons, key=strength.index)), dice_bp(names[first], names[second]))
            for (first, second), reasons in self._reasons.items()
        ]
        return tuple(sorted(found, key=lambda d: (strength.index(d.reasons[0]), -d.similarity_bp, d.first, d.second)))


def _two_codes(first: KnownOrganisation, second: KnownOrganisation) -> bool:
    return bool(first.credit_code and second.credit_code) and first.credit_code != second.credit_code


def _dice_bp(first: frozenset[str], second: frozenset[str]) -> int:
    total = len(first) + len(second)
    return 2 * len(first & second) * _FULL_BP // total if total else 0


def _similar_names(names: Sequence[str], similar_bp: int) -> Iterator[tuple[str, str]]:
    """Every pair of different names whose likeness reaches the bound, without comparing all with all.

    Two sets whose Dice likeness reaches t share at least n·t/(2−t) of the n elements of either one. So, with the
    elements of all sets in one order, they share one among the first n − ⌈n·t/(2−t)⌉ + 1 elements of both; rare
    elements come first, so that few names share them.
    """
    sets = {name: bigrams(name) for name in names if name}
    frequency = Counter(pair for pairs in sets.values() for pair in pairs)
    seen_with: dict[str, list[str]] = {}
    for name, pairs in sets.items():
        rare_first = sorted(pairs, key=lambda pair: (frequency[pair], pair))
        least_common = -(-len(pairs) * similar_bp // (2 * _FULL_BP - similar_bp))
        candidates: dict[str, None] = {}
        for pair in rare_first[: len(pairs) - least_common + 1]:
            others = seen_with.setdefault(pair, [])
            candidates.update(dict.fromkeys(others))
            others.append(name)
        for other in candidates:
            if _dice_bp(pairs, sets[other]) >= similar_bp:
                yield other, name
