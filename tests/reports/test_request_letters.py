"""Letters about requests: in each language, on few pages, with nobody but the recipient in the envelope's window."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from asiakasrekisteri.reports.legal import legal_texts
from asiakasrekisteri.usecases.office import Desk
from asiakasrekisteri.usecases.privacy.requests.letters import FILE_NAMES, preview_letter
from tests import offices
from tests.reports.reading import Pdf
from tests.usecases.requests.asking import Asked, asked_of

SAID: dict[str, dict[str, object]] = {
    "received": {},
    "more": {"asked_for": "Asiakasnumero ja viimeisimmän laskun summa."},
    "extension": {"extension_reason": "Pyyntö koskee seitsemän vuoden viestejä."},
    "refusal": {
        "decision": "partly",
        "ground": "gdpr15_4",
        "reasoning": "Muita on viesteissä.",
        "given_anyway": "Muu.",
    },
    "forwarded": {"decision": "not_controller", "forwarded_to": "Kahvila Vanha Satama Tmi"},
    "granted": {"decision": "granted"},
    "lifting": {},
}
TOLD = {
    "received": ("TP-2026-0001", "7.12.2026", "maksuton"),
    "more": ("Asiakasnumero", "12 art. 6 kohta", "henkilöllisyystodistuksestasi"),
    "extension": ("8.2.2027", "seitsemän vuoden", "12 art. 3 kohta"),
    "refusal": ("15 art. 4 kohta", "Muita on viesteissä.", "Tietosuojavaltuutetun toimisto", "34 §", "79 art."),
    "forwarded": ("Kahvila Vanha Satama Tmi", "28 art.", "Tietosuojavaltuutetun toimisto"),
    "granted": ("liitteenä",),
    "lifting": ("18 art. 3 kohta", "poistamme rajoituksen", "valituksen tietosuojavaltuutetulle"),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk in an office whose person asks."""
    made = offices.desk(tmp_path_factory.mktemp("kirjeet") / "office")
    yield made
    made.close()


@pytest.fixture(scope="module", params=["fi", "sv", "en"])
def asked(desk: Desk, request: pytest.FixtureRequest) -> tuple[str, Asked, int]:
    """A request of a person who is served in a language."""
    who = asked_of(desk.gate, request.param)
    return request.param, who, who.receive(received="2026-11-06")


@pytest.mark.parametrize("kind", FILE_NAMES)
def test_a_letter_is_one_page_and_only_the_recipient_shows_in_the_window(
    asked: tuple[str, Asked, int], kind: str, tmp_path: Path
) -> None:
    language, who, request = asked
    made = who.gate.call(preview_letter, request, kind, SAID[kind])
    pdf = Pdf(made.pdf, tmp_path)
    shown = [word for word in pdf.words() if word.bottom > 36 and word.top < 75 and word.left < 113]
    assert [word.text for word in shown] == ["Hanna-Mari", "Näyte", "Kirkkotie", "8", "A", "3", "44800", "PIHTIPUDAS"]
    assert all(word.left >= 20 and word.right <= 108 and word.top >= 40 and word.bottom <= 70 for word in shown)
    assert made.pages == 1
    assert made.addressed
    assert "Näyte" not in made.name
    title = legal_texts(language).data["letters"][kind]
    assert title["kind"] in pdf.text()
    assert "{" not in pdf.text()


@pytest.mark.parametrize("kind", FILE_NAMES)
def test_a_letter_tells_what_the_law_asks(desk: Desk, kind: str, tmp_path: Path) -> None:
    who = asked_of(desk.gate)
    request = who.receive(received="2026-11-06")
    number = who.card(request).line.number
    said = who.gate.call(preview_letter, request, kind, SAID[kind])
    text = " ".join(Pdf(said.pdf, tmp_path).text().replace("\xa0", " ").split())
    for words in TOLD[kind]:
        assert words.replace("TP-2026-0001", number) in text


def test_every_ground_and_every_right_has_its_words_in_every_language() -> None:
    for language in ("fi", "sv", "en"):
        texts = legal_texts(language)
        fi = legal_texts("fi")
        assert texts.words("letters.grounds").keys() == fi.words("letters.grounds").keys()
        assert texts.words("letters.kinds").keys() <= texts.words("letters.granted").keys()


def test_nothing_of_a_preview_is_stored(desk: Desk) -> None:
    who = asked_of(desk.gate)
    request = who.receive(received="2026-11-06")
    before = who.card(request).record.values
    for kind, said in SAID.items():
        who.gate.call(preview_letter, request, kind, said)
    assert who.card(request).record.values == before
    assert who.card(request).files == ()
