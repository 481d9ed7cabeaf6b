"""What a free text finds, how clearly it is put, and what an answer to a guided question has improved."""

from dataclasses import dataclass

from qiao.core.access import PUBLIC
from qiao.core.clarity_of_texts import TextClarity, clarity_of_text
from qiao.core.matching.scoring import ScoringWeights
from qiao.matching.selectors.matches import Among, MatchView, match_texts
from qiao.web.matches.asking import Asked
from qiao.web.matches.presenting import ShownMatch, shown_match


@dataclass(frozen=True)
class Improvement:
    """The text before and after the answers: clarity, number of matches, best score (0–100), how many are new."""

    clarity_before: int
    clarity_after: int
    matches_before: int
    matches_after: int
    best_before: int
    best_after: int
    new: int


@dataclass(frozen=True)
class Answer:
    """What a free text finds. ``clarity`` is None where no need is described, so that nothing is asked."""

    matches: tuple[ShownMatch, ...]
    levels: ScoringWeights
    clarity: TextClarity | None
    improvement: Improvement | None


def answer_to(asked: Asked, zone_code: str, levels: ScoringWeights) -> Answer:
    """Match the text, and once more without the answers just given, to see what they have changed."""
    # Who looks for achievements describes a need; who looks for demands or scenarios describes what he can do.
    is_need = asked.kind == "achievement"
    clarity = clarity_of_text(asked.text, asked.field, asked.answered) if is_need else None
    texts = [asked.free_text()]
    if asked.before and is_need:
        texts.append(asked.free_text(before=True))
    found, *compared = match_texts(PUBLIC, texts, Among(zone_code, asked.kind, with_rights=False), levels)
    if clarity is None or not compared:
        return Answer(tuple(shown_match(match) for match in found), levels, clarity, None)
    earlier = compared[0]
    scores = {match.target["id"]: match.score_bp for match in earlier}
    shown = tuple(
        shown_match(
            match,
            new=match.target["id"] not in scores,
            gained=match.score_bp // 100 - scores.get(match.target["id"], match.score_bp) // 100,
        )
        for match in found
    )
    improvement = Improvement(
        clarity_before=clarity_of_text(asked.before, asked.field, asked.before_answered).score,
        clarity_after=clarity.score,
        matches_before=len(earlier),
        matches_after=len(found),
        best_before=_best(earlier),
        best_after=_best(found),
        new=sum(one.new for one in shown),
    )
    return Answer(shown, levels, clarity, improvement)


def _best(found: tuple[MatchView, ...]) -> int:
    return max((match.score_bp // 100 for match in found), default=0)
