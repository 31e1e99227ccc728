"""Contradictions between a description and the store, on plain data; and what mends them."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from asiakasrekisteri.domain.description import (
    Description,
    Protection,
    Purpose,
    RecipientStatement,
    RetentionStatement,
    SourceStatement,
    Statement,
    Transfer,
    Transfers,
)
from asiakasrekisteri.domain.eea import country_in, is_outside
from asiakasrekisteri.domain.findings import Finding, in_order
from asiakasrekisteri.domain.mending import mended
from asiakasrekisteri.domain.promises import PROMISES, Promise, broken_promises
from asiakasrekisteri.domain.truth import Facts, Place, UsedSource, contradictions, months_in
from asiakasrekisteri.usecases.privacy.truthfulness import known_promises
from asiakasrekisteri.usecases.shipped import shipped

TODAY = dt.date(2026, 11, 22)
FONECTA = UsedSource("fonecta", "commercial", "Fonecta Oy", "päättäjätieto", 212)
NAMES = {code: tuple(words) for code, words in shipped("vocabulary", "promises.toml")["names"].items()}
PROMISED = known_promises()


def facts(**known: Any) -> Facts:
    return Facts(today=TODAY, named=NAMES, **known)


def rules(own: Description, known: Facts) -> list[str]:
    return [one.rule for one in (*contradictions(own, known), *broken_promises(own, known, PROMISED))]


def test_a_source_in_use_is_missing_until_it_is_named() -> None:
    known = facts(sources=(FONECTA,))
    (finding,) = contradictions(Description(), known)
    assert (finding.rule, finding.section, finding.stops) == ("source-missing", "sources", True)
    assert "212 asiakkaan tiedoissa" in finding.text
    assert "Fonecta Oy, päättäjätieto" in finding.suggestion
    own = mended(Description(), finding, known)
    assert own is not None
    assert own.sources == (SourceStatement("commercial", "Fonecta Oy", "päättäjätieto"),)
    assert rules(own, known) == []


@pytest.mark.parametrize(
    ("kind", "name", "what", "named"),
    [
        ("commercial", "Fonectan kohdistamispalvelu", "", True),
        ("commercial", "tietopalvelut", "esimerkiksi FONECTA", True),
        ("commercial", "Suomen Asiakastieto Oy", "maksukyky", False),
        ("customer", "asiakas", "", False),
    ],
)
def test_a_source_is_named_by_a_word_of_its_name(kind: str, name: str, what: str, named: bool) -> None:
    own = Description(sources=(SourceStatement(kind, name, what),))
    assert (rules(own, facts(sources=(FONECTA,))) == []) is named


def test_calls_are_named_by_their_kind_and_a_credit_register_by_its_keeper() -> None:
    call = UsedSource("call", "call", "Puhelu")
    assert rules(Description(sources=(SourceStatement("call", "asiakaspalvelupuhelut"),)), facts(sources=(call,))) == []
    checked = facts(credit_registers=("Suomen Asiakastieto Oy, luottotietorekisteri",))
    assert rules(Description(), checked) == ["source-missing"]
    own = Description(sources=(SourceStatement("commercial", "Asiakastieto", "maksukyky"),))
    assert rules(own, checked) == []


def test_registrars_and_collectors_are_recipients() -> None:
    known = facts(registrars=("Ruskan Tunnukset Oy",), in_collection=2)
    assert rules(Description(), known) == ["recipient-missing", "recipient-missing"]
    own = Description(
        recipients=(
            RecipientStatement("controller", "Ruskan Tunnukset Oy"),
            RecipientStatement("general", "", "Erääntyneet saatavat annetaan perintätoimistolle."),
        )
    )
    assert rules(own, known) == []


def test_no_transfers_is_untrue_while_a_processor_or_a_server_is_abroad() -> None:
    denying = Transfers("no", "Tietoja ei siirretä ETA-alueen ulkopuolelle.")
    cloud = RecipientStatement("processor", "Pilvi Inc", "postitus", country="US")
    own = Description(transfers=denying, recipients=(cloud,))
    (finding,) = contradictions(own, facts())
    assert finding.rule == "transfer-missing"
    assert "Yhdysvallat" in finding.text
    whole = mended(own, finding, facts())
    assert whole is not None
    assert whole.transfers == Transfers("yes", "", (Transfer("Pilvi Inc", "US"),))
    assert rules(whole, facts()) == ["transfer-without-ground"]
    server = facts(places=(Place("kone1.example", "CH"),))
    assert rules(Description(transfers=denying), server) == ["transfer-missing"]
    assert rules(Description(transfers=Transfers("unknown")), server) == ["transfer-missing"]
    told = Transfers("yes", "", (Transfer("kone1.example", "CH", "adequacy"),))
    assert rules(Description(transfers=told), server) == []
    assert rules(replace(own, recipients=(replace(cloud, country="DE"),)), facts()) == []


def test_a_category_with_data_is_missing_from_an_own_list_only() -> None:
    known = facts(held=frozenset({"contact", "credit", "history", "interaction"}))
    assert rules(Description(), known) == [], "the documents then tell what the catalogue has"
    own = Description(data_categories=(Statement("contact", "yhteystiedot"), Statement("communication", "viestit")))
    (finding,) = contradictions(own, known)
    assert (finding.rule, finding.subject) == ("category-missing", "credit")
    whole = mended(own, finding, known)
    assert whole is not None
    assert rules(whole, known) == []
    free = replace(own, data_categories=(*own.data_categories, Statement(None, "maksukykyä koskevat tiedot")))
    assert rules(free, known) == []


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Asiakassuhteen ajan ja 12 kk sen jälkeen.", {12}),
        ("kuuden kuukauden ajan", {6}),
        ("10 v tilikauden päättymisestä", {120}),
        ("3 vuotta, nauhoitteet 6 kuukautta", {36, 6}),
        ("niin kauan kuin on tarpeen", set()),
        ("2.1.2019 alkaen", set()),
    ],
)
def test_times_are_read_in_months(text: str, months: set[int]) -> None:
    assert months_in(text) == months


def test_a_time_of_keeping_other_than_the_rules_is_untrue() -> None:
    known = facts(
        months={"billing": 72, "contact": 12}, times={"billing": "72 kk tilikauden lopusta.", "contact": "12 kk."}
    )
    own = Description(
        retention=(RetentionStatement("billing_history", "10 vuotta."), RetentionStatement("contact", "12 kk."))
    )
    (finding,) = contradictions(own, known)
    assert (finding.rule, finding.quote) == ("retention-differs", "10 vuotta.")
    whole = mended(own, finding, known)
    assert whole is not None
    assert [one.text for one in whole.retention] == ["72 kk tilikauden lopusta.", "12 kk."]
    assert rules(whole, known) == []


def test_a_right_that_no_basis_gives_is_untrue_and_a_missing_one_is_told() -> None:
    own = Description(
        purposes=(Purpose(None, "laskutus", "legal_obligation"),),
        rights=(Statement("portability", "Saat siirtää tietosi."), Statement("access", "Saat nähdä tietosi.")),
    )
    known = facts(rights=frozenset({"access", "rectification"}))
    found = {one.rule: one for one in contradictions(own, known)}
    assert set(found) == {"right-not-given", "right-missing"}
    assert found["right-not-given"].stops
    assert not found["right-missing"].stops
    whole = mended(own, found["right-not-given"], known)
    assert whole is not None
    assert [one.code for one in whole.rights] == ["access"]


def test_a_purpose_needs_a_basis() -> None:
    (finding,) = contradictions(Description(purposes=(Purpose(None, "laskutus"),)), facts())
    assert (finding.rule, finding.stops, finding.quote) == ("purpose-without-basis", True, "laskutus")
    assert mended(Description(), finding, facts()) is None


PROMISE_CASES = [
    ("Puheluita ei nauhoiteta.", {"recordings": 3}, "promise-no-recordings"),
    ("Emme nauhoita asiakaspalvelupuheluita.", {"recordings": 1}, "promise-no-recordings"),
    ("Asiakaspalvelupuhelut ilman nauhoitusta.", {"recordings": 1}, "promise-no-recordings"),
    (
        "Tietoihin pääsevät vain ennalta määritellyt, nimetyt henkilöt.",
        {"shared_users": ("tuki",)},
        "promise-named-persons",
    ),
    ("Jokaisella on henkilökohtainen käyttäjätunnus.", {"nameless_users": ("k",)}, "promise-named-persons"),
    ("Tietokannat ja varmuuskopiot ovat lukituissa tiloissa.", {}, "promise-locked-backups"),
    ("Varmuuskopiot otetaan päivittäin.", {"last_backup": dt.date(2026, 9, 1)}, "promise-regular-backups"),
    ("Manuaalinen aineisto säilytetään aina lukituissa tiloissa.", {"unlocked_papers": 1}, "promise-locked-paper"),
    ("Arvioimme säilyttämisen tarpeellisuutta vuosittain.", {}, "promise-yearly-review"),
    ("Henkilötunnuksia ei tallenneta.", {"identity_codes": 1}, "promise-no-identity-codes"),
    ("Salasanoja ei tallenneta rekisteriin.", {"passwords": 1}, "promise-no-passwords"),
    ("Tietoja ei luovuteta ulkopuolisille.", {"registrars": ("Ruskan Tunnukset Oy",)}, "promise-no-disclosures"),
    ("Emme luovuta tietoja ilman suostumustasi.", {"other_grounds": 2}, "promise-limited-disclosures"),
    ("Tietoja ei siirretä EU:n tai ETA:n ulkopuolelle.", {"places": (Place("kone", "US"),)}, "promise-no-transfers"),
]


@pytest.mark.parametrize(("text", "known", "rule"), PROMISE_CASES)
def test_a_promise_that_the_store_belies_is_found(text: str, known: dict[str, Any], rule: str) -> None:
    own = Description(protections=(Protection("technical", f"Rekisteri on salattu. {text}"),))
    found = [one for one in broken_promises(own, facts(**known), PROMISED) if one.rule == rule]
    assert [one.quote for one in found] == [text]


@pytest.mark.parametrize(("text", "known", "rule"), PROMISE_CASES)
def test_the_same_facts_belie_no_text_that_promises_nothing(text: str, known: dict[str, Any], rule: str) -> None:
    harmless = "Tiedot on suojattu palomuurilla ja salasanoin. Puhelut nauhoitetaan, ja nauhoitteet poistetaan."
    own = Description(protections=(Protection("technical", harmless),))
    assert list(broken_promises(own, facts(**known), PROMISED)) == []


@pytest.mark.parametrize(("text", "rule"), [(text, rule) for text, _known, rule in PROMISE_CASES])
def test_a_promise_that_holds_is_no_finding(text: str, rule: str) -> None:
    kept = facts(last_backup=dt.date(2026, 11, 20), last_review=dt.date(2026, 1, 10))
    own = Description(protections=(Protection("technical", text),))
    found = [one for one in broken_promises(own, kept, PROMISED) if one.rule == rule]
    assert [one.severity for one in found if one.stops] == []
    assert bool(found) == (rule == "promise-locked-backups"), (
        "where a copy lies the program cannot know: it only reminds"
    )


def test_every_kind_of_promise_has_its_words_and_its_test() -> None:
    assert {one.code for one in PROMISED} == PROMISES
    assert {rule.removeprefix("promise-").replace("-", "_") for _text, _known, rule in PROMISE_CASES} == PROMISES
    assert isinstance(PROMISED[0], Promise)


def test_a_review_a_year_ago_to_the_day_still_holds() -> None:
    own = Description(retention=(RetentionStatement("", "Tiedot tarkastetaan kerran vuodessa."),))
    assert rules(own, facts(last_review=dt.date(2025, 11, 22))) == []
    assert rules(own, facts(last_review=dt.date(2025, 11, 21))) == ["promise-yearly-review"]


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("Saksa, Frankfurt", "DE"),
        ("Rovaniemi, konesali 1", ""),
        ("Ashburn (Yhdysvallat)", "US"),
        ("Zürich, Sveitsi", "CH"),
        ("", ""),
    ],
)
def test_a_place_names_its_country(place: str, code: str) -> None:
    assert country_in(place) == code
    assert is_outside(code) == (code in {"US", "CH"})


def test_the_gravest_comes_first_and_then_the_order_of_sections() -> None:
    found = [
        Finding("a", "huomautus", "", section="controller"),
        Finding("b", "virhe", "", section="rights"),
        Finding("c", "virhe", "", section="sources"),
        Finding("d", "varoitus", ""),
    ]
    assert [one.rule for one in in_order(found)] == ["c", "b", "d", "a"]
