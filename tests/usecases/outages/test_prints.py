"""Paper for those who cannot be told by e-mail: read back as text."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.domain.texting import length_of
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.log_pages import LogFilter, list_log, log_rows
from asiakasrekisteri.usecases.outages.affected import Target
from asiakasrekisteri.usecases.outages.notices import NoticeDraft, begin_outage, begin_telling, mark_told, save_notice
from asiakasrekisteri.usecases.outages.prints import call_list, outage_letters, render_calls, render_letters
from asiakasrekisteri.usecases.outages.results import notice_recipients
from asiakasrekisteri.usecases.outages.texting import export_numbers, text_list
from asiakasrekisteri.usecases.outages.wording import template
from tests.offices import entered
from tests.outages import SAID, failing_office, service
from tests.reading import pdf_text


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Gate]:
    """The gate of an office in which a notice has been sent: one is to be called, one to be written to."""
    office, at = failing_office(tmp_path / "failing")
    desk = entered(office)
    values = {"name": "Metsäpirtti ry", "kind": "association", "status": "active", "relation": "own", "language": "sv"}
    street = {"use": "postal", "street": "Kuusitie 3", "postcode": "96200", "town": "Rovaniemi", "country": "FI"}
    hut = desk.gate.call(add_customer, values, [Edit("address", values=street)]).id
    service(desk.gate, hut, "Postilaatikot", at.mail, at.server)
    notice = desk.gate.call(begin_outage)
    draft = NoticeDraft(outage=SAID, targets=(Target(at.server),), texts=template("first"))
    desk.gate.call(save_notice, notice, draft)
    desk.gate.call(begin_telling, notice)
    yield desk.gate
    desk.close()


def test_the_list_of_calls_has_those_who_wait_and_what_is_told(gate: Gate) -> None:
    said = " ".join(pdf_text(render_calls(gate.call(call_list, 1))).split())
    for words in ("Jonna Isokoski", "Suvannon Kala Oy", "040 5550111", "klo 23.30 asti", "Käytä varasähköpostia."):
        assert words in said
    assert "Åke" not in said
    assert "Metsäpirtti" not in said
    jonna = next(row.id for row in gate.call(notice_recipients, 1) if row.name == "Jonna Isokoski")
    gate.call(mark_told, [jonna])
    assert "Jonna" not in pdf_text(render_calls(gate.call(call_list, 1)))


def test_a_letter_has_the_address_in_its_window_and_its_own_words(gate: Gate) -> None:
    found = gate.call(outage_letters, 1)
    (letter,) = found.letters
    assert letter.letter.recipient == ("Metsäpirtti ry", "Kuusitie 3", "96200 ROVANIEMI")
    assert letter.paragraphs[-1].endswith("avhjälpt."), "the firm signs once"
    said = " ".join(pdf_text(render_letters(found)).split())
    assert "Störning: web-03 on poikki" in said
    assert "Kostnader för skyddet: inga" in said
    assert "Palvelut" not in said
    hut = next(row.id for row in gate.call(notice_recipients, 1) if row.name == "Metsäpirtti ry")
    gate.call(mark_told, [hut])
    with pytest.raises(InvalidInputError, match="Kirjeitä ei ole"):
        gate.call(outage_letters, 1)


def test_the_numbers_go_out_for_a_purpose_without_names_and_the_log_tells_of_it(gate: Gate, tmp_path: Path) -> None:
    found = gate.call(text_list, 1)
    (message,) = found.messages
    assert message.text.startswith("Kaamosverkko Oy: web-03 on poikki. Lisätietoja: kaamosverkko.example/tila.")
    assert length_of(message.text).is_one
    out = tmp_path / "numerot.csv"
    with pytest.raises(InvalidInputError, match="mihin"):
        gate.call(export_numbers, 1, out, " ")
    gate.call(export_numbers, 1, out, "häiriöstä kertominen")
    assert out.read_text("utf-8-sig").splitlines() == ["Numero;Kieli", "358405550111;fi"]
    (newest, *_rest) = gate.call(log_rows, gate.call(list_log, LogFilter(kind="leave")).ids)
    assert (newest.words, newest.purpose) == ("Tekstiviestiluettelo", "häiriöstä kertominen")
    gate.call(mark_told, list(found.recipients))
    assert gate.call(text_list, 1).messages == ()
    with pytest.raises(InvalidInputError, match="ei ole enää"):
        gate.call(export_numbers, 1, out, "uudelleen")
