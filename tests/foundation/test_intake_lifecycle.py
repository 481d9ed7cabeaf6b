"""The table of imports, who may use it, and words for whatever can happen to a file."""

from dataclasses import replace

import pytest

from qiao.core.access import HUMAN_ROLES, Actor, Role
from qiao.core.outcomes import Refused
from qiao.foundation.access import IMPORT_ACTIONS
from qiao.foundation.intake.lifecycle import IMPORT, ImportFacts, ImportState
from qiao.foundation.registry import POLICY, USE_CASES
from qiao.foundation.tabular.refusals import REFUSALS
from qiao.foundation.tabular.tables import NOTES
from qiao.foundation.wording import has_text

FACTS = ImportFacts(zone_code="JH", organisation_id=None, open_to_editors=True, admit=False, good=1, lapses_at=None)
LEGAL = {
    (ImportState.PREVIEWED, "apply"): ImportState.APPLIED,
    (ImportState.PREVIEWED, "discard"): ImportState.DISCARDED,
}


@pytest.mark.parametrize("state", ImportState)
@pytest.mark.parametrize("verb", IMPORT.verbs)
def test_every_state_and_verb(state: ImportState, verb: str) -> None:
    if (state, verb) in LEGAL:
        assert IMPORT.step(state, verb, FACTS).target is LEGAL[state, verb]
    else:
        with pytest.raises(Refused) as refused:
            IMPORT.step(state, verb, FACTS)
        assert refused.value.code == "not_in_this_state"


def test_nothing_to_take_is_not_applied_but_may_be_discarded() -> None:
    none = replace(FACTS, good=0)
    with pytest.raises(Refused) as refused:
        IMPORT.step(ImportState.PREVIEWED, "apply", none)
    assert refused.value.code == "no_good_rows"
    assert IMPORT.step(ImportState.PREVIEWED, "discard", none).target is ImportState.DISCARDED


@pytest.mark.parametrize("action", IMPORT_ACTIONS)
@pytest.mark.parametrize("role", HUMAN_ROLES)
def test_who_may_import(action: str, role: Role) -> None:
    actor = Actor(role, "某人", zone_code="JH", organisation_id=5)
    own = replace(FACTS, organisation_id=5)
    operator, editor = role is Role.ZONE_OPERATOR, role is Role.ORGANISATION_EDITOR
    assert POLICY.allows(actor, action, own) is (operator or editor)
    assert POLICY.allows(actor, action, replace(own, zone_code="NB")) is False
    for foreign in (
        replace(own, organisation_id=6),
        FACTS,
        replace(own, admit=True),
        replace(own, open_to_editors=False),
    ):
        assert POLICY.allows(actor, action, foreign) is operator
    assert action in USE_CASES


def test_every_refusal_of_a_file_and_every_note_has_words() -> None:
    assert [code for code in REFUSALS if not has_text(f"refusal.{code}")] == []
    assert [code for code in NOTES if not has_text(f"note.{code}")] == []
    assert [action for action in IMPORT_ACTIONS if not has_text(f"verb.{action}")] == []
    assert [state for state in ImportState if not has_text(f"state.foundation.import.{state}")] == []
