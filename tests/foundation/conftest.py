"""A rule that only these tests know, shipped like any other."""

from collections.abc import Iterator
from datetime import date

import pytest

from qiao.foundation.registry import RULES, RuleDefault
from qiao.foundation.rules import load_shipped_rules

RULE = RuleDefault("tests.review_days", 5, "working days", date(2020, 6, 4), "国科办区〔2020〕50号")


@pytest.fixture
def review_rule(db: None) -> Iterator[RuleDefault]:
    RULES[RULE.key] = RULE
    load_shipped_rules()
    yield RULE
    RULES.pop(RULE.key)
