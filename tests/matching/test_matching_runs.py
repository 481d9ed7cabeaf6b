"""Runs over the lists of a small zone: what is found, what is kept, and who may see it."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from qiao.catalogue.models import Achievement, Demand
from qiao.core.access import PUBLIC, Role
from qiao.core.matching.texts import full_text
from qiao.core.outcomes import Denied, Invalid, Missing, Refused
from qiao.foundation.actions.set_rule import NewRule, set_rule
from qiao.foundation.models import AuditRow, OutboxEvent
from qiao.matching.actions.finish_run import finish_run
from qiao.matching.actions.start_run import start_run
from qiao.matching.index_folders import index_folder
from qiao.matching.indexing import build_index, is_stale, open_index
from qiao.matching.jobs import match_records, run_matching
from qiao.matching.models import Direction, Match, MatchedSource, MatchRun
from qiao.matching.selectors.matches import FreeText, MatchesOf, match_text, matches_for
from qiao.matching.selectors.runs import current_run
from qiao.matching.texts import text_of_record
from tests.matching.conftest import ZONE, Parties, actor_of, make_achievement, make_demand, make_scenario

D2A, A2D = str(Direction.DEMAND_TO_ACHIEVEMENTS), str(Direction.ACHIEVEMENT_TO_DEMANDS)


@pytest.fixture
def casting(parties: Parties) -> Demand:
    return make_demand(
        "高温合金叶片精密铸造开裂控制",
        parties.firm,
        content="江海精密铸造有限公司的单晶高温合金叶片在凝固时开裂，需要控制凝固与型壳退让性。",
        field="4",
        disclosure="masked",
    )


@pytest.fixture
def blade(parties: Parties) -> Achievement:
    return make_achievement(
        "单晶高温合金叶片定向凝固工艺", parties.college, summary="抑制叶片凝固开裂的型壳与温度场控制", field="4"
    )


@pytest.fixture
def others(parties: Parties) -> list[Achievement]:
    titles = ("水稻病虫害遥感监测", "城市污水脱氮膜生物反应器", "锂电池热失控预警芯片", "中药饮片自动炮制装置")
    return [make_achievement(title, parties.college) for title in titles]


def run(parties: Parties, direction: str, now: datetime) -> MatchRun:
    return run_matching(actor=parties.operator, zone_code=ZONE, direction=direction, clock=lambda: now)


def stored(run_id: int) -> list[tuple[Any, ...]]:
    rows = Match.objects.filter(run=run_id).order_by("source_id", "rank")
    return list(rows.values_list("source_id", "target_id", "rank", "score_bp", "level", "reasons"))


def test_the_right_achievement_comes_first_with_phrases_that_stand_in_both_texts(
    parties: Parties, casting: Demand, blade: Achievement, others: list[Achievement], now: datetime
) -> None:
    finished = run(parties, D2A, now)
    assert (finished.source_count, finished.target_count) == (1, 5)
    found = matches_for(parties.operator, casting)
    assert found.matches[0].target["id"] == blade.pk
    assert found.matches[0].rank == 1
    row = Match.objects.get(run=finished, rank=1)
    source, target = full_text(text_of_record(casting)), full_text(text_of_record(blade))
    assert row.reasons["phrases"]
    for phrase in row.reasons["phrases"]:
        assert phrase["in_source"]
        for span in phrase["in_target"]:
            assert target[span["start"] : span["end"]] == phrase["text"]
        for span in phrase["in_source"]:
            assert source[span["start"] : span["end"]] == phrase["text"]
    fields = {fact["name"]: fact["verdict"] for fact in row.reasons["fields"]}
    assert (fields["field"], fields["maturity"]) == ("agrees", "unknown")
    assert "target.maturity" in row.reasons["missing"]


def test_the_other_direction_and_scenarios(
    parties: Parties, casting: Demand, blade: Achievement, now: datetime
) -> None:
    scenario = make_scenario("航空发动机叶片铸造车间", parties.firm, technology_needed="单晶高温合金叶片凝固开裂控制")
    run(parties, A2D, now)
    run(parties, str(Direction.SCENARIO_TO_ACHIEVEMENTS), now)
    assert [match.target["id"] for match in matches_for(parties.college_editor, blade).matches] == [casting.pk]
    assert [match.target["id"] for match in matches_for(parties.operator, scenario).matches] == [blade.pk]


def test_nothing_suitable_is_said_and_kept(parties: Parties, blade: Achievement, now: datetime) -> None:
    orphan = make_demand("茶叶萎凋槽自动翻料", parties.firm)
    assert matches_for(parties.operator, orphan) == MatchesOf(None, ())
    finished = run(parties, D2A, now)
    found = matches_for(parties.operator, orphan)
    assert found.nothing_suitable
    assert (finished.nothing_count, finished.match_count) == (1, 0)
    assert MatchedSource.objects.get(run=finished).level == "none"


def test_counts_of_a_run_add_up(
    parties: Parties, casting: Demand, blade: Achievement, others: list[Achievement], now: datetime
) -> None:
    make_demand("茶叶萎凋槽自动翻料", parties.firm)
    make_demand("污水脱氮", parties.firm)
    make_demand("草稿", parties.firm, state="draft")
    done = run(parties, D2A, now)
    assert done.strong_count + done.fair_count + done.weak_count + done.nothing_count == done.source_count == 3
    assert done.match_count == Match.objects.count() >= 2


def test_the_same_records_give_the_same_matches(
    parties: Parties, casting: Demand, blade: Achievement, others: list[Achievement], now: datetime
) -> None:
    first = run(parties, D2A, now)
    build_index(ZONE, "achievement")
    second = run(parties, D2A, now)
    assert stored(first.pk) == stored(second.pk) != []
    assert first.weights == second.weights


def test_older_runs_are_kept_and_the_latest_finished_one_counts(
    parties: Parties, casting: Demand, blade: Achievement, now: datetime
) -> None:
    first = run(parties, D2A, now)
    kept = stored(first.pk)
    make_achievement("高温合金叶片精密铸造型壳", parties.college)
    second = run(parties, D2A, now)
    unfinished = start_run(actor=parties.operator, zone_code=ZONE, direction=D2A, now=now)
    match_records(unfinished)
    assert current_run(ZONE, D2A) == second
    assert stored(first.pk) == kept
    assert len(stored(second.pk)) == 2
    with pytest.raises(Refused, match="run_already_finished"):
        finish_run(actor=parties.operator, matchrun_id=second.pk, now=now)


def test_only_so_many_are_kept(parties: Parties, casting: Demand, now: datetime) -> None:
    for number in range(4):
        make_achievement(f"高温合金叶片精密铸造 {number}", parties.college)
    rule = NewRule("matching.matches_kept", ZONE, 2, now.date(), "测试")
    set_rule(actor=parties.operator, rule=rule, now=now)
    assert [row[2] for row in stored(run(parties, D2A, now).pk)] == [1, 2]


def test_a_stale_index_is_noticed(parties: Parties, casting: Demand, blade: Achievement, now: datetime) -> None:
    assert is_stale(ZONE, "achievement")
    open_index(ZONE, "achievement")
    assert not is_stale(ZONE, "achievement")
    Achievement.objects.filter(pk=blade.pk).update(title="别的", version=2)
    assert is_stale(ZONE, "achievement")
    assert len(open_index(ZONE, "achievement")) == 1
    assert not is_stale(ZONE, "achievement")
    Achievement.objects.filter(pk=blade.pk).update(state="withdrawn")
    assert len(open_index(ZONE, "achievement")) == 0


def test_a_broken_index_is_built_again(parties: Parties, blade: Achievement) -> None:
    open_index(ZONE, "achievement")
    (index_folder(ZONE, "achievement") / "manifest.json").write_text("{")
    assert len(open_index(ZONE, "achievement")) == 1


@pytest.mark.parametrize(("zone", "kind"), [("../etc", "demand"), ("", "demand"), (ZONE, "person")])
def test_an_index_never_leaves_its_folder(zone: str, kind: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="index of"):
        index_folder(zone, kind)


@pytest.mark.parametrize(
    "role",
    [Role.ORGANISATION_EDITOR, Role.EXPERT, Role.DEPARTMENT, Role.SUPERVISOR, Role.AUDITOR, Role.PLATFORM_ADMIN],
)
def test_who_may_not_run_a_matching(db: None, role: Role, now: datetime) -> None:
    with pytest.raises(Denied):
        start_run(actor=actor_of(role), zone_code=ZONE, direction=D2A, now=now)
    with pytest.raises(Denied):
        start_run(actor=actor_of(Role.ZONE_OPERATOR, zone_code="other"), zone_code=ZONE, direction=D2A, now=now)
    assert not MatchRun.objects.exists()


def test_a_run_is_recorded_and_announced(parties: Parties, casting: Demand, now: datetime) -> None:
    with pytest.raises(Invalid, match="unknown_choice"):
        run(parties, "backwards", now)
    done = run_matching(actor=parties.manager, zone_code=ZONE, direction=D2A, clock=lambda: now)
    assert list(AuditRow.objects.order_by("pk").values_list("action", flat=True)) == [
        "matching.run.start",
        "matching.run.finish",
    ]
    assert OutboxEvent.objects.get().payload == {"match_run_id": done.pk, "zone_code": ZONE, "direction": D2A}


def test_progress_is_told_to_the_end(parties: Parties, casting: Demand, blade: Achievement, now: datetime) -> None:
    told: list[tuple[str, int, int]] = []
    run_matching(
        actor=parties.operator,
        zone_code=ZONE,
        direction=D2A,
        clock=lambda: now,
        progress=lambda stage, done, total: told.append((stage, done, total)),
    )
    assert told == [("index", 1, 1), ("match", 1, 1)]


def test_a_targeted_record_is_matched_only_for_those_who_may_see_it(
    parties: Parties, casting: Demand, others: list[Achievement], now: datetime
) -> None:
    hidden = make_achievement(
        "单晶高温合金叶片凝固开裂控制", parties.college, disclosure="targeted", disclosed_to=[parties.stranger.pk]
    )
    make_achievement("高温合金叶片探伤", parties.college)
    run(parties, D2A, now)
    for actor, sees in ((parties.operator, True), (parties.firm_editor, False), (PUBLIC, False)):
        matches = matches_for(actor, casting).matches
        assert (hidden.pk in [match.target["id"] for match in matches]) is sees
        assert [match.rank for match in matches] == list(range(1, len(matches) + 1))
        found = match_text(actor, ZONE, FreeText("高温合金叶片凝固"), "achievement", now=now)
        assert (hidden.pk in [match.target["id"] for match in found]) is sees
    listed = match_text(parties.stranger_editor, ZONE, FreeText("高温合金叶片凝固"), "achievement", now=now)
    assert hidden.pk in [match.target["id"] for match in listed]


def test_when_all_matches_are_hidden_nothing_is_suitable(parties: Parties, casting: Demand, now: datetime) -> None:
    make_achievement("单晶高温合金叶片凝固开裂控制", parties.college, disclosure="targeted")
    run(parties, D2A, now)
    assert matches_for(parties.firm_editor, casting).nothing_suitable
    assert not matches_for(parties.operator, casting).nothing_suitable


def test_a_masked_unit_is_in_no_phrase_and_no_view(parties: Parties, casting: Demand, now: datetime) -> None:
    named = make_achievement("江海精密铸造有限公司高温合金叶片", parties.college)
    run(parties, A2D, now)
    found = matches_for(parties.college_editor, named).matches[0]
    assert found.target["organisation_name"] == "某企业"
    assert "江海精密" not in found.shown.target_text
    assert all("江海" not in phrase.text for phrase in found.shown.phrases)
    assert "江海精密" not in str(Match.objects.get().reasons)


def test_phrases_hold_in_what_each_viewer_sees(
    parties: Parties, casting: Demand, blade: Achievement, now: datetime
) -> None:
    run(parties, A2D, now)
    for actor in (parties.operator, parties.college_editor):
        shown = matches_for(actor, blade).matches[0].shown
        assert shown.phrases
        for phrase in shown.phrases:
            for span in phrase.in_target:
                assert shown.target_text[span.start : span.end] == phrase.text
            for span in phrase.in_source:
                assert shown.source_text[span.start : span.end] == phrase.text


def test_matches_of_a_record_that_does_not_exist_for_the_viewer(parties: Parties) -> None:
    draft = make_demand("草稿", parties.firm, state="draft")
    with pytest.raises(Missing):
        matches_for(parties.college_editor, draft)


def test_free_text_needs_words_and_a_known_kind(parties: Parties, now: datetime) -> None:
    with pytest.raises(Invalid, match="required"):
        match_text(PUBLIC, ZONE, FreeText(" \n"), "achievement", now=now)
    with pytest.raises(Invalid, match="unknown_choice"):
        match_text(PUBLIC, ZONE, FreeText("叶片"), "person", now=now)


def test_free_text_says_nothing_suitable(parties: Parties, blade: Achievement, now: datetime) -> None:
    assert match_text(PUBLIC, ZONE, FreeText("茶叶萎凋"), "achievement", now=now) == ()
    found = match_text(PUBLIC, ZONE, FreeText("叶片凝固开裂"), "achievement", now=now)
    assert [match.target["id"] for match in found] == [blade.pk]
    assert not MatchRun.objects.exists()


def test_queries_do_not_grow_with_the_matches(
    parties: Parties, casting: Demand, blade: Achievement, now: datetime, django_assert_num_queries: Any
) -> None:
    # Among two dozen titles that say the same thing no word tells much, so the threshold is lowered.
    set_rule(actor=parties.operator, rule=NewRule("matching.weak_from", ZONE, 1, now.date(), "测试"), now=now)
    run(parties, D2A, now)
    with django_assert_num_queries(4):
        assert len(matches_for(parties.firm_editor, casting).matches) == 1
    for number in range(25):
        make_achievement(f"高温合金叶片精密铸造 {number}", parties.college)
    run(parties, D2A, now)
    with django_assert_num_queries(4):
        assert len(matches_for(parties.firm_editor, casting).matches) == 20


def test_the_thresholds_of_the_day_are_kept_with_the_run(parties: Parties, now: datetime) -> None:
    set_rule(actor=parties.operator, rule=NewRule("matching.weak_from", ZONE, 1234, now.date(), "测试"), now=now)
    assert run(parties, D2A, now).weights["weak_bp"] == 1234
