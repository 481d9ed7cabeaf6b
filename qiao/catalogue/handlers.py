"""What the catalogue does when something has happened to the parties or to a list of them."""

from datetime import datetime
from typing import Any

from qiao.catalogue.access import FOLLOW_IN_IMPORTS, FOLLOW_IN_LISTS, PUT_BACK, REFRESH_TEXTS
from qiao.catalogue.actions.follow_merge_in_imports import follow_merge_in_imports
from qiao.catalogue.actions.follow_merge_in_lists import KeyList, follow_merge_in_lists
from qiao.catalogue.actions.put_back_keys import put_back_keys
from qiao.catalogue.actions.refresh_texts import refresh_texts
from qiao.catalogue.party_news import merge_note, merges_to_follow, merges_to_put_back, renamed_by_import, zone_of
from qiao.core.access import system_actor
from qiao.foundation.registry import handles

LISTINGS = ("catalogue.demand", "catalogue.achievement", "catalogue.scenario")
DISCLOSURE_LISTS: tuple[KeyList, ...] = tuple((label, "disclosed_to") for label in LISTINGS)
IMPORT_TABLES = ("foundation.importedkey", "foundation.importsource", "foundation.importbatch")


@handles("parties.OrganisationRevised")
def refresh_texts_of_revised(payload: dict[str, Any], now: datetime) -> None:
    """Take the organisation's new name out of the texts of its masked records, and the old one too."""
    _refresh(payload["organisation_id"], zone_of(payload["organisation_id"]), now)


@handles("foundation.ImportApplied")
def refresh_texts_of_imported(payload: dict[str, Any], now: datetime) -> None:
    """The same for the organisations that a list has renamed."""
    if payload["kind"] == "parties.organisation":
        for organisation_id, zone_code in renamed_by_import(payload["importbatch_id"]):
            _refresh(organisation_id, zone_code, now)


@handles("parties.OrganisationsMerged")
def follow_merged_organisations(payload: dict[str, Any], now: datetime) -> None:
    """Let disclosure and later imports reach the kept organisation, and its texts be masked by all its names."""
    follow_in_lists(payload["merge_id"], DISCLOSURE_LISTS, now)
    _follow_in_imports(payload["merge_id"], now)
    for news in merges_to_follow(payload["merge_id"]):
        _refresh(news.kept_id, news.zone_code, now, merge_note(news.merge_id))


@handles("parties.OrganisationMergeUndone")
def put_back_organisations(payload: dict[str, Any], now: datetime) -> None:
    """Let disclosure and later imports reach the two organisations apart, each masked by its own names."""
    put_back(payload["merge_id"], LISTINGS + IMPORT_TABLES, now)
    for news in merges_to_put_back(payload["merge_id"]):
        for organisation_id in (news.kept_id, news.dropped_id):
            _refresh(organisation_id, news.zone_code, now)


@handles("parties.PeopleMerged")
def follow_merged_people(payload: dict[str, Any], now: datetime) -> None:
    """Let later imports of the duplicate reach the kept person."""
    _follow_in_imports(payload["merge_id"], now)


@handles("parties.PersonMergeUndone")
def put_back_people(payload: dict[str, Any], now: datetime) -> None:
    """Let later imports reach the two people apart."""
    put_back(payload["merge_id"], IMPORT_TABLES, now)


def follow_in_lists(merge_id: int, lists: tuple[KeyList, ...], now: datetime) -> None:
    """Let keys in lists follow a merge; for the handlers of this room and of those above."""
    for news in merges_to_follow(merge_id):
        actor = system_actor(FOLLOW_IN_LISTS, news.zone_code)
        follow_merge_in_lists(actor=actor, merge_id=news.merge_id, lists=lists, now=now)


def put_back(merge_id: int, tables: tuple[str, ...], now: datetime) -> None:
    """Put keys back after a merge was undone; for the handlers of this room and of those above."""
    for news in merges_to_put_back(merge_id):
        actor = system_actor(PUT_BACK, news.zone_code)
        put_back_keys(actor=actor, merge_id=news.merge_id, tables=tables, now=now)


def _follow_in_imports(merge_id: int, now: datetime) -> None:
    for news in merges_to_follow(merge_id):
        actor = system_actor(FOLLOW_IN_IMPORTS, news.zone_code)
        follow_merge_in_imports(actor=actor, merge_id=news.merge_id, now=now)


def _refresh(organisation_id: int, zone_code: str, now: datetime, reason: str = "") -> None:
    actor = system_actor(REFRESH_TEXTS, zone_code)
    refresh_texts(actor=actor, organisation_id=organisation_id, now=now, reason=reason)
