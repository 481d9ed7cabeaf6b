"""The house: sizes, names, and relations that point downwards only."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCT = [
    p for top in ("qiao", "config", "demo", "tools") for p in (ROOT / top).rglob("*.py") if "migrations" not in p.parts
]
CHECKS = [p for top in ("tests", "benchmarks") for p in (ROOT / top).rglob("*.py")]
FILE_LIMIT, TEST_FILE_LIMIT, FUNCTION_LIMIT = 250, 400, 40
FORBIDDEN_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "manager",
    "managers",
    "base",
    "tools",
}
ROOMS = ["core", "foundation", "parties", "catalogue", "matching", "reports", "web"]


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_file_is_longer_than_the_limit() -> None:
    limits = {**dict.fromkeys(PRODUCT, FILE_LIMIT), **dict.fromkeys(CHECKS, TEST_FILE_LIMIT)}
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in limits}
    assert [f"{place(p)}: {n} lines" for p, n in lengths.items() if n > limits[p]] == []


def test_no_function_is_longer_than_the_limit() -> None:
    long = [
        f"{place(path)}:{node.lineno} {node.name}: {node.end_lineno - node.lineno + 1} lines"
        for path in PRODUCT + CHECKS
        for node in functions(path)
        if node.end_lineno is not None and node.end_lineno - node.lineno + 1 > FUNCTION_LIMIT
    ]
    assert long == []


def test_every_module_has_a_name_that_says_what_it_holds() -> None:
    named = [p for p in PRODUCT if p.parts[-3:-1] != ("config", "settings") and p.is_relative_to(ROOT / "qiao")]
    assert [place(p) for p in named if FORBIDDEN_NAMES & {p.stem, *p.relative_to(ROOT).parts[:-1]}] == []


def test_every_public_function_and_class_of_the_product_has_a_docstring() -> None:
    missing = []
    for path in PRODUCT:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if path.name != "__init__.py" or tree.body:
            missing += [place(path)] if ast.get_docstring(tree) is None else []
        for node in tree.body:
            public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if public and ast.get_docstring(node) is None:
                missing.append(f"{place(path)}:{node.lineno} {node.name}")
    assert missing == []


@pytest.mark.parametrize("path", [p for p in (ROOT / "qiao").rglob("actions/*.py") if p.stem != "__init__"], ids=place)
def test_a_use_case_file_holds_one_use_case_of_its_name_that_authorises_and_records(path: Path) -> None:
    cases = [n for n in functions(path) if any("use_case" in ast.dump(d) for d in n.decorator_list)]
    assert [case.name for case in cases] == [path.stem]
    called = {n.func.id for n in ast.walk(cases[0]) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    assert "authorise" in called
    assert {"record", "record_many"} & called
    imported = [n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.ImportFrom)]
    assert not [n.module for n in imported if n.module and ".actions" in n.module], "an action never calls an action"


def test_no_model_points_to_a_room_above_its_own() -> None:
    upward = []
    for model in apps.get_models():
        if not model.__module__.startswith("qiao."):
            continue
        own = ROOMS.index(model.__module__.split(".")[1])
        for field in model._meta.get_fields():
            target = field.related_model if field.is_relation and not field.auto_created else None
            if isinstance(target, type) and target.__module__.startswith("qiao."):
                other = ROOMS.index(target.__module__.split(".")[1])
                upward += [f"{model._meta.label}.{field.name}"] if other > own else []
    assert upward == []


def test_reads_and_pages_write_no_state_by_hand() -> None:
    """A state is written by `move` alone; bulk admission is the one declared exception."""
    allowed = {"qiao/foundation/acting.py", "qiao/catalogue/admission.py"}
    found = []
    for path in (ROOT / "qiao").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign):
                names = [t.attr for t in node.targets if isinstance(t, ast.Attribute)]
                if "state" in names and place(path) not in allowed:
                    found.append(f"{place(path)}:{node.lineno}")
    assert found == []
