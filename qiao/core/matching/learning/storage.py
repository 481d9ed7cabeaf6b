"""The learned ranking as one file: arrays and JSON in a zip (npz), nothing that is executed when it is read."""

import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from qiao.core.matching.learning.calibration import Calibration
from qiao.core.matching.learning.kernel import Points
from qiao.core.matching.learning.language import Language
from qiao.core.matching.learning.pairs import Asked
from qiao.core.matching.learning.ranking import Judge, Learned, Ranking, Scale
from qiao.core.matching.learning.regression import Fit
from qiao.core.matching.learning.terms import Counts, Kind

FORMAT = "qiao learned ranking"
# Raise it when a comparison, the kernel or the layout changes: an older file would be misread.
VERSION = 1
_PARTS = ("data", "indices", "indptr", "shape")
_PLAIN_POINTS = (*("plain", "around", "i", "j", "owners", "need_meaning", "title_meaning", "title_characters"),)
_SPARSE_POINTS = ("title_words", "title_letters")
Arrays = dict[str, NDArray[Any]]


class UnreadableRanking(ValueError):
    """The file is not a learned ranking of this version; learn it anew."""


def save(ranking: Ranking, path: Path) -> None:
    """Write the ranking; the same ranking gives the same arrays. Raises OSError when it cannot be written."""
    language = ranking.language
    arrays: Arrays = {}
    notes: dict[str, Any] = {"format": FORMAT, "version": VERSION, "length": language.length, "terms": {}}
    for kind, terms in language.terms.items():
        notes["terms"][kind] = list(terms)
        arrays[f"rarity/{kind}"] = language.rarity[kind]
    arrays |= {f"vectors/{kind}": one for kind, one in language.vectors.items()}
    for (kind, view), rows in ranking.asked.rows.items():
        _put(arrays, f"asked/{kind}/{view}", rows)
    arrays |= {f"nearness/{kind}/{view}": one for (kind, view), one in ranking.asked.vectors.items()}
    if ranking.learned is not None:
        _put_learned(arrays, notes, ranking.learned)
    arrays["notes"] = np.frombuffer(json.dumps(notes, ensure_ascii=False).encode(), dtype=np.uint8)
    with path.open("wb") as stream:
        np.savez_compressed(stream, **arrays)  # type: ignore[arg-type]


def _put(arrays: Arrays, name: str, rows: Counts) -> None:
    found = (rows.data, rows.indices, rows.indptr, np.array(rows.shape))
    arrays |= {f"{name}/{part}": one for part, one in zip(_PARTS, found, strict=True)}


def _put_learned(arrays: Arrays, notes: dict[str, Any], learned: Learned) -> None:
    notes |= {"owners": learned.owners, "graded": learned.graded}
    arrays |= {f"points/{name}": getattr(learned.points, name) for name in _PLAIN_POINTS}
    for name in _SPARSE_POINTS:
        _put(arrays, f"points/{name}", getattr(learned.points, name))
    for name, scale in (("plain", learned.plain), ("around", learned.around)):
        arrays |= {f"scale/{name}/mean": scale.mean, f"scale/{name}/spread": scale.spread}
    for name, judge in (("fresh", learned.fresh), ("known", learned.known)):
        arrays[f"{name}/weights"], arrays[f"{name}/mean"] = judge.fit.weights, judge.fit.mean
        arrays[f"{name}/curves"] = judge.calibration.curves


def load(path: Path) -> Ranking:
    """Read a ranking. Raises UnreadableRanking for any other file, OSError when it cannot be opened."""
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays: Arrays = {name: file[name] for name in file.files}
        notes = json.loads(arrays["notes"].tobytes().decode())
        if (notes["format"], notes["version"]) != (FORMAT, VERSION):
            raise UnreadableRanking(f"{path}: version {notes['version']}, wanted {VERSION}; learn the ranking anew")
        return _ranking(arrays, notes)
    except UnreadableRanking:
        raise
    except (KeyError, ValueError, TypeError, EOFError, zipfile.BadZipFile) as fault:
        raise UnreadableRanking(f"{path}: not a learned ranking ({fault}); learn the ranking anew") from fault


def _ranking(arrays: Arrays, notes: dict[str, Any]) -> Ranking:
    terms: dict[Kind, dict[str, int]] = {
        kind: {term: place for place, term in enumerate(found)} for kind, found in notes["terms"].items()
    }
    rarity: dict[Kind, NDArray[Any]] = {kind: arrays[f"rarity/{kind}"] for kind in terms}
    vectors: dict[Kind, NDArray[Any]] = {
        kind: arrays[f"vectors/{kind}"] for kind in terms if f"vectors/{kind}" in arrays
    }
    rows: dict[tuple[Kind, str], Counts] = {}
    near: dict[tuple[Kind, str], NDArray[Any]] = {}
    for kind in terms:
        for name in sorted(arrays):
            group, _, rest = name.partition(f"/{kind}/")
            if group == "asked" and rest.endswith("/data"):
                view = rest.removesuffix("/data")
                rows[kind, view] = _get(arrays, f"asked/{kind}/{view}")
            elif group == "nearness":
                near[kind, rest] = arrays[name]
    learned = _learned(arrays, notes) if "owners" in notes else None
    return Ranking(Language(terms, rarity, notes["length"], vectors), Asked(rows, near), learned)


def _get(arrays: Arrays, name: str) -> Counts:
    data, indices, indptr, shape = (arrays[f"{name}/{part}"] for part in _PARTS)
    return sparse.csr_matrix((data, indices, indptr), shape=tuple(shape))


def _learned(arrays: Arrays, notes: dict[str, Any]) -> Learned:
    points = Points(
        **{name: arrays[f"points/{name}"] for name in _PLAIN_POINTS},
        **{name: _get(arrays, f"points/{name}") for name in _SPARSE_POINTS},
    )
    plain, around = (
        Scale(arrays[f"scale/{name}/mean"], arrays[f"scale/{name}/spread"]) for name in ("plain", "around")
    )
    fresh, known = (
        Judge(Fit(arrays[f"{name}/weights"], arrays[f"{name}/mean"]), Calibration(arrays[f"{name}/curves"]), own)
        for name, own in (("fresh", False), ("known", True))
    )
    graded = tuple((int(owner), str(title)) for owner, title in notes["graded"])
    return Learned(points, plain, around, fresh, known, notes["owners"], graded)
