"""Why two records match: phrases of both texts with their shares, proved by taking them away."""

from collections.abc import Callable
from dataclasses import dataclass

from qiao.core.matching.features import Keys, Numbers, text_keys
from qiao.core.matching.phrases import ClauseBounds, Common, CommonText
from qiao.core.matching.results import FieldReason, Phrase
from qiao.core.matching.scoring import FULL, PairScore
from qiao.core.matching.texts import MatchText, Span, full_text, without
from qiao.core.matching.tokens import canonical
from qiao.core.matching.words import word_weight

MOST_PHRASES = 8
LEAST_SHARE_BP = 100

Rescore = Callable[[MatchText], int]
Contributions = dict[int, float]


@dataclass(frozen=True)
class Scored:
    """A target with its score and with the shared features that made it."""

    target: MatchText
    score: PairScore
    keys: Keys
    values: Numbers

    def added(self) -> Contributions:
        """Return what each shared feature adds to the similarity."""
        return dict(zip(self.keys.tolist(), self.values.tolist(), strict=True))


class Explainer:
    """Explains matches of one source; what concerns the source alone is prepared once."""

    def __init__(self, source: MatchText, bounds: ClauseBounds) -> None:
        self._common = CommonText(source, bounds)
        self._segmenter = bounds.segmenter
        self._keys: dict[str, frozenset[int]] = {}

    def phrases(self, scored: Scored, rescore: Rescore) -> tuple[Phrase, ...]:
        """Return the phrases that carried the score, the largest share first.

        The list is as short as it can be without being untrue: taking its phrases out of the target lowers
        the score. Should the strongest phrases not do (a common text that is spread over single characters),
        weaker ones are named too, at last everything the two texts share.
        """
        score_bp, target = scored.score.score_bp, scored.target
        if score_bp == 0:
            return ()
        added = scored.added()
        named = self._shares(scored, self._common.phrases(target), added)
        strong = [phrase for phrase in named if _tells(phrase)][:MOST_PHRASES]
        for chosen in (strong, named):
            if chosen and rescore(without(target, _places(chosen))) < score_bp:
                return tuple(chosen)
        return tuple(self._shares(scored, self._common.units(target), added))

    def _shares(self, scored: Scored, found: list[Common], added: Contributions) -> list[Phrase]:
        """Divide the similarity among the phrases; a feature of two phrases counts for the stronger one."""
        keys = [self._keys_of(common.canonical) & added.keys() for common in found]
        alone = [sum(added[key] for key in sorted(own)) for own in keys]
        total = sum(added.values()) or 1.0
        text_share = scored.score.text_part / scored.score.gross if scored.score.gross else 0.0
        claimed: set[int] = set()
        text = full_text(scored.target)
        phrases = []
        for place in sorted(range(len(found)), key=lambda i: (-alone[i], found[i].in_target[0].start)):
            value = sum(added[key] for key in sorted(keys[place] - claimed))
            claimed |= keys[place]
            share_bp = int(FULL * text_share * value / total * (1 - 1e-9))
            common = found[place]
            first = common.in_target[0]
            spelt = text[first.start : first.end]
            phrases.append(Phrase(spelt, share_bp, common.in_source, common.in_target))
        return sorted(phrases, key=lambda phrase: (-phrase.share_bp, phrase.in_target[0].start))

    def _keys_of(self, phrase: str) -> frozenset[int]:
        """Return the features of a phrase, worked out once for all targets that have it."""
        if phrase not in self._keys:
            self._keys[phrase] = frozenset(text_keys(phrase, self._segmenter).tolist())
        return self._keys[phrase]


def _tells(phrase: Phrase) -> bool:
    """Return whether a phrase is worth showing: it carries something and is not a trade word by itself."""
    return phrase.share_bp >= LEAST_SHARE_BP and word_weight(canonical(phrase.text)) == 1


def _places(phrases: list[Phrase]) -> list[Span]:
    return [span for phrase in phrases for span in phrase.in_target]


def field_reasons(score: PairScore) -> tuple[FieldReason, ...]:
    """Return how each fact compared and by which share it raised or lowered the score."""
    return tuple(
        FieldReason(
            fact.name,
            fact.verdict,
            fact.source_value,
            fact.target_value,
            int(FULL * part / score.gross) if score.gross else 0,
        )
        for fact, part in zip(score.facts, score.fact_parts, strict=True)
    )


def missing_facts(source: MatchText, target: MatchText, score: PairScore) -> tuple[str, ...]:
    """Return the unknown facts, as `source.maturity`, and `target.body` where only a title is known."""
    missing: list[str] = []
    for side, record in (("source", source), ("target", target)):
        if not record.body.strip():
            missing.append(f"{side}.body")
        values = ((f.name, f.source_value if side == "source" else f.target_value) for f in score.facts)
        missing += [f"{side}.{name}" for name, value in values if not value]
    return tuple(missing)
