"""YTJ: what is sent, what is understood of the answer, and how its faults are told."""

import datetime as dt
import json
import random
from typing import Any

import pytest

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.exchange import ytj
from asiakasrekisteri.exchange.ytj import YtjAddress, question, read_companies, search
from tests.ytjserver import LEIPOMO, Habits, ytj as service


@pytest.mark.slow
def test_only_a_business_id_or_a_name_is_sent() -> None:
    habits = Habits()
    with service(habits) as base:
        search("1234567-1", base)
        search("  Leipomo   Äyräs ", base)
    assert habits.asked == [{"businessId": ["1234567-1"]}, {"name": ["Leipomo Äyräs"]}]
    with pytest.raises(ExchangeError, match="kolme kirjainta"):
        question(" a ")


@pytest.mark.slow
def test_what_is_in_force_is_told_in_finnish() -> None:
    with service(Habits()) as base:
        (company,) = search("1234567-1", base)
    assert (company.business_id, company.name, company.form) == ("1234567-1", "Leipomo Äyräs Oy", "Osakeyhtiö")
    assert (company.industry, company.industry_code) == ("Leivän valmistus", "10710")
    assert (company.registered_on, company.ended_on, company.situation) == (dt.date(2001, 5, 3), None, "")
    assert company.addresses == (
        YtjAddress(kind=2, street="PL 12", postcode="33101", town="TAMPERE"),
        YtjAddress(kind=1, street="Jauhotie 2 B", postcode="33100", town="TAMPERE"),
    )


@pytest.mark.parametrize(
    ("code", "words"), [("SANE", "saneerauksessa"), ("SELTILA", "selvitystilassa"), ("KONK", "konkurssissa")]
)
def test_a_situation_is_told(code: str, words: str) -> None:
    (company,) = read_companies(
        json.dumps({"companies": [{**LEIPOMO, "companySituations": [{"type": code}]}]}).encode()
    )
    assert words in company.situation


@pytest.mark.parametrize(
    ("habits", "words"),
    [
        (Habits(code=429), "ruuhkaa"),
        (Habits(code=500), "virheellä 500"),
        (Habits(body=b"<html>huolto</html>"), "ei ymmärretty"),
        (Habits(code=99), "verkkoyhteys"),
        (Habits(body=b"[]"), "ei ymmärretty"),
        (Habits(body=b'{"companies": {}}'), "ei ymmärretty"),
    ],
)
@pytest.mark.slow
def test_faults_of_the_service_are_told_in_words(habits: Habits, words: str) -> None:
    with service(habits) as base, pytest.raises(ExchangeError, match=words):
        search("1234567-1", base)


@pytest.mark.slow
def test_an_unknown_firm_is_no_fault() -> None:
    with service(Habits(code=404)) as base:
        assert search("1234567-1", base) == ()
    with service(Habits(companies=[])) as base:
        assert search("Tuntematon", base) == ()


@pytest.mark.slow
def test_a_slow_service_and_no_network_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ytj, "_TIMEOUT_S", 0.1)
    with service(Habits(delay=0.5)) as base, pytest.raises(ExchangeError, match="ajoissa"):
        search("1234567-1", base)
    with pytest.raises(ExchangeError, match="verkkoyhteys"):
        search("1234567-1", "http://ei-ole.invalid/v3")


def _broken(value: Any, luck: random.Random) -> Any:
    if luck.random() < 0.15:
        return luck.choice((None, 7, "", "x", [], {}, [None], {"a": 1}, True))
    if isinstance(value, dict):
        return {key: _broken(one, luck) for key, one in value.items()}
    return [_broken(one, luck) for one in value] if isinstance(value, list) else value


@pytest.mark.slow
def test_a_thousand_odd_answers_are_survived() -> None:
    luck = random.Random(20261125)
    for _n in range(1000):
        data = json.dumps(_broken({"companies": [LEIPOMO, LEIPOMO]}, luck)).encode()
        try:
            companies = read_companies(data)
        except ExchangeError:
            continue
        assert all(one.business_id == "1234567-1" for one in companies)
