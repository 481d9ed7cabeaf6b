"""Balanced line breaks of an official title: whole words, similar lengths (GB/T 9704-2012, 7.3.1)."""

import math
import unicodedata
from itertools import pairwise

import rjieba

# A line may not begin with these: brackets and particles belong to the word before them.
_NOT_FIRST = set("，。、；：！？（）》】”’〔〕的年月日号")
_NOT_LAST = set("（《【“‘〔")


def width_in_characters(text: str) -> float:
    """Width in full-width characters; Latin letters and digits count one half."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def balanced_lines(text: str, max_characters: float) -> tuple[str, ...]:
    """Cut the title into the fewest lines that fit, as even as whole words allow; explicit line ends stay."""
    if "\n" in text:
        return tuple(line for part in text.split("\n") for line in balanced_lines(part, max_characters))
    fewest = max(1, math.ceil(width_in_characters(text) / max_characters))
    if fewest == 1:
        return (text,)
    for lines in range(fewest, fewest + 3):
        best = _best_cut(text, lines, max_characters)
        if best is not None:
            return best
    step = int(max_characters)
    return tuple(text[start : start + step] for start in range(0, len(text), step))


def _best_cut(text: str, lines: int, max_characters: float) -> tuple[str, ...] | None:
    """The cut nearest to even widths, natural pauses preferred; None if none fits."""
    places = [0, *_break_places(text), len(text)]
    mean = width_in_characters(text) / lines
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for _ in range(lines):
        longer: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, cuts) in best.items():
            for end in places:
                width = width_in_characters(text[start:end])
                if end <= start or width > max_characters:
                    continue
                gain = (mean / 4) ** 2 if _is_natural(text, end) else 0.0
                candidate = (cost + (width - mean) ** 2 - gain, (*cuts, end))
                if end not in longer or candidate < longer[end]:
                    longer[end] = candidate
        best = longer
    if len(text) not in best:
        return None
    return tuple(text[start:end] for start, end in pairwise(best[len(text)][1]))


def _break_places(text: str) -> list[int]:
    places, at = [], 0
    for word in rjieba.cut(text):
        if at and text[at] not in _NOT_FIRST and text[at - 1] not in _NOT_LAST and not _inside_brackets(text, at):
            places.append(at)
        at += len(word)
    return places


def _is_natural(text: str, at: int) -> bool:
    """Whether a reader pauses here: behind a bracket, before 关于 or a year."""
    return at < len(text) and (text[at - 1] in "）》" or text.startswith(("关于", "19", "20"), at))


def _inside_brackets(text: str, at: int) -> bool:
    return text.count("（", 0, at) > text.count("）", 0, at)
