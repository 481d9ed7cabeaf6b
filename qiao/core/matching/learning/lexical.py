"""How far the words and characters of a title are found in a demand."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from qiao.core.matching.learning.language import Language
from qiao.core.matching.learning.sides import VIEWS, Needs, Offers
from qiao.core.matching.learning.terms import KINDS, Counts, Kind, Numbers, present, row_products, row_sums

Places = NDArray[np.int64]
Named = Iterator[tuple[str, Numbers]]
_K1, _B = 1.2, 0.75


def lexical(language: Language, needs: Needs, offers: Offers, i: Places, j: Places) -> Named:
    """Yield name and values, one per pair (demand i, title j), of everything that counts common terms."""
    for kind in KINDS:
        for view in VIEWS:
            yield f"{kind}.cosine.{view}", row_products(needs.rows[kind, view][i], offers.rows[kind][j])
        for view in ("title", "head", "all"):
            yield from _shared(language, needs, offers, (kind, view), (i, j))
        yield from _bm25(language, needs, offers, kind, (i, j))
    yield from _phrases(needs, offers, i, j)
    yield "size.words", np.array([float(len(words)) for words in offers.words])[j]
    yield "size.characters", np.array([float(len(title)) for title in offers.titles])[j]
    yield "size.need_title", needs.sizes[i, 0]
    yield "size.need_text", needs.sizes[i, 1]


def _shared(
    language: Language, needs: Needs, offers: Offers, which: tuple[Kind, str], pairs: tuple[Places, Places]
) -> Named:
    """The weight of the common terms: of all, as a share of either side, of the rarest one."""
    (kind, view), (i, j) = which, pairs
    rarity = sparse.diags(language.rarity[kind])
    offered, asked = present(offers.counts[kind]), present(needs.counts[kind, view])
    total = row_sums(offered @ rarity)
    common = sparse.csr_matrix(offered[j].multiply(asked[i])) @ rarity
    weight = row_sums(common)
    yield f"{kind}.sum.{view}", weight
    yield f"{kind}.share.{view}", weight / np.maximum(total[j], 0.1)
    yield f"{kind}.rarest.{view}", np.asarray(common.max(axis=1).todense(), dtype=np.float64).ravel()
    if view == "title":
        yield f"{kind}.answered", weight / np.maximum(row_sums(asked @ rarity)[i], 0.1)
    if view == "all":
        repeated = needs.counts[kind, view].copy()
        repeated.data = np.log1p(repeated.data)
        often = row_sums(sparse.csr_matrix(offered[j].multiply(repeated[i])) @ rarity)
        yield f"{kind}.repeated", often / np.maximum(total[j], 0.1)


def _bm25(language: Language, needs: Needs, offers: Offers, kind: Kind, pairs: tuple[Places, Places]) -> Named:
    i, j = pairs
    counts = offers.counts[kind]
    length = np.repeat(row_sums(counts), np.diff(counts.indptr)) / language.length[kind]
    scored: Counts = counts.copy()
    scored.data = counts.data * (_K1 + 1) / (counts.data + _K1 * (1 - _B + _B * length))
    scored = sparse.csr_matrix(scored @ sparse.diags(language.rarity[kind]))
    for view in ("title", "all"):
        yield f"{kind}.bm25.{view}", row_products(scored[j], present(needs.counts[kind, view])[i])


def _phrases(needs: Needs, offers: Offers, i: Places, j: Places) -> Named:
    pairs = list(zip(i.tolist(), j.tolist(), strict=True))
    for view, texts in (("title", needs.titles), ("all", needs.texts)):
        longest = [_longest(offers.titles[b], texts[a]) for a, b in pairs]
        yield f"phrase.{view}", np.array(longest, dtype=np.float64)
        found = [sum(word in texts[a] for word in offers.words[b]) / max(len(offers.words[b]), 1) for a, b in pairs]
        yield f"found.{view}", np.array(found, dtype=np.float64)


def _longest(title: str, text: str) -> int:
    """Return the length of the longest stretch of the title that stands in the text."""
    best = start = 0
    while start + best < len(title):
        if title[start : start + best + 1] in text:
            best += 1
        else:
            start += 1
    return best
