"""Database settings from one address: SQLite in the data folder, or PostgreSQL by ``DATABASE_URL``."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def database_settings(url: str, data_folder: Path) -> dict[str, Any]:
    """Django settings of the default database.

    An empty ``url`` means SQLite in the data folder. Raises ValueError, naming the scheme, for an address that is
    neither ``postgres://``, ``postgresql://`` nor ``sqlite://``.
    """
    if not url:
        return _sqlite(data_folder / "qiao.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "OPTIONS": dict(parse_qsl(parts.query)),
            # Opening a connection takes longer than most pages; one that the server has closed is opened anew.
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
        }
    message = f"DATABASE_URL: scheme {parts.scheme!r} is not supported; use sqlite:// or postgresql://"
    raise ValueError(message)


def _sqlite(path: Path) -> dict[str, Any]:
    # IMMEDIATE takes the write lock when a transaction begins, so that a reader turned writer cannot dead-lock.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }
