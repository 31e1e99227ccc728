"""Letters about requests: in each language, on few pages, with nobody but the recipient in the envelope's window."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from asiakasrekisteri.domain.letters import RequestLetter
from asiakasrekisteri.reports.legal import legal_texts
from asiakasrekisteri.reports.request_letter import request_letter_pdf
from asiakasrekisteri.usecases.office import Desk
from asiakasrekisteri.usecases.privacy.requests.letters import FILE_NAMES, preview_letter
from tests import offices
from tests.reports import samples
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
    "nothing": {"decision": "nothing_held", "reasoning": "Nimi ja entinen nimi."},
    "granted": {"decision": "granted"},
    "lifting": {},
}
TOLD = {
    "received": ("TP-2026-0001", "7.12.2026", "maksuton"),
    "more": ("Asiakasnumero", "12 art. 6 kohta", "henkilöllisyystodistuksestasi"),
    "extension": ("8.2.2027", "seitsemän vuoden", "12 art. 3 kohta"),
    "refusal": ("15 art. 4 kohta", "Muita on viesteissä.", "Tietosuojavaltuutetun toimisto", "34 §", "79 art."),
    "forwarded": ("Kahvila Vanha Satama Tmi", "28 art.", "Tietosuojavaltuutetun toimisto"),
    "nothing": ("ei ole sinua koskevia", "Nimi ja entinen nimi.", "15 art. 1 kohta", "valittaa", "79 art."),
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


@pytest.mark.slow
def test_however_long_a_letter_is_its_last_page_has_more_than_the_closing(tmp_path: Path) -> None:
    said = RequestLetter(
        letter=samples.letter(),
        kind="PÄÄTÖS",
        title="Päätös pyynnöstäsi",
        paragraphs=("Emme toteuta pyyntöäsi.",),
        remedies=("Voit saattaa asian tuomioistuimen käsiteltäväksi.",),
        supervisor=samples.SUPERVISOR,
    )
    seen = set()
    for lines in range(10, 18):
        made, pages = request_letter_pdf(replace(said, facts=(("Perustelut", "\n".join(["Rivi"] * lines)),)))
        seen.add(pages)
        last = Pdf(made, tmp_path).text("-f", str(pages))
        assert "tuomioistuimen" in last, lines
        assert "Aino Öberg" in last, lines
    assert seen == {1, 2}


@pytest.mark.parametrize(
    ("language", "received"), [("fi", "6.11.2026"), ("sv", "6.11.2026"), ("en", "6 November 2026")]
)
def test_a_letter_tells_its_days_as_its_reader_writes_them(
    desk: Desk, language: str, received: str, tmp_path: Path
) -> None:
    who = asked_of(desk.gate, language)
    made = who.gate.call(preview_letter, who.receive(received="2026-11-06"), "extension", SAID["extension"])
    text = Pdf(made.pdf, tmp_path).flat()
    assert received in text
    assert ("8.2.2027" in text, "8 February 2027" in text) == (language != "en", language == "en")


def test_who_acts_for_another_is_told_whose_data_the_letter_speaks_of(desk: Desk, tmp_path: Path) -> None:
    who = asked_of(desk.gate)
    request = who.receive(requester="guardian", requester_name="Helmi Huoltaja", authority="väestötieto-ote")
    said = Pdf(who.gate.call(preview_letter, request, "granted", SAID["granted"]).pdf, tmp_path).flat()
    assert "Pyysit henkilön Hanna-Mari Näyte puolesta." in said
    own = Pdf(who.gate.call(preview_letter, who.receive(), "granted", SAID["granted"]).pdf, tmp_path).flat()
    assert "puolesta" not in own
