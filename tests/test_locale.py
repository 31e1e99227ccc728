"""The catalogues: whole, true to the shape of the Finnish texts, and compiled as they are."""

import gettext
import re
from collections import Counter
from functools import cache

import pytest
from babel.messages import Catalog

from asiakasrekisteri.domain.countries import country_name
from asiakasrekisteri.domain.texts import _, language_in_use, ngettext, set_language, translation
from resources.locale import update

LANGUAGES = update.LANGUAGES
PLACEHOLDER = re.compile(r"\{[^{}]*\}|%(?:\([a-z_]+\))?[sdrfx]")
BLANKS = re.compile(r"^(\s*).*?(\s*)$", re.DOTALL)
ACCELERATOR = re.compile(r"&(?=\w)")
FINNISH_ONLY = re.compile(r"\b(?:ei|ja|on|tai|että|jos|kun|rekisterin|asiakkaan|henkilön)\b")
MENUS = (("&Lukitse", "&Sulje"), ("&Takaisin", "&Eteenpäin"), ("&Rekisteri", "&Siirry"))
Form = tuple[str, str]


@cache
def catalogue(language: str) -> Catalog:
    return update.read(language)


@cache
def ids() -> frozenset[update.MessageId]:
    return frozenset(update.in_code())


def several(text: object) -> list[str]:
    return [str(form) for form in text] if isinstance(text, list | tuple) else [str(text or "")]


def forms(language: str) -> list[Form]:
    """Every translated form beside the Finnish form it stands for."""
    pairs: list[Form] = []
    for message in catalogue(language):
        if message.id:
            texts, said = several(message.id), several(message.string)
            assert len(texts) == len(said), f"{message.id} has not as many forms as the language"
            pairs += zip(texts, said, strict=True)
    return pairs


def wrong(language: str, shape: re.Pattern[str]) -> list[Form]:
    return [(text, said) for text, said in forms(language) if shape_of(shape, text) != shape_of(shape, said)]


def shape_of(shape: re.Pattern[str], text: str) -> Counter[object]:
    return Counter(shape.findall(text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_code_is_translated(language: str) -> None:
    held = {m.id if isinstance(m.id, str) else tuple(m.id) for m in catalogue(language) if m.id}
    assert ids() - held == set(), "run resources/locale/update.py and translate"
    assert held - ids() == set(), "run resources/locale/update.py"
    assert [m.id for m in update.untranslated(catalogue(language))] == []
    assert [m.id for m in catalogue(language) if m.id and m.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_blanks_and_accelerators_are_those_of_the_text(language: str) -> None:
    assert wrong(language, PLACEHOLDER) == []
    assert wrong(language, BLANKS) == []
    assert wrong(language, ACCELERATOR) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_can_be_filled_in(language: str) -> None:
    for text, said in forms(language):
        names = {name.split(":")[0] for name in re.findall(r"\{([a-z_]*)[^{}]*\}", text)}
        said.format(**dict.fromkeys(names, "1"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_end_as_they_end_and_nobody_shouts(language: str) -> None:
    ends = [(text, said) for text, said in forms(language) if text[-1] in ".…:?" and said[-1] != text[-1]]
    assert ends == []
    assert [said for _text, said in forms(language) if "!" in said] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_was_left_in_finnish(language: str) -> None:
    assert [said for text, said in forms(language) if said == text and FINNISH_ONLY.search(said)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_named_in_a_text_stay(language: str) -> None:
    assert wrong(language, re.compile(r"\((?:Ctrl|Alt|Shift|F\d|Enter)[^)]*\)")) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("menu", MENUS)
def test_accelerators_of_a_menu_differ(language: str, menu: tuple[str, ...]) -> None:
    keys = [text[text.index("&") + 1].casefold() for text in map(translation(language).gettext, menu)]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_program_reads_is_what_the_translators_wrote(language: str) -> None:
    with update.compiled(language).open("rb") as stream:
        shipped = gettext.GNUTranslations(stream)
    for message in catalogue(language):
        if not message.id:
            continue
        texts = several(message.id)
        if len(texts) == 1:
            assert shipped.gettext(texts[0]) == message.string
        else:
            assert [shipped.ngettext(texts[0], texts[1], n) for n in (1, 2)] == several(message.string)


def test_updating_keeps_what_is_translated_and_drops_what_is_not_said() -> None:
    old = Catalog("sv", fuzzy=False)
    old.add("Tallenna", "Spara")
    old.add("Vanha", "Gammal")
    old.add("{n} osuma", "{n} träff")
    new = update.updated(old, {"Tallenna", "Uusi", ("{n} osuma", "{n} osumaa")})
    assert {str(m.id): m.string for m in new if m.id} == {
        "Tallenna": "Spara",
        "Uusi": "",
        str(("{n} osuma", "{n} osumaa")): ("", ""),
    }
    assert len(update.untranslated(new)) == 2


def test_the_language_in_use_speaks() -> None:
    try:
        set_language("sv")
        assert (language_in_use(), _("Tallenna"), country_name("SE")) == ("sv", "Spara", "Sverige")
        assert [ngettext("{n} sivu", "{n} sivua", n).format(n=n) for n in (1, 2)] == ["1 sida", "2 sidor"]
        set_language("fi")
        assert (_("Tallenna"), country_name("SE")) == ("Tallenna", "Ruotsi")
    finally:
        set_language("fi")
