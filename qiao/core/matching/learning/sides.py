"""Demands and titles as counts, weighed rows and vectors, made once and used by every pair they are in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from qiao.core.matching.learning.embedding import unit_rows
from qiao.core.matching.learning.language import Language
from qiao.core.matching.learning.records import Need, Offer
from qiao.core.matching.learning.terms import (
    KINDS,
    Counts,
    Kind,
    Numbers,
    compact,
    counted,
    damped,
    kept,
    need_terms,
    of_length_one,
    offer_terms,
    pieces_of,
    present,
)

# Views of a demand: its title, its text, the title with the first sentences, everything.
VIEWS = ("title", "text", "head", "all")
HEAD_CHARACTERS = 80
MOST_CLAUSES = 60
_CLAUSE_END = re.compile(r"[。；;\n！？!?]")


def weighed(counts: Counts, rarity: Numbers) -> Counts:
    """Return damped counts times rarity, rows of length one."""
    return of_length_one(damped(counts) @ sparse.diags(rarity))


@dataclass(frozen=True)
class Needs:
    """Demands: by kind of term and view the counts and weighed rows, by kind and view the vectors."""

    keys: tuple[str, ...]
    counts: dict[tuple[Kind, str], Counts]
    rows: dict[tuple[Kind, str], Counts]
    vectors: dict[tuple[Kind, str], Numbers]
    titles: tuple[str, ...]
    texts: tuple[str, ...]
    sizes: Numbers
    clauses: "Clauses"


@dataclass(frozen=True)
class Clauses:
    """The clauses of all demands below each other, and the demand each belongs to."""

    owners: NDArray[np.int64]
    rows: dict[Kind, Counts]
    vectors: Numbers


@dataclass(frozen=True)
class Offers:
    """Titles: by kind of term the counts and weighed rows, and the vectors."""

    keys: tuple[str, ...]
    counts: dict[Kind, Counts]
    rows: dict[Kind, Counts]
    vectors: dict[Kind, Numbers]
    titles: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]


def needs_of(needs: Sequence[Need], language: Language) -> Needs:
    """Count and weigh the demands in the terms of the language."""
    heads, texts = [kept(need.title) for need in needs], [kept(need.text) for need in needs]
    views = {
        "title": heads,
        "text": texts,
        "head": [f"{head}。{text[:HEAD_CHARACTERS]}" for head, text in zip(heads, texts, strict=True)],
        "all": [f"{head}\n{text}" for head, text in zip(heads, texts, strict=True)],
    }
    counts = {
        (kind, view): counted([need_terms(text, kind) for text in views[view]], language.terms[kind])
        for kind in KINDS
        for view in VIEWS
    }
    rows = {key: weighed(one, language.rarity[key[0]]) for key, one in counts.items()}
    vectors = {
        key: unit_rows(one @ language.vectors[key[0]]) for key, one in rows.items() if key[0] in language.vectors
    }
    sizes = np.array([[len(head), np.log1p(len(text))] for head, text in zip(heads, texts, strict=True)])
    return Needs(
        tuple(need.key for need in needs),
        counts,
        rows,
        vectors,
        tuple(compact(text) for text in views["title"]),
        tuple(compact(text) for text in views["all"]),
        sizes.reshape(-1, 2),
        _clauses(views["all"], language),
    )


def _clauses(texts: Sequence[str], language: Language) -> Clauses:
    found = [[part for part in _CLAUSE_END.split(text) if len(part) > 3][:MOST_CLAUSES] or [""] for text in texts]
    flat = [part for parts in found for part in parts]
    owners = np.repeat(np.arange(len(found)), [len(parts) for parts in found])
    kinds: tuple[Kind, ...] = ("word", "one")
    rows = {
        kind: weighed(counted([need_terms(part, kind) for part in flat], language.terms[kind]), language.rarity[kind])
        for kind in kinds
    }
    return Clauses(owners, rows, unit_rows(rows["word"] @ language.vectors["word"]))


def offers_of(offers: Sequence[Offer], language: Language) -> Offers:
    """Count and weigh the titles in the terms of the language."""
    titles = [kept(offer.title) for offer in offers]
    counts = {kind: counted([offer_terms(title, kind) for title in titles], language.terms[kind]) for kind in KINDS}
    rows = {kind: weighed(one, language.rarity[kind]) for kind, one in counts.items()}
    even = {
        kind: of_length_one(present(counts[kind]) @ sparse.diags(language.rarity[kind])) for kind in language.vectors
    }
    return Offers(
        tuple(offer.key for offer in offers),
        counts,
        rows,
        {kind: unit_rows(even[kind] @ vectors) for kind, vectors in language.vectors.items()},
        tuple(compact(title) for title in titles),
        tuple(tuple(pieces_of(title)) for title in titles),
    )
