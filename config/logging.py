"""Where the log goes and how a line looks: one JSON object on standard error, or plain text for people."""

import os
from typing import Any

import structlog


def logging_settings() -> dict[str, Any]:
    """Django's LOGGING. ``QIAO_LOG_FORMAT`` is json or text (default), ``QIAO_LOG_LEVEL`` a level name (INFO).

    Raises ValueError for another format.
    """
    wanted = os.environ.get("QIAO_LOG_FORMAT", "text")
    renderers: dict[str, Any] = {
        "json": structlog.processors.JSONRenderer(ensure_ascii=False),
        "text": structlog.dev.ConsoleRenderer(colors=False),
    }
    if wanted not in renderers:
        message = f"QIAO_LOG_FORMAT: {wanted!r} is not known; use one of {', '.join(renderers)}"
        raise ValueError(message)
    shared = _shared()
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderers[wanted]],
        "foreign_pre_chain": shared,
    }
    level = os.environ.get("QIAO_LOG_LEVEL", "INFO").upper()
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": formatter},
        "handlers": {"errors": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["errors"], "level": "WARNING"},
        "loggers": {
            "qiao": {"handlers": ["errors"], "level": level, "propagate": False},
            "django": {"handlers": ["errors"], "level": "WARNING", "propagate": False},
            # Every request is logged by qiao.web.request_log; from Django come only the tracebacks of our own faults.
            "django.request": {"handlers": ["errors"], "level": "ERROR", "propagate": False},
            "django.security": {"handlers": ["errors"], "level": "ERROR", "propagate": False},
            "django.server": {"handlers": [], "level": "CRITICAL", "propagate": False},
        },
    }


def _shared() -> list[Any]:
    """What is done to every line, also to those of Django."""
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
