"""How near a title is to a demand in meaning: whole against whole, and word by word."""

from collections.abc import Iterator

import numpy as np
from scipy import sparse

from qiao.core.matching.learning.language import Language
from qiao.core.matching.learning.lexical import Named, Places
from qiao.core.matching.learning.sides import VIEWS, Needs, Offers
from qiao.core.matching.learning.terms import Kind, Numbers, present, row_sums


def meaning(language: Language, needs: Needs, offers: Offers, i: Places, j: Places) -> Named:
    """Yield name and values, one per pair (demand i, title j), of everything that compares vectors."""
    for kind, titles in offers.vectors.items():
        for view in VIEWS:
            yield f"{kind}.near.{view}", np.einsum("ij,ij->i", needs.vectors[kind, view][i], titles[j])
    for view in ("title", "all"):
        yield from _aligned(language, needs, offers, view, (i, j))
    yield from _best_clause(needs, offers, i, j)


def _by_need(i: Places) -> Iterator[tuple[int, Places]]:
    order = np.argsort(i, kind="stable")
    firsts = np.flatnonzero(np.diff(i[order], prepend=-1))
    for pairs in np.split(order, firsts[1:]) if len(order) else []:
        yield int(i[pairs[0]]), pairs


def _aligned(language: Language, needs: Needs, offers: Offers, view: str, pairs: tuple[Places, Places]) -> Named:
    """Each word of one side against its nearest word of the other: weighed mean both ways, and the worst."""
    i, j = pairs
    vectors, rarity = language.vectors["word"], language.rarity["word"]
    offered = present(offers.counts["word"])
    used = np.unique(offered.indices)
    place = np.zeros(len(rarity), dtype=np.int64)
    place[used] = np.arange(len(used))
    shares = offered @ sparse.diags(rarity)
    shares = sparse.csr_matrix(sparse.diags(1.0 / np.maximum(row_sums(shares), 1e-9)) @ shares)[:, used]
    forth, back, worst = (np.zeros(len(i)) for _ in range(3))
    for need, inside in _by_need(i):
        asked = needs.counts["word", view][need].indices
        if not len(asked):
            continue
        near = vectors[asked] @ vectors[used].T
        nearest = near.max(axis=0)
        weight = rarity[asked] / rarity[asked].sum()
        forth[inside] = shares[j[inside]] @ nearest
        for pair in inside.tolist():
            words = place[offered.indices[offered.indptr[j[pair]] : offered.indptr[j[pair] + 1]]]
            if len(words):
                worst[pair] = nearest[words].min()
                back[pair] = weight @ near[:, words].max(axis=1)
    yield from ((f"aligned.forth.{view}", forth), (f"aligned.back.{view}", back), (f"aligned.worst.{view}", worst))


def _best_clause(needs: Needs, offers: Offers, i: Places, j: Places) -> Named:
    """The clause of the demand that is nearest to the title."""
    clauses = needs.clauses
    kinds: tuple[Kind, ...] = ("word", "one")
    best: dict[str, Numbers] = {name: np.zeros(len(i)) for name in (*kinds, "near")}
    for need, inside in _by_need(i):
        own = np.flatnonzero(clauses.owners == need)
        for kind in kinds:
            found = clauses.rows[kind][own] @ offers.rows[kind][j[inside]].T
            best[kind][inside] = np.asarray(found.max(axis=0).todense()).ravel()
        best["near"][inside] = (clauses.vectors[own] @ offers.vectors["word"][j[inside]].T).max(axis=0)
    for name, values in best.items():
        yield f"clause.{name}", values
