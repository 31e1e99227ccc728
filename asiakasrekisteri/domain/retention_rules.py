"""The retention rules by name, what each may be based on, and what a rule may not say (LAW §4.2)."""

from collections.abc import Iterator

from asiakasrekisteri.domain.categories import CATEGORY_TITLES
from asiakasrekisteri.domain.errors import FieldError
from asiakasrekisteri.domain.fields import DataCategory, Option
from asiakasrekisteri.domain.retention import BOOK_MONTHS, BY_PERIOD, VOUCHER_MONTHS, Formula, Ground, Rule
from asiakasrekisteri.domain.texts import N_, _

PARTS = {
    "customership.prospect": N_("Mahdolliset asiakkaat"),
    "account.secret": N_("Päättyneiden tunnusten salasanat"),
    "order.unbilled": N_("Laskuttamattomat tilaukset"),
    "interaction.correspondence": N_("Liiketapahtumia koskeva kirjeenvaihto"),
    "log.changes": N_("Käyttölokin muut merkinnät"),
    "suppression": N_("Suoramarkkinointikiellot"),
    "newsletter": N_("Uutiskirjeen tilaajat"),
    "breach": N_("Tietoturvaloukkaukset"),
    "recipient": N_("Päättyneet vastaanottajat ja käsittelysopimukset"),
    "import": N_("Tuontien kirjaukset"),
    "access": N_("Käyttäjätunnukset, katselmukset ja vaitiolositoumukset"),
    "proof": N_("Selosteiden versiot, pöytäkirjat ja poistomerkinnät"),
    "settings": N_("Rekisterin omat asetukset ja luettelot"),
    "books": N_("Kirjanpito"),
    "backup": N_("Varmuuskopiot"),
}
"""Rules of a part of a data category ("category.part"), and of what is no category of its own."""
VOUCHERS = frozenset({"billing", "order", "interaction.correspondence", "books"})
"""Where the Accounting Act has a say: vouchers, what they rest on, correspondence on transactions, the books."""
LOGS = frozenset({DataCategory.VIEW_LOG.value, "log.changes"})
LEAST_LOG_MONTHS = 12
"""Nobody may shorten the log at once over what he himself has just done: not even the main user."""
FORMULAS = (
    Option(Formula.MONTHS, N_("kuukausia tapahtumasta")),
    Option(Formula.AT_ONCE, N_("heti tapahtuman jälkeen")),
    Option(Formula.VOUCHER, N_("kuukausia sen vuoden lopusta, jona tilikausi päättyi")),
    Option(Formula.BOOKS, N_("kuukausia tilikauden päättymisestä")),
    Option(Formula.WHILE, N_("niin kauan kuin tarkoitus jatkuu")),
)
GROUNDS = (
    Option(Ground.ACCOUNTING, N_("kirjanpitolaki 2:10 §, arvonlisäverolaki 209 n §")),
    Option(Ground.LIMITATION, N_("laki velan vanhentumisesta 728/2003")),
    Option(Ground.ACCOUNTABILITY, N_("osoitusvelvollisuus (5 art. 2 kohta)")),
    Option(Ground.CONTRACT, N_("sopimus (6.1 b)")),
    Option(Ground.INTEREST, N_("oikeutettu etu (6.1 f)")),
    Option(Ground.IDENTITY, N_("tietosuojalaki 29 §")),
    Option(Ground.CREDIT, N_("luottotietolaki 527/2007 19 §")),
    Option(Ground.TELECOM, N_("laki sähköisen viestinnän palveluista 917/2014")),
    Option(Ground.DUTY, N_("muu lakisääteinen velvoite (6.1 c)")),
)
ACTIONS = (
    Option("destroy", N_("hävitetään")),
    Option("erase", N_("poistetaan henkilön tiedot")),
    Option("empty", N_("tyhjennetään, numero jää")),
    Option("overwrite", N_("korvataan uudella")),
    Option("truncate", N_("lyhennetään, ketju jää tarkistettavaksi")),
    Option("shred", N_("silputaan")),
    Option("review", N_("tarkistetaan käsin")),
    Option("keep", N_("säilytetään")),
)


def rule_title(code: str) -> str:
    """Return what a rule is called, in the language in use; of an unknown one its code."""
    if code in PARTS:
        return _(PARTS[code])
    known = code in {category.value for category in DataCategory}
    return _(CATEGORY_TITLES.get(DataCategory(code), code)) if known else code


def rule_codes() -> tuple[str, ...]:
    """Return the codes of every rule, categories first, each followed by its parts."""
    own = [category.value for category in CATEGORY_TITLES]
    parts = [part for code in own for part in (code, *(p for p in PARTS if p.startswith(f"{code}.")))]
    return (*parts, *(part for part in PARTS if part not in parts))


def objections(code: str, rule: Rule) -> Iterator[FieldError]:
    """Yield what the law has against a rule, by the field that would have to change."""
    if rule.months < 0:
        yield FieldError("keep_months", _("Säilytysaika ei voi olla negatiivinen."))
    yield from _accounting_objections(code, rule)
    if code in LOGS:
        yield from _log_objections(rule)


def _log_objections(rule: Rule) -> Iterator[FieldError]:
    short = rule.formula is Formula.MONTHS and rule.months < LEAST_LOG_MONTHS
    if short or rule.formula is Formula.AT_ONCE:
        message = _(
            "Käyttölokia on säilytettävä vähintään {n} kuukautta: muuten sillä ei voi osoittaa, kuka tietoja on"
            " käsitellyt (5 art. 2 kohta)."
        )
        yield FieldError("keep_months" if short else "keep_formula", message.format(n=LEAST_LOG_MONTHS))


def _accounting_objections(code: str, rule: Rule) -> Iterator[FieldError]:
    if code not in VOUCHERS:
        if rule.ground is Ground.ACCOUNTING or rule.formula in BY_PERIOD:
            message = _(
                "Kirjanpitolaki koskee vain tositteita ja liiketapahtumia koskevaa kirjeenvaihtoa, ei tietoryhmää"
                " {what} (tietosuojavaltuutetun päätös 19.3.2020). Valitse muu peruste."
            )
            field = "keep_ground" if rule.ground is Ground.ACCOUNTING else "keep_formula"
            yield FieldError(field, message.format(what=rule_title(code).lower()))
        return
    if rule.formula not in BY_PERIOD or (code == "books") != (rule.formula is Formula.BOOKS):
        yield FieldError("keep_formula", _("Tämän tietoryhmän säilytysaika lasketaan tilikaudesta (KPL 2:10 §)."))
    least = BOOK_MONTHS if code == "books" else VOUCHER_MONTHS
    if rule.months < least:
        message = _("Kirjanpitolaki vaatii vähintään {n} kuukautta (KPL 2:10 §).")
        yield FieldError("keep_months", message.format(n=least))
