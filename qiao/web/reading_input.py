"""Values of an address as people typed them: taken over when usable, otherwise a fault that says what to do."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from qiao.web.pages import InputFault

LONGEST_SEARCH = 100
MOST_WORDS = 10
_MOST_DIGITS = 6


class AddressValues:
    """Reads values by name and keeps the faults; a faulty value reads as if it had not been given."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self.faults: list[InputFault] = []

    def search(self, name: str) -> str:
        """Words to look for: at most 100 characters and 10 words, no control characters."""
        text = " ".join(self._values.get(name, "").split())
        if len(text) > LONGEST_SEARCH or len(text.split()) > MOST_WORDS:
            message = _("A search takes at most %(length)s characters and %(words)s words. Shorten it.")
            return self._fault(name, text, message % {"length": LONGEST_SEARCH, "words": MOST_WORDS})
        if not text.isprintable():
            return self._fault(name, text, _("The search holds control characters. Type the words again."))
        return text

    def choice(self, name: str, allowed: Mapping[str, str]) -> str:
        """One of the allowed codes, or empty."""
        value = self._values.get(name, "").strip()
        if value and value not in allowed:
            names = "、".join(str(text) for text in allowed.values())
            return self._fault(name, value, _("There is no such choice. Choose one of: %(names)s.") % {"names": names})
        return value

    def page(self, name: str = "page") -> int:
        """A page number from 1; 1 when none is given."""
        text = self._values.get(name, "").strip()
        if not text:
            return 1
        if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS and int(text) >= 1:
            return int(text)
        self._fault(name, text, _("A page is a whole number from 1. Go to the first page."))
        return 1

    def page_beyond(self, number: int, pages: int, name: str = "page") -> None:
        """Note that the list has fewer pages than that."""
        message = _("The list ends with page %(pages)s. Go to one of its pages.") % {"pages": pages}
        self._fault(name, str(number), message)

    def _fault(self, name: str, value: str, message: str) -> str:
        self.faults.append(InputFault(name, value[:60], message))
        return ""
