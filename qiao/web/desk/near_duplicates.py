"""What the workbench shows of near duplicates: which records, how near they are, both texts with what is common."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from qiao.catalogue.lifecycles.facts import Stage
from qiao.catalogue.selectors.case_detail import CaseDetail
from qiao.catalogue.selectors.near_duplicates import NearDuplicates, NearRecord, near_duplicates_of_view
from qiao.catalogue.text_keys import KINDS as COMPARED_KINDS
from qiao.core.taxonomy import DisclosureLevel
from qiao.web.acting import ActingRequest
from qiao.web.desk.kinds import KINDS, address_if_there

_POINT_BP = 100


@dataclass(frozen=True)
class Piece:
    """A stretch of a text, and whether the other text has it too."""

    text: str
    common: bool


@dataclass(frozen=True)
class ShownRecord:
    """A record beside the one that is looked at: ``own_share`` and ``share`` are the common part of each in percent."""

    view: dict[str, Any]
    state: str
    lifecycle: str
    address: str
    degree: str
    own_share: int
    share: int
    longest: int
    own_pieces: tuple[Piece, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class NearPanel:
    """The warning: the records that may be shown, whether there are hidden ones, and the reason given if there is."""

    records: tuple[ShownRecord, ...]
    hidden: bool
    is_near: bool
    reason: str = ""


def near_on_submission(request: ActingRequest, verb: str, detail: CaseDetail) -> NearDuplicates | None:
    """What repeats a demand or an achievement that is about to be submitted; None for other verbs and kinds."""
    if verb != "submit" or detail.kind not in COMPARED_KINDS:
        return None
    return near_duplicates_of_view(request.actor, detail.view, request.now)


def near_of_case(request: ActingRequest, detail: CaseDetail) -> NearPanel | None:
    """What repeats a case that is not published yet, with the reason for which it was submitted all the same."""
    if detail.kind not in COMPARED_KINDS:
        return None
    model = COMPARED_KINDS[detail.kind][1]
    if model.STAGES[detail.state] not in (Stage.DRAFT, Stage.REVIEW):
        return None
    action = model.LIFECYCLE.action("submit")
    reason = next((row.reason for row in reversed(detail.history) if row.action == action), "")
    return near_panel(near_duplicates_of_view(request.actor, detail.view, request.now), reason)


def near_panel(found: NearDuplicates | None, reason: str = "") -> NearPanel | None:
    """What was found as a page shows it; None when nothing was."""
    if not found:
        return None
    records = tuple(_shown(found, record) for record in found.records)
    return NearPanel(records, found.hidden, found.needs_reason, reason)


def pieces(text: str, marks: Iterable[Sequence[int]]) -> tuple[Piece, ...]:
    """The text cut at the ends of its marks."""
    found, done = [], 0
    for start, end in marks:
        found += [Piece(text[done:start], common=False), Piece(text[start:end], common=True)]
        done = end
    found.append(Piece(text[done:], common=False))
    return tuple(piece for piece in found if piece.text)


def address_of(kind: str, record: NearRecord) -> str:
    """Where the one who sees the record reads it; empty where there is no page for him."""
    view = record.view
    desk = next(each for each in KINDS.values() if each.key == kind)
    if view["depth"] == "inside":
        return desk.address(record.id)
    stage = COMPARED_KINDS[kind][1].STAGES[record.state]
    is_listed = stage is Stage.OPEN and view["code"] and view["disclosure"] != DisclosureLevel.TARGETED
    return address_if_there(kind, view["code"]) if is_listed else ""


def _shown(found: NearDuplicates, record: NearRecord) -> ShownRecord:
    overlap = record.overlap
    return ShownRecord(
        view=record.view,
        state=record.state,
        lifecycle=COMPARED_KINDS[found.kind][1].LIFECYCLE.key,
        address=address_of(found.kind, record),
        degree=str(overlap.degree),
        own_share=overlap.first_share_bp // _POINT_BP,
        share=overlap.second_share_bp // _POINT_BP,
        longest=max((passage.characters for passage in overlap.passages), default=0),
        own_pieces=pieces(found.text, overlap.first_marks),
        pieces=pieces(record.text, overlap.second_marks),
    )
