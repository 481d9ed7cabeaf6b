"""Texts of the rule tables that plain modules carry as English sentences: file refusals, notes, identifier checks."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext, gettext_lazy

from qiao.core.codes.rules import RULES
from qiao.foundation.registry import RULES as SHIPPED
from qiao.foundation.tabular.refusals import REFUSALS
from qiao.foundation.tabular.tables import NOTES
from qiao.foundation.wording import has_text, text_of


def sentences() -> Iterator[str]:
    """Every English sentence of the tables; the message catalogue is collected from here too."""
    for sentence, remedy in [*REFUSALS.values(), *RULES.values()]:
        yield from (sentence, remedy)
    yield from NOTES.values()
    for rule in SHIPPED.values():
        yield from (sentence for sentence in (rule.unit, rule.legal_basis, rule.note) if sentence)


def rule_meaning(key: str) -> str:
    """What a dated rule decides, in the active language; its key when nobody has said it."""
    if has_text(f"rule_name.{key}"):
        return text_of(f"rule_name.{key}")
    shipped = SHIPPED.get(key)
    return gettext(shipped.note) if shipped and shipped.note else key


def table_texts() -> dict[str, str | Promise]:
    """Text by code: what is wrong and what to do, translated when shown."""
    joined = gettext_lazy("{sentence} {remedy}")
    texts: dict[str, str | Promise] = {}
    for prefix, table in (("refusal", REFUSALS), ("rule", RULES)):
        for code, (sentence, remedy) in table.items():
            parts = {"sentence": gettext_lazy(sentence), "remedy": gettext_lazy(remedy)}
            texts[f"{prefix}.{code}"] = format_lazy(joined, **parts)
    for code, sentence in NOTES.items():
        texts[f"note.{code}"] = gettext_lazy(sentence)
    return texts
