"""A zone with its people, and the certainty that whatever a test does is recorded."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from tests.parties.cast import Cast, assert_every_record_is_recorded, gathered


@pytest.fixture
def cast(db: None, now: datetime) -> Iterator[Cast]:
    yield gathered(now)
    assert_every_record_is_recorded()
