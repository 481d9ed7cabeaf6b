"""What a mail about notices says: a plain text and the same as simple HTML."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qiao.parties.models import Notice, Zone
from qiao.parties.selectors.notices import LineView, NoticeView, in_words

LONGEST_SUBJECT = 120


@dataclass(frozen=True)
class MailText:
    """Subject, plain text and HTML; ``stop_address`` is the link that ends a saved search's mails, or empty."""

    subject: str
    text: str
    html: str
    stop_address: str = ""


@dataclass(frozen=True)
class _Part:
    view: NoticeView
    address: str
    stop: str


def mail_text(name: str, zone: Zone | None, notices: Sequence[Notice]) -> MailText:
    """The mail about these notices to a person of this name, in the active language; at least one notice."""
    parts = [_Part(in_words(row), _address("notice", row.pk), str(row.params.get("stop_path", ""))) for row in notices]
    zone_name = zone.name if zone else _("Technology transfer platform")
    intro = _("%(name)s, the platform has news for you:") % {"name": name}
    paragraphs = list(_foot(zone))
    return MailText(
        subject=_subject(zone_name, [part.view for part in parts]),
        text="\n\n".join([intro, *(_plain(part) for part in parts), "-- \n" + "\n".join(paragraphs)]) + "\n",
        html=_html(intro, parts, paragraphs),
        stop_address=next((absolute(part.stop) for part in parts if part.stop), "") if len(parts) == 1 else "",
    )


def absolute(path: str) -> str:
    """The address of an own path as it stands in a mail."""
    return f"{settings.BASE_URL.rstrip('/')}{path}"


def _subject(zone_name: str, views: Sequence[NoticeView]) -> str:
    if len(views) == 1:
        text = views[0].text
    else:
        text = ngettext("%(count)s notice", "%(count)s notices", len(views)) % {"count": len(views)}
    line = " ".join(f"[{zone_name}] {text}".split())
    return line if len(line) <= LONGEST_SUBJECT else line[: LONGEST_SUBJECT - 1] + "…"


def _plain(part: _Part) -> str:
    rows = [f"■ {part.view.text}"]
    for line in part.view.lines:
        indent = "      " if line.inner else "  · "
        rows.append(f"{indent}{line.text}{_marked(line)}")
        if line.path:
            rows.append(f"    {absolute(line.path)}")
    if part.address:
        rows.append(f"  {part.address}")
    if part.stop:
        rows.append("  " + _("Stop these mails (no log-in needed): %(address)s") % {"address": absolute(part.stop)})
    return "\n".join(rows)


def _marked(line: LineView) -> str:
    if line.excerpt is None:
        return ""
    before, word, after = line.excerpt
    return f" {before}【{word}】{after}"


def _html(intro: str, parts: Sequence[_Part], paragraphs: Sequence[str]) -> str:
    body = format_html_join("", "{}", ((_html_part(part),) for part in parts))
    foot = format_html_join("", "<p><small>{}</small></p>", ((text,) for text in paragraphs))
    return str(format_html("<html><body><p>{}</p>{}<hr>{}</body></html>", intro, body, foot))


def _html_part(part: _Part) -> SafeString:
    head: str = part.view.text
    if part.address:
        head = format_html('<a href="{}">{}</a>', part.address, part.view.text)
    lines = format_html_join("", "<li>{}</li>", ((_html_line(line),) for line in part.view.lines))
    stop = (
        format_html('<p><a href="{}">{}</a></p>', absolute(part.stop), _("Stop these mails (no log-in needed)"))
        if part.stop
        else ""
    )
    return format_html("<p><strong>{}</strong></p><ul>{}</ul>{}", head, lines, stop)


def _html_line(line: LineView) -> SafeString:
    text = format_html('<a href="{}">{}</a>', absolute(line.path), line.text) if line.path else line.text
    if line.excerpt is None:
        return format_html("{}", text)
    return format_html("{} {}<mark>{}</mark>{}", text, *line.excerpt)


def _foot(zone: Zone | None) -> list[str]:
    lines = []
    if zone and zone.is_example:
        lines.append(_("This is an example zone: all organisations, people and records in this mail are invented."))
    address = _address("notice-settings")
    lines.append(
        _("You get this mail because you hold a role on this platform. Choose what is mailed to you: %(address)s")
        % {"address": address}
    )
    return lines


def _address(name: str, *arguments: int) -> str:
    """The page of that name, "" where this installation has no pages (the name belongs to the room of the pages)."""
    try:
        return absolute(reverse(name, args=arguments))
    except NoReverseMatch:
        return ""
