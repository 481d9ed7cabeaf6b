"""The compound file (OLE 2) container of .xls, of encrypted workbooks and of other old Office files.

Layout after [MS-CFB]: a header, an allocation table of sector chains, a directory, and a second table for
streams below 4,096 bytes.
"""

import struct
from dataclasses import dataclass

from qiao.foundation.tabular.refusals import FileRefused

SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
LAST_SECTOR_NUMBER = 0xFFFFFFFA
DIRECTORY_ENTRY = 128
STREAM, ROOT = 2, 5


@dataclass(frozen=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


class CompoundFile:
    """The directory and streams of a compound file held in memory."""

    def __init__(self, content: bytes) -> None:
        """Read tables and directory; FileRefused(`workbook_corrupt`) when they do not hold together."""
        self._content = content
        try:
            self._read_tables()
        except (struct.error, IndexError, ValueError) as problem:
            raise _corrupt() from problem

    def _read_tables(self) -> None:
        header = struct.unpack_from("<HHHHH6xIIIIIIIII", self._content, 24)
        sector_shift, mini_shift = header[3], header[4]
        if self._content[:8] != SIGNATURE or sector_shift not in (9, 12) or mini_shift != 6:
            raise ValueError("header")
        self._sector, self._mini_sector = 1 << sector_shift, 1 << mini_shift
        directory_start, self._cutoff, mini_start = header[7], header[9], header[10]
        self._table = self._allocation_table(header[12])
        self._entries = self._directory(self._chain(directory_start, self._table))
        root = next((entry for entry in self._entries if entry.kind == ROOT), None)
        if root is None:
            raise ValueError("no root")
        mini_table = self._joined(self._chain(mini_start, self._table))
        self._mini_table = struct.unpack(f"<{len(mini_table) // 4}I", mini_table[: len(mini_table) // 4 * 4])
        self._mini_stream = self._joined(self._chain(root.start, self._table))

    def _allocation_table(self, next_list: int) -> tuple[int, ...]:
        sectors = list(struct.unpack_from("<109I", self._content, 76))
        per_sector = self._sector // 4
        visited: set[int] = set()
        while next_list < LAST_SECTOR_NUMBER and next_list not in visited:
            visited.add(next_list)
            listed = struct.unpack(f"<{per_sector}I", self._sector_bytes(next_list))
            sectors.extend(listed[:-1])
            next_list = listed[-1]
        table: list[int] = []
        for sector in dict.fromkeys(sectors):
            if sector < LAST_SECTOR_NUMBER:
                table.extend(struct.unpack(f"<{per_sector}I", self._sector_bytes(sector)))
        return tuple(table)

    def _sector_bytes(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        piece = self._content[start : start + self._sector]
        if not piece:
            raise ValueError("sector outside the file")
        # The last sector of some files is cut short.
        return piece.ljust(self._sector, b"\0")

    def _chain(self, start: int, table: tuple[int, ...]) -> list[int]:
        chain: list[int] = []
        seen: set[int] = set()
        while start < LAST_SECTOR_NUMBER:
            if start in seen:
                raise ValueError("chain in a circle")
            seen.add(start)
            chain.append(start)
            start = table[start]
        return chain

    def _joined(self, chain: list[int]) -> bytes:
        return b"".join(self._sector_bytes(sector) for sector in chain)

    def _directory(self, chain: list[int]) -> list[_Entry]:
        raw = self._joined(chain)
        entries = []
        for offset in range(0, len(raw), DIRECTORY_ENTRY):
            length, kind = struct.unpack_from("<HB", raw, offset + 64)
            if kind == 0:
                continue
            name = raw[offset : offset + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<II", raw, offset + 116)
            entries.append(_Entry(name, kind, start, size))
        return entries

    @property
    def names(self) -> frozenset[str]:
        """Names of all streams and storages, at any depth."""
        return frozenset(entry.name for entry in self._entries)

    def stream(self, name: str) -> bytes:
        """The content of a stream; FileRefused(`workbook_corrupt`) when it is absent or its chain broken."""
        entry = next((entry for entry in self._entries if entry.name == name and entry.kind == STREAM), None)
        if entry is None:
            raise _corrupt()
        try:
            if entry.size >= self._cutoff:
                content = self._joined(self._chain(entry.start, self._table))
            else:
                content = b"".join(self._mini(n) for n in self._chain(entry.start, self._mini_table))
        except (IndexError, ValueError, struct.error) as problem:
            raise _corrupt() from problem
        if len(content) < entry.size:
            raise _corrupt()
        return content[: entry.size]

    def _mini(self, sector: int) -> bytes:
        return self._mini_stream[sector * self._mini_sector : (sector + 1) * self._mini_sector]


def _corrupt() -> FileRefused:
    return FileRefused("workbook_corrupt", detail="its container is damaged or was cut off")
