"""Real ways of achievements: rights with numbers, codes, clocks, lists."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qiao.catalogue.actions.assign_achievement_manager import assign_achievement_manager
from qiao.catalogue.actions.convert_achievement import convert_achievement
from qiao.catalogue.actions.disclose_achievement import disclose_achievement
from qiao.catalogue.actions.draft_achievement import draft_achievement
from qiao.catalogue.actions.publish_achievement import publish_achievement
from qiao.catalogue.actions.renew_achievement import renew_achievement
from qiao.catalogue.actions.return_achievement import return_achievement
from qiao.catalogue.actions.revise_achievement import revise_achievement
from qiao.catalogue.actions.submit_achievement import submit_achievement
from qiao.catalogue.actions.withdraw_achievement import withdraw_achievement
from qiao.catalogue.contents import Draft, RightContent
from qiao.catalogue.filters import AchievementFilters, PageRequest
from qiao.catalogue.models import Achievement
from qiao.catalogue.selectors.details import achievement_detail
from qiao.catalogue.selectors.lists import achievements_page
from qiao.core.access import PUBLIC
from qiao.core.codes.patent import patent_check_character
from qiao.core.outcomes import Denied, Invalid
from qiao.foundation.clocks import fire_due
from qiao.foundation.models import AuditRow, OutboxEvent
from qiao.foundation.record_verification import verify_records
from tests.catalogue.records import ACHIEVEMENT_CONTENT, traces
from tests.catalogue.zone_people import People, people

pytestmark = pytest.mark.django_db
DIGITS = "202310123456"


def published(everybody: People, now: datetime, **changes: object) -> Achievement:
    content = replace(ACHIEVEMENT_CONTENT, **changes)
    owner = Draft(organisation_id=everybody.university.pk)
    pk = draft_achievement(actor=everybody.university_editor, draft=owner, content=content, now=now).pk
    submit_achievement(actor=everybody.university_editor, achievement_id=pk, now=now, reason="另一批次的成果")
    return publish_achievement(actor=everybody.operator, achievement_id=pk, now=now)


def test_from_draft_to_conversion(now: datetime) -> None:
    everybody = people(now)
    achievement = published(everybody, now)
    assert (achievement.state, achievement.code) == ("published", "CG202640001")
    assert achievement.expires_at == achievement.due_at == datetime(2028, 6, 1, 16, tzinfo=UTC)
    done = convert_achievement(actor=everybody.operator, achievement_id=achievement.pk, now=now, reason="许可合同已签")
    assert (done.state, done.due_at) == ("converted", None)


def test_rights_are_kept_in_normal_form_and_audited(now: datetime) -> None:
    everybody = people(now)
    check = patent_check_character(DIGITS)
    right = RightContent(kind="invention", number=f"zl {DIGITS}{check}", status="granted")
    achievement = published(everybody, now, rights=(right,))
    assert achievement.rights.get().number == f"ZL{DIGITS}.{check}"
    assert AuditRow.objects.filter(object_type="catalogue.intellectualproperty").count() == 1
    wrong = "0" if check != "0" else "1"
    with pytest.raises(Invalid) as caught:
        published(everybody, now, rights=(replace(right, number=f"ZL{DIGITS}.{wrong}"),))
    assert [(problem.field, problem.rule) for problem in caught.value.problems] == [("rights", "patent_check_digit")]
    content = replace(ACHIEVEMENT_CONTENT, rights=())
    revise_achievement(
        actor=everybody.operator, achievement_id=achievement.pk, content=content, now=now, reason="专利已转让"
    )
    assert not achievement.rights.exists()
    taken_away = AuditRow.objects.filter(object_type="catalogue.intellectualproperty").latest("pk")
    assert (taken_away.before["number"], taken_away.after) == (f"ZL{DIGITS}.{check}", {})
    findings = [(finding.kind, finding.label) for finding in verify_records()]
    assert not [kind for kind, label in findings if label.startswith("catalogue.intellectualproperty")]


def test_prices_and_maturity_are_checked(now: datetime) -> None:
    everybody = people(now)
    with pytest.raises(Invalid) as caught:
        published(everybody, now, maturity=10, price_min_fen=90_000_000, ways=("long_term_service",))
    assert {problem.rule for problem in caught.value.problems} == {
        "listing_maturity_range", "listing_price_order", "listing_unknown_code",
    }  # fmt: skip


def test_the_clocks_of_review_and_validity(now: datetime) -> None:
    everybody = people(now)
    owner = Draft(organisation_id=everybody.university.pk)
    pk = draft_achievement(actor=everybody.university_editor, draft=owner, content=ACHIEVEMENT_CONTENT, now=now).pk
    submit_achievement(actor=everybody.university_editor, achievement_id=pk, now=now)
    overdue = datetime(2026, 6, 8, 16, tzinfo=UTC)
    assert fire_due(overdue - timedelta(seconds=1)) == []
    assert [one.action for one in fire_due(overdue)] == ["catalogue.achievement.escalate"]
    assert OutboxEvent.objects.filter(name="catalogue.AchievementReviewOverdue").count() == 1
    return_achievement(actor=everybody.operator, achievement_id=pk, now=overdue, reason="补充中试数据")
    submit_achievement(actor=everybody.university_editor, achievement_id=pk, now=overdue)
    publish_achievement(actor=everybody.operator, achievement_id=pk, now=overdue)
    end = datetime(2028, 6, 9, 16, tzinfo=UTC)
    assert [one.action for one in fire_due(end)] == ["catalogue.achievement.expire"]
    # 2028 and 2030 have no loaded calendar: validity counts months and needs none.
    renewed = renew_achievement(actor=everybody.university_editor, achievement_id=pk, now=end)
    assert (renewed.state, renewed.expires_at) == ("published", datetime(2030, 6, 10, 16, tzinfo=UTC))


def test_another_holder_may_not_touch_it(now: datetime) -> None:
    everybody = people(now)
    achievement = published(everybody, now, disclosure="targeted")
    before = traces()
    pk, stranger = achievement.pk, everybody.rival_editor
    for act in (
        lambda: revise_achievement(actor=stranger, achievement_id=pk, content=ACHIEVEMENT_CONTENT, now=now),
        lambda: withdraw_achievement(actor=stranger, achievement_id=pk, now=now, reason="撤回"),
        lambda: disclose_achievement(actor=stranger, achievement_id=pk, organisation_ids=(), now=now),
        lambda: assign_achievement_manager(actor=stranger, achievement_id=pk, person_id=1, now=now),
    ):
        with pytest.raises(Denied):
            act()
    assert traces() == before
    assert Achievement.objects.get(pk=pk).version == achievement.version


def test_lists_by_maturity_need_a_constant_number_of_queries(now: datetime) -> None:
    everybody = people(now)
    right = RightContent(kind="software_copyright", number="2023SR0123456")
    counts = []
    for target in (1, 20):
        while Achievement.objects.count() < target:
            published(everybody, now, rights=(right,))
        with CaptureQueriesContext(connection) as queries:
            page = achievements_page(PUBLIC, AchievementFilters(maturity_min=7, maturity_max=7), PageRequest(size=50))
        assert page.total == target
        counts.append(len(queries))
    assert counts == [3, 3]
    assert achievements_page(PUBLIC, AchievementFilters(maturity_min=8), PageRequest()).total == 0
    assert achievements_page(PUBLIC, AchievementFilters(maturity_max=6), PageRequest()).total == 0


def test_the_detail_offers_what_the_holder_may_do(now: datetime) -> None:
    everybody = people(now)
    achievement = published(everybody, now)
    own = achievement_detail(everybody.university_editor, achievement.pk, now)
    assert [offer.verb for offer in own.offers] == ["withdraw"]
    operator = achievement_detail(everybody.operator, achievement.pk, now)
    assert [offer.verb for offer in operator.offers] == ["convert", "withdraw"]
