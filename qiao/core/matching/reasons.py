"""Why two records match: phrases of both texts with their shares, proved by taking them away."""

from collections.abc import Callable

from qiao.core.matching.features import text_keys
from qiao.core.matching.phrases import Common, CommonText
from qiao.core.matching.results import FieldReason, Phrase
from qiao.core.matching.scoring import FULL, PairScore, Vector, shared
from qiao.core.matching.texts import MatchText, Span, full_text, without
from qiao.core.matching.tokens import Segmenter, canonical
from qiao.core.matching.words import word_weight

MOST_PHRASES = 8
LEAST_SHARE_BP = 100

Rescore = Callable[[MatchText], int]
Contributions = dict[int, float]


def contributions(source: Vector, target: Vector) -> Contributions:
    """Return what each shared feature adds to the similarity."""
    keys, values = shared(source, target)
    return dict(zip(keys.tolist(), values.tolist(), strict=True))


class Explainer:
    """Explains matches of one source; what concerns the source alone is prepared once."""

    def __init__(self, source: MatchText, segmenter: Segmenter) -> None:
        self._common = CommonText(source, segmenter)
        self._segmenter = segmenter

    def phrases(
        self, target: MatchText, score: PairScore, added: Contributions, rescore: Rescore
    ) -> tuple[Phrase, ...]:
        """Return the phrases that carried the score, the largest share first.

        The list is as short as it can be without being untrue: taking its phrases out of the target lowers
        the score. Should the strongest phrases not do (a common text that is spread over single characters),
        weaker ones are named too, at last everything the two texts share.
        """
        if score.score_bp == 0:
            return ()
        named = self._shares(target, self._common.phrases(target), score, added)
        strong = [phrase for phrase in named if _tells(phrase)][:MOST_PHRASES]
        for chosen in (strong, named):
            if chosen and rescore(without(target, _places(chosen))) < score.score_bp:
                return tuple(chosen)
        return tuple(self._shares(target, self._common.units(target), score, added))

    def _shares(self, target: MatchText, found: list[Common], score: PairScore, added: Contributions) -> list[Phrase]:
        """Divide the similarity among the phrases; a feature of two phrases counts for the stronger one."""
        keys = [set(text_keys(common.canonical, self._segmenter).tolist()) & added.keys() for common in found]
        alone = [sum(added[key] for key in sorted(own)) for own in keys]
        total = sum(added.values()) or 1.0
        text_share = score.text_part / score.gross if score.gross else 0.0
        claimed: set[int] = set()
        text = full_text(target)
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
