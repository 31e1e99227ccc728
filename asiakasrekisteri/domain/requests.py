"""What may be asked (GDPR Art. 7(3), 15–21), by whom, how identity is shown, and on what grounds it may be refused."""

from dataclasses import dataclass
from enum import StrEnum

from asiakasrekisteri.domain.fields import Option
from asiakasrekisteri.domain.identifiers import IDENTITY_CODE_SHAPE
from asiakasrekisteri.domain.texts import N_

SERIES = "TP"
"""Numbers are TP-2026-0007: a running number of the year of receipt, never given again."""
REQUEST_KINDS = (
    Option("access", N_("Tietopyyntö")),
    Option("rectification", N_("Oikaisu")),
    Option("erasure", N_("Poisto")),
    Option("restriction", N_("Rajoitus")),
    Option("portability", N_("Siirto toiseen järjestelmään")),
    Option("objection", N_("Vastustus")),
    Option("marketing", N_("Markkinointikielto")),
    Option("consent", N_("Suostumuksen peruutus")),
)
ARTICLES = {
    "access": 15,
    "rectification": 16,
    "erasure": 17,
    "restriction": 18,
    "portability": 20,
    "objection": 21,
    "marketing": 21,
    "consent": 7,
}
"""By which article of the Regulation each is asked."""
REQUESTERS = (
    Option("self", N_("henkilö itse")),
    Option("guardian", N_("huoltaja")),
    Option("trustee", N_("edunvalvoja")),
    Option("agent", N_("valtuutettu")),
    Option("contact", N_("asiakkaan yhteyshenkilö omista tiedoistaan")),
    Option("estate", N_("kuolinpesän osakas")),
    Option("organisation", N_("yritys tai muu oikeushenkilö")),
)
NEEDS_AUTHORITY = frozenset({"guardian", "trustee", "agent"})
"""Requesters who act for somebody else: what shows that they may is written down."""
WITHOUT_RIGHT = frozenset({"estate", "organisation"})
"""The Regulation protects living natural persons (Art. 4(1), recitals 14 and 27)."""
CHANNELS = (
    Option("letter", N_("kirje")),
    Option("email", N_("sähköposti")),
    Option("call", N_("puhelu")),
    Option("visit", N_("käynti")),
    Option("form", N_("verkkolomake")),
    Option("other", N_("muu tapa")),
)
DELIVERIES = (
    Option("letter", N_("kirje")),
    Option("registered", N_("kirjattu kirje")),
    Option("email", N_("salattu sähköposti")),
    Option("download", N_("suojattu latauslinkki")),
    Option("visit", N_("luovutettu käynnillä")),
    Option("oral", N_("suullisesti")),
)
INTERESTS = (
    Option("own", N_("rekisterinpitäjän")),
    Option("third", N_("kolmannen osapuolen")),
    Option("public", N_("yleinen etu")),
)
"""For whose interest processing goes on although somebody objects to it (Art. 6(1)(e) and (f), 21(1))."""
OVERRIDING = "gdpr21_1"
"""The ground that an objection is weighed for: compelling grounds that override her interests, or a legal claim."""
IDENTITY_METHODS = (
    Option("address", N_("vastaus lähetetään rekisterissä jo olevaan osoitteeseen")),
    Option("call_back", N_("takaisinsoitto rekisterissä olevaan numeroon")),
    Option("invoice", N_("asiakasnumero ja tuoreen laskun tieto")),
    Option("seen", N_("käynti, henkilöllisyystodistus nähty")),
    Option("strong", N_("vahva sähköinen tunnistus")),
    Option("signature", N_("allekirjoitus verrattu sopimukseen")),
)
"""The sufficient methods; henkilötunnus, alone or with the name, is not among them (tietosuojalaki 29 §)."""
IDENTITY_DOCUMENTS = (
    Option("licence", N_("ajokortti")),
    Option("passport", N_("passi")),
    Option("id_card", N_("henkilökortti")),
)
NEVER_ENOUGH = N_("Henkilötunnus ja nimi")
NEVER_ENOUGH_WHY = N_(
    "Tietosuojalain 29 § kieltää tunnistamisen pelkällä henkilötunnuksella tai henkilötunnuksen ja nimen yhdistelmällä."
)
DECISIONS = (
    Option("granted", N_("toteutetaan")),
    Option("partly", N_("toteutetaan osittain")),
    Option("refused", N_("ei toteuteta")),
    Option("withdrawn", N_("pyytäjä perui")),
    Option("not_controller", N_("siirretty rekisterinpitäjälle")),
    Option("nothing_held", N_("tietoja ei ole")),
)
FEE_GROUNDS = (
    Option("further_copy", N_("lisäjäljennös (15 art. 3 kohta)")),
    Option("excessive", N_("ilmeisen perusteeton tai kohtuuton (12 art. 5 kohta)")),
)
GROUNDS = (
    Option("tsl34_1_1", N_("tietosuojalaki 34 § 1 mom. 1 kohta: turvallisuus tai rikosten torjunta")),
    Option("tsl34_1_2", N_("tietosuojalaki 34 § 1 mom. 2 kohta: vakava vaara terveydelle, hoidolle tai oikeuksille")),
    Option("tsl34_1_3", N_("tietosuojalaki 34 § 1 mom. 3 kohta: valvonta- ja tarkastustehtävä")),
    Option("gdpr12_5", N_("12 art. 5 kohta: ilmeisen perusteeton tai kohtuuton")),
    Option("gdpr12_2", N_("12 art. 2 kohta ja 11 art.: pyytäjää ei voi tunnistaa")),
    Option("gdpr15_4", N_("15 art. 4 kohta: muiden oikeudet ja vapaudet")),
    Option("gdpr16", N_("16 art.: tieto on oikea")),
    Option("gdpr17_1", N_("17 art. 1 kohta: poistamisen edellytystä ei ole")),
    Option("gdpr17_3_b", N_("17 art. 3 kohta b: lakisääteinen velvoite säilyttää")),
    Option("gdpr17_3_e", N_("17 art. 3 kohta e: oikeusvaateet")),
    Option("gdpr18_1", N_("18 art. 1 kohta: rajoittamisen edellytystä ei ole")),
    Option("gdpr20_1", N_("20 art. 1 kohta: käsittely ei perustu suostumukseen tai sopimukseen")),
    Option("gdpr21_1", N_("21 art. 1 kohta: huomattavan tärkeä ja perusteltu syy")),
    Option("not_subject", N_("4 art. 1 kohta: oikeus on vain elossa olevalla luonnollisella henkilöllä")),
)
_EVERY_KIND = frozenset(o.code for o in REQUEST_KINDS)
_OF_KIND = {
    **dict.fromkeys(("tsl34_1_1", "tsl34_1_2", "tsl34_1_3", "gdpr15_4"), frozenset({"access"})),
    "gdpr12_5": _EVERY_KIND - {"marketing", "consent"},
    "gdpr16": frozenset({"rectification"}),
    **dict.fromkeys(("gdpr17_1", "gdpr17_3_b", "gdpr17_3_e"), frozenset({"erasure"})),
    "gdpr18_1": frozenset({"restriction"}),
    "gdpr20_1": frozenset({"portability"}),
    "gdpr21_1": frozenset({"objection"}),
}
"""Which rights a ground may limit; a ban on marketing and a withdrawal of consent are weighed against nothing."""
PARTIAL_ONLY = frozenset({"gdpr15_4"})
"""Others' rights never lead to refusing everything (recital 63): what concerns others is masked."""
EXCESSIVE = "gdpr12_5"
"""The controller proves it: evidence is attached and the main user decides (Art. 12(5), C-526/24)."""


class Stage(StrEnum):
    """How far a request has come; the steps of its page."""

    RECEIVED = "received"
    IDENTITY = "identity"
    FIND = "find"
    DECIDE = "decide"
    ANSWER = "answer"
    CLOSED = "closed"


STAGE_NAMES = {
    Stage.RECEIVED: N_("Vastaanotettu"),
    Stage.IDENTITY: N_("Henkilöllisyys"),
    Stage.FIND: N_("Kokoaminen"),
    Stage.DECIDE: N_("Päätös"),
    Stage.ANSWER: N_("Vastaus"),
    Stage.CLOSED: N_("Valmis"),
}


@dataclass(frozen=True, slots=True)
class Progress:
    """What has been done of a request, for reckoning its stage."""

    identified: bool
    collected: bool
    decided: bool
    closed: bool


def stage(done: Progress) -> Stage:
    """Return the first step that waits.

    A decision taken without identity (nobody could be identified, it was withdrawn, it is another controller's) goes
    straight to the answer.
    """
    if done.closed:
        return Stage.CLOSED
    if done.decided:
        return Stage.ANSWER
    if not done.identified:
        return Stage.IDENTITY
    return Stage.DECIDE if done.collected else Stage.FIND


def needs_identity(kind: str) -> bool:
    """Tell whether identity is shown before a right is exercised: stopping marketing harms nobody, so it is not asked.

    More is asked only in reasonable doubt (Art. 12(6)).
    """
    return kind not in {"marketing", "consent"}


def needs_collecting(kind: str) -> bool:
    """Tell whether everything held about the person must be found before it can be decided."""
    return kind in {"access", "portability", "erasure", "restriction", "objection"}


def grounds_for(kind: str, decision: str) -> tuple[Option, ...]:
    """Return the grounds on which a right of a kind may be refused, or granted only in part."""
    if decision not in {"refused", "partly"}:
        return ()
    return tuple(
        ground
        for ground in GROUNDS
        if kind in _OF_KIND.get(ground.code, _EVERY_KIND)
        and not (decision == "refused" and ground.code in PARTIAL_ONLY)
    )


def names_identity_code(text: str) -> bool:
    """Tell whether a text holds what looks like a henkilötunnus: a note of identity never does."""
    return IDENTITY_CODE_SHAPE.search(text) is not None


def request_number(year: int, place: int) -> str:
    """Return a number as it is written: TP-2026-0007."""
    return f"{SERIES}-{year}-{place:04}"
