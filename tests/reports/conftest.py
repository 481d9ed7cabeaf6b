"""Fonts and the sample edition for the rendering tests."""

from pathlib import Path

import pytest

from qiao.reports.rendering.document import EditionDocument
from qiao.reports.rendering.fonts import FontsMissing, NoticeFonts, load_notice_fonts
from tests.reports.sample_edition import sample_edition

NODE_MODULES = Path(__file__).resolve().parents[2] / "node_modules"


@pytest.fixture(scope="session")
def fonts() -> NoticeFonts:
    """The open fonts that `make setup` installs; without them the notice cannot be tested."""
    try:
        return load_notice_fonts(NODE_MODULES)
    except FontsMissing as error:
        pytest.fail(str(error))


@pytest.fixture(scope="session")
def edition() -> EditionDocument:
    """The first demand list of 2026 with thirty items."""
    return sample_edition()
