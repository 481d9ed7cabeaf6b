"""Which encoding a text file is in, decided over the whole file in bounded memory."""

import codecs
import re
from pathlib import Path

from qiao.foundation.tabular.refusals import FileRefused

CHUNK = 64 * 1024
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Text: tab, line ends, vertical tab and form feed (soft line ends of office programs), the end mark of DOS.
CONTROL = re.compile(r"[\x01-\x08\x0e-\x19\x1b-\x1f]")
CHINESE = re.compile(r"[\u3400-\u9fff]")
# GB18030 bytes that happen to be UTF-8 give a few stray letters, practically never four Chinese characters.
CHINESE_OF_A_UTF8_LINE = 4


def text_encoding(path: Path) -> str:
    """The Python codec of the file: utf-8-sig, utf-16 or gb18030.

    A byte order mark decides; without one UTF-8 is tried before GB18030.
    Raises FileRefused for NUL and other binary characters, mixed encodings and anything undecodable.
    """
    with path.open("rb") as stream:
        head = stream.read(4)
    for mark, encoding in BOMS:
        if head.startswith(mark):
            _decode_all(path, encoding)
            return encoding
    problem = _problem(path, "utf-8-sig")
    if problem is None:
        return "utf-8-sig"
    _refuse_mixture(path)
    _decode_all(path, "gb18030")
    return "gb18030"


def _decode_all(path: Path, encoding: str) -> None:
    offset = _problem(path, encoding)
    if offset is not None:
        raise FileRefused("undecodable_text", offset=offset)


def _problem(path: Path, encoding: str) -> int | None:
    """Byte offset (from 0) near which the encoding fails, None when the whole file decodes to text."""
    decoder = codecs.getincrementaldecoder(encoding)()
    offset = 0
    blank = True
    with path.open("rb") as stream:
        while True:
            piece = stream.read(CHUNK)
            if encoding != "utf-16" and b"\0" in piece:
                raise FileRefused("nul_bytes", offset=offset + piece.find(b"\0"))
            try:
                text = decoder.decode(piece, final=not piece)
            except UnicodeError as problem:
                start = problem.start if isinstance(problem, UnicodeDecodeError) else 0
                return offset + start
            _refuse_binary(text, offset)
            blank = blank and not text.strip('\ufeff \t\r\n,;"\u3000')
            if not piece:
                break
            offset += len(piece)
    if blank:
        raise FileRefused("blank_text")
    return None


def _refuse_binary(text: str, offset: int) -> None:
    if "\0" in text:
        raise FileRefused("nul_bytes", offset=offset)
    if control := CONTROL.search(text):
        raise FileRefused("binary_content", character=f"U+{ord(control.group()):04X}")


def _refuse_mixture(path: Path) -> None:
    """Refuse a file where one line is certainly UTF-8 and another certainly is not."""
    foreign = 0
    certain = False
    with path.open("rb") as stream:
        for number, line in enumerate(iter(lambda: stream.readline(CHUNK), b""), start=1):
            if line.isascii():
                continue
            try:
                chinese = len(CHINESE.findall(line.decode("utf-8")))
            except UnicodeDecodeError:
                foreign = foreign or number
            else:
                certain = certain or chinese >= CHINESE_OF_A_UTF8_LINE
            if certain and foreign:
                raise FileRefused("mixed_encodings", line=foreign)
