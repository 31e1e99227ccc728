"""Personal data breaches: their words, the clock of the notice, and what still has to be done (GDPR Art. 33–34)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from asiakasrekisteri.domain.fields import Option
from asiakasrekisteri.domain.hourclock import HourClock
from asiakasrekisteri.domain.texts import N_, _, ngettext

OUR_ROLES = (
    Option("controller", N_("rekisterinpitäjä")),
    Option("processor", N_("henkilötietojen käsittelijä")),
)
CAUSES = (
    Option("human", N_("inhimillinen virhe")),
    Option("wrong_recipient", N_("väärä vastaanottaja")),
    Option("technical", N_("tekninen vika")),
    Option("attack", N_("hyökkäys tai haittaohjelma")),
    Option("lost", N_("laite tai aineisto katosi")),
    Option("unauthorised", N_("luvaton käyttö")),
    Option("other", N_("muu syy")),
)
RISKS = (
    Option("none", N_("ei riskiä")),
    Option("risk", N_("riski")),
    Option("high", N_("korkea riski")),
)
PHASES = (
    Option("first", N_("alustava")),
    Option("further", N_("täydentävä")),
    Option("last", N_("lopullinen")),
)
NOT_TOLD_GROUNDS = (
    Option("no_high_risk", N_("ei korkeaa riskiä")),
    Option("encrypted", N_("tiedot olivat suojattuja, esimerkiksi salattuja (34.3 a)")),
    Option("later_measures", N_("korkea riski ei enää toteudu (34.3 b)")),
    Option("public_notice", N_("kohtuuton vaiva, tiedotettu julkisesti (34.3 c)")),
)
WAYS = (
    Option("letter", N_("kirje")),
    Option("email", N_("sähköposti")),
    Option("phone", N_("puhelin")),
    Option("public", N_("julkinen tiedote")),
    Option("other", N_("muulla tavalla")),
)

TOLD = ("description", "data", "consequences", "measures", "advice")
"""What a letter tells in the firm's own words (Art. 34(2)); each has a field for Swedish and for English too."""
_WRITE = {
    "sv": N_("Kirjoita kirjeen tekstit ruotsiksi: osa henkilöistä asioi sillä kielellä."),
    "en": N_("Kirjoita kirjeen tekstit englanniksi: osa henkilöistä asioi sillä kielellä."),
}
_EXCUSES = frozenset({"encrypted", "later_measures", "public_notice"})


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachFacts:
    """What decides what must still be done about a breach.

    Attributes:
        aware_at: aware instant from which the clock runs.
        hours: the limit in force then.
        is_processor: whether the firm processes the data for its customers only.
        kinds: whether the kind (confidentiality, integrity, availability) has been said.
        told_what: whether facts, effects and remedial action are all written.
        risk: "none", "risk", "high" or "".
        first_report: when the supervisor was first told, or None.
        last_phase: phase of the latest report, "" before the first.
        delay_reason, not_reported_reason, not_told_reason: whether they are written.
        not_told_ground: code or "".
        affected, told: persons whom it concerns, and those who were told.
        unwritten: languages (sv, en) that persons who have not been told read, and that a text of the letter lacks.
        controllers, controllers_told: customers as controllers whom it concerns, and those who were told.
    """

    aware_at: dt.datetime
    hours: int
    is_processor: bool = False
    kinds: bool = False
    told_what: bool = False
    risk: str = ""
    first_report: dt.datetime | None = None
    last_phase: str = ""
    delay_reason: bool = False
    not_reported_reason: bool = False
    not_told_reason: bool = False
    not_told_ground: str = ""
    affected: int = 0
    told: int = 0
    unwritten: tuple[str, ...] = ()
    controllers: int = 0
    controllers_told: int = 0

    @property
    def clock(self) -> HourClock:
        """The clock of the notice to the supervisor."""
        return HourClock(self.aware_at, self.hours)


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that must still be done: a stable code, what in words, the provision, and whether it is late."""

    code: str
    text: str
    law: str
    late: bool = False


def duties(facts: BreachFacts, now: dt.datetime) -> Iterator[Duty]:
    """Yield what must still be done before the breach can be closed, the most urgent first."""
    if facts.is_processor:
        yield from _to_controllers(facts)
    else:
        yield from _to_supervisor(facts, now)
        yield from _to_persons(facts)
    yield from _documented(facts)


def needs_report(facts: BreachFacts) -> bool:
    """Tell whether the supervisor must be told; while the risk is not judged, it must be."""
    return not facts.is_processor and facts.risk != "none"


def _to_supervisor(facts: BreachFacts, now: dt.datetime) -> Iterator[Duty]:
    clock = facts.clock
    if not facts.risk:
        yield Duty("assess", _("Arvioi riski henkilöille ja perustele se."), "GDPR 33(1)", clock.is_late(now))
    if needs_report(facts) and facts.first_report is None:
        words = _("Ilmoita tietosuojavaltuutetulle {hours} tunnissa siitä, kun loukkaus tuli tietoonne.")
        yield Duty("report", words.format(hours=facts.hours), "GDPR 33(1)", clock.is_late(now))
    elif facts.first_report is not None and facts.last_phase != "last":
        yield Duty("complete", _("Täydennä ilmoitus tietosuojavaltuutetulle."), "GDPR 33(4)")
    if facts.first_report is not None and clock.is_late(facts.first_report) and not facts.delay_reason:
        yield Duty("delay", _("Kirjoita, miksi ilmoitus viivästyi."), "GDPR 33(1)", late=True)
    if facts.risk == "none" and facts.first_report is None and not facts.not_reported_reason:
        yield Duty("not_reported", _("Perustele, miksi valvontaviranomaiselle ei ilmoiteta."), "GDPR 33(1), 33(5)")


def _to_persons(facts: BreachFacts) -> Iterator[Duty]:
    if facts.risk != "high":
        return
    if facts.not_told_ground in _EXCUSES:
        if not facts.not_told_reason:
            yield Duty("not_told", _("Perustele, miksi henkilöille ei ilmoiteta."), "GDPR 34(3)")
    elif not facts.affected:
        yield Duty("affected", _("Valitse henkilöt, joita loukkaus koskee."), "GDPR 34(1)")
    elif facts.told < facts.affected:
        left = facts.affected - facts.told
        words = ngettext(
            "Kerro loukkauksesta vielä {n} henkilölle viipymättä.",
            "Kerro loukkauksesta vielä {n} henkilölle viipymättä.",
            left,
        )
        yield Duty("tell", words.format(n=left), "GDPR 34(1)")
        yield from (Duty(f"write_{one}", _(_WRITE[one]), "GDPR 34(2)") for one in facts.unwritten)


def _to_controllers(facts: BreachFacts) -> Iterator[Duty]:
    if not facts.controllers:
        yield Duty("controllers", _("Valitse asiakkaat, joiden lukuun tietoja käsittelitte."), "GDPR 33(2)")
    elif facts.controllers_told < facts.controllers:
        left = facts.controllers - facts.controllers_told
        words = ngettext(
            "Ilmoita viipymättä vielä {n} rekisterinpitäjälle.",
            "Ilmoita viipymättä vielä {n} rekisterinpitäjälle.",
            left,
        )
        yield Duty("tell_controllers", words.format(n=left), "GDPR 33(2)")


def _documented(facts: BreachFacts) -> Iterator[Duty]:
    if not facts.kinds:
        yield Duty("kinds", _("Valitse, paljastuiko, muuttuiko vai katosiko tietoja."), "GDPR 33(5)")
    if not facts.told_what:
        yield Duty("document", _("Kirjaa tapahtuma, sen seuraukset ja tehdyt toimet."), "GDPR 33(5)")
