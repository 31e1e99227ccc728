"""Bring the catalogues up to date with the code and compile them: `python resources/locale/update.py [sv] [en]`.

Finnish texts in the code are the message ids. What is translated stays, what the code no longer says is dropped, what
is new is left empty and counted. Then the masters beside this file are compiled into the package.
"""

import io
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parents[1] / "asiakasrekisteri"
LANGUAGES = ("sv", "en")
KEYWORDS = {"_": None, "N_": None, "described": (1,), "ngettext": (1, 2)}
SHIPPED = {
    PACKAGE / "resources" / "vocabulary" / "sources.toml": ("name", "what"),
    PACKAGE / "resources" / "legal" / "categories.toml": ("purpose", "basis", "event", "reason"),
    PACKAGE / "resources" / "legal" / "description_rules.toml": ("explanation",),
}  # words of a new office, shown translated until the office writes its own; what is said of a description
HEADER = "# Written by update.py: edit only the translations."

MessageId = str | tuple[str, ...]
Moment = datetime | time | float | str  # what a catalogue's header may hold as its date


def master(language: str) -> Path:
    """Return the file that translators edit."""
    return HERE / f"{language}.po"


def compiled(language: str) -> Path:
    """Return the file that the program reads."""
    return PACKAGE / "resources" / "locale" / language / "LC_MESSAGES" / "messages.mo"


def in_code() -> set[MessageId]:
    """Return every text the program says; an id with a plural is a pair."""
    found = extract_from_dir(PACKAGE, [("**.py", "python")], {}, KEYWORDS)
    return _single({text for _file, _line, text, _comments, _context in found} | set(_in_shipped()))


def read(language: str) -> Catalog:
    """Return the master of a language, or an empty catalogue if there is none yet."""
    file = master(language)
    if not file.exists():
        now = datetime.now(UTC)
        return _empty(language, now, now)
    with file.open("rb") as stream:
        return read_po(stream, language)


def updated(old: Catalog, ids: set[MessageId]) -> Catalog:
    """Return a catalogue of exactly these ids with the old one's translations and dates (so that a diff is quiet)."""
    new = _empty(str(old.locale), old.creation_date, old.revision_date)
    for text in ids:
        known = old.get(text)
        new.add(text, known.string if known is not None and same_form(known, text) else "")
    return new


def same_form(message: Message, text: MessageId) -> bool:
    """Tell whether a translation has plural forms exactly when the text has."""
    return isinstance(message.string, tuple) == isinstance(text, tuple)


def machine_form(catalogue: Catalog) -> bytes:
    """Return the catalogue as a .mo file."""
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def untranslated(catalogue: Catalog) -> list[Message]:
    """Return the messages without a translation, or without one of their forms."""
    return [m for m in catalogue if m.id and not (all(m.string) if isinstance(m.string, tuple) else m.string)]


def main(languages: tuple[str, ...]) -> int:
    """Update and compile; return the exit code."""
    ids = in_code()
    for language in languages or LANGUAGES:
        catalogue = updated(read(language), ids)
        with master(language).open("wb") as stream:
            write_po(stream, catalogue, width=120, no_location=True, sort_output=True, ignore_obsolete=True)
        compiled(language).parent.mkdir(parents=True, exist_ok=True)
        compiled(language).write_bytes(machine_form(read(language)))
        print(f"{language}: {len(ids)} texts, {len(untranslated(catalogue))} untranslated")
    return 0


def _empty(language: str, created: datetime | str, revised: Moment) -> Catalog:
    return Catalog(
        language,
        header_comment=HEADER,
        project="asiakasrekisteri",
        version="1",
        creation_date=created,
        revision_date=revised,
        fuzzy=False,
    )


def _in_shipped() -> Iterator[str]:
    for file, keys in SHIPPED.items():
        yield from _values(tomllib.loads(file.read_text(encoding="utf-8")), keys)


def _values(table: object, keys: tuple[str, ...]) -> Iterator[str]:
    """Give what stands under these keys, however deep."""
    if isinstance(table, dict):
        yield from (table[key] for key in keys if isinstance(table.get(key), str) and table[key])
    inner = table.values() if isinstance(table, dict) else table if isinstance(table, list) else ()
    for one in inner:
        yield from _values(one, keys)


def _single(ids: set[MessageId]) -> set[MessageId]:
    """Leave out a plain text that is also the singular of a pair: a catalogue has one entry for both."""
    singulars = {text[0] for text in ids if isinstance(text, tuple)}
    return {text for text in ids if text not in singulars}


if __name__ == "__main__":
    sys.exit(main(tuple(sys.argv[1:])))
