"""The edition as JSON: lossless for every published value, in one fixed order."""

import json
from collections.abc import Mapping

from qiao.reports.rendering.document import JSON, EditionDocument

SCHEMA = "qiao.edition/1"


def render_json(document: EditionDocument) -> bytes:
    """UTF-8 JSON; money stays integer fen, dates ISO 8601. Values outside the declared columns stay inside.

    A lone surrogate, which UTF-8 cannot carry, is written as its JSON escape.
    """
    text = json.dumps(_content(document), ensure_ascii=False, indent=2, allow_nan=False)
    return (text + "\n").encode("utf-8", "backslashreplace")


def _content(document: EditionDocument) -> dict[str, object]:
    withdrawn = document.withdrawn_on
    return {
        "schema": SCHEMA,
        "number": document.number,
        "kind": document.kind,
        "title": document.title,
        "zone": document.zone_name,
        "issuer": document.issuer,
        "document_number": document.document_number,
        "issued_on": document.issued_on.isoformat(),
        "approved_by": document.approved_by,
        "compiled_by": document.compiled_by,
        "contact": document.contact,
        "locale": document.locale,
        "is_example": document.is_example,
        "verification_url": document.verification_url or None,
        "digest": document.digest,
        "withdrawn": withdrawn and {"on": withdrawn.isoformat(), "reason": document.withdrawal_reason},
        "previous_number": document.previous_number,
        "columns": [{"key": column.key, "heading": column.heading, "kind": column.kind} for column in document.columns],
        "items": [
            {
                "position": item.position,
                "code": item.code,
                "digest": item.digest,
                "values": {column.key: _ordered(item.values.get(column.key)) for column in document.columns},
            }
            for item in document.items
        ],
        "changes": None
        if document.changes is None
        else [
            {"kind": change.kind, "code": change.code, "title": change.title, "fields": list(change.fields)}
            for change in document.changes
        ],
    }


def _ordered(value: JSON) -> JSON:
    """The value with every mapping in key order: databases hand keys back in an order of their own."""
    if isinstance(value, Mapping):
        return {key: _ordered(value[key]) for key in sorted(value)}
    if isinstance(value, list | tuple):
        return [_ordered(part) for part in value]
    return value
