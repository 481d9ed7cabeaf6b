"""Typed values of forms: whose they are, how long they stay, and that one form makes one record."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from qiao.core.outcomes import Invalid, Missing, Refused
from qiao.foundation.form_drafts import (
    FormKey,
    forget_draft,
    forget_old_drafts,
    load_draft,
    longest_form,
    open_drafts,
    save_draft,
    submit_once,
)
from qiao.foundation.models import FormDraft

pytestmark = pytest.mark.django_db
KEY = FormKey(person_id=1, holding_id=2, form="demand", object_id=0, token="a" * 32)
VALUES = {"title": ["铝合金压铸"], "ways": ["transfer", "licence"]}


def test_what_was_typed_comes_back_to_its_owner_alone(now: datetime) -> None:
    save_draft(KEY, VALUES, now)
    save_draft(KEY, {**VALUES, "title": ["铝合金压铸件"]}, now + timedelta(seconds=20), version_seen=3)
    found = load_draft(KEY)
    assert (found.values["title"], found.values["ways"], found.version_seen) == (["铝合金压铸件"], VALUES["ways"], 3)
    assert [row.pk for row in open_drafts(replace(KEY, token=""))] == [found.pk]
    for other in ({"person_id": 9}, {"holding_id": 9}, {"form": "scenario"}, {"object_id": 9}, {"token": "b" * 32}):
        with pytest.raises(Missing):
            load_draft(replace(KEY, **other))
    for other in ({"person_id": 9}, {"holding_id": 9}):
        assert open_drafts(replace(KEY, **other)) == ()
        assert not forget_draft(replace(KEY, **other))
        with pytest.raises(Missing):
            save_draft(replace(KEY, **other), VALUES, now)
    assert load_draft(KEY).values["title"] == ["铝合金压铸件"]
    assert forget_draft(KEY)
    assert FormDraft.objects.count() == 0


def test_classified_text_is_not_kept_nor_what_was_kept_before(now: datetime) -> None:
    save_draft(KEY, VALUES, now)
    with pytest.raises(Refused, match="classified_material"):
        save_draft(KEY, {**VALUES, "content": ["某型装备 机密★10年"]}, now)
    assert FormDraft.objects.count() == 0


def test_more_characters_than_the_rule_allows_are_not_kept(now: datetime) -> None:
    longest = longest_form(now)
    save_draft(KEY, {"a": ["字" * (longest - 1)]}, now)
    with pytest.raises(Invalid) as caught:
        save_draft(KEY, {"a": ["字" * longest]}, now)
    assert caught.value.problems[0].params == {"length": longest + 1, "limit": longest}
    assert len(load_draft(KEY).values["a"][0]) == longest - 1


def test_one_form_makes_one_record(now: datetime) -> None:
    made: list[int] = []

    def act() -> int:
        made.append(77)
        return 77

    save_draft(KEY, VALUES, now)
    first = submit_once(KEY, VALUES, now, act)
    again = submit_once(KEY, VALUES, now, act)
    other = submit_once(KEY, {"title": ["anders"]}, now, act)
    assert (first.made_id, first.again) == (77, False)
    assert (again.made_id, again.again, again.same) == (77, True, True)
    assert (other.made_id, other.again, other.same) == (77, True, False)
    assert made == [77]
    assert FormDraft.objects.get().values == {}
    assert open_drafts(KEY) == ()
    save_draft(KEY, VALUES, now)  # an automatic saving that arrives late brings nothing back
    assert FormDraft.objects.get().values == {}
    with pytest.raises(Missing):
        submit_once(replace(KEY, person_id=9), VALUES, now, act)


def test_a_refused_submission_leaves_what_was_kept(now: datetime) -> None:
    save_draft(KEY, VALUES, now)

    def act() -> int:
        raise Refused("record_is_closed")

    with pytest.raises(Refused):
        submit_once(KEY, VALUES, now, act)
    assert load_draft(KEY).values["title"] == VALUES["title"]


def test_old_forms_and_too_many_are_forgotten(now: datetime) -> None:
    for number in range(22):
        save_draft(replace(KEY, token=f"{number:032d}"), VALUES, now + timedelta(minutes=number))
    kept = open_drafts(KEY)
    assert (len(kept), kept[-1].token) == (20, f"{2:032d}")
    assert forget_old_drafts(now + timedelta(days=30, minutes=5)) == 3  # those of the minutes 2, 3 and 4
    assert forget_old_drafts(now + timedelta(days=30, minutes=5)) == 0
