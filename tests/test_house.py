"""The rules of the house that a machine can hold: who imports whom, where letters may stand, how long things get."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "khabar"
ENGINE = sorted(PACKAGE.rglob("*.py"))
OURS = [*ENGINE, *sorted((ROOT / "evaluation").rglob("*.py")), *sorted((ROOT / "tools").rglob("*.py"))]

LONGEST_FUNCTION, LONGEST_FILE = 60, 400
ORDER = (
    {"errors"},
    {"model"},
    {"lexicon"},
    {"ontology"},
    {"text"},
    {"languages"},
    {"names"},
    {"knowledge"},
    {"reading"},
    {"sources", "archive", "corroborate", "screening", "watch", "exports"},
    {"khabar"},
    {"runners"},
    {"desk", "cli"},
)
"""The rooms from the ground up; `khabar` is the package's own `__init__`. A room imports from those before it only."""
RANK = {room: rank for rank, rooms in enumerate(ORDER) for room in rooms}
WITH_LETTERS = {"languages", "knowledge"}
"""The rooms where a language's letters may stand in code."""
ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
GROWN = {"khabar.languages.ar"}
"""What no engine code may know: the languages themselves."""


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def room(path: Path) -> str:
    """The room that a file of the package stands in."""
    inside = path.relative_to(PACKAGE)
    if len(inside.parts) > 1:
        return inside.parts[0]
    return "khabar" if inside.stem == "__init__" else inside.stem


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every module of the package that a file imports, wherever it does so, with its line."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{named(path)}:{node.lineno}: say from where: no relative imports"
            assert node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def imported_room(module: str) -> str | None:
    """The room of a module of the package; None for other packages."""
    first, _, rest = module.partition(".")
    if first != "khabar":
        return None
    second = rest.partition(".")[0]
    return second if second in RANK else "khabar"


def against_order(path: Path) -> Iterator[str]:
    own = room(path)
    for line, module in imports(path):
        other = imported_room(module)
        if other and other != own and RANK[other] >= RANK[own]:
            yield f"{named(path)}:{line}: {own} imports {module}, which stands beside or above it"


def docstring_tokens(path: Path) -> set[tuple[int, int]]:
    """Where the strings begin that stand alone as a statement: docstrings of modules, classes, functions and fields."""
    nodes = (node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Expr))
    return {(node.lineno, node.col_offset) for node in nodes if isinstance(node, ast.Constant)}


def letters_in_code(path: Path) -> Iterator[str]:
    """Tokens with Arabic letters, escaped ones included, that are neither comment nor docstring."""
    prose = docstring_tokens(path)
    for token in tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline):
        if token.type != tokenize.COMMENT and token.start not in prose and ARABIC.search(token.string):
            yield f"{named(path)}:{token.start[0]}: {token.string}"
    for node in ast.walk(tree(path)):
        told = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if told and (node.lineno, node.col_offset) not in prose and ARABIC.search(node.value):
            yield f"{named(path)}:{node.lineno}: {node.value}"


def long_functions(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield f"{named(path)}:{node.lineno}: {node.name} has {lines} lines"


def test_every_room_has_a_place_in_the_order() -> None:
    assert {room(path) for path in ENGINE} <= set(RANK)


def test_imports_go_downwards_only() -> None:
    assert [line for path in ENGINE for line in against_order(path)] == []


def test_the_engine_knows_no_language() -> None:
    outside = [path for path in ENGINE if room(path) != "languages"]
    known = [
        f"{named(path)}:{line}: {module}"
        for path in outside
        for line, module in imports(path)
        if any(module == language or module.startswith(f"{language}.") for language in GROWN)
    ]
    assert known == []


def test_the_engine_holds_no_arabic_letters() -> None:
    assert [line for path in ENGINE if room(path) not in WITH_LETTERS for line in letters_in_code(path)] == []


@pytest.mark.parametrize("path", OURS, ids=named)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(tree(path)), f"{named(path)}: no docstring"


def test_functions_are_short() -> None:
    assert [line for path in OURS for line in long_functions(path)] == []


def test_files_are_short() -> None:
    sizes = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in OURS}
    assert {name: size for name, size in sizes.items() if size > LONGEST_FILE} == {}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('"""\u0628."""\nx = 1  # \u0628\n', 0),
        ('x = "\u0628"\n', 2),
        ('x = "\\u0628"\n', 1),
        ('class A:\n    x: int\n    """\u0628"""\n', 0),
    ],
)
def test_letters_are_found_in_code_alone(
    code: str, found: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "module.py"
    path.write_text(code, encoding="utf-8")
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    assert len(list(letters_in_code(path))) == found
