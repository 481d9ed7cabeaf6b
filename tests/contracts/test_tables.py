"""The tables agree: verbs, grants, use cases, texts."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from qiao.core.access import Role
from qiao.foundation.registry import CASES, POLICY, USE_CASES
from qiao.foundation.wording import has_text, text_of

ROOT = Path(__file__).resolve().parent.parent.parent
LIFECYCLES = {case.LIFECYCLE.key: case.LIFECYCLE for case in CASES}


def human_verbs() -> set[str]:
    return {table.action(t.verb) for table in LIFECYCLES.values() for t in table.transitions if not t.by_clock}


def clock_verbs() -> set[str]:
    return {table.action(t.verb) for table in LIFECYCLES.values() for t in table.transitions if t.by_clock}


def test_every_verb_of_people_is_granted_to_somebody() -> None:
    assert human_verbs() - set(POLICY.actions) == set()


def test_every_granted_action_has_its_use_case_and_every_use_case_its_grant() -> None:
    assert set(POLICY.actions) - set(USE_CASES) == set(), "granted, but nobody has written it"
    assert set(USE_CASES) - set(POLICY.actions) - clock_verbs() == set(), "written, but granted to nobody"


def test_every_clock_verb_has_its_use_case() -> None:
    assert clock_verbs() - set(USE_CASES) == set()


def test_the_platform_admin_makes_no_business_decisions() -> None:
    allowed = {a for a in POLICY.actions for g in POLICY.grants(a) if Role.PLATFORM_ADMIN in g.roles}
    assert {a for a in allowed if not a.startswith(("parties.", "foundation."))} == set()


def test_supervisors_and_auditors_change_nothing() -> None:
    changing = {a for a in POLICY.actions for g in POLICY.grants(a) if {Role.SUPERVISOR, Role.AUDITOR} & set(g.roles)}
    # What they are told, and where, is their own affair and changes no matter of anybody.
    assert changing == {"parties.case.follow", "parties.case.unfollow", "parties.user.change_email"}


def needed_texts() -> set[str]:
    codes = {f"role.{role}" for role in Role}
    codes |= {f"verb.{action}" for action in {*USE_CASES}}
    codes |= {f"state.{key}.{state}" for key, table in LIFECYCLES.items() for state in table.states}
    return codes | set(_raised_codes()) | set(_guard_codes())


def _raised_codes() -> Iterator[str]:
    prefixes = {
        "Refused": ("refusal", 0),
        "Denied": ("denied", 0),
        "Missing": ("denied", 0),
        "Problem": ("rule", 1),
    }
    for path in (ROOT / "qiao").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in prefixes:
                prefix, position = prefixes[node.func.id]
                argument = node.args[position] if len(node.args) > position else None
                if isinstance(argument, ast.Constant):
                    yield f"{prefix}.{argument.value}"


def _guard_codes() -> Iterator[str]:
    guards = {guard for table in LIFECYCLES.values() for t in table.transitions for guard in t.guards}
    for guard in guards:
        for constant in guard.__code__.co_consts:
            if isinstance(constant, str) and constant.replace("_", "").isalpha() and constant != guard.__doc__:
                yield f"refusal.{constant}"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_code_has_its_words(language: str) -> None:
    missing = sorted(code for code in needed_texts() if not has_text(code))
    assert missing == []
    with translation.override(language):
        empty = [code for code in needed_texts() if not text_of(code).strip()]
    assert empty == []


def test_chinese_words_are_chinese() -> None:
    with translation.override("zh-hans"):
        foreign = [code for code in needed_texts() if not any("一" <= c <= "鿿" for c in text_of(code))]
    assert sorted(foreign) == []
