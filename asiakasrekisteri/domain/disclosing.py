"""The words of disclosing: who recipients are, on what grounds data are given, how, and into which third countries."""

import datetime as dt
from collections.abc import Iterator

from asiakasrekisteri.domain.fields import Option
from asiakasrekisteri.domain.texts import N_, _

RECIPIENT_KINDS = (
    Option("processor", N_("käsittelijä")),
    Option("controller", N_("toinen rekisterinpitäjä")),
    Option("authority", N_("viranomainen")),
    Option("person", N_("yksityishenkilö")),
)
GROUNDS = (
    Option("consent", N_("henkilön suostumus")),
    Option("own_request", N_("henkilön oma pyyntö")),
    Option("order", N_("tilauksen käsittely")),
    Option("contract", N_("sopimuksen täyttäminen")),
    Option("law", N_("laissa säädetty velvollisuus")),
    Option("authority", N_("viranomaisen pyyntö")),
    Option("interest", N_("oikeutettu etu")),
)
"""On what ground data are given (R-59…R-61)."""
HOW = (
    Option("email", N_("sähköposti")),
    Option("secure", N_("suojattu yhteys")),
    Option("letter", N_("kirje")),
    Option("export", N_("tiedostona")),
    Option("print", N_("tulosteena")),
    Option("phone", N_("puhelimessa")),
    Option("handed", N_("henkilökohtaisesti")),
    Option("other", N_("muulla tavalla")),
)
MECHANISMS = (
    Option("adequacy", N_("riittävyyspäätös (45 artikla)")),
    Option("scc", N_("vakiosopimuslausekkeet (46 artikla)")),
    Option("bcr", N_("sitovat yritystä koskevat säännöt (47 artikla)")),
    Option("article_49", N_("erityistilanteen poikkeus (49 artikla)")),
)
"""Grounds of Chapter V, by the codes that descriptions have for them."""
ANSWERS = (
    Option("open", N_("vastaamatta")),
    Option("given", N_("tiedot annettu")),
    Option("partly", N_("tiedot annettu osittain")),
    Option("refused", N_("tietoja ei annettu")),
)
LIMITED_GROUNDS = frozenset({"consent", "own_request", "order", "law", "authority"})
"""Grounds left when the description promises to disclose by consent, for an order or by law only (R-60)."""


def faults_of(ground: str, section: str, reference: str) -> Iterator[tuple[str, str]]:
    """Yield what the ground of a disclosure still lacks: the field, and what to write into it (R-59, R-61).

    Args:
        ground: code of `GROUNDS`.
        section: of law.
        reference: of the consent, or of the authority's request.
    """
    if ground in {"law", "authority"} and not section.strip():
        yield "section", _("Kirjoita lainkohta, jonka nojalla tiedot luovutetaan.")
    if ground == "authority" and not reference.strip():
        yield "reference", _("Kirjoita viranomaisen pyynnön asianumero tai muu viite.")
    if ground == "consent" and not reference.strip():
        yield "reference", _("Kirjoita, milloin ja miten suostumus annettiin.")


def refusal(ground: str, promised: str) -> str | None:
    """Return why a ground cannot be used when the published description promises less; None when it can.

    Args:
        ground: code of `GROUNDS`.
        promised: the sentence by which data are disclosed only by consent, for an order or by law; "" for none.
    """
    if not promised or ground in LIMITED_GROUNDS:
        return None
    message = _("Julkaistu seloste lupaa: ”{quote}” Valitse peruste, jonka seloste sallii, tai muuta ensin selostetta.")
    return message.format(quote=promised)


REGISTRATION_HOURS = 72
"""A reasoned request for the registration data of a fi domain name is answered within so many hours (170 §)."""
CONTRACT_SOON_DAYS = 60


def contract_state(kind: str, signed: dt.date | None, until: dt.date | None, today: dt.date) -> str:
    """Return how the contract of Art. 28 stands: "missing", "ended", "soon" (to end), "ok"; "" where none is needed."""
    if kind != "processor":
        return ""
    if signed is None or signed > today:
        return "missing"
    if until is not None and until < today:
        return "ended"
    if until is not None and until <= today + dt.timedelta(days=CONTRACT_SOON_DAYS):
        return "soon"
    return "ok"
