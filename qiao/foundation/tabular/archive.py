"""The zip container of a workbook, measured before anything inside is believed."""

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import IO

from qiao.foundation.tabular.limits import Limits
from qiao.foundation.tabular.refusals import FileRefused

CHUNK = 64 * 1024
LOCAL_HEADER = struct.Struct("<4s5H3I2H")
ENCRYPTED_FLAG = 0x1
NESTED_ENDINGS = (".zip", ".xlsx", ".xlsm", ".xlsb", ".docx", ".pptx", ".ods", ".jar", ".rar", ".7z", ".gz")


def open_archive(path: Path, limits: Limits) -> zipfile.ZipFile:
    """The opened archive after every entry was unpacked once and counted.

    The declared sizes are not used: another reader may ignore them and unpack without end.
    Raises FileRefused for damage, unsafe or doubled names, encryption, nested archives and bombs.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error) as problem:
        raise FileRefused("corrupt_zip", detail=str(problem)) from problem
    try:
        _check_entries(archive.infolist(), limits)
        with path.open("rb") as stream:
            _measure(stream, archive.infolist(), limits)
    except BaseException:
        archive.close()
        raise
    return archive


def _check_entries(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.zip_entries:
        raise FileRefused("zip_too_many_entries", count=len(entries), limit=limits.zip_entries)
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        if _is_unsafe(name):
            raise FileRefused("zip_path_unsafe", name=name)
        # Readers of workbooks compare names without regard to case.
        key = name.replace("\\", "/").casefold()
        if key in seen:
            raise FileRefused("zip_duplicate_name", name=name)
        seen.add(key)
        if entry.flag_bits & ENCRYPTED_FLAG:
            raise FileRefused("zip_entry_encrypted", name=name)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise FileRefused("zip_compression_unsupported", name=name, method=entry.compress_type)
        if key.endswith(NESTED_ENDINGS):
            raise FileRefused("nested_archive", name=name)


def _is_unsafe(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return "\0" in name or ".." in parts or parts[0] == "" or parts[0].endswith(":")


def _measure(stream: IO[bytes], entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    total = 0
    for entry in entries:
        _seek_data(stream, entry)
        size = _unpacked_size(stream, entry, limits, limits.unpacked_bytes - total)
        if size != entry.file_size:
            raise FileRefused("zip_size_mismatch", name=entry.orig_filename, declared=entry.file_size)
        total += size


def _seek_data(stream: IO[bytes], entry: zipfile.ZipInfo) -> None:
    """Move to the entry's packed bytes; the name given there must be the one of the directory."""
    stream.seek(entry.header_offset)
    header = stream.read(LOCAL_HEADER.size)
    if len(header) < LOCAL_HEADER.size:
        raise FileRefused("corrupt_zip", detail=f"no header of {entry.orig_filename}")
    fields = LOCAL_HEADER.unpack(header)
    name = stream.read(fields[9])
    expected = entry.orig_filename
    if fields[0] != b"PK\x03\x04" or name not in (expected.encode(), expected.encode("cp437", "replace")):
        raise FileRefused("corrupt_zip", detail=f"wrong header of {expected}")
    stream.seek(fields[10], io.SEEK_CUR)


def _unpacked_size(stream: IO[bytes], entry: zipfile.ZipInfo, limits: Limits, allowed: int) -> int:
    """Unpack the entry without keeping it and count its bytes; stops as soon as a limit is passed."""
    name = entry.orig_filename
    stored = entry.compress_type == zipfile.ZIP_STORED
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    left, size, checksum, first = entry.compress_size, 0, 0, True
    pending = b""
    while (left or pending) and not inflater.eof:
        packed = pending or stream.read(min(CHUNK, left))
        if not packed:
            raise FileRefused("corrupt_zip", detail=f"{name} ends too early")
        left -= 0 if pending else len(packed)
        pending, plain = (b"", packed) if stored else _inflate(inflater, packed, name)
        if first and plain.startswith(b"PK\x03\x04"):
            raise FileRefused("nested_archive", name=name)
        first = first and not plain
        size += len(plain)
        checksum = zlib.crc32(plain, checksum)
        if size > allowed:
            raise FileRefused("zip_unpacked_too_large", limit=limits.unpacked_bytes)
        if size > max(limits.ratio_floor_bytes, entry.compress_size * limits.compression_ratio):
            raise FileRefused("zip_ratio_too_high", name=name, limit=limits.compression_ratio)
    if checksum != entry.CRC or not (stored or inflater.eof):
        # A wrong length is the graver finding: it is how a bomb hides from readers that trust the directory.
        if size != entry.file_size and inflater.eof:
            return size
        raise FileRefused("corrupt_zip", detail=f"wrong checksum of {name}")
    return size


def _inflate(inflater: "zlib._Decompress", packed: bytes, name: str) -> tuple[bytes, bytes]:
    try:
        plain = inflater.decompress(packed, CHUNK)
    except zlib.error as problem:
        raise FileRefused("corrupt_zip", detail=f"{name}: {problem}") from problem
    return inflater.unconsumed_tail, plain
