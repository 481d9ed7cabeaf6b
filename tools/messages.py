"""Translations: collect the msgids, check that Chinese is complete, compile the catalogues.

messages.py collect    add new msgids to the catalogues, drop those no longer used
messages.py check      fail on a missing, fuzzy, unused or badly filled entry
messages.py compile    write the .mo files (needs no gettext programs)
"""

import ast
import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import extract

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = {"zh_Hans": ROOT / "locale/zh_Hans/LC_MESSAGES/django.po"}
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")
Message = tuple[str, str | None, str | None]
"""msgid, plural, context."""


def messages() -> dict[Message, list[str]]:
    """Every translatable message of the product with the places that use it."""
    found: dict[Message, list[str]] = {}
    sentences = _table_sentences()
    for path in sorted([*(ROOT / "qiao").rglob("*.py"), *(ROOT / "demo").rglob("*.py")]):
        source = path.read_bytes()
        _add(found, path, source)
        for expression in _inside_f_strings(source):
            _add(found, path, expression)
    for path in sorted((ROOT / "qiao").rglob("templates/**/*.*")):
        _add(found, path, _as_python(path.read_text(encoding="utf-8")).encode())
    for sentence in sentences:
        found.setdefault((sentence, None, None), []).append("qiao/foundation/wording_tables.py:1")
    return found


def _table_sentences() -> list[str]:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import django

    django.setup()
    from qiao.foundation.wording_tables import sentences

    return sorted(set(sentences()))


def _inside_f_strings(source: bytes) -> Iterator[bytes]:
    """The expressions within f-strings: up to Python 3.11 the extractor sees an f-string as one plain string."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FormattedValue):
            yield ast.unparse(node.value).encode()


def _as_python(template: str) -> str:
    from django.utils.translation.template import templatize

    return templatize(template)


def _add(found: dict[Message, list[str]], path: Path, source: bytes) -> None:
    place = path.relative_to(ROOT).as_posix()
    for line, text, _, context in extract("python", io.BytesIO(source), keywords=KEYWORDS):
        singular, plural = (text[0], text[1]) if isinstance(text, tuple) else (text, None)
        if singular:
            found.setdefault((singular, plural, context), []).append(f"{place}:{line}")


def collect() -> int:
    """Bring the catalogues up to date with the code."""
    wanted = messages()
    for path in CATALOGUES.values():
        catalogue = _load(path)
        known = {(entry.msgid, entry.msgid_plural or None, entry.msgctxt): entry for entry in catalogue}
        fresh = polib.POFile(wrapwidth=110)
        fresh.metadata = catalogue.metadata
        for key in sorted(wanted, key=lambda item: (item[0], item[2] or "")):
            entry = known.get(key) or polib.POEntry(
                msgid=key[0],
                msgid_plural=key[1] or "",
                msgctxt=key[2],
                msgstr_plural={0: ""} if key[1] else {},
            )
            entry.occurrences = sorted({(place.rsplit(":", 1)[0], "") for place in wanted[key]})
            fresh.append(entry)
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.save(str(path))
        print(f"{path.relative_to(ROOT)}: {len(fresh)} messages, {len(fresh.untranslated_entries())} to translate")
    return 0


def check() -> int:
    """0 when every message is translated, with the same placeholders, and none is left over."""
    wanted = messages()
    faults: list[str] = []
    for path in CATALOGUES.values():
        catalogue = _load(path)
        known = {(entry.msgid, entry.msgid_plural or None, entry.msgctxt): entry for entry in catalogue}
        faults += [f"missing: {key[0]!r} ({wanted[key][0]})" for key in wanted if key not in known]
        faults += [f"unused: {key[0]!r}" for key in known if key not in wanted]
        for key in wanted:
            if key in known:
                faults += _entry_faults(known[key])
    for fault in faults:
        print(fault)
    print(f"messages: {len(wanted)} used, {len(faults)} faults")
    return 1 if faults else 0


def _entry_faults(entry: polib.POEntry) -> Iterator[str]:
    if entry.fuzzy:
        yield f"fuzzy: {entry.msgid!r}"
    if not entry.translated():
        yield f"untranslated: {entry.msgid!r}"
        return
    for text in [entry.msgstr] if not entry.msgid_plural else entry.msgstr_plural.values():
        if set(PLACEHOLDER.findall(text)) - set(PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or ""))):
            yield f"placeholder not in the msgid: {entry.msgid!r}"
        if not entry.msgid_plural and set(PLACEHOLDER.findall(entry.msgid)) - set(PLACEHOLDER.findall(text)):
            yield f"placeholder lost: {entry.msgid!r}"


def compile_catalogues() -> int:
    """Write each .mo beside its .po."""
    for path in CATALOGUES.values():
        _load(path).save_as_mofile(str(path.with_suffix(".mo")))
    return 0


def _load(path: Path) -> polib.POFile:
    if path.exists():
        return polib.pofile(str(path), wrapwidth=110)
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {
        "Language": path.parent.parent.name,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    return catalogue


if __name__ == "__main__":
    commands = {"collect": collect, "check": check, "compile": compile_catalogues}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    sys.exit(commands[sys.argv[1]]())
