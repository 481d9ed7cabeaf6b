"""What the served site of the browser tests needs before it starts."""

from pathlib import Path

import pytest
from django.conf import settings


@pytest.fixture(autouse=True, scope="session")
def folder_of_static_files() -> None:
    """The running site looks for collected files here; those of the rooms themselves are served without collecting."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
