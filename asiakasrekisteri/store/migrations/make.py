"""Writes the next migration by comparing the models with the newest form: python -m ….migrations.make MESSAGE."""

import re
import secrets
import sys
import tempfile
import unicodedata
from pathlib import Path
from typing import Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import MetaData, TypeDecorator

from asiakasrekisteri.store.connection import IMMEDIATE, make_engine, open_connection
from asiakasrekisteri.store.migrations import compare, versions
from asiakasrekisteri.store.migrations.form import VERSIONS
from asiakasrekisteri.store.migrations.runner import head, known, upgrade

_TEMPLATE = '''"""{message}"""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = {down!r}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database to this form."""
    {upgrades}
'''


def make(message: str, metadata: MetaData, folder: Path, package: str = VERSIONS) -> Path | None:
    """Write the next step into a folder; return the file, or None when the models have not changed.

    Args:
        message: what the step does, in a few words.
        metadata: the declared models.
        folder: where the steps are.
        package: the package of the steps so far.
    """
    number = len(known(package)) + 1
    with tempfile.TemporaryDirectory() as scratch:
        path, key = Path(scratch) / "muutos.db", secrets.token_bytes(32)
        open_connection(path, key, create=True).close()
        engine = make_engine(lambda: open_connection(path, key))
        try:
            if number > 1:
                upgrade(engine, package=package)
            with engine.connect().execution_options(**IMMEDIATE) as connection:
                context = compare.context(connection, metadata)
                changes = produce_migrations(context, metadata)
                found = changes.upgrade_ops
                if found is None or found.is_empty():
                    return None
                body = render_python_code(
                    found, render_as_batch=True, migration_context=context, render_item=_without_our_types
                )
        finally:
            engine.dispose()
    target = folder / f"v{number:04}_{_slug(message)}.py"
    text = _TEMPLATE.format(
        message=message.rstrip(".") + ".",
        revision=f"{number:04}",
        down=head(package),
        upgrades=re.sub(r"# ###.*###\n?\s*", "", body).rstrip(),
    )
    target.write_text(text, "utf-8")
    return target


def _without_our_types(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Write a column type of our own as the plain one below it: a step must not change when the program does."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


def _slug(message: str) -> str:
    plain = unicodedata.normalize("NFKD", message.casefold()).encode("ascii", "ignore").decode()
    return "_".join(re.findall(r"[a-z0-9]+", plain))[:40] or "muutos"


def main(arguments: list[str]) -> int:
    """Write the next step of the product; 1 when there is nothing to write."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m asiakasrekisteri.store.migrations.make MESSAGE\n")
        return 2
    from asiakasrekisteri.store.models import Base  # noqa: PLC0415 - the models are needed here alone

    target = make(arguments[0], Base.metadata, Path(versions.__path__[0]))
    sys.stdout.write(f"{target}\n" if target else "the models have not changed\n")
    return 0 if target else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
