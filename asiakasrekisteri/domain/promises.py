"""What a description promises of how the register is kept, and whether the store bears it out (R-63…R-81)."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from asiakasrekisteri.domain.description import Description
from asiakasrekisteri.domain.eea import is_outside
from asiakasrekisteri.domain.findings import Finding, Severity
from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.retention import add_months
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.domain.truth import Facts
from asiakasrekisteri.domain.yearly_review import REVIEW_MONTHS

BACKUP_MONTHS = 1
TRIAL_MONTHS = 12
"""How often a restore is tried: what has never been put back is a hope, not a backup (GDPR Art. 32(1)(c) and (d))."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Promise:
    """A kind of promise: by which regular expressions it is known, and in which section it belongs."""

    code: str
    section: str
    patterns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Broken:
    """Why a promise does not hold, how to mend it, and how grave it is."""

    text: str
    mending: str
    severity: Severity = "virhe"
    law: str = "GDPR 5(1)(a)"


def broken_promises(own: Description, facts: Facts, known: Sequence[Promise]) -> Iterator[Finding]:
    """Yield the promises of the text that the store does not bear out, each once, with the words that make it."""
    sentences = list(_sentences(own))
    for promise in known:
        broken = _CHECKS[promise.code](own, facts)
        quote = next((one for one in sentences if _makes(promise, one)), "") if broken is not None else ""
        if broken is not None and quote:
            yield Finding(
                "promise-" + promise.code.replace("_", "-"),
                broken.severity,
                _("Seloste lupaa: ”{quote}” {why}").format(quote=quote, why=broken.text),
                broken.mending,
                promise.section,
                broken.law,
                quote,
            )


def _makes(promise: Promise, sentence: str) -> bool:
    return any(re.search(pattern, sentence.casefold()) for pattern in promise.patterns)


def kept_sentence(own: Description, promise: Promise) -> str:
    """Return the first sentence of a description that makes a promise; "" where none does."""
    return next((one for one in _sentences(own) if _makes(promise, one)), "")


def _sentences(own: Description) -> Iterator[str]:
    for _section, text in own.own_words():
        yield from filter(None, map(str.strip, _SENTENCE.split(text)))


def _recordings(_own: Description, facts: Facts) -> _Broken | None:
    if not facts.recordings:
        return None
    text = ngettext(
        "Rekisterissä on kuitenkin {n} puhelunauhoite.",
        "Rekisterissä on kuitenkin {n} puhelunauhoitetta.",
        facts.recordings,
    )
    return _Broken(
        text.format(n=facts.recordings), _("Poista lause ja kerro nauhoittamisesta, tai poista nauhoitteet.")
    )


def _named(_own: Description, facts: Facts) -> _Broken | None:
    if facts.shared_users:
        text = _("Käyttäjätunnuksen haltija ei kuitenkaan ole henkilö: {names}.")
        mending = _("Anna jokaiselle työntekijälle oma tunnus ja sulje yhteinen.")
        return _Broken(text.format(names=", ".join(facts.shared_users)), mending, law="GDPR 32")
    if facts.nameless_users:
        text = _("Käyttäjältä puuttuu kuitenkin koko nimi: {names}.")
        names = ", ".join(facts.nameless_users)
        return _Broken(text.format(names=names), _("Kirjaa käyttäjän etu- ja sukunimi."), "varoitus", "GDPR 32")
    if facts.users_questioned:
        text = _("Viime vuosikatsaus jätti kuitenkin tehtävän: {task}.")
        mending = _("Tee tehtävä ja kirjaa uusi tarkistus.")
        return _Broken(text.format(task=facts.users_questioned.rstrip(".")), mending, "varoitus", "GDPR 32")
    return None


def _locked_backups(_own: Description, facts: Facts) -> _Broken | None:
    if facts.last_backup is None:
        return _Broken(
            _("Lokissa ei kuitenkaan ole yhtään varmuuskopiota."), _("Tee varmuuskopio ja vie se lukittuun tilaan.")
        )
    when = day(facts.last_backup)
    if facts.backup_locked is None:
        return _Broken(
            _("Kuitenkaan ei ole kirjattu, missä {day} tehty kopio säilytetään.").format(day=when),
            _("Kirjaa varmuuskopioiden paikka ja sen lukko (Varmuuskopiot)."),
            "varoitus",
            law="GDPR 32(1)",
        )
    if not facts.backup_locked:
        text = _("{day} tehdyn kopion paikka ei kuitenkaan ole lukossa.").format(day=when)
        return _Broken(text, _("Vie kopio lukittuun tilaan ja kirjaa paikka, tai muuta lausetta."), law="GDPR 32(1)")
    if facts.restore_tried is None or add_months(facts.restore_tried, TRIAL_MONTHS) < facts.today:
        tried = day(facts.restore_tried) if facts.restore_tried else _("ei koskaan")
        text = _("Palautusta on kuitenkin kokeiltu viimeksi: {when}.").format(when=tried)
        return _Broken(text, _("Kokeile palautusta (Varmuuskopiot)."), "huomautus", "GDPR 32(1)(d)")
    return None


def _regular_backups(_own: Description, facts: Facts) -> _Broken | None:
    if facts.last_backup is not None and add_months(facts.last_backup, BACKUP_MONTHS) >= facts.today:
        return None
    when = day(facts.last_backup) if facts.last_backup else _("ei koskaan")
    text = _("Viimeisin varmuuskopio on kuitenkin: {when}.")
    return _Broken(text.format(when=when), _("Tee varmuuskopio ja ajasta seuraavat."), law="GDPR 32(1)(c)")


def _locked_paper(_own: Description, facts: Facts) -> _Broken | None:
    if not facts.unlocked_papers:
        return None
    text = ngettext(
        "{n} paperin säilytyspaikka ei kuitenkaan ole lukittu.",
        "{n} paperin säilytyspaikka ei kuitenkaan ole lukittu.",
        facts.unlocked_papers,
    )
    mending = _("Siirrä paperit lukittuun tilaan ja merkitse uusi paikka, tai muuta lausetta.")
    return _Broken(text.format(n=facts.unlocked_papers), mending, law="GDPR 32")


def _yearly(_own: Description, facts: Facts) -> _Broken | None:
    if facts.last_review is not None and add_months(facts.last_review, REVIEW_MONTHS) >= facts.today:
        return None
    when = _("viimeksi {day}").format(day=day(facts.last_review)) if facts.last_review else _("ei vielä kertaakaan")
    text = _("Tarkistus on kuitenkin kirjattu {when}.").format(when=when)
    return _Broken(text, _("Tee tarkistus ja kirjaa se."), law="GDPR 5(2)")


def _identity_codes(_own: Description, facts: Facts) -> _Broken | None:
    if not facts.identity_codes:
        return None
    mending = _("Poista lause tai henkilötunnukset.")
    return _Broken(_("Rekisterissä on kuitenkin henkilötunnuksia."), mending, law="tietosuojalaki 29 §")


def _passwords(_own: Description, facts: Facts) -> _Broken | None:
    if not facts.passwords:
        return None
    return _Broken(_("Rekisterissä on kuitenkin salattuja salasanoja."), _("Poista lause tai salasanat."))


def _disclosures(own: Description, facts: Facts) -> _Broken | None:
    others = [one.name for one in own.recipients if one.kind in {"controller", "authority"} and one.name]
    others += list(facts.registrars)
    if not others:
        return None
    text = _("Tietoja saavat kuitenkin: {names}.").format(names=", ".join(dict.fromkeys(others)))
    return _Broken(text, _("Kerro, kenelle tietoja luovutetaan."), law="GDPR 13(1)(e)")


def _limited_disclosures(_own: Description, facts: Facts) -> _Broken | None:
    if not facts.other_grounds:
        return None
    text = ngettext(
        "Muulla perusteella on kuitenkin kirjattu {n} luovutus.",
        "Muulla perusteella on kuitenkin kirjattu {n} luovutusta.",
        facts.other_grounds,
    )
    return _Broken(text.format(n=facts.other_grounds), _("Kerro selosteessa, millä perusteella tietoja luovutetaan."))


def _no_transfers(own: Description, facts: Facts) -> _Broken | None:
    if own.transfers.outside_eea == "no":
        return None  # compared with the store by `truth`
    abroad = [one.recipient for one in own.transfers.places if is_outside(one.country)]
    abroad += [one.name for one in facts.places if is_outside(one.country)]
    if not abroad:
        return None
    text = _("Tietoja siirretään kuitenkin: {names}.").format(names=", ".join(dict.fromkeys(abroad)))
    return _Broken(text, _("Poista lause tai kirjaa siirrot."), law="GDPR 13(1)(f)")


_CHECKS: Mapping[str, Callable[[Description, Facts], _Broken | None]] = {
    "no_recordings": _recordings,
    "named_persons": _named,
    "locked_backups": _locked_backups,
    "regular_backups": _regular_backups,
    "locked_paper": _locked_paper,
    "yearly_review": _yearly,
    "no_identity_codes": _identity_codes,
    "no_passwords": _passwords,
    "no_disclosures": _disclosures,
    "limited_disclosures": _limited_disclosures,
    "no_transfers": _no_transfers,
}
"""How each kind of promise is tested."""
PROMISES = frozenset(_CHECKS)
