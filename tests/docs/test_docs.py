"""README and docs say what the code does: their examples run, and what is made from the code is up to date."""

from __future__ import annotations

import ast
import re
import shlex
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tools.refresh_docs import PAGES, ROOT, command_output, makers, refreshed

import khabar
from khabar.cli.app import khabar as command
from khabar.exports.json_reading import reading_to_dict

BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?P<target>[^)#:]+)(?:#[^)]*)?\)")
EXAMPLE = ROOT / "examples" / "kim-putin.txt"
DATA_MODEL = ROOT / "docs" / "data-model.md"


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def blocks(language: str) -> list[Any]:
    found = ((page, match["code"]) for page in PAGES for match in BLOCK.finditer(page.read_text(encoding="utf-8")))
    chosen = [(page, code) for (page, code), kind in zip(found, kinds(), strict=True) if kind == language]
    return [pytest.param(code, id=f"{named(page)}-{number}") for number, (page, code) in enumerate(chosen, 1)]


def kinds() -> list[str]:
    return [match["language"] for page in PAGES for match in BLOCK.finditer(page.read_text(encoding="utf-8"))]


@cache
def example() -> dict[str, Any]:
    return reading_to_dict(khabar.read(EXAMPLE.read_text(encoding="utf-8"), published="2023-09-05"))


def test_there_is_something_to_check() -> None:
    assert (ROOT / "README.md") in PAGES
    assert {"python", "shell"} <= set(kinds())


@pytest.mark.parametrize("code", blocks("python"))
def test_python_examples_run(code: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A line that ends in `# → value` must give that value; all run in a folder of their own with the examples."""
    (tmp_path / EXAMPLE.parent.name).symlink_to(EXAMPLE.parent)
    monkeypatch.chdir(tmp_path)
    scope: dict[str, Any] = {}
    lines = code.splitlines()
    for node in ast.parse(code).body:
        statement = "\n".join(lines[node.lineno - 1 : node.end_lineno])
        expression, _, value = statement.partition("  # → ")
        if value:
            assert str(eval(expression, scope)) == value.strip()
        else:
            exec(statement, scope)


@pytest.mark.parametrize("code", blocks("shell"))
def test_khabar_commands_are_known(code: str) -> None:
    """Every option of every `khabar` command in the docs is one of the command's own."""
    for line in code.splitlines():
        words = shlex.split(line, comments=True)
        if words[:1] == ["khabar"] and words[1:2] != ["--help"]:
            known = {option for parameter in command.commands[words[1]].params for option in parameter.opts}
            assert {word.partition("=")[0] for word in words if word.startswith("--")} <= known | {"--help"}, line


@pytest.mark.parametrize("page", [page for page in PAGES if makers(page.read_text(encoding="utf-8"))], ids=named)
def test_parts_made_from_the_code_are_fresh(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert refreshed(text, command_output) == text, "run: make refresh-docs"


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page: Path) -> None:
    targets = [match["target"] for match in LINK.finditer(page.read_text(encoding="utf-8"))]
    assert [target for target in targets if not (page.parent / target).exists()] == []


def section(title: str) -> set[str]:
    """The keys that a section of the data model's page explains: the first cell of each row of its table."""
    text = DATA_MODEL.read_text(encoding="utf-8")
    found = re.search(rf"^## `{title}`\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"docs/data-model.md: no section {title}"
    return {
        key for cell in re.findall(r"^\| (`[^|]+) \|", found[1], re.MULTILINE) for key in re.findall(r"`(\w+)`", cell)
    }


@pytest.mark.parametrize("layer", ["attributions", "events", "times", "names", "entities", "claims"])
def test_the_data_model_explains_every_key_of_a_layer(layer: str) -> None:
    assert section(layer) == set(example()[layer][0])


def test_the_data_model_explains_the_report_and_the_links() -> None:
    layers = {"attributions", "events", "times", "names", "entities", "claims"}
    assert section("report") == set(example()) - layers
    assert section("chain") == set(example()["claims"][0]["chain"][0])


def test_help_of_the_group_names_every_command() -> None:
    page = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    assert [name for name in command.commands if f"khabar {name} --help" not in page] == []
    assert CliRunner().invoke(command, ["--help"]).exit_code == 0
