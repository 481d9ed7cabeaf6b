"""Digests of audit rows and of the seals that chain them (SHA-256 over canonical JSON)."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

GENESIS = "0" * 64


def canonical(value: Any) -> bytes:
    """The one byte form of a JSON value: sorted keys, no blanks, UTF-8."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def digest_of(content: Mapping[str, Any]) -> str:
    """Hex SHA-256 of the canonical form."""
    return hashlib.sha256(canonical(content)).hexdigest()


def seal_digest(previous: str, rows: Iterable[tuple[int, str]]) -> str:
    """Digest of one link: the previous link's digest, then id and digest of each row, in ascending id order."""
    state = hashlib.sha256(previous.encode())
    for row_id, digest in rows:
        state.update(f"{row_id}:{digest}\n".encode())
    return state.hexdigest()
