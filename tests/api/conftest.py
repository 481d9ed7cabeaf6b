"""The world in which programs call."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.factories.world import World, build_world


@pytest.fixture
def world(db: None, now: datetime, settings: Any, tmp_path: Path) -> World:
    """Two zones and everybody in them; files go to a folder of the test."""
    settings.DATA_FOLDER = tmp_path
    return build_world(now, tmp_path)
