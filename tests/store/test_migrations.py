"""From form to form: Alembic's three traps, a failing step, a newer file, and writing the next step."""

import importlib
import itertools
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, DateTime, ForeignKey, Integer, MetaData, String, Table, TypeDecorator
from sqlalchemy.types import TypeEngine

from asiakasrekisteri.domain.errors import MigrationFailedError, NewerVersionError, StoreInUseError
from asiakasrekisteri.store import triggers
from asiakasrekisteri.store.backup import check_bundle
from asiakasrekisteri.store.files import DATABASE
from asiakasrekisteri.store.leftovers import BACKUPS
from asiakasrekisteri.store.migrations import compare, form, make, runner
from asiakasrekisteri.store.upgrade import upgrade_office
from asiakasrekisteri.store.vault import Vault
from tests.cheap import new_vault

_NUMBERS = itertools.count()
HEAD = 'revision = "{0}"\ndown_revision = {1!r}\nbranch_labels = None\ndepends_on = None\n'
IMPORTS = "import sqlalchemy as sa\nfrom alembic import op\n"
FIRST = """
def upgrade():
    op.create_table("parent", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String))
    op.create_table("child", sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("parent_id", sa.Integer, sa.ForeignKey("parent.id", ondelete="CASCADE")))
    op.execute("CREATE VIRTUAL TABLE parent_fts USING fts5(name, content='parent', content_rowid='id')")
"""
SECOND = """
def upgrade():
    with op.batch_alter_table("parent") as batch:
        batch.add_column(sa.Column("town", sa.String))
        batch.alter_column("name", existing_type=sa.String(), nullable=False)
"""
FAILING = """
def upgrade():
    op.create_table("half", sa.Column("id", sa.Integer))
    op.execute("INSERT INTO nowhere VALUES (1)")
"""
ORPHANING = """
def upgrade():
    op.execute("DELETE FROM parent WHERE id = 1")
"""
TRIGGER = (
    "CREATE TRIGGER parent_ai AFTER INSERT ON parent BEGIN"
    " INSERT INTO parent_fts(rowid, name) VALUES (new.id, new.name); END"
)


class Steps:
    """A package of toy steps, written as the test goes."""

    def __init__(self, folder: Path) -> None:
        self.name = f"toy_steps_{next(_NUMBERS)}"
        self.folder = folder / self.name
        self.folder.mkdir()
        (self.folder / "__init__.py").write_text("")
        self._written = 0

    def add(self, body: str) -> str:
        down = f"{self._written:04}" if self._written else None
        self._written += 1
        revision = f"{self._written:04}"
        (self.folder / f"v{revision}.py").write_text(IMPORTS + HEAD.format(revision, down) + body)
        importlib.invalidate_caches()
        return revision


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Steps:
    monkeypatch.syspath_prepend(str(tmp_path))
    made = Steps(tmp_path)
    made.add(FIRST)
    return made


@pytest.fixture
def toy_trigger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(triggers, "_REGISTRY", {})
    triggers.register("parent_ai", TRIGGER)


@pytest.fixture
def vault(tmp_path: Path, steps: Steps, toy_trigger: None) -> Iterator[Vault]:
    made, _file = new_vault(tmp_path / "toimisto")
    runner.upgrade(made.engine, package=steps.name)
    with made.engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO parent (id, name) VALUES (1, 'Öhman'), (2, 'Virtanen')")
        connection.exec_driver_sql("INSERT INTO child (parent_id) VALUES (1), (1), (2)")
    yield made
    made.close()


def scalar(vault: Vault, sql: str) -> object:
    with vault.engine.connect() as connection:
        return connection.exec_driver_sql(sql).scalar()


def test_rebuilding_a_parent_table_keeps_its_children_and_its_triggers(vault: Vault, steps: Steps) -> None:
    steps.add(SECOND)
    runner.upgrade(vault.engine, package=steps.name)
    assert form.current(vault.engine) == runner.head(steps.name) == "0002"
    assert scalar(vault, "SELECT count(*) FROM child") == 3
    assert scalar(vault, "PRAGMA foreign_keys") == 1
    with vault.engine.connect() as connection:
        assert triggers.present(connection) == triggers.registered() == {"parent_ai"}
    with vault.engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO parent (name) VALUES ('Ahonen')")
    assert scalar(vault, "SELECT count(*) FROM parent_fts WHERE parent_fts MATCH 'ahonen'") == 1


def test_a_trigger_no_longer_declared_goes(vault: Vault, steps: Steps) -> None:
    with vault.engine.begin() as connection:
        connection.exec_driver_sql('CREATE TRIGGER "old one" AFTER DELETE ON child BEGIN SELECT 1; END')
    runner.upgrade(vault.engine, package=steps.name)
    with vault.engine.connect() as connection:
        assert triggers.present(connection) == {"parent_ai"}


def test_a_failing_step_leaves_neither_half_a_table_nor_a_new_revision(vault: Vault, steps: Steps) -> None:
    steps.add(SECOND)
    steps.add(FAILING)
    with pytest.raises(Exception, match="nowhere"):
        runner.upgrade(vault.engine, package=steps.name)
    assert form.current(vault.engine) == "0001"
    assert scalar(vault, "SELECT count(*) FROM sqlite_master WHERE name = 'half'") == 0
    assert "town" not in str(scalar(vault, "SELECT sql FROM sqlite_master WHERE name = 'parent'"))
    assert scalar(vault, "PRAGMA foreign_keys") == 1
    with vault.engine.connect() as connection:
        assert triggers.present(connection) == {"parent_ai"}


def test_a_step_that_leaves_orphans_is_undone(vault: Vault, steps: Steps) -> None:
    steps.add(ORPHANING)
    with pytest.raises(MigrationFailedError, match="ennallaan"):
        runner.upgrade(vault.engine, package=steps.name)
    assert scalar(vault, "SELECT count(*) FROM parent") == 2
    assert form.current(vault.engine) == "0001"


def test_a_newer_database_is_refused_and_not_touched(vault: Vault, steps: Steps) -> None:
    with vault.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    vault.checkpoint()
    before = (vault.folder / DATABASE).read_bytes()
    assert runner.is_newer(vault.engine, steps.name)
    attempts: tuple[Callable[[], object], ...] = (
        lambda: runner.upgrade(vault.engine, package=steps.name),
        lambda: upgrade_office(vault, program="1.0", package=steps.name),
    )
    for attempt in attempts:
        with pytest.raises(NewerVersionError):
            attempt()
    assert (vault.folder / DATABASE).read_bytes() == before
    assert not (vault.folder / BACKUPS).exists()


def test_an_office_is_backed_up_before_it_is_brought_up_to_date(vault: Vault, steps: Steps) -> None:
    assert upgrade_office(vault, program="1.0", package=steps.name) is None
    steps.add(SECOND)
    bundle = upgrade_office(vault, program="1.0", package=steps.name)
    assert bundle is not None
    assert check_bundle(bundle).revision == "0001"
    assert runner.is_current(vault.engine, steps.name)


def test_a_new_office_needs_no_backup(tmp_path: Path, steps: Steps, toy_trigger: None) -> None:
    made, _file = new_vault(tmp_path / "uusi")
    with made:
        assert upgrade_office(made, program="1.0", package=steps.name) is None
        assert form.current(made.engine) == "0001"


@pytest.mark.slow
def test_nobody_else_is_in_while_the_form_changes(vault: Vault, steps: Steps) -> None:
    steps.add(SECOND)
    keys = vault.keys
    with Vault.open(vault.folder, keys), pytest.raises(StoreInUseError):
        upgrade_office(vault, program="1.0", package=steps.name)
    assert form.current(vault.engine) == "0001"


class Instant(TypeDecorator[str]):
    """A column type of the program's own."""

    impl: type[TypeEngine[Any]] | TypeEngine[Any] = DateTime
    cache_ok: bool | None = True


def declared(*more: Column[object]) -> MetaData:
    metadata = MetaData()
    Table("parent", metadata, Column("id", Integer, primary_key=True), Column("name", String), *more)
    Table(
        "child",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("parent_id", Integer, ForeignKey("parent.id", ondelete="CASCADE")),
    )
    return metadata


def test_full_text_tables_and_the_binding_are_not_taken_for_undeclared(vault: Vault) -> None:
    with vault.engine.connect() as connection:
        assert compare.differences(connection, declared()) == []
        assert len(compare.differences(connection, declared(Column("town", String)))) == 1


def test_the_next_step_is_written_from_the_models_and_brings_the_database_there(vault: Vault, steps: Steps) -> None:
    metadata = declared(Column("seen", Instant), Column("town", String(40), nullable=True))
    written = make.make("Näe, milloin!", metadata, steps.folder, steps.name)
    assert written is not None
    assert written.name == "v0002_nae_milloin.py"
    source = written.read_text("utf-8")
    assert "sa.DateTime()" in source
    assert "Instant" not in source
    assert "batch_alter_table" in source
    importlib.invalidate_caches()
    runner.upgrade(vault.engine, package=steps.name)
    with vault.engine.connect() as connection:
        assert compare.differences(connection, metadata) == []
    assert scalar(vault, "SELECT count(*) FROM child") == 3
    assert make.make("Ei mitään", metadata, steps.folder, steps.name) is None


def test_the_first_step_is_written_from_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    empty = Steps(tmp_path)
    importlib.invalidate_caches()
    assert runner.head(empty.name) is None
    written = make.make("Alku", declared(), empty.folder, empty.name)
    assert written is not None
    importlib.invalidate_caches()
    with new_vault(tmp_path / "toimisto")[0] as made:
        runner.upgrade(made.engine, package=empty.name)
        with made.engine.connect() as connection:
            assert compare.differences(connection, declared()) == []


@pytest.mark.slow
def test_the_command_says_how_it_is_used() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "asiakasrekisteri.store.migrations.make"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "MESSAGE" in done.stderr


def test_nothing_of_the_scratch_register_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: Steps) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    make.make("x", declared(Column("town", String)), steps.folder, steps.name)
    assert list((tmp_path / "tmp").iterdir()) == []


def test_the_newest_form_is_told_without_the_engine_as_with_it() -> None:
    assert form.newest() == runner.head()
    assert form.newest("asiakasrekisteri.domain") is None
