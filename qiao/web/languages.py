"""In which language a request is answered."""

from django.conf import settings
from django.http import HttpRequest


def language_of(request: HttpRequest) -> str:
    """The language that the reader chose with the switch, otherwise the default one.

    The language of the browser does not count: a page of the zone reads in Chinese until somebody asks otherwise, so
    that everybody who follows a link sees the same page.
    """
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else str(settings.LANGUAGE_CODE)
