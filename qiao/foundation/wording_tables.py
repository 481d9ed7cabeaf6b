"""Texts of the rule tables that plain modules carry as English sentences: file refusals, notes, identifier checks."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from qiao.core.codes.rules import RULES
from qiao.foundation.tabular.refusals import REFUSALS
from qiao.foundation.tabular.tables import NOTES


def sentences() -> Iterator[str]:
    """Every English sentence of the tables; the message catalogue is collected from here too."""
    for sentence, remedy in [*REFUSALS.values(), *RULES.values()]:
        yield from (sentence, remedy)
    yield from NOTES.values()


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
