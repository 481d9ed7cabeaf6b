"""Saved searches: what counts as new, by whose rights, with which reasons, and how they end."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.utils import translation

from qiao.catalogue.disclosure import masked_view
from qiao.catalogue.filters import AchievementFilters, DemandFilters
from qiao.catalogue.models import Achievement, Demand
from qiao.core.access import Actor, Role
from qiao.core.outcomes import Denied, Invalid, Missing
from qiao.foundation.actions.set_rule import NewRule, set_rule
from qiao.matching.models import SavedSearch, SearchHit
from qiao.matching.searches.alerting import run_due_searches
from qiao.matching.searches.fitting import filters_of, stored_filters
from qiao.matching.searches.keeping import (
    SearchDraft,
    delete_search,
    edit_search,
    forget_deleted,
    mark_seen,
    next_run_at,
    pause_search,
    restore_search,
    resume_search,
    save_search,
    stop_mails,
    stop_token,
)
from qiao.matching.searches.reasons import reasons_for
from qiao.matching.selectors.saved_searches import search_results, searches_of
from qiao.parties.models import Holding, Notice, Person, User
from qiao.parties.notice_mail import mail_notices
from tests.factories.listings import achievement, demand
from tests.factories.world import World, build_world

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def world(now: datetime, tmp_path: Path, settings: Any) -> World:
    settings.DATA_FOLDER = tmp_path
    return build_world(now, tmp_path)


@pytest.fixture
def reader(world: World) -> Actor:
    """The editor of an organisation that owns none of the records."""
    who = world.somebody(Role.ORGANISATION_EDITOR, world.stranger)
    Person.objects.filter(pk=who.person_id or 0).update(email="reader@example.org")
    User.objects.create(username="reader", person_id=who.person_id)
    return who


def save(reader: Actor, now: datetime, frequency: str = "at_once", **filters: Any) -> SavedSearch:
    draft = SearchDraft("叶片", "demand", frequency, stored_filters(DemandFilters(**filters)))
    return save_search(reader, draft, now)


def alerts() -> list[Notice]:
    return list(Notice.objects.filter(code="search_hits").order_by("pk"))


def found(notice: Notice) -> list[str]:
    return [line["params"]["code"] for line in notice.lines if line["code"] == "search_hit.title"]


def test_what_is_found_already_is_no_news_and_each_new_record_is_told_once(
    world: World, reader: Actor, now: datetime
) -> None:
    demand(world)
    save(reader, now, text="叶片")
    assert run_due_searches(now + HOUR) == 0
    new = demand(world)
    demand(world, title="无关", content="与搜索无关的内容")
    assert [run_due_searches(now + HOUR * hours) for hours in (2, 3, 4)] == [1, 0, 0]
    (notice,) = alerts()
    assert found(notice) == [new.code]
    assert notice.person_id == reader.person_id


def test_a_record_is_told_again_only_when_it_is_published_again_or_comes_to_fit_again(
    world: World, reader: Actor, now: datetime
) -> None:
    save(reader, now, text="叶片")
    row = demand(world)
    assert run_due_searches(now + HOUR) == 1
    Demand.objects.filter(pk=row.pk).update(field="4")
    assert run_due_searches(now + 2 * HOUR) == 0
    Demand.objects.filter(pk=row.pk).update(validity_began_at=now + 3 * HOUR)
    assert run_due_searches(now + 4 * HOUR) == 1
    Demand.objects.filter(pk=row.pk).update(state="withdrawn")
    assert run_due_searches(now + 5 * HOUR) == 0
    Demand.objects.filter(pk=row.pk).update(state="published")
    assert run_due_searches(now + 6 * HOUR) == 1


def test_a_record_that_is_changed_so_that_it_fits_now_is_told(world: World, reader: Actor, now: datetime) -> None:
    row = demand(world, field="1")
    save(reader, now, fields=("4",))
    assert run_due_searches(now + HOUR) == 0
    Demand.objects.filter(pk=row.pk).update(field="4")
    assert run_due_searches(now + 2 * HOUR) == 1


def test_beyond_the_watched_number_only_new_publications_are_told(world: World, reader: Actor, now: datetime) -> None:
    rule = NewRule("matching.search.watched_results", "JH", 1, now.date(), "纪要")
    set_rule(actor=world.inside[Role.ZONE_OPERATOR], rule=rule, now=now)
    for _number in range(3):
        demand(world)
    search = save(reader, now)
    assert not SavedSearch.objects.get(pk=search.pk).whole
    assert SearchHit.objects.count() == 0
    assert run_due_searches(now + HOUR) == 0
    new = demand(world)
    Demand.objects.filter(pk=new.pk).update(validity_began_at=now + HOUR * 3 / 2)
    assert run_due_searches(now + 2 * HOUR) == 1
    assert found(alerts()[0]) == [new.code]


def test_rights_are_those_of_the_run(world: World, reader: Actor, now: datetime) -> None:
    """A targeted record is no result until it is shown to the organisation, and none for the next reader."""
    other = world.somebody(Role.ORGANISATION_EDITOR, world.partner)
    for who in (reader, other):
        save(who, now, text="叶片")
    row = demand(world, disclosure="targeted")
    assert run_due_searches(now + HOUR) == 0
    Demand.objects.filter(pk=row.pk).update(disclosed_to=[world.stranger.pk])
    assert run_due_searches(now + 2 * HOUR) == 1
    assert [notice.person_id for notice in alerts()] == [reader.person_id]


def test_a_masked_record_names_nobody_in_notice_and_mail(
    world: World, reader: Actor, now: datetime, mailoutbox: list[Any]
) -> None:
    save(reader, now, text="叶片")
    demand(world, title=f"{world.owner.name}叶片", content="江海精铸的叶片", disclosure="masked")
    run_due_searches(now + HOUR)
    mail_notices(now + HOUR)
    (message,) = mailoutbox
    for text in (str(alerts()[0].lines), message.body, str(message.alternatives[0][0])):
        assert "精铸" not in text
        assert "叶片" in text


def test_an_ended_holding_stops_the_alerts(world: World, reader: Actor, now: datetime) -> None:
    search = save(reader, now, text="叶片")
    Holding.objects.filter(pk=reader.holding_id or 0).update(ends_on=now.date() - timedelta(days=1))
    demand(world)
    assert run_due_searches(now + HOUR) == 0
    search.refresh_from_db()
    assert search.next_run_at is None
    assert alerts() == []


def test_every_named_word_stands_in_the_text_that_the_reader_sees(world: World, reader: Actor, now: datetime) -> None:
    rows = [
        demand(world, title="Blade 叶片", content="气孔率偏高", keywords=["真空", "铸造"]),
        demand(world, title=f"{world.owner.name}的叶片", content="气孔率", disclosure="masked"),
    ]
    for row in rows:
        view = masked_view(Demand.objects.select_related("organisation").get(pk=row.pk), reader)
        words = ("blade", "叶片", "气孔率", "真空", "江海精铸", row.code)
        lines = reasons_for(view, DemandFilters(text=" ".join(words)))
        assert len(lines) == len(words)
        seen = " ".join(str(value) for value in view.values()).casefold()
        for word, line in zip(words, lines, strict=True):
            if line["code"] == "search_reason.word":
                before, named, after = line["excerpt"]
                assert named.casefold() == word.casefold()
                assert named.casefold() in seen
                assert (before + named + after).strip("…")
            else:
                assert word.casefold() not in seen


def test_each_filter_is_a_reason_with_the_value_of_the_record(world: World, reader: Actor, now: datetime) -> None:
    row = achievement(world, field="4", ways=["license", "transfer"], maturity=6)
    view = masked_view(Achievement.objects.select_related("organisation").get(pk=row.pk), reader)
    filters = AchievementFilters(fields=("4", "5"), ways=("license",), maturity_min=5, maturity_max=7)
    lines = reasons_for(view, filters)
    codes = [line["params"]["filter_code"] for line in lines]
    assert sorted(codes) == ["search_filter.fields", "search_filter.maturity", "search_filter.ways"]
    assert lines[0]["params"]["value"]["zh"] == "新材料"


def test_a_free_text_is_watched_with_phrases_as_reasons(world: World, reader: Actor, now: datetime) -> None:
    achievement(world, organisation=world.partner)
    draft = SearchDraft("气孔", "achievement", "at_once", {}, words="真空精密铸造的叶片要控制气孔率")
    search = save_search(reader, draft, now)
    assert run_due_searches(now + HOUR) == 0
    new = achievement(world, organisation=world.partner, title="叶片气孔率在线控制", summary="真空精密铸造气孔率控制")
    assert run_due_searches(now + 2 * HOUR) == 1
    (notice,) = alerts()
    assert found(notice) == [new.code]
    phrases = next(line for line in notice.lines if line["code"] == "search_reason.phrases")
    assert phrases["excerpt"][1] in new.title + new.summary
    assert all(phrase in draft.words for phrase in phrases["params"]["phrases"])
    assert search_results(reader, search.pk, now + 2 * HOUR).new == 1


def test_a_long_alert_describes_some_and_counts_the_rest(world: World, reader: Actor, now: datetime) -> None:
    rule = NewRule("matching.search.hits_in_mail", "JH", 2, now.date(), "纪要")
    set_rule(actor=world.inside[Role.ZONE_OPERATOR], rule=rule, now=now)
    search = save(reader, now)
    for _number in range(5):
        demand(world)
    run_due_searches(now + HOUR)
    (notice,) = alerts()
    assert len(found(notice)) == 2
    assert notice.params["count"] == 5
    more = notice.lines[-1]
    assert (more["params"]["count"], more["path"]) == (3, f"/work/searches/{search.pk}/")


def test_daily_results_stand_in_one_mail_at_the_hour_of_the_zone(
    world: World, reader: Actor, now: datetime, mailoutbox: list[Any]
) -> None:
    searches = [save(reader, now, "daily", text=word) for word in ("叶片", "气孔率")]
    demand(world)
    due = searches[0].next_run_at
    assert due is not None
    # The shipped rule says 8:00 in China, the searches run ten minutes before.
    assert due.isoformat() == "2026-06-01T23:50:00+00:00"
    assert run_due_searches(due - timedelta(seconds=1)) == 0
    assert run_due_searches(due) == 2
    assert mail_notices(due) == 0
    assert mail_notices(due + timedelta(minutes=10)) == 1
    assert mailoutbox[0].body.count("■") == 2
    assert next_run_at("daily", "JH", due) == due + timedelta(days=1)
    assert next_run_at("weekly", "JH", now).astimezone().weekday() in (6, 0)


def test_a_mail_says_how_to_stop_it_and_the_link_works_for_that_search_only(
    world: World, reader: Actor, now: datetime, mailoutbox: list[Any]
) -> None:
    search, other = save(reader, now), save(reader, now, text="无")
    demand(world)
    run_due_searches(now + HOUR)
    with translation.override(configured.LANGUAGE_CODE):
        mail_notices(now + HOUR)
    token = stop_token(search.pk)
    assert f"/searches/stop/{token}/" in mailoutbox[0].body
    assert token in mailoutbox[0].extra_headers["List-Unsubscribe"]
    stop_mails(token, now)
    search.refresh_from_db()
    other.refresh_from_db()
    assert (search.frequency, other.frequency) == ("inside", "at_once")
    with pytest.raises(Missing):
        stop_mails(token[:-1] + ("a" if token[-1] != "a" else "b"), now)
    with pytest.raises(Missing):
        stop_mails(stop_token(10**6), now)


def test_without_mail_the_results_are_counted_only(
    world: World, reader: Actor, now: datetime, mailoutbox: list[Any]
) -> None:
    search = save(reader, now, "inside")
    demand(world)
    assert search.next_run_at is not None
    run_due_searches(search.next_run_at)
    mail_notices(search.next_run_at + HOUR)
    assert mailoutbox == []
    assert searches_of(reader)[0].new == 1
    mark_seen(reader, search.pk, search.next_run_at + HOUR)
    assert searches_of(reader)[0].new == 0


def test_pausing_deleting_and_restoring(world: World, reader: Actor, now: datetime) -> None:
    search = save(reader, now)
    pause_search(reader, search.pk, now)
    demand(world)
    assert run_due_searches(now + HOUR) == 0
    resume_search(reader, search.pk, now + HOUR)
    delete_search(reader, search.pk, now + HOUR)
    assert run_due_searches(now + 2 * HOUR) == 0
    assert searches_of(reader) == ()
    assert [row.search.pk for row in searches_of(reader, deleted=True)] == [search.pk]
    restore_search(reader, search.pk, now + 3 * HOUR)
    assert run_due_searches(now + 4 * HOUR) == 1
    delete_search(reader, search.pk, now)
    forget_deleted(now + timedelta(days=30))
    assert SavedSearch.objects.count() == 1
    forget_deleted(now + timedelta(days=30, seconds=1))
    assert SavedSearch.objects.count() == 0


def test_changing_what_is_looked_for_begins_anew(world: World, reader: Actor, now: datetime) -> None:
    demand(world)
    search = save(reader, now, text="不存在")
    filters = stored_filters(DemandFilters(text="叶片"))
    edit_search(reader, search.pk, SearchDraft("新名", "demand", "at_once", filters), now + HOUR)
    assert run_due_searches(now + 2 * HOUR) == 0
    search.refresh_from_db()
    assert (search.name, filters_of(search)) == ("新名", DemandFilters(text="叶片"))


def test_a_search_belongs_to_one_person_under_one_holding(world: World, reader: Actor, now: datetime) -> None:
    search = save(reader, now)
    stranger = world.inside[Role.ZONE_OPERATOR]
    for act in (pause_search, resume_search, mark_seen, delete_search, restore_search):
        with pytest.raises(Missing):
            act(stranger, search.pk, now)
    with pytest.raises(Missing):
        search_results(stranger, search.pk, now)


def test_faulty_drafts_and_too_many_searches_are_refused(world: World, reader: Actor, now: datetime) -> None:
    with pytest.raises(Invalid) as caught:
        save_search(reader, SearchDraft(" ", "people", "hourly", words="字" * 2001), now)
    assert [fault.field for fault in caught.value.problems] == ["name", "kind", "frequency", "words"]
    rule = NewRule("matching.search.most_for_person", "JH", 1, now.date(), "纪要")
    set_rule(actor=world.inside[Role.ZONE_OPERATOR], rule=rule, now=now)
    save(reader, now)
    with pytest.raises(Invalid):
        save(reader, now)
    with pytest.raises(Denied):
        save_search(Actor(Role.PUBLIC, "public"), SearchDraft("x", "demand", "daily"), now)


def test_one_failing_search_stops_no_other_and_is_tried_again(world: World, reader: Actor, now: datetime) -> None:
    broken, sound = save(reader, now), save(reader, now)
    SavedSearch.objects.filter(pk=broken.pk).update(kind="nothing")
    demand(world)
    assert run_due_searches(now + HOUR) == 1
    broken.refresh_from_db()
    sound.refresh_from_db()
    assert broken.last_error != ""
    assert sound.last_error == ""
    SavedSearch.objects.filter(pk=broken.pk).update(kind="demand")
    assert run_due_searches(now + 2 * HOUR) == 1
