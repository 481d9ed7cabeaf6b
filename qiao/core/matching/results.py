"""What a match says: its score, the phrases and the facts that made it, and what is missing."""

from dataclasses import dataclass
from typing import Literal

from qiao.core.matching.texts import Span

Level = Literal["strong", "fair", "weak", "none"]
FactName = Literal["field", "industry", "maturity", "region", "ways"]
Verdict = Literal["agrees", "near", "differs", "unknown"]


@dataclass(frozen=True)
class Phrase:
    """A stretch of text found on both sides, spelt as in the target, and its share of the score."""

    text: str
    share_bp: int
    in_source: tuple[Span, ...]
    in_target: tuple[Span, ...]


@dataclass(frozen=True)
class FieldReason:
    """How one fact of both sides compares; the share is negative when the fact lowers the score."""

    name: FactName
    verdict: Verdict
    source_value: str
    target_value: str
    share_bp: int


@dataclass(frozen=True)
class Match:
    """One explained pair.

    `score_bp` runs from 0 to 10000. The positive shares of phrases and fields together never exceed 10000.
    `missing` names unknown facts that would make the answer surer, as `source.maturity` or `target.body`.
    """

    source_key: int
    target_key: int
    score_bp: int
    level: Level
    phrases: tuple[Phrase, ...]
    fields: tuple[FieldReason, ...]
    missing: tuple[str, ...]
