"""Figures and rows of the funnel in the words and lengths of a page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from qiao.core.funnel import COLLECTED, IN_FORCE_FROM, VERSION, Figure, FunnelStage, Rate, View
from qiao.foundation.wording import text_of
from qiao.reports.funnel.asking import Question, Scope
from qiao.reports.funnel.selectors_counts import FunnelCounts
from qiao.reports.funnel.selectors_rows import FunnelRow
from qiao.reports.funnel.showing import RecordLine
from qiao.web.funnel.asking import Asked
from qiao.web.templatetags.reading import query

BAR_HEIGHT, LINE_HEIGHT = 26, 66
_WHOLE = 100


@dataclass(frozen=True)
class ShownRate:
    """A rate with its denominator: ``3 / 7 = 42.85 %``; ``text`` is a dash where there is no denominator."""

    of: str
    text: str


@dataclass(frozen=True)
class Bar:
    """A bar of the picture: offsets in pixels from the top, position and width in percent of the picture."""

    text_top: int
    top: int
    left: str
    width: str


@dataclass(frozen=True)
class ShownStage:
    """A line of the funnel; ``address`` opens the rows behind ``count``, ``claims_address`` those that do not count."""

    key: str
    name: str
    means: str
    count: int | None
    unit: str
    lacking: str
    rates: tuple[ShownRate, ...]
    not_counted: int | None
    address: str
    claims_address: str
    bar: Bar


@dataclass(frozen=True)
class ShownRecord:
    """A record of a row: its address is "" where nobody may open it from here."""

    line: RecordLine
    address: str


@dataclass(frozen=True)
class ShownRow:
    """A row with its records."""

    row: FunnelRow
    records: tuple[ShownRecord, ...]
    introduction_address: str


def definitions_stamp() -> dict[str, object]:
    """Version and first day of the definitions."""
    return {"definitions_version": VERSION, "definitions_from": IN_FORCE_FROM}


def shown_stages(counts: FunnelCounts, asked: Asked) -> list[ShownStage]:
    """Every stage in its order."""
    largest = max((figure.count or 0 for figure in counts.figures), default=0)
    return [_stage(figure, asked, largest, place) for place, figure in enumerate(counts.figures)]


def picture_height(stages: Iterable[ShownStage]) -> int:
    """Height of the picture in pixels."""
    return LINE_HEIGHT * len(list(stages))


def stage_name(stage: FunnelStage) -> str:
    """The name of a stage."""
    return text_of(f"funnel.{stage}")


def unit_of(stage: FunnelStage, question: Question, *, counted: bool = True) -> str:
    """What is counted."""
    if not counted:
        return text_of("funnel.unit.claims")
    if stage not in COLLECTED:
        return ""
    return text_of("funnel.unit.cohort" if question.view is View.COHORT else f"funnel.unit.period.{stage}")


def percent(bp: int | None) -> str:
    """Basis points as a percentage with two digits; a dash for none."""
    return "–" if bp is None else f"{bp // _WHOLE}.{bp % _WHOLE:02d} %"


def shown_rows(rows: Iterable[FunnelRow]) -> list[ShownRow]:
    """Rows with the addresses of what they are about."""
    return [ShownRow(row, tuple(map(shown_record, row.records)), _introduction(row)) for row in rows]


def shown_record(line: RecordLine) -> ShownRecord:
    """A record with its address: the public page, or the case for those who see more than everybody."""
    if line.is_public:
        return ShownRecord(line, reverse(line.kind, kwargs={"code": line.code}))
    return ShownRecord(line, _inside(f"work-{line.kind}", line.pk) if line.title else "")


def _introduction(row: FunnelRow) -> str:
    return _inside("work-introduction", row.introduction_id) if row.introduction_id else ""


def _inside(name: str, key: int) -> str:
    try:
        return reverse(name, args=[key])
    except NoReverseMatch:
        return ""


def _stage(figure: Figure, asked: Asked, largest: int, place: int) -> ShownStage:
    stage = figure.stage
    opened = reverse("funnel-rows", kwargs={"stage": str(stage)})
    return ShownStage(
        key=str(stage),
        name=stage_name(stage),
        means=text_of(f"funnel.{stage}.means"),
        count=figure.count,
        unit=unit_of(stage, asked.question),
        lacking=text_of(f"funnel.{stage}.lacking") if figure.count is None else "",
        rates=tuple(map(_rate, _with_count(figure))),
        not_counted=figure.not_counted,
        address=opened + query(asked.values),
        claims_address=opened + query(asked.values, counted="no"),
        bar=_bar(figure.count, largest, place),
    )


def _with_count(figure: Figure) -> list[tuple[int, Rate]]:
    return [(figure.count or 0, rate) for rate in figure.rates]


def _rate(pair: tuple[int, Rate]) -> ShownRate:
    count, rate = pair
    text = "–" if rate.bp is None else f"{count} / {rate.denominator} = {percent(rate.bp)}"
    return ShownRate(stage_name(rate.of), text)


def _bar(count: int | None, largest: int, place: int) -> Bar:
    # In tenths of a percent, cut off: an integer of its own avoids fractions that depend on the machine.
    share = 10 * _WHOLE if count is None else (10 * _WHOLE * count // largest if largest else 0)
    left = (10 * _WHOLE - share) // 2
    top = place * LINE_HEIGHT
    return Bar(top + 20, top + 28, _tenths(left), _tenths(share))


def _tenths(share: int) -> str:
    return f"{share // 10}.{share % 10}%"


def keeps_pairs_secret(asked: Asked) -> bool:
    """Whether rows leave out days, amounts and who meets whom."""
    return asked.reader.scope is Scope.OPEN
