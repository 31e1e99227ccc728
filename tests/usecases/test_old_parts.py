"""An old text taken to pieces: nothing of it is lost, each piece is in one list, and moved where it belongs."""

from pathlib import Path

from asiakasrekisteri.domain.description import Description, Protection, Purpose, Statement
from asiakasrekisteri.usecases.privacy.old_parts import Understood, as_draft, moved, read_old_parts, reworded

TEXT = """Rekisteriseloste

Rekisterin tarkoitus
- laskutus
- palvelujen tuottaminen

Suojaus
Tilat ovat lukittuja.

Siirrot EU:n ulkopuolelle
Tietoja ei siirretä.
"""


def read(folder: Path) -> tuple[str, tuple[Understood, ...]]:
    file = folder / "vanha.txt"
    file.write_text(TEXT, encoding="utf-8")
    return read_old_parts(file)


def test_every_part_stands_where_its_words_are(tmp_path: Path) -> None:
    text, parts = read(tmp_path)
    told = {one.words(): text[one.place.start : one.place.end] for one in parts if one.place is not None}
    assert told["laskutus"] == "laskutus"
    assert told["Tilat ovat lukittuja."] == "Tilat ovat lukittuja."


def test_a_moved_part_says_the_same_in_the_shape_of_its_new_list(tmp_path: Path) -> None:
    _text, parts = read(tmp_path)
    first = next(one for one in parts if one.field == "purposes")
    kinds = {"protections": Protection, "rights": Statement, "subject_groups": Statement, "unplaced": str}
    for field, kind in kinds.items():
        other = moved(first, field)
        assert isinstance(other.item, kind)
        assert (other.words(), other.place, other.field) == ("laskutus", first.place, field)
    assert moved(moved(first, "rights"), "purposes").item == Purpose("billing", "laskutus")


def test_a_corrected_part_is_read_anew_in_its_list(tmp_path: Path) -> None:
    _text, parts = read(tmp_path)
    purpose = next(one for one in parts if one.field == "purposes")
    assert reworded(purpose, "  suoramarkkinointi ").item == Purpose("direct_marketing", "suoramarkkinointi")
    assert reworded(purpose, "lehmien lypsy").item == Purpose("billing", "lehmien lypsy")
    assert reworded(purpose, " ") is purpose
    lock = next(one for one in parts if one.field == "protections")
    assert reworded(lock, "Yhteydet on salattu.").item == Protection("technical", "Yhteydet on salattu.")
    assert reworded(lock, "Yhteydet on salattu.").place == lock.place


def test_the_draft_says_what_the_parts_say_and_keeps_what_they_do_not_tell(tmp_path: Path) -> None:
    _text, parts = read(tmp_path)
    own = Description(register_name="Oma", rights=(Statement(None, "oma oikeus"),))
    draft = as_draft(parts, own)
    assert [one.text for one in draft.purposes] == ["laskutus", "palvelujen tuottaminen"]
    assert draft.transfers.outside_eea == "no"
    assert draft.rights == own.rights
    assert draft.register_name == "Oma"
