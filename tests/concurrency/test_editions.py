"""Two editions issued at the same instant."""

from datetime import datetime

import pytest

from qiao.catalogue.actions.issue_edition import issue_edition
from qiao.catalogue.editions.verification import verify_editions
from qiao.catalogue.models import Edition
from qiao.core.outcomes import Refused
from qiao.foundation.models import IssuedNumber
from qiao.foundation.shipped import load_shipped_data
from tests.catalogue import edition_story
from tests.concurrency.together import need_postgresql, together

pytestmark = pytest.mark.django_db(transaction=True)


def approved_drafts(now: datetime, count: int) -> tuple[list[Edition], edition_story.People]:
    load_shipped_data()
    everybody = edition_story.world(now)
    edition_story.demand(everybody, now, 1)
    drafts = [edition_story.approved(everybody, now) for _ in range(count)]
    return drafts, everybody


def test_editions_issued_together_get_numbers_without_gap_and_follow_each_other(now: datetime) -> None:
    need_postgresql()
    drafts, everybody = approved_drafts(now, 4)
    together(4, lambda n: issue_edition(actor=everybody.operator, edition_id=drafts[n].pk, now=now))
    issued = list(Edition.objects.order_by("number"))
    assert [edition.number for edition in issued] == [f"XQ-2026-{n:02d}" for n in range(1, 5)]
    assert len({edition.document_number for edition in issued}) == 4
    assert len({edition.previous_id for edition in issued}) == 4, "each follows another one, the first none"
    assert list(verify_editions()) == []


def test_one_edition_issued_twice_at_once_gets_one_number(now: datetime) -> None:
    need_postgresql()
    drafts, everybody = approved_drafts(now, 1)

    def issue(_: int) -> str:
        try:
            return issue_edition(actor=everybody.operator, edition_id=drafts[0].pk, now=now).number
        except Refused as refused:
            return refused.code

    assert sorted(together(3, issue)) == ["XQ-2026-01", "not_in_this_state", "not_in_this_state"]
    assert IssuedNumber.objects.filter(object_type="catalogue.edition").count() == 2, "list number and document number"
