"""The whole register as files: every declared column is there, nothing sealed or protected, nothing half-left."""

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from asiakasrekisteri.domain.errors import CancelledError, ExchangeError, InvalidInputError, PermissionDeniedError
from asiakasrekisteri.domain.fields import FieldKind, Sensitivity
from asiakasrekisteri.domain.permissions import Permission, Role
from asiakasrekisteri.store.attachments import add_bytes
from asiakasrekisteri.store.identity import MASK
from asiakasrekisteri.store.models import Attachment, HostingAccount, Interaction, Invoice, entities
from asiakasrekisteri.store.sealed import seal_bytes
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import add_customer, open_customer, save_customer
from asiakasrekisteri.usecases.edits import Edit, from_source
from asiakasrekisteri.usecases.exporting.office import Exported, export_office
from asiakasrekisteri.usecases.gate import Gate, UseCase, nothing
from asiakasrekisteri.usecases.hiding import HIDDEN
from asiakasrekisteri.usecases.logs import show_log
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.persons import add_person, list_persons, open_person, save_person
from asiakasrekisteri.usecases.privacy.restricting import restrict_person
from tests import offices
from tests.usecases.marked import Markers, plant

WHY = "vaihto toiseen ohjelmaan"
CODE = "010190-999W"
PRIVATE = {"kind": "private", "name": "Aalto, Aino", "status": "active", "relation": "own", "note": "=1+1"}
PLACE = {"use": "postal", "street": "Piilokuja 1", "postcode": "00100", "town": "Helsinki", "country": "FI"}


def read(exported: Exported, name: str) -> Any:
    return json.loads((exported.folder / name).read_text(encoding="utf-8"))


def table(exported: Exported, entity: str) -> list[dict[str, str]]:
    file = exported.folder / f"{entity}.csv"
    assert file.read_bytes().startswith("\ufeff".encode())
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


def everything(exported: Exported) -> str:
    return "".join(p.read_text(encoding="utf-8") for p in exported.folder.rglob("*.*") if p.suffix in {".csv", ".json"})


@pytest.fixture
def aino(gate: Gate) -> int:
    """A private customer with an address and a henkilötunnus."""
    phone = Edit("phone", values={"use": "mobile", "number": "040 555 0111"})
    gate.call(add_customer, PRIVATE, [Edit("address", values=PLACE), phone])
    person = gate.call(list_persons, "aalto").ids[0]
    version = gate.call(open_person, person).record.version
    gate.call(save_person, person, version, {"identity_code": CODE, "identity_ground": "law"})
    return person


@pytest.mark.slow
def test_every_described_column_of_every_entity_is_in_the_schema_the_data_and_the_tables(
    gate: Gate, tmp_path: Path
) -> None:
    neighbour = gate.call(add_person, {"last_name": "Naapuri", "first_names": "Niilo"}).id
    case: UseCase[..., int] = UseCase("plant", Permission.PERSON_WRITE, nothing, writes=True, body=plant)
    gate.call(case, Markers("aava"), neighbour)
    exported = gate.call(export_office, tmp_path / "vienti", WHY)
    schema, data = read(exported, "schema.json"), read(exported, "data.json")
    for entity in entities():
        name = entity.__tablename__
        for field in entity.spec():
            assert set(schema[name][field.name]) == {"label", "type", "category", "sensitivity", "subject"}
            assert schema[name][field.name]["category"] == field.category.value
            assert all(field.name in row for row in data[name]), f"{name}.{field.name}"
            assert all(field.label in row for row in table(exported, name)), f"{name}.{field.name}"
        assert len(data[name]) == len(table(exported, name)) == exported.rows[name]
        if entity.__subject__ is not None:
            assert data[name], f"{name} has a row to look at"
    assert schema["person"]["identity_code"]["type"] == FieldKind.IDENTITY_CODE.name.lower()


def test_the_data_lose_nothing_and_the_tables_are_for_finnish_spreadsheets(
    gate: Gate, tmp_path: Path, aino: int
) -> None:
    def invoice(work: Work) -> None:
        from_source(work, "staff")
        money = {"net": "1234.50", "vat": "-5.00", "gross": "1229.50", "balance": "0.00"}
        sums = {name: Decimal(value) for name, value in money.items()}
        day = work.today.replace(month=2, day=1)
        work.session.add(
            Invoice(number="1001", kind="invoice", issued_on=day, due_on=day, buyer_name="Aino", customer_id=1, **sums)
        )

    gate.call(UseCase("invoice", Permission.BILLING_WRITE, nothing, writes=True, body=invoice))
    exported = gate.call(export_office, tmp_path / "vienti", WHY)
    row, cells = read(exported, "data.json")["invoice"][0], table(exported, "invoice")[0]
    assert (row["net"], row["vat"], row["issued_on"]) == ("1234.50", "-5.00", "2026-02-01")
    assert {"1234,50", "-5,00", "1.2.2026"} <= set(cells.values())
    customer = read(exported, "data.json")["customer"][0]
    assert (customer["note"], customer["kind"]) == ("=1+1", "private")
    assert table(exported, "customer")[0]["Huomautus"] == "'=1+1"
    assert table(exported, "customer")[0]["Asiakaslaji"] == "yksityishenkilö"
    assert table(exported, "phone")[0]["Puhelinnumero"] == "'+358405550111"
    assert table(exported, "address")[0]["Postinumero"] == "00100"
    assert read(exported, "data.json")["phone"][0]["number"] == "+358405550111"
    assert read(exported, "description.json").keys() >= {"controller", "purposes", "unplaced", "findings"}
    assert aino


def test_former_values_go_out_with_where_each_came_from(gate: Gate, tmp_path: Path, aino: int) -> None:
    version = gate.call(open_person, aino).record.version
    gate.call(save_person, aino, version, {"last_name": "Aaltonen"})
    exported = gate.call(export_office, tmp_path / "vienti", WHY)
    lines = read(exported, "data.json")["history"]
    assert exported.former == len(lines) == len(table(exported, "history"))
    (renamed,) = (x for x in lines if x["entity"] == "person" and x["field"] == "last_name")
    assert (renamed["row_id"], renamed["old"], renamed["action"], renamed["source"]) == (
        aino,
        "Aalto",
        "update",
        "customer",
    )
    assert renamed["user"] == offices.MAIN_USER
    assert {"Aalto", "muutos"} <= set(table(exported, "history")[lines.index(renamed)].values())
    made = {(x["entity"], x["row_id"]) for x in lines if x["action"] == "create" and x["last_row_id"] is None}
    data = read(exported, "data.json")
    assert made >= {(e, row["id"]) for e in ("person", "customer", "phone", "address") for row in data[e]}
    assert set(read(exported, "schema.json")["history"]) == set(renamed)


@pytest.mark.slow
def test_former_values_keep_what_the_present_ones_keep(gate: Gate, tmp_path: Path, aino: int) -> None:
    card = gate.call(open_customer, 1)
    (place,) = (d for d in card.details if d.entity == "address")
    edits = [Edit("address", id=place.id, version=place.version, values={**PLACE, "street": "Uusitie 2"})]
    gate.call(save_customer, 1, card.record.version, {}, edits)
    identity = {"non_disclosure": True, "identity_code": "311299U9019", "identity_ground": "law"}
    gate.call(save_person, aino, gate.call(open_person, aino).record.version, identity)
    masked = gate.call(export_office, tmp_path / "a", WHY)
    former = {x["field"]: x["old"] for x in read(masked, "data.json")["history"] if x["action"] == "update"}
    assert (former["street"], former["identity_code"]) == (HIDDEN, MASK)
    assert "Piilokuja" not in everything(masked)
    opened = gate.call(export_office, tmp_path / "b", WHY, "oikeusvaade")
    former = {x["field"]: x["old"] for x in read(opened, "data.json")["history"] if x["action"] == "update"}
    assert (former["street"], former["identity_code"]) == ("Piilokuja 1", CODE)
    gate.call(restrict_person, aino, "accuracy", "kiistää osoitteen")
    without = gate.call(export_office, tmp_path / "c", WHY)
    assert {x["entity"] for x in read(without, "data.json")["history"] if x["field"] == "street"} == set()


@pytest.mark.slow
def test_what_is_sealed_goes_out_only_for_a_reason(gate: Gate, tmp_path: Path, aino: int) -> None:
    def secret(work: Work) -> None:
        from_source(work, "staff")
        account = HostingAccount(username="aino", customer_id=1)
        account.secret = seal_bytes(work, Sensitivity.SECRET, b"salasana-1", "hosting_account.secret")
        work.session.add(account)

    gate.call(UseCase("secret", Permission.SERVICE_WRITE, nothing, writes=True, body=secret))
    masked = everything(gate.call(export_office, tmp_path / "a", WHY))
    assert CODE not in masked
    assert "salasana-1" not in masked
    opened = gate.call(export_office, tmp_path / "b", WHY, "uusi järjestelmä tarvitsee tunnukset")
    assert read(opened, "data.json")["person"][0]["identity_code"] == CODE
    assert "salasana-1" in everything(opened)
    purposes = [e.purpose for e in gate.call(show_log, aino) if e.use_case == "export_office"]
    assert purposes == [f"{WHY}. uusi järjestelmä tarvitsee tunnukset", WHY]


@pytest.mark.slow
def test_a_protected_address_is_masked_and_a_restricted_person_left_out(gate: Gate, tmp_path: Path, aino: int) -> None:
    version = gate.call(open_person, aino).record.version
    gate.call(save_person, aino, version, {"non_disclosure": True})
    masked = gate.call(export_office, tmp_path / "a", WHY)
    assert "Piilokuja" not in everything(masked)
    assert read(masked, "data.json")["person"][0]["last_name"] == "Aalto"
    gate.call(restrict_person, aino, "accuracy", "kiistää osoitteen")
    without = gate.call(export_office, tmp_path / "b", WHY)
    assert without.left_out == (aino,)
    assert "Aalto" not in everything(without)
    assert read(without, "data.json")["restriction"][0]["person_id"] == aino
    whole = gate.call(export_office, tmp_path / "c", WHY, "oikeusvaade")
    assert whole.left_out == ()
    assert "Piilokuja" in everything(whole)


def files(work: Work) -> list[int]:
    """Store a document and a recording."""
    from_source(work, "staff")
    made = []
    for kind, media, content in (("document", "application/pdf", b"%PDF-x"), ("recording", "audio/mpeg", b"puhetta")):
        row = Attachment(name=f"Aino Aallon {kind}.x", kind=kind, media_type=media, size=1, added_at=work.now)
        row.interaction = Interaction(kind="call", at=work.now, subject="aihe", state="closed")
        work.session.add(row)
        work.session.flush()
        add_bytes(work, row, content)
        row.complete = True
        made.append(row.id)
    return made


def test_attachments_have_neutral_names_and_a_table_of_their_own(gate: Gate, tmp_path: Path) -> None:
    document, recording = gate.call(UseCase("files", Permission.SERVICE_WRITE, nothing, writes=True, body=files))
    exported = gate.call(export_office, tmp_path / "vienti", WHY, "nauhoitteet siirretään uuteen järjestelmään")
    folder = exported.folder / "attachments"
    assert {p.name for p in folder.iterdir()} == {"files.csv", f"{document}.pdf", f"{recording}.mp3"}
    assert (folder / f"{document}.pdf").read_bytes() == b"%PDF-x"
    assert (folder / f"{recording}.mp3").read_bytes() == b"puhetta"
    assert f"{document};{document}.pdf;Aino Aallon document.x" in (folder / "files.csv").read_text("utf-8-sig")
    assert exported.files == 2


class Impatient:
    """Cancels at a step."""

    def __init__(self, step: int) -> None:
        self.left = step

    def report(self, done: int, total: int, text: str = "") -> None:
        """Count down to the cancelling."""
        assert 0 <= done <= total, text
        self.left -= 1
        if self.left < 0:
            raise CancelledError


@pytest.mark.parametrize("step", [0, 1])
def test_cancelled_it_leaves_nothing(gate: Gate, tmp_path: Path, aino: int, step: int) -> None:
    out = tmp_path / "ulos" / "vienti"
    out.parent.mkdir()
    with pytest.raises(CancelledError):
        gate.during(Impatient(step)).call(export_office, out, WHY)
    assert list(out.parent.iterdir()) == []
    assert all(e.use_case != "export_office" for e in gate.call(show_log, aino))


@pytest.fixture
def bad_places(tmp_path: Path, office: Office) -> list[Path]:
    full = tmp_path / "täysi"
    full.mkdir()
    (full / "tiedosto").touch()
    return [office.folder / "vienti", office.folder, tmp_path / "ei" / "ole", full, full / "tiedosto", tmp_path]


def test_a_folder_that_is_not_free_is_refused(gate: Gate, bad_places: list[Path]) -> None:
    for place in bad_places:
        with pytest.raises(ExchangeError):
            gate.call(export_office, place, WHY)


def test_an_empty_folder_is_taken_and_a_purpose_is_needed(gate: Gate, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError):
        gate.call(export_office, tmp_path / "vienti", " ")
    (tmp_path / "vienti").mkdir()
    assert gate.call(export_office, tmp_path / "vienti", WHY).folder == tmp_path / "vienti"
    assert (tmp_path / "vienti").stat().st_mode & 0o077 == 0


def test_only_the_main_user_takes_the_register_out(office: Office, desk: Desk, tmp_path: Path) -> None:
    other = offices.colleague(office, desk, Role.BILLING)
    with pytest.raises(PermissionDeniedError):
        other.gate.call(export_office, tmp_path / "vienti", WHY)
    other.close()
