"""The few files of front-end packages that pages load, and nothing else of those packages."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

FILES: Mapping[str, str] = {
    "tabler/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    # Named by the style sheet; browsers ask for it only while somebody inspects a page.
    "tabler/tabler.min.css.map": "@tabler/core/dist/css/tabler.min.css.map",
}
"""Address below the static files → file below the folder of the packages."""


class _FrontEndStorage(FileSystemStorage):
    def path(self, name: str) -> str:
        return str(Path(settings.FRONT_END) / FILES[name])


class FrontEndFinder(BaseFinder):
    """Finds the files of `FILES` where set-up has put the packages (``settings.FRONT_END``)."""

    def check(self, **_kwargs: Any) -> list[Any]:
        """Nothing to configure; a missing file is reported when the files are collected."""
        return []

    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:
        """The file behind an address; an empty list when it is none of these."""
        if path not in FILES:
            return []
        found = str(Path(settings.FRONT_END) / FILES[path])
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None = None) -> Iterator[tuple[str, Storage]]:  # noqa: ARG002
        """Every file with its storage. Raises FileNotFoundError, naming the remedy, when one is missing."""
        storage = _FrontEndStorage(location=str(settings.FRONT_END))
        for name, source in FILES.items():
            if not (Path(settings.FRONT_END) / source).is_file():
                raise FileNotFoundError(f"{source} is not in {settings.FRONT_END}: run `make setup`")
            yield name, storage
