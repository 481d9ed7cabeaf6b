"""Reads of what people are told, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Case, Q, QuerySet, When
from django.utils.formats import date_format
from django.utils.translation import get_language

from qiao.core.outcomes import Missing
from qiao.foundation.models import AuditRow
from qiao.foundation.wording import text_of
from qiao.parties.models import Notice, NoticeSetting
from qiao.parties.notice_kinds import KINDS, NoticeKind

PAGE_SIZE = 20
_READ_LAST = Case(When(read_at=None, then=0), default=1)


@dataclass(frozen=True)
class LineView:
    """A further sentence; ``excerpt`` is the text before a found word, the word, the text after it."""

    text: str
    path: str = ""
    excerpt: tuple[str, str, str] | None = None
    inner: bool = False


@dataclass(frozen=True)
class NoticeView:
    """One notice in the active language."""

    id: int
    code: str
    kind: str
    kind_name: str
    text: str
    lines: tuple[LineView, ...]
    at: datetime
    is_read: bool
    subject_type: str
    subject_id: int | None
    holding_id: int | None
    zone_code: str


@dataclass(frozen=True)
class NoticePage:
    """One page: unread first, then the newest."""

    rows: tuple[NoticeView, ...]
    total: int
    unread: int
    number: int
    pages: int


@dataclass(frozen=True)
class SettingView:
    """One kind with its explanation, the way chosen and the choices, in words."""

    key: str
    name: str
    explanation: str
    way: str
    choices: tuple[tuple[str, str], ...]


def recorded_and_unread(person_id: int | None) -> tuple[int, int]:
    """The key of the newest audit row, and how many notices the person has not read. One query on two indexes."""
    # Asked for every page of everybody who is signed in, so without the some hundred steps of building a query.
    audit, notices = AuditRow._meta.db_table, Notice._meta.db_table
    unread = f"SELECT count(*) FROM {notices} WHERE person_id = %s AND read_at IS NULL"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT (SELECT max(id) FROM {audit}), ({unread})", [person_id])
        recorded, number = cursor.fetchone()
    return recorded or 0, number


def notices_page(
    person_id: int, holdings: Iterable[int], *, kind: str = "", unread_only: bool = False, page: int = 1
) -> NoticePage:
    """What the person was told, unread first: of holdings still in force, and what concerns no holding. 3 queries."""
    rows = _of_person(person_id, holdings)
    unread = rows.filter(read_at=None).count()
    if kind:
        rows = rows.filter(kind=kind)
    if unread_only:
        rows = rows.filter(read_at=None)
    total = rows.count()
    found = rows.order_by(_READ_LAST, "-at", "-pk")[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return NoticePage(tuple(in_words(row) for row in found), total, unread, page, max(1, -(-total // PAGE_SIZE)))


def notice_of(person_id: int, holdings: Iterable[int], notice_id: int) -> NoticeView:
    """One notice. Raises Missing for somebody else's, or one of a holding that has ended."""
    row = _of_person(person_id, holdings).filter(pk=notice_id).first()
    if row is None:
        raise Missing("no_such_object", object_type="parties.notice", object_id=notice_id)
    return in_words(row)


def settings_of(person_id: int) -> tuple[SettingView, ...]:
    """Every kind with how the person is told it. One query."""
    chosen = dict(NoticeSetting.objects.filter(person_id=person_id).values_list("kind", "way"))
    return tuple(_setting(kind, chosen.get(kind.key, str(kind.default))) for kind in KINDS.values())


def in_words(notice: Notice) -> NoticeView:
    """The notice in the active language; no query."""
    return NoticeView(
        id=notice.pk,
        code=notice.code,
        kind=notice.kind,
        kind_name=text_of(f"notice_kind.{notice.kind}"),
        text=_filled(f"notice.{notice.code}", notice.params),
        lines=tuple(_line(line) for line in notice.lines),
        at=notice.at,
        is_read=notice.read_at is not None,
        subject_type=notice.subject_type,
        subject_id=notice.subject_id,
        holding_id=notice.holding_id,
        zone_code=notice.zone_code,
    )


def line_in_words(line: Mapping[str, Any]) -> LineView:
    """One further sentence, stored as ``{"code", "params", "path", "excerpt", "inner"}``, in the active language."""
    return _line(line)


def _of_person(person_id: int, holdings: Iterable[int]) -> QuerySet[Notice]:
    return Notice.objects.filter(Q(holding=None) | Q(holding__in=list(holdings)), person=person_id)


def _setting(kind: NoticeKind, way: str) -> SettingView:
    return SettingView(
        key=kind.key,
        name=text_of(f"notice_kind.{kind.key}"),
        explanation=text_of(f"notice_kind_help.{kind.key}"),
        way=way,
        choices=tuple((str(one), text_of(f"notice_way.{one}")) for one in kind.ways),
    )


def _line(line: Mapping[str, Any]) -> LineView:
    excerpt = line.get("excerpt")
    return LineView(
        text=_filled(line["code"], line.get("params") or {}),
        path=line.get("path", ""),
        excerpt=(excerpt[0], excerpt[1], excerpt[2]) if excerpt else None,
        inner=bool(line.get("inner")),
    )


def _filled(code: str, params: Mapping[str, Any]) -> str:
    return text_of(code, {name: _shown(name, value) for name, value in params.items()} or None)


def _shown(name: str, value: Any) -> Any:
    """Codes of texts, names in two languages and days, as the reader's language has them."""
    if isinstance(value, Mapping):
        return value["zh" if (get_language() or "").startswith("zh") else "en"]
    if isinstance(value, list):
        separator = "、" if (get_language() or "").startswith("zh") else ", "
        return separator.join(str(_shown(name, one)) for one in value)
    if name.endswith("_code"):
        return text_of(str(value))
    return date_format(date.fromisoformat(value), "DATE_FORMAT") if value and name.endswith("_on") else value
