"""The guide for programs is true: its example runs, its figures are those of the rules."""

import os
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from qiao.api.rules import ADDRESS_RATE, TEXT_RATE, TOKEN_RATE
from qiao.catalogue.models import Demand
from qiao.core.access import Role
from qiao.core.scopes import Scope
from qiao.foundation.answered_requests import KEPT_HOURS
from qiao.foundation.audit import seal_rows
from qiao.foundation.clock import now as present
from qiao.foundation.models import AnsweredRequest
from qiao.foundation.registry import RULES
from qiao.parties.rules import TOKEN_LONGEST_DAYS, TOKEN_USUAL_DAYS
from tests.api.calling import secret_for
from tests.api.feed_reader import published
from tests.factories.world import build_world

GUIDE = (Path(__file__).resolve().parent.parent.parent / "docs" / "guide" / "api.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)[0]


def test_the_example_is_short() -> None:
    assert len([line for line in EXAMPLE.splitlines() if line.strip()]) <= 20


@pytest.mark.django_db(transaction=True)
def test_the_example_walks_the_feed_and_drafts_a_demand(
    live_server: Any, now: datetime, settings: Any, tmp_path: Path
) -> None:
    settings.DATA_FOLDER = tmp_path
    world = build_world(now, tmp_path)
    row = published(world.inside[Role.ZONE_OPERATOR], world.owner.pk, present())
    seal_rows(present())
    secret = secret_for(world.inside[Role.ORGANISATION_EDITOR], Scope.CATALOGUE_WRITE, Scope.CHANGES_READ)
    run = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", EXAMPLE],
        env={"PATH": os.environ["PATH"], "QIAO_URL": live_server.url, "QIAO_TOKEN": secret},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    *told, made = run.stdout.splitlines()
    assert [line.split()[1:] for line in told] == [
        ["catalogue.demand", str(row.pk), "catalogue.demand.draft"],
        ["catalogue.demand", str(row.pk), "catalogue.demand.admit"],
    ]
    drafted = Demand.objects.get(state="draft")
    assert made == f"/api/v1/demands/{drafted.pk}"
    assert drafted.organisation_id == world.owner.pk
    assert AnsweredRequest.objects.count() == 1


def test_the_figures_are_those_of_the_rules() -> None:
    said = " ".join(GUIDE.split())
    for key, sentence in (
        (TOKEN_USUAL_DAYS, "({} days unless"),
        (TOKEN_LONGEST_DAYS, "another is chosen, {} at most"),
        (TOKEN_RATE, "A token may ask {} times a minute"),
        (ADDRESS_RATE, "an address without token {} times"),
        (TEXT_RATE, "and {} texts to be matched"),
        (KEPT_HOURS, "Keys are kept for {} hours"),
    ):
        assert sentence.format(RULES[key].value) in said


def test_every_scope_is_named() -> None:
    assert set(re.findall(r"`([a-z]+:[a-z]+)`", GUIDE)) == set(Scope)
