"""Wording and order of the official notice, the same for Word and PDF (GB/T 9704-2012, 7.2-7.4)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from qiao.reports.rendering.attachments import Attachment, attachments_of
from qiao.reports.rendering.document import EditionDocument
from qiao.reports.rendering.labels import EXAMPLE_MARK, WITHDRAWN_NAME, long_date
from qiao.reports.rendering.title_lines import balanced_lines, width_in_characters

LINE_CHARACTERS = 28  # the text block holds 22 lines of 28 characters
TITLE_CHARACTERS = 19  # 156 mm at 22 pt, one character of air: bold digits are wider than half a character
MARK_WIDTH_PT = 442.0  # 156 mm

BodyRole = Literal["hei", "kai", "fangsong"]
_LEVELS: tuple[tuple[re.Pattern[str], BodyRole], ...] = (
    (re.compile(r"[一二三四五六七八九十]+、"), "hei"),
    (re.compile(r"（[一二三四五六七八九十]+）"), "kai"),
)


@dataclass(frozen=True)
class BodyParagraph:
    """One paragraph: the numbered head in its own type (一、黑体; （一）楷体), the rest in 仿宋."""

    head: str
    head_role: BodyRole
    text: str


@dataclass(frozen=True)
class Notice:
    """Every text of the notice in its final wording; indents in characters, sizes in points.

    ``withdrawal`` gives day and reason, ``withdrawal_mark`` the day alone; both are empty for an edition in force.
    """

    marks: tuple[str, ...]
    withdrawal: str
    withdrawal_mark: str
    issuer_lines: tuple[str, ...]
    issuer_size: float
    document_number: str
    title: str
    title_lines: tuple[str, ...]
    addressees: str
    body: tuple[BodyParagraph, ...]
    attachment_names: tuple[str, ...]
    issuer: str
    issuer_indent: float
    issued_on: str
    date_indent: float
    annotation: str
    copies_to: str
    printed_by: str
    printed_on: str
    attachments: tuple[Attachment, ...]


def compose_notice(document: EditionDocument, clean: Callable[[str], str]) -> Notice:
    """The notice of an edition; ``clean`` replaces the characters that the medium cannot carry."""
    issuer = clean(document.issuer)
    title = clean(document.notice_title) or composed_title(issuer, clean(document.title), clean(document.zone_name))
    issuer_lines, issuer_size = issuer_mark(issuer)
    issuer_indent, date_indent = signature_indents(issuer, long_date(document.issued_on))
    attachments = attachments_of(document, clean)
    return Notice(
        marks=(EXAMPLE_MARK,) if document.is_example else (),
        withdrawal=_withdrawal(document, clean),
        withdrawal_mark=_withdrawal_mark(document),
        issuer_lines=issuer_lines,
        issuer_size=issuer_size,
        document_number=clean(document.document_number),
        title=title.replace("\n", ""),
        title_lines=balanced_lines(title, TITLE_CHARACTERS),
        addressees=clean(document.addressees).rstrip("：:") + "：",
        body=tuple(_body_paragraph(clean(text)) for text in (*document.opening, *_contact(document))),
        attachment_names=tuple("".join(attachment.title_lines) for attachment in attachments),
        issuer=issuer,
        issuer_indent=issuer_indent,
        issued_on=long_date(document.issued_on),
        date_indent=date_indent,
        annotation="（此件公开发布）",
        copies_to=_with_full_stop(clean(document.copies_to)),
        printed_by=issuer,
        printed_on=f"{long_date(document.issued_on)}印发",
        attachments=attachments,
    )


def composed_title(issuer: str, title: str, zone_name: str) -> str:
    """发文机关 + 关于…的 + 文种; a zone that already begins the issuer's name is not named twice."""
    if zone_name and issuer.startswith(zone_name) and title.startswith(zone_name):
        title = title[len(zone_name) :]
    return f"{issuer}关于发布{title}的通知"


def issuer_mark(issuer: str) -> tuple[tuple[str, ...], float]:
    """发文机关标志 (name + 文件): its lines and the size that fills the text block, 52 pt at most."""
    mark = f"{issuer}文件"
    lines: tuple[str, ...] = (mark,)
    if MARK_WIDTH_PT / width_in_characters(mark) < 30:
        lines = balanced_lines(mark, max(width_in_characters(mark) / 2 + 3, 8))
    longest = max(width_in_characters(line) for line in lines)
    return lines, float(min(52, int(MARK_WIDTH_PT / longest)))


def signature_indents(issuer: str, day: str) -> tuple[float, float]:
    """Right indents of name and date without a seal: the date begins two characters in (7.3.5.2)."""
    name_width, date_width = width_in_characters(issuer), width_in_characters(day)
    if name_width - date_width >= 2:
        # A name that nearly fills the line gives up its indent rather than break.
        indent = min(2.0, max(0.0, LINE_CHARACTERS - 0.5 - name_width))
        return indent, max(0.0, name_width - date_width + indent - 2.0)
    return 4.0 + date_width - name_width, 2.0


def _body_paragraph(text: str) -> BodyParagraph:
    for pattern, role in _LEVELS:
        if pattern.match(text):
            stop = text.find("。") + 1 or len(text)
            return BodyParagraph(text[:stop], role, text[stop:])
    return BodyParagraph("", "fangsong", text)


def _contact(document: EditionDocument) -> tuple[str, ...]:
    return (f"联系方式：{document.contact.rstrip('。')}。",) if document.contact.strip() else ()


def _withdrawal(document: EditionDocument, clean: Callable[[str], str]) -> str:
    mark = _withdrawal_mark(document)
    return f"{mark}：{clean(document.withdrawal_reason).rstrip('。')}" if mark else ""


def _withdrawal_mark(document: EditionDocument) -> str:
    return f"{WITHDRAWN_NAME}（{long_date(document.withdrawn_on)}）" if document.withdrawn_on else ""


def _with_full_stop(names: str) -> str:
    return f"{names.rstrip('。')}。" if names.strip() else ""
