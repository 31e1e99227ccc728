"""The shape of the code: sizes, the lock, the glossary, the codes of errors, and what may not be written at all."""

import ast
import gc
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from asiakasrekisteri.domain import errors
from asiakasrekisteri.store.models import Base

pytestmark = pytest.mark.slow  # `dev.py check` asks these by name, so that the quick tests need not read every file

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "asiakasrekisteri"
BROUGHT = {"build", "dist", "demo", "screens", "mutants"}
GENERATED = PACKAGE / "store" / "migrations" / "versions"
LONGEST_FILE, LONGEST_CLASS, LONGEST_FUNCTION, MOST_METHODS = 400, 300, 40, 20
BROAD_HANDLERS = 3
WAITS = {"wait", "qWait"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
READ = (*FUNCTIONS, ast.ClassDef, ast.ExceptHandler, ast.Call, ast.arg, ast.Name)
"""The kinds of nodes that the tests look at; the rest, nine tenths of a tree, need not be walked twice."""


@cache
def _sources() -> tuple[Path, ...]:
    """Every Python file of the repository that a person wrote."""
    found = (path for path in ROOT.rglob("*.py") if not _brought(path.relative_to(ROOT).parts))
    return tuple(sorted(path for path in found if GENERATED not in path.parents))


def _brought(parts: tuple[str, ...]) -> bool:
    return parts[0] in BROUGHT or any(part.startswith(".") for part in parts)


@cache
def _tree(path: Path) -> ast.Module:
    gc.disable()  # a million nodes, all of which are kept: looking for garbage among them takes four times the parsing
    try:
        return ast.parse(path.read_text(encoding="utf-8"), str(path))
    finally:
        gc.enable()


@cache
def _walked(path: Path) -> tuple[ast.AST, ...]:
    return tuple(node for node in ast.walk(_tree(path)) if isinstance(node, READ))


def _nodes(folder: Path = ROOT) -> Iterator[tuple[str, ast.AST]]:
    for path in _sources():
        if folder in path.parents:
            for node in _walked(path):
                yield f"{path.name}:{getattr(node, 'lineno', 0)}", node


def _length(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_the_sources_are_found() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in _sources()}
    assert {"dev.py", "tests/test_shape.py", "asiakasrekisteri/domain/errors.py"} <= names
    assert not any(name.startswith(".venv") for name in names)


def test_no_file_is_longer_than_a_reader_holds_in_mind() -> None:
    lengths = {str(p.relative_to(ROOT)): len(p.read_text(encoding="utf-8").splitlines()) for p in _sources()}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_function_is_too_long() -> None:
    functions = ((where, node) for where, node in _nodes() if isinstance(node, FUNCTIONS))
    assert {f"{w} {n.name}": _length(n) for w, n in functions if _length(n) > LONGEST_FUNCTION} == {}


def test_no_class_is_too_large() -> None:
    classes = [(where, node) for where, node in _nodes() if isinstance(node, ast.ClassDef)]
    assert {f"{w} {n.name}": _length(n) for w, n in classes if _length(n) > LONGEST_CLASS} == {}
    public = {f"{w} {n.name}": sum(_is_public(child) for child in n.body) for w, n in classes}
    assert {name: count for name, count in public.items() if count > MOST_METHODS} == {}


def _is_public(node: ast.stmt) -> bool:
    return isinstance(node, FUNCTIONS) and not node.name.startswith("_")


def test_broad_handlers_stay_at_three() -> None:
    handlers = [where for where, node in _nodes(PACKAGE) if isinstance(node, ast.ExceptHandler) and _is_broad(node)]
    assert len(handlers) <= BROAD_HANDLERS, handlers


def _is_broad(handler: ast.ExceptHandler) -> bool:
    """Catches everything and keeps it; one that tidies up and raises again eats nothing."""
    everything = handler.type is None or ast.unparse(handler.type) in {"Exception", "BaseException"}
    last = handler.body[-1]
    return everything and not (isinstance(last, ast.Raise) and last.exc is None)


@pytest.mark.parametrize("floor", ["domain", "usecases"])
def test_rules_take_the_clock_from_their_work(floor: str) -> None:
    clocks = re.compile(r"\b(datetime\.now|date\.today|datetime\.today|time\.time|time\.localtime)\(")
    files = (path for path in _sources() if PACKAGE / floor in path.parents)
    written = {path.name: clocks.findall(path.read_text(encoding="utf-8")) for path in files}
    assert {name: found for name, found in written.items() if found} == {}


def test_no_test_waits_a_fixed_time() -> None:
    calls = ((where, node.func) for where, node in _nodes(ROOT / "tests") if isinstance(node, ast.Call))
    waits = [(where, ast.unparse(f)) for where, f in calls if isinstance(f, ast.Attribute) and f.attr in WAITS]
    assert [where for where, name in waits if name == "qtbot.wait" or name.endswith("qWait")] == []


# -- the lock -----------------------------------------------------------------------------------------------------


def _requirements(name: str) -> list[str]:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8").replace("\\\n", " ")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


@pytest.mark.parametrize("name", ["runtime.txt", "dev.txt"])
def test_every_requirement_is_exact_and_hashed(name: str) -> None:
    lines = _requirements(name)
    assert lines
    assert [line for line in lines if not re.match(r"[a-z0-9-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)] == []


def test_the_lock_names_no_package_index() -> None:
    address = re.compile(r"://|--(extra-)?index|--find-links|^-[if]\b", re.MULTILINE)
    files = (ROOT / "requirements").iterdir()
    assert [path.name for path in files if address.search(path.read_text(encoding="utf-8"))] == []


def test_what_is_tested_is_what_is_shipped() -> None:
    assert set(_requirements("runtime.txt")) <= set(_requirements("dev.txt"))


# -- the glossary -------------------------------------------------------------------------------------------------


def _table(heading: str) -> list[list[str]]:
    text = (ROOT / "docs" / "sanasto.md").read_text(encoding="utf-8")
    section = text.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in section.splitlines() if "|" in line]
    return rows[2:]


@cache
def _identifiers() -> frozenset[str]:
    """Every name that the package defines: classes, functions, fields, parameters."""
    names: set[str] = set()
    for _where, node in _nodes(PACKAGE):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.arg(arg=name):
                names.add(name)
            case ast.Name(id=name, ctx=ast.Store()):
                names.add(name)
            case _:
                pass
    return frozenset(names)


def test_glossary_has_each_term_once_in_three_languages() -> None:
    rows = _table("Termit")
    assert len(rows) > 70  # LAW §9 has 70, the program some of its own
    assert [row for row in rows if len(row) != 4 or not all(row[:3])] == []
    for column in (0, 1):
        terms = [row[column] for row in rows]
        assert len(terms) == len(set(terms))


@pytest.mark.slow
def test_code_names_of_the_glossary_exist() -> None:
    named = {name for row in _table("Termit") for name in re.findall(r"`(\w+)`", row[3])}
    assert len(named) > 20
    assert named - _identifiers() == set()


def test_every_table_has_its_term_in_the_glossary() -> None:
    named = {name for row in _table("Termit") for name in re.findall(r"`(\w+)`", row[3])}
    assert {mapper.class_.__name__ for mapper in Base.registry.mappers} - named == set()


def test_code_uses_no_word_that_the_glossary_replaces() -> None:
    unwanted = {word for row in _table("Näin ei kirjoiteta") for word in re.findall(r"`(\w+)`", row[0])}
    assert unwanted
    words = {name: set(re.findall(r"[a-z]+", re.sub(r"([A-Z])", r"_\1", name).lower())) for name in _identifiers()}
    assert {name: found & unwanted for name, found in words.items() if found & unwanted} == {}


# -- the errors ---------------------------------------------------------------------------------------------------


def test_every_failure_of_the_store_has_a_code_of_its_own_and_stands_in_the_table() -> None:
    classes = [c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, errors.AppError)]
    codes = [c.code for c in classes]
    assert len(codes) == len(set(codes))
    table = re.findall(r"^\| (AR-\d+) ", (ROOT / "docs/decisions/005-exit-codes.md").read_text("utf-8"), re.MULTILINE)
    assert set(table) == {c.code for c in classes if issubclass(c, errors.StoreError)} - {errors.StoreError.code}
