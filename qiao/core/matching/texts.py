"""What the engine knows of one record, and where each piece of its text stands."""

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

Role = Literal["need", "offer", ""]

TITLE_WEIGHT = 3.0
KEYWORD_WEIGHT = 2.0
BODY_WEIGHT = 1.0


@dataclass(frozen=True)
class Span:
    """A stretch of `full_text`: first character and the character after the last."""

    start: int
    end: int


@dataclass(frozen=True)
class MatchText:
    """One demand, achievement or scenario as the engine sees it; an empty string or None means unknown.

    `field` is the digit of the hi-tech field (国家重点支持的高新技术领域, 2016), `industry` the numeric
    GB/T 4754 code, `region` the GB/T 2260 code. `maturity` is the readiness level 1–9 (GB/T 22900) that
    an offer has or a need expects; `role` says which of the two it is. `stamp` holds the versions of the record
    and of its owner that the text was made from; nothing is matched by it.
    """

    key: int
    title: str
    body: str = ""
    keywords: tuple[str, ...] = ()
    field: str = ""
    industry: str = ""
    region: str = ""
    maturity: int | None = None
    ways: frozenset[str] = frozenset()
    role: Role = ""
    stamp: tuple[int, int] = dataclasses.field(default=(0, 0), compare=False)


@dataclass(frozen=True)
class Part:
    """One piece of a record: its text, where it begins in `full_text`, and how often it counts."""

    text: str
    offset: int
    weight: float


def full_text(record: MatchText) -> str:
    """Return the text that all positions refer to: title, newline, body, and a line of keywords if any."""
    text = f"{record.title}\n{record.body}"
    return text + "\n" + "；".join(record.keywords) if record.keywords else text


def parts(record: MatchText) -> Iterator[Part]:
    """Yield the title, the body and each keyword with its place in `full_text`."""
    yield Part(record.title, 0, TITLE_WEIGHT)
    offset = len(record.title) + 1
    yield Part(record.body, offset, BODY_WEIGHT)
    offset += len(record.body) + 1
    for keyword in record.keywords:
        yield Part(keyword, offset, KEYWORD_WEIGHT)
        offset += len(keyword) + 1


def without(record: MatchText, spans: Iterable[Span]) -> MatchText:
    """Return the record with the named stretches taken out.

    A line end is left in place of each character, so that what stood apart does not grow together.
    """
    cuts = list(spans)
    left = []
    for part in parts(record):
        text = part.text
        for cut in cuts:
            start, end = max(cut.start - part.offset, 0), min(cut.end - part.offset, len(text))
            if start < end:
                text = text[:start] + "\n" * (end - start) + text[end:]
        left.append(text)
    return replace(record, title=left[0], body=left[1], keywords=tuple(left[2:]))
