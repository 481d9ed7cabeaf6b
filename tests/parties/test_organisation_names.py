"""Names that an organisation once bore: noted by renaming, importing and merging, taken away by undoing a merge."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.parties.actions.merge_organisations import merge_organisations
from qiao.parties.actions.revise_organisation import revise_organisation
from qiao.parties.actions.undo_organisation_merge import undo_organisation_merge
from qiao.parties.contents import OrganisationDetails
from qiao.parties.former_names import names_after_merge, names_after_undoing, with_former_name
from qiao.parties.models import Merge, MergeKind, Organisation
from qiao.parties.selectors.merges import merge_preview
from tests.catalogue.intake_story import csv_file, imported
from tests.parties.cast import Cast

NAMES = st.sampled_from(("晨曦厂", "北斗厂", "云桥厂", "江海厂"))


def rename(cast: Cast, organisation: Organisation, name: str, now: datetime, **details: Any) -> None:
    given = OrganisationDetails(name=name, kind="enterprise", **details)
    revise_organisation(actor=cast.operator, organisation_id=organisation.pk, details=given, now=now)


def merged(cast: Cast, kept: Organisation, dropped: Organisation, now: datetime) -> Merge:
    return merge_organisations(actor=cast.operator, kept_id=kept.pk, dropped_id=dropped.pk, reason="同一家", now=now)


def undone(cast: Cast, merge: Merge, now: datetime) -> Merge:
    return undo_organisation_merge(actor=cast.operator, merge_id=merge.pk, reason="误合并", now=now)


def former(organisation: Organisation) -> list[str]:
    names: list[str] = Organisation.objects.get(pk=organisation.pk).former_names
    return names


@pytest.mark.django_db
def test_a_name_given_up_stays_known(cast: Cast, now: datetime) -> None:
    unit = cast.organisation("晨曦厂", now)
    rename(cast, unit, "晨曦厂", now, profile="压铸")
    assert former(unit) == []
    rename(cast, unit, "北斗厂", now)
    assert former(unit) == ["晨曦厂"]
    rename(cast, unit, "云桥厂", now, profile="压铸")
    assert former(unit) == ["晨曦厂", "北斗厂"]
    rename(cast, unit, "晨曦厂", now)
    assert {"北斗厂", "云桥厂"} <= set(former(unit))


@pytest.mark.django_db
def test_a_name_that_a_list_replaces_stays_known(cast: Cast, now: datetime, tmp_path: Path, settings: Any) -> None:
    settings.DATA_FOLDER = tmp_path
    headers = ("外部编号", "机构名称", "机构类型", "简介")
    for name, profile in (("晨曦厂", "铸造"), ("晨曦厂", "压铸"), ("北斗厂", "压铸")):
        path = csv_file(tmp_path / "list.csv", headers, [("A", name, "企业", profile)])
        imported(path, now, "parties.organisation", actor=cast.operator, source="企业名录")
    unit = Organisation.objects.get(name="北斗厂")
    assert (unit.former_names, unit.profile) == (["晨曦厂"], "压铸")


@pytest.mark.django_db
def test_the_kept_organisation_has_all_names_until_the_merge_is_undone(cast: Cast, now: datetime) -> None:
    kept, dropped = cast.organisation("云桥厂", now), cast.organisation("晨曦厂", now)
    rename(cast, kept, "云桥新厂", now)
    rename(cast, dropped, "北斗厂", now)
    merge = merged(cast, kept, dropped, now)
    assert sorted(former(kept)) == sorted(["云桥厂", "北斗厂", "晨曦厂"])
    assert former(dropped) == ["晨曦厂"]
    merge = undone(cast, merge, now)
    assert (former(kept), former(dropped), merge.remaining) == (["云桥厂"], ["晨曦厂"], {})


@pytest.mark.django_db
def test_names_go_up_a_chain_of_merges_and_come_down_again(cast: Cast, now: datetime) -> None:
    first, second, third = (cast.organisation(name, now) for name in ("甲铸造厂", "乙铸造厂", "丙铸造厂"))
    lower = merged(cast, second, first, now)
    upper = merged(cast, third, second, now)
    assert sorted(former(third)) == sorted(["甲铸造厂", "乙铸造厂"])
    undone(cast, upper, now)
    assert (former(third), former(second)) == ([], ["甲铸造厂"])
    undone(cast, lower, now)
    assert former(second) == []


@pytest.mark.django_db
def test_undoing_leaves_the_names_given_up_since(cast: Cast, now: datetime) -> None:
    kept, dropped = cast.organisation("云桥厂", now), cast.organisation("晨曦厂", now)
    merge = merged(cast, kept, dropped, now)
    # The kept organisation bears the duplicate's name for a while: from then on it is its own too.
    rename(cast, kept, "晨曦厂", now)
    rename(cast, kept, "北斗厂", now)
    undone(cast, merge, now)
    assert sorted(former(kept)) == sorted(["云桥厂", "晨曦厂"])


@pytest.mark.django_db
def test_two_of_one_name_stay_masked_by_it(cast: Cast, now: datetime) -> None:
    kept, dropped = cast.organisation("云桥厂", now), cast.organisation("云桥厂", now)
    merge = merged(cast, kept, dropped, now)
    rename(cast, kept, "北斗厂", now)
    undone(cast, merge, now)
    assert former(kept) == ["云桥厂"]


@pytest.mark.django_db
def test_former_names_are_no_choice_in_a_preview(cast: Cast, now: datetime) -> None:
    kept, dropped = cast.organisation("云桥厂", now), cast.organisation("晨曦厂", now)
    for count, unit in enumerate((dropped, kept)):
        rename(cast, unit, f"北斗厂{count}", now)
        preview = merge_preview(MergeKind.ORGANISATION, kept.pk, dropped.pk)
        assert {row.column for row in (*preview.filled, *preview.conflicts)} == {"name"}


@given(st.lists(NAMES), NAMES, NAMES, st.lists(NAMES), st.lists(NAMES))
def test_undoing_a_merge_takes_away_what_it_brought_and_nothing_else(
    own: list[str], present: str, other: str, others: list[str], later: list[str]
) -> None:
    alone = Organisation(name=present, former_names=own)
    kept = Organisation(name=present, former_names=own)
    dropped = Organisation(name=other, former_names=others)
    write(kept, names_after_merge(kept, dropped))
    assert {*own, other, *others} == set(kept.former_names)
    for name in later:
        for unit in (alone, kept):
            write(unit, with_former_name(unit, {"name": name}))
    write(kept, names_after_undoing(kept, dropped))
    assert sorted(kept.former_names) == sorted(alone.former_names)
    assert {present, *own, *later} == {alone.name, *alone.former_names}


def write(organisation: Organisation, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        setattr(organisation, name, value)
