"""Doing one act on one case, only on the version that was seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from qiao.core.access import Actor
from qiao.foundation.form_drafts import FormKey, Receipt, submit_once
from qiao.foundation.registry import USE_CASES
from qiao.foundation.versions import lock_as_seen
from qiao.web.desk.kinds import CaseKind


@dataclass(frozen=True)
class Act:
    """A verb on a case as somebody saw it, with what the verb needs beside the case."""

    kind: CaseKind
    pk: int
    verb: str
    seen: int
    arguments: Mapping[str, Any]

    @property
    def action(self) -> str:
        """The key of the act."""
        return f"{self.kind.lifecycle.key}.{self.verb}"


@dataclass(frozen=True)
class Sent:
    """The form with which a verb was sent: which opened form it is ("" when it says nothing), and what it holds."""

    token: str
    values: Mapping[str, Sequence[str]]

    def key(self, action: str, pk: int, actor: Actor) -> FormKey:
        """Under which it is noted that the form has done its work."""
        return FormKey(actor.person_id or 0, actor.holding_id or 0, action, pk, self.token)


def perform_once(act: Act, sent: Sent, actor: Actor, now: datetime) -> Receipt:
    """The same, unless this very form has done it: of two that come at the same instant the second waits and learns so.

    A form without a token does it in any case, on the version it was made from.
    """
    if not sent.token:
        perform(act, actor, now)
        return Receipt(act.pk, again=False, same=True)

    def write() -> int:
        perform(act, actor, now)
        return act.pk

    return submit_once(sent.key(act.action, act.pk, actor), sent.values, now, write)


def perform(act: Act, actor: Actor, now: datetime) -> Any:
    """Run the use case of the verb in one transaction.

    Raises Refused("changed_meanwhile") when the case has moved since it was seen, and whatever the use case raises;
    nothing is done then.
    """
    with transaction.atomic():
        lock_as_seen(act.kind.model, act.pk, act.seen)
        key = {f"{act.kind.key}_id": act.pk}
        return USE_CASES[act.action](actor=actor, now=now, **key, **act.arguments)
