"""The newest records of a list as an Atom feed (RFC 4287), as everybody may see them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from qiao.web.labels import label_of
from qiao.web.listings.kinds import ListingKind

SUMMARY_CHARACTERS = 300
_ABOUT = {"demand": "content", "achievement": "summary", "scenario": "problem"}


def list_feed(kind: ListingKind, rows: Iterable[Mapping[str, Any]], base: str, asked: str) -> str:
    """The feed; ``asked`` is the query string of the filters, which is part of the feed's identity."""
    narrowed = "" if asked == "?" else asked
    feed = Atom1Feed(
        title=str(kind.title),
        link=f"{base}{reverse(kind.section)}{narrowed}",
        description=str(kind.lead),
        language="zh-Hans",
        feed_url=f"{base}{reverse(f'{kind.section}-feed')}{narrowed}",
    )
    for view in rows:
        address = f"{base}{reverse(kind.key, args=[view['code']])}" if view["code"] else base
        feed.add_item(
            title=_clean(view["title"]),
            link=address,
            description=_clean(view[_ABOUT[kind.key]][:SUMMARY_CHARACTERS]),
            unique_id=address,
            pubdate=view["published_at"],
            updateddate=view["published_at"],
            author_name=_clean(view["organisation_name"]) or None,
            categories=[label_of(view["field"], "field")] if view["field"] else [],
        )
    text: str = feed.writeString("utf-8")
    return text


def _clean(text: str) -> str:
    """The text without characters that XML 1.0 cannot carry."""
    return "".join(one for one in text if one in "\t\n\r" or (ord(one) >= 0x20 and not 0xD800 <= ord(one) <= 0xDFFF))
