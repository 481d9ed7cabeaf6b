"""The surface of every command: help, wrong calls, exit codes, JSON, zones."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from django.utils import translation

from qiao.console.commands import root
from tests.console.office import FOUND, as_json, done, office_list, qiao


def _commands(group: click.Group, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from _commands(command, *path, name)


COMMANDS = dict(_commands(root))
LISTS = [" ".join(path) for path, command in COMMANDS.items() if "json_output" in {p.name for p in command.params}]
READING = [name for name in LISTS if name.endswith((" list", " years", " history", " merges", " duplicates", " rows"))]


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_and_option_is_explained(path: tuple[str, ...]) -> None:
    command = COMMANDS[path]
    result = qiao(*path, "--help") if path != ("django",) else qiao("--help")
    assert result.exit_code == 0
    assert (command.help or "").strip()
    options = [param for param in command.params if isinstance(param, click.Option)]
    assert [option.name for option in options if not option.help] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("edition", "list", "--nope"),
        ("nosuch",),
        ("edition", "approve"),
        ("edition", "approve", "one"),
        ("import", "demands", "absent.xlsx"),
        ("rule", "set", "k", "1", "--from", "2026-13-01", "--basis", "x"),
        ("match", "show", "dog", "1"),
        ("match", "text", "x", "--limit", "0"),
        ("zone", "rename"),
        ("serve", "--port", "99999"),
        (*FOUND[:-1], "周操作员"),
    ],
    ids=" ".join,
)
def test_a_wrong_call_is_explained_and_ends_with_two(desk: Path, arguments: tuple[str, ...]) -> None:
    result = qiao(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage: " in result.stderr
    assert len(result.stderr.strip().splitlines()) == 2


def test_a_wrong_date_names_option_value_and_form(desk: Path) -> None:
    result = qiao("supply", "place", "清单", "--provider", "x", "--deliver-by", "31.12.2026")
    for part in ("--deliver-by", "31.12.2026", "YYYY-MM-DD"):
        assert part in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("edition", "approve", "99"),
        ("edition", "export", "XQ-2026-77"),
        ("supply", "show", "99"),
        ("demand", "show", "XQ209900001"),
        ("match", "show", "demand", "XQ209900001"),
        ("organisation", "undo-merge", "99", "--reason", "误", "--yes"),
        ("holding", "end", "99", "--reason", "误", "--yes"),
        ("holding", "grant", "无此人", "expert"),
    ],
    ids=" ".join,
)
def test_what_does_not_exist_is_named_and_ends_with_one(desk: Path, arguments: tuple[str, ...]) -> None:
    result = qiao(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert any(given in result.stderr for given in arguments[1:])


@pytest.mark.parametrize("name", READING)
def test_every_list_is_json_on_standard_output_and_fits_eighty_columns(desk: Path, name: str) -> None:
    assert isinstance(as_json(*name.split()), list | dict)
    assert max(len(line) for line in done(*name.split()).splitlines()) <= 80


def test_the_reading_commands_are_all_there() -> None:
    assert {name.split()[0] for name in READING} == {
        *("zone", "holding", "account", "person", "organisation", "import", "demand"),
        *("introduction", "edition", "supply", "audit", "rule", "calendar", "match"),
    }


def test_a_command_acts_in_the_zone_that_is_named(desk: Path) -> None:
    unknown = qiao("--zone", "NB", "edition", "list")
    assert (unknown.exit_code, unknown.stdout) == (1, "")
    assert "NB" in unknown.stderr
    done("zone", "found", "NB", "北港示范区", *FOUND[4:])
    assert {zone["code"] for zone in as_json("zone", "list")} == {"JH", "NB"}
    done("--zone", "NB", "import", "demands", str(office_list(desk / "demands.xlsx")))
    assert as_json("demand", "list")["total"] == 0
    assert as_json("--zone", "NB", "demand", "list")["total"] == 2
    done("--zone", "NB", "edition", "draft", "demands")
    assert as_json("edition", "list")["total"] == 0
    assert as_json("--zone", "NB", "edition", "list")["total"] == 1


@pytest.mark.django_db
def test_an_empty_folder_gets_a_zone_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = qiao("edition", "list", "--json")
    assert json.loads(result.stdout)["rows"] == []
    assert "qiao zone rename" in result.stderr


def test_errors_are_chinese_for_a_chinese_office(desk: Path) -> None:
    with translation.override("zh-hans"):
        result = qiao("edition", "approve", "99")
    assert any("\u4e00" <= character <= "\u9fa5" for character in result.stderr)


def test_a_port_in_use_is_refused_before_anything_starts(desk: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = qiao("serve", "--port", port)
    assert result.exit_code == 1
    assert port in result.stderr
    assert "--port" in result.stderr


def test_files_that_cannot_be_written_stop_an_edition_before_it_is_issued(desk: Path) -> None:
    done("import", "demands", str(office_list(desk / "demands.xlsx")))
    (desk / "taken").write_text("a file, no folder")
    result = qiao("edition", "issue", "demands", "--out", str(desk / "taken"))
    assert result.exit_code == 1
    assert "taken" in result.stderr
    assert as_json("edition", "list")["rows"] == []
