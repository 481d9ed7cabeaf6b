"""Pictures of the journeys for the guide: written into docs/guide/pictures where QIAO_PICTURES=1, otherwise nowhere."""

import os
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "docs/guide/pictures"


def picture(page: Any, name: str) -> None:
    """Keep what the window shows now under this name."""
    if os.environ.get("QIAO_PICTURES") == "1":
        FOLDER.mkdir(exist_ok=True)
        page.evaluate("window.scrollTo(0, 0)")
        page.wait_for_timeout(200)
        page.screenshot(path=FOLDER / f"{name}.png", full_page=False)
