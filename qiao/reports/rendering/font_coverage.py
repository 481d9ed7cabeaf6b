"""Which characters a TrueType or OpenType font can draw, read from its ``cmap`` table."""

import struct
from functools import lru_cache
from pathlib import Path

_UNICODE_TABLES = {(3, 10), (0, 6), (0, 4), (3, 1), (0, 3)}


class UnreadableFont(ValueError):
    """The file is not a font with a Unicode character map of format 4 or 12."""

    def __init__(self, path: Path, rule: str) -> None:
        super().__init__(f"font={str(path)!r}: {rule}; replace it by a static TrueType or OpenType font")


@lru_cache(maxsize=32)
def font_codepoints(path: Path, index: int = 0) -> frozenset[int]:
    """The code points of face ``index``; raises UnreadableFont for a file that is no such font.

    Source: OpenType specification, ``cmap`` table, formats 4 and 12.
    """
    data = path.read_bytes()
    try:
        return _read(path, data, index)
    except struct.error as error:
        raise UnreadableFont(path, "the file ends within a table") from error


def _read(path: Path, data: bytes, index: int) -> frozenset[int]:
    start = struct.unpack_from(">I", data, 12 + 4 * index)[0] if data[:4] == b"ttcf" else 0
    if data[start : start + 4] not in (b"\x00\x01\x00\x00", b"OTTO", b"true"):
        raise UnreadableFont(path, "it does not begin like a font")
    count = struct.unpack_from(">H", data, start + 4)[0]
    records = (struct.unpack_from(">4sIII", data, start + 12 + 16 * number) for number in range(count))
    cmap = next((offset for tag, _, offset, _ in records if tag == b"cmap"), None)
    if cmap is None:
        raise UnreadableFont(path, "it has no character map")
    found: set[int] = set()
    for number in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", data, cmap + 4 + 8 * number)
        if (platform, encoding) in _UNICODE_TABLES:
            found |= _subtable(data, cmap + offset)
    if not found:
        raise UnreadableFont(path, "it has no Unicode character map of format 4 or 12")
    return frozenset(found)


def _subtable(data: bytes, at: int) -> set[int]:
    kind = struct.unpack_from(">H", data, at)[0]
    if kind == 12:
        groups = struct.unpack_from(">I", data, at + 12)[0]
        spans = (struct.unpack_from(">III", data, at + 16 + 12 * number) for number in range(groups))
        return {code for first, last, glyph in spans for code in range(first, last + 1) if glyph + code - first}
    return _segments(data, at) if kind == 4 else set()


def _segments(data: bytes, at: int) -> set[int]:
    doubled = struct.unpack_from(">H", data, at + 6)[0]
    found: set[int] = set()
    for step in range(0, doubled, 2):
        last = struct.unpack_from(">H", data, at + 14 + step)[0]
        first = struct.unpack_from(">H", data, at + 16 + doubled + step)[0]
        delta = struct.unpack_from(">H", data, at + 16 + 2 * doubled + step)[0]
        position = at + 16 + 3 * doubled + step
        jump = struct.unpack_from(">H", data, position)[0]
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = struct.unpack_from(">H", data, position + jump + 2 * (code - first))[0] if jump else code
            if glyph and (glyph + delta) & 0xFFFF:
                found.add(code)
    return found
