"""The file of portability (Art. 20): what the person has provided, for another controller's program to read.

Its headings are in her language. It holds what she told herself, on paper, by phone or by mail, and what using the
service left of itself; only what is processed on a contract or her consent. Not what the staff wrote or reckoned, and
nothing that is only on paper.
"""

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from asiakasrekisteri.domain.fields import DataCategory, FieldSpec, Sensitivity
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_, _, speaking
from asiakasrekisteri.exchange.csv_write import cell
from asiakasrekisteri.exchange.json_write import plain
from asiakasrekisteri.store.models import Entity, Person, Request
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import Seen, use_case
from asiakasrekisteri.usecases.privacy.collecting import Held, held_in, own_rows, rules
from asiakasrekisteri.usecases.privacy.lettering import letter_language
from asiakasrekisteri.usecases.privacy.requests.answering import note_answer
from asiakasrekisteri.usecases.privacy.requests.rules import begun, refused
from asiakasrekisteri.usecases.records import got
from asiakasrekisteri.usecases.restrictions import is_of_a_right, require_free

FORMAT = "asiakasrekisteri-portability"
VERSION = 1
PROVIDED = frozenset({"customer", "call", "email", "form", "visit", "letter"})
"""Sources by which a value is the person's own word."""
OBSERVED = frozenset({DataCategory.USAGE})
"""What using the service left of itself: provided by the person too (WP 242)."""
_NOT_HERS = frozenset({DataCategory.NOTES, DataCategory.IDENTITY_CODE, DataCategory.PROTECTION})
_NAME = N_("Siirtotiedosto {number}.zip")
_LETTERS = re.compile(r"kohdan ((?:[a-f](?:, | ja )?)+) alakoh")
_WORDS = ("suostumus", "sopimus")


@dataclass(frozen=True, slots=True)
class Portable:
    """The file that was made: its bytes, name, checksum, and how many values are in it."""

    request_id: int
    person_id: int
    data: bytes
    name: str
    sha256: str
    values: int


def _seen(made: Portable) -> Sequence[Seen]:
    return (Seen("person", made.person_id, made.person_id),)


@use_case(Permission.EXTRACT_PRINT, discloses=_seen)
def make_portable(work: Work, request_id: int, version: int) -> Portable:
    """Make the file of a request for portability; its checksum is kept with the request.

    Raises:
        InvalidInputError: it is another kind of request, or identity has not been shown.
        RestrictedError: the processing of her data is restricted.
    """
    row = begun(work, request_id, version)
    if row.kind != "portability" or row.person_id is None:
        raise refused("kind", _("Siirtotiedosto tehdään siirtopyyntöön, jonka henkilö on tunnistettu."))
    if row.decision not in {"granted", "partly"}:
        raise refused("decision", _("Tee ensin päätös."))
    require_free(work, row.person_id)
    with speaking(letter_language(got(work, Person, row.person_id))):
        data, count = _bundle(work, row)
        name = _(_NAME).format(number=row.number)
    digest = hashlib.sha256(data).hexdigest()
    note_answer(work, row, digest, None)
    work.session.flush()
    work.changed.add((Request.__tablename__, row.id))
    work.log("export", Request.__tablename__, row.id, person_id=row.person_id)
    return Portable(row.id, row.person_id, data, name, digest, count)


def _bundle(work: Work, row: Request) -> tuple[bytes, int]:
    assert row.person_id is not None
    held = list(_provided(work, row.person_id))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(_document(work, row, held), ensure_ascii=False, indent=1))
        archive.writestr("schema.json", json.dumps(_schema(held), ensure_ascii=False, indent=1))
        archive.writestr("data.csv", _table(held).encode("utf-8-sig"))
    return out.getvalue(), len(held)


def _provided(work: Work, person_id: int) -> Iterator[Held]:
    with speaking("fi"):  # a basis is known by its Finnish words
        allowed = {code for code, rule in rules(work).items() if on_contract_or_consent(rule.basis)}
    rows = [row for row in own_rows(work, person_id) if not is_of_a_right(row)]
    for held in chain.from_iterable(row.data() for row in held_in(work, rows)):
        category = held.field.category
        if category in _NOT_HERS or held.field.sensitivity is not Sensitivity.PLAIN:
            continue
        own = held.origin is not None and held.origin.source in PROVIDED and category.value in allowed
        if own or category in OBSERVED:
            yield held


def on_contract_or_consent(basis: str) -> bool:
    """Tell whether a basis, in Finnish words, is consent or contract (Art. 6(1)(a), (b)), at least in part."""
    letters = _LETTERS.search(basis)
    if letters is not None:
        return bool({"a", "b"} & set(re.findall(r"\b[a-f]\b", letters[1])))
    return any(word in basis.casefold() for word in _WORDS)


def _document(work: Work, row: Request, held: Sequence[Held]) -> dict[str, object]:
    records: dict[tuple[str, int], dict[str, object]] = {}
    for one in held:
        place = (one.row.__tablename__, one.row.id)
        records.setdefault(place, {})[one.field.name] = plain(one.value)
    entities: dict[str, list[dict[str, object]]] = {}
    for (entity, _id), values in records.items():
        entities.setdefault(entity, []).append(values)
    return {
        "format": FORMAT,
        "version": VERSION,
        "request": row.number,
        "made": work.today.isoformat(),
        "data": entities,
    }


def _schema(held: Sequence[Held]) -> dict[str, object]:
    fields: dict[type[Entity], dict[str, FieldSpec]] = {}
    for one in held:
        fields.setdefault(type(one.row), {})[one.field.name] = one.field
    definitions = {
        entity.__tablename__: {
            "type": "array",
            "title": _(entity.__plural__),
            "items": {"type": "object", "properties": {name: _property(spec) for name, spec in known.items()}},
        }
        for entity, known in fields.items()
    }
    head = {name: {"type": "string"} for name in ("format", "request", "made")} | {"version": {"type": "integer"}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": FORMAT,
        "type": "object",
        "required": [*head, "data"],
        "properties": {**head, "data": {"type": "object", "properties": definitions}},
    }


def _property(spec: FieldSpec) -> dict[str, object]:
    told: dict[str, object] = {"title": _(spec.label), "description": spec.kind.name.lower()}
    if spec.options:
        told["enum"] = [option.code for option in spec.options]
    return told


def _table(held: Sequence[Held]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("Laji"), _("Tietue"), _("Kenttä"), _("Arvo"), _("Lähde"), _("Päivä")])
    for one in held:
        origin = one.origin
        said = [_(one.row.__label__), one.row.id, _(one.field.label), one.value]
        writer.writerow(
            [*map(cell, said), cell(_(origin.source_label)) if origin else "", origin.date if origin else ""]
        )
    return out.getvalue()
