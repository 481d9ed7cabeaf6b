"""The zone's numbered lists: compiled, approved by the department, issued; one is sent back, one replaced."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from demo.timeline import Step, moment, step
from demo.world import APPROVER, SECOND_OPERATOR, World
from qiao.catalogue.actions.approve_edition import approve_edition
from qiao.catalogue.actions.compile_edition import compile_edition
from qiao.catalogue.actions.discard_edition import discard_edition
from qiao.catalogue.actions.issue_edition import issue_edition
from qiao.catalogue.actions.recompile_edition import recompile_edition
from qiao.catalogue.actions.return_edition import return_edition
from qiao.catalogue.actions.submit_edition import submit_edition
from qiao.catalogue.actions.withdraw_edition import withdraw_edition
from qiao.catalogue.editions.criteria import EditionCriteria, EditionRequest
from qiao.core.access import Actor


@dataclass(frozen=True)
class Issue:
    """A list of the zone and when it is compiled, approved and issued."""

    name: str
    kind: str
    compiled: str
    approved: str
    issued: str


ISSUES = (
    Issue("XQ-2025-01", "demands", "2025-12-24 09:40", "2025-12-25 15:10", "2025-12-26 10:00"),
    Issue("CJ-2026-01", "scenarios", "2026-02-09 09:40", "2026-02-10 14:30", "2026-02-11 10:00"),
    Issue("XQ-2026-01", "demands", "2026-03-27 10:10", "2026-03-31 09:20", "2026-03-31 16:00"),
    Issue("XQ-2026-02", "demands", "2026-06-29 10:20", "2026-06-30 09:30", "2026-06-30 15:30"),
    Issue("XQ-2026-03", "demands", "2026-07-08 10:20", "2026-07-08 14:20", "2026-07-08 16:30"),
    Issue("XQ-2026-04", "demands", "2026-09-28 09:40", "2026-09-29 10:10", "2026-09-30 10:00"),
    Issue("XQ-2026-05", "demands", "2026-10-28 09:30", "2026-10-29 09:30", "2026-10-29 14:30"),
    Issue("CJ-2026-02", "scenarios", "2026-10-28 10:10", "2026-10-29 09:50", "2026-10-29 14:40"),
)
SENT_BACK = ("XQ-2026-01", "2026-03-27 16:10", "2026-03-30 09:30", "两条新发布需求漏收，请按最新状态重新汇编")
WITHDRAWN = (
    "XQ-2026-02",
    "2026-07-03 10:20",
    "清单中三条需求于印发当日到期，企业正办理续期，截止日期与清单不符，撤回本期，续期后重新发布",
)
# A list of one field only that the office thinks better of.
GIVEN_UP = ("2026-08-20 10:30", "2026-08-21 15:00", ("8",), "装备专题与第三季度总清单内容重复，不单独发布")


def steps() -> Iterator[Step]:
    """Every list from its compilation on."""
    for one in ISSUES:
        yield step(moment(one.compiled), f"{one.name}汇编", _compile, one)
        yield step(moment(one.approved), f"{one.name}签发", _approve, one.name)
        yield step(moment(one.issued), f"{one.name}发布", _issue, one.name)
    name, returned, again, reason = SENT_BACK
    yield step(moment(returned), f"{name}退回", _return, name, reason)
    yield step(moment(again), f"{name}重新汇编", _recompile, name)
    yield step(moment(WITHDRAWN[1]), f"{WITHDRAWN[0]}撤回", _withdraw, WITHDRAWN[0], WITHDRAWN[2])
    yield step(moment(GIVEN_UP[0]), "专题清单汇编", _compile_special)
    yield step(moment(GIVEN_UP[1]), "专题清单作废", _discard, "专题", GIVEN_UP[3])


def _compile(world: World, at: datetime, one: Issue) -> None:
    actor = world.actor(SECOND_OPERATOR, at)
    edition = compile_edition(actor=actor, request=EditionRequest(kind=one.kind), now=at)
    world.named[one.name] = edition.pk
    submit_edition(actor=actor, edition_id=edition.pk, now=at)


def _recompile(world: World, at: datetime, name: str) -> None:
    actor: Actor = world.actor(SECOND_OPERATOR, at)
    recompile_edition(actor=actor, edition_id=world.named[name], now=at)
    submit_edition(actor=actor, edition_id=world.named[name], now=at)


def _approve(world: World, at: datetime, name: str) -> None:
    approve_edition(actor=world.actor(APPROVER, at), edition_id=world.named[name], now=at)


def _issue(world: World, at: datetime, name: str) -> None:
    edition = issue_edition(actor=world.operator(at), edition_id=world.named[name], now=at)
    if edition.number != name:
        raise LookupError(f"{name} was issued as {edition.number}")


def _return(world: World, at: datetime, name: str, reason: str) -> None:
    return_edition(actor=world.actor(APPROVER, at), edition_id=world.named[name], now=at, reason=reason)


def _withdraw(world: World, at: datetime, name: str, reason: str) -> None:
    withdraw_edition(actor=world.operator(at), edition_id=world.named[name], now=at, reason=reason)


def _discard(world: World, at: datetime, name: str, reason: str) -> None:
    discard_edition(actor=world.operator(at), edition_id=world.named[name], now=at, reason=reason)


def _compile_special(world: World, at: datetime) -> None:
    request = EditionRequest(kind="demands", criteria=EditionCriteria(fields=GIVEN_UP[2]))
    world.named["专题"] = compile_edition(actor=world.actor(SECOND_OPERATOR, at), request=request, now=at).pk
