"""Findings on the written text mend the structured description, and nothing else of it changes."""

from dataclasses import replace

from asiakasrekisteri.domain.description import Description, Protection, Purpose, Transfers
from asiakasrekisteri.domain.description_writing import write_out
from asiakasrekisteri.domain.findings import Finding
from asiakasrekisteri.domain.rewording import reworded

OLD = "Säilytetään henkilötietolain (523/1999) mukaan."
OWN = Description(
    register_name="Asiakasrekisteri",
    purposes=(Purpose("billing", "laskutus", "contract"),),
    protections=(Protection("technical", "Levy on salattu."), Protection("paper", OLD)),
    transfers=Transfers("no", "Tietoja ei luovuteta henkilötietolain (523/1999) vastaisesti."),
)
QUOTE = "henkilötietolain (523/1999)"
NEW = "tietosuojalain (1050/2018)"


def found(own: Description, quote: str, suggestion: str, *, after: str = "") -> Finding:
    text = write_out(own).text
    start = text.index(quote, text.index(after))
    return Finding("outdated", "varoitus", "", suggestion, "protection", "", quote, start, start + len(quote))


def test_the_words_at_fault_change_where_they_stand_and_nowhere_else() -> None:
    mended = reworded(OWN, found(OWN, QUOTE, NEW, after=OLD))
    assert mended is not None
    assert mended.protections == (OWN.protections[0], Protection("paper", f"Säilytetään {NEW} mukaan."))
    assert replace(mended, protections=OWN.protections) == OWN


def test_the_sentence_on_transfers_is_mended_in_its_place() -> None:
    mended = reworded(OWN, found(OWN, QUOTE, NEW, after="Tietoja ei luovuteta"))
    assert mended is not None
    assert mended.transfers == Transfers("no", f"Tietoja ei luovuteta {NEW} vastaisesti.")
    assert mended.protections == OWN.protections


def test_a_missing_sentence_is_begun_and_what_was_said_is_not_overwritten() -> None:
    offered = "\n\nTietojen antamisen välttämättömyys\n\nTietojen antaminen on edellytys palvelulle.\n"
    lacking = Finding("missing_necessity", "huomautus", "", offered, "necessity", start=9, end=9)
    mended = reworded(OWN, lacking)
    assert mended == replace(OWN, necessity="Tietojen antaminen on edellytys palvelulle.")
    assert reworded(replace(OWN, necessity="Sanottu."), lacking) is None


def test_what_only_the_author_knows_is_left_to_the_author() -> None:
    open_words = found(OWN, QUOTE, "[täydennä: mikä laki]", after=OLD)
    assert reworded(OWN, open_words) is None
    assert reworded(OWN, replace(open_words, suggestion="")) is None
    assert reworded(OWN, replace(open_words, start=None, suggestion=NEW)) is None
