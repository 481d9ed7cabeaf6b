"""Settings of the test suite: strict, fast hashing, its own data folder."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("QIAO_DATA", tempfile.mkdtemp(prefix="qiao-test-"))
os.environ.setdefault("QIAO_SECRET_KEY", "for tests only")

from config.settings.accounts import CACHES
from config.settings.base import *  # noqa: F403
from config.settings.base import TEMPLATES


class UndefinedVariable(str):
    """Makes a template that names an unknown variable fail instead of printing nothing."""

    __slots__ = ()

    def __contains__(self, item: object) -> bool:
        return True

    def __mod__(self, name: object) -> str:
        message = f"template variable {name!r} is undefined"
        raise LookupError(message)


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable("%s")  # type: ignore[index]
DATA_FOLDER = Path(os.environ["QIAO_DATA"])
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Tests that are about kept pages switch this on; for the others every page is made anew, and everything read anew.
KEPT_PAGES_LAG_SECONDS = 0
CACHES["pages"] = CACHES["reads"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
