"""A free text as it was sent, with the answers to guided questions; faults are collected, nothing is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as its_field

from django.utils.translation import gettext as _

from qiao.core.clarity_of_texts import ASPECTS, with_answers
from qiao.matching.selectors.matches import FreeText
from qiao.web.labels import choices_of
from qiao.web.pages import InputFault
from qiao.web.reading_input import AddressValues

LONGEST_TEXT = 2000
LONGEST_ANSWER = 200


@dataclass(frozen=True)
class Asked:
    """What is looked for. ``before`` is the text without the answers just given, "" when none were given."""

    text: str
    kind: str
    field: str
    answered: tuple[str, ...]
    before: str = ""
    before_answered: tuple[str, ...] = ()
    faults: list[InputFault] = its_field(default_factory=list)

    @property
    def usable(self) -> bool:
        """Whether there is a text and nothing is wrong with it."""
        return bool(self.text) and not self.faults

    def free_text(self, *, before: bool = False) -> FreeText:
        """What the matching is asked with."""
        return FreeText(words=self.before if before else self.text, field=self.field)


def wanted_kinds() -> dict[str, str]:
    """What can be looked for, with the names of the choices."""
    return {
        "achievement": _("Achievements"),
        "demand": _("Technology demands"),
        "scenario": _("Application scenarios"),
    }


def asked_in(sent: Mapping[str, str], *, required: bool) -> Asked:
    """Read the form; ``required`` makes an empty text a fault."""
    given = AddressValues(sent)
    kind = given.choice("kind", wanted_kinds()) or "achievement"
    chosen = given.choice("field", dict(choices_of("field")))
    text = _clean(sent.get("q", ""))
    known = tuple(code for code in sent.get("answered", "")[:200].split(",") if code in ASPECTS)
    answers = {code: _clean(sent.get(f"answer_{code}", "")) for code in ASPECTS}
    answers = {code: answer for code, answer in answers.items() if answer}
    if required and not text:
        given.faults.append(InputFault("q", "", _("Write what you are looking for.")))
    for name, answer in answers.items():
        if len(answer) > LONGEST_ANSWER:
            message = _("The answer has %(length)s characters, %(most)s are taken. Shorten it to what matters.")
            figures = {"length": len(answer), "most": LONGEST_ANSWER}
            given.faults.append(InputFault(name, answer[:60], message % figures))
    whole = with_answers(text, answers) if not given.faults else text
    given.faults += _faults(whole)
    if not answers or given.faults:
        return Asked(text[:LONGEST_TEXT], kind, chosen, known, faults=given.faults)
    answered = tuple(dict.fromkeys((*known, *answers)))
    return Asked(whole, kind, chosen, answered, before=text, before_answered=known)


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _faults(text: str) -> list[InputFault]:
    if len(text) > LONGEST_TEXT:
        message = _("The text has %(length)s characters, %(most)s are taken. Shorten it to what matters.")
        return [InputFault("q", text[:60], message % {"length": len(text), "most": LONGEST_TEXT})]
    if any(ord(character) < ord(" ") and character not in "\n\t" for character in text):
        return [InputFault("q", "", _("The text holds control characters. Type it again."))]
    return []
