"""Fixtures of the page tests."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.web import zone_records


@pytest.fixture(autouse=True)
def own_data_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_FOLDER = tmp_path


@pytest.fixture
def english() -> Client:
    """A reader who switched to English."""
    client = Client()
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def zone(db: None) -> None:
    zone_records.found()


@pytest.fixture
def records(zone: None) -> None:
    zone_records.fill()
