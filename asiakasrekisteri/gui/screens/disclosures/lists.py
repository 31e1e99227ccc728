"""The lists of the page: disclosures, recipients, transfers, requests for registration data."""

from collections.abc import Sequence

from asiakasrekisteri.domain.countries import country_name
from asiakasrekisteri.domain.eea import is_outside
from asiakasrekisteri.domain.fields import EntitySpec, FieldKind
from asiakasrekisteri.domain.formats import as_text
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.registerlist import Condition, ListSpec, Wish
from asiakasrekisteri.gui.service_words import options
from asiakasrekisteri.gui.tables.columns import Cell, Column, Render, Values, number_words
from asiakasrekisteri.gui.widgets.marks import Tone
from asiakasrekisteri.usecases.choices import choices
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.lists import IdList
from asiakasrekisteri.usecases.privacy.disclosing import DISCLOSURES, REGISTRATION_REQUESTS
from asiakasrekisteri.usecases.privacy.disclosure_lists import (
    disclosure_rows,
    list_disclosures,
    list_recipients,
    list_registration_requests,
    list_transfers,
    recipient_rows,
    registration_rows,
    transfer_rows,
)
from asiakasrekisteri.usecases.privacy.receiving import RECIPIENTS, TRANSFERS

CONTRACT_STATES: dict[str, tuple[str, Tone]] = {
    "missing": (N_("Sopimus puuttuu"), "err"),
    "ended": (N_("Sopimus päättynyt"), "err"),
    "soon": (N_("Sopimus päättyy pian"), "warn"),
    "ok": (N_("Sopimus voimassa"), "ok"),
}
"""How a contract of Art. 28 stands, in words and tone."""
_ANSWER_TONES: dict[str, Tone] = {"open": "info", "given": "ok", "partly": "warn", "refused": "neutral"}


def _strong(name: str, icon: str = "") -> Render:
    def render(values: Values) -> Cell:
        return Cell(text=str(values[name]), kind="strong", icon=icon)

    return render


def _choice(spec: EntitySpec, name: str) -> Render:
    def render(values: Values) -> Cell:
        return Cell(text=as_text(spec[name], values[name] or None))

    return render


def _country(values: Values) -> Cell:
    code = str(values["country"])
    return Cell(text=country_name(code) if code else "", tone="warn" if is_outside(code) else "")


# -- disclosures -------------------------------------------------------------------------------------------------------


def _recipients(gate: Gate) -> Sequence[tuple[str, str]]:
    return [(str(one.id), one.name) for one in gate.call(choices, "recipient")]


def _list_disclosures(gate: Gate, text: str, wish: Wish, _order: str, reverse: bool) -> IdList:
    recipient = int(wish["recipient"]) if wish["recipient"] else None
    return gate.call(list_disclosures, text, wish["ground"], recipient, reverse=reverse)


def _ground(values: Values) -> Cell:
    words = as_text(DISCLOSURES.spec["ground"], values["ground"])
    return Cell(text=", ".join(filter(None, (words, str(values["section"])))))


_DISCLOSURE_LIST = ListSpec(
    code="luovutukset",
    title=N_("Luovutukset"),
    icon="share-2",
    entity="disclosure",
    columns=(
        Column(name="disclosed_on", label=N_("Päivä"), kind=FieldKind.DATE, width=104),
        Column(name="recipient", label=N_("Vastaanottaja"), width=220, sortable=False, render=_strong("recipient")),
        Column(name="whose", label=N_("Kenen tiedot"), width=180, sortable=False),
        Column(name="what", label=N_("Mitä luovutettiin"), width=260, sortable=False),
        Column(name="ground", label=N_("Peruste"), width=250, sortable=False, render=_ground),
        Column(name="purpose", label=N_("Tarkoitus"), width=200, sortable=False, shown=False),
        Column(
            name="how",
            label=N_("Miten"),
            width=130,
            sortable=False,
            shown=False,
            render=_choice(DISCLOSURES.spec, "how"),
        ),
    ),
    order="disclosed_on",
    newest_first=True,
    hint=N_("Tieto, tarkoitus, viite tai vastaanottaja…"),
    conditions=(
        Condition(code="ground", words=N_("Peruste"), options=lambda _gate: options(DISCLOSURES.spec, "ground")),
        Condition(code="recipient", words=N_("Vastaanottaja"), options=_recipients),
    ),
    ask=_list_disclosures,
    rows=lambda gate, ids: gate.call(disclosure_rows, ids),
    count=lambda n: ngettext("{n} luovutus", "{n} luovutusta", n).format(n=number_words(n)),
    empty=N_("Tietoja ei ole luovutettu kenellekään"),
    add=N_("Kirjaa luovutus"),
    write=Permission.DISCLOSURE_WRITE,
    watched=("recipient", "person"),
)

# -- recipients --------------------------------------------------------------------------------------------------------


def _contract(values: Values) -> Cell:
    if not values["in_use"]:
        return Cell(text=_("Ei käytössä"), kind="pill", tone="neutral")
    state = str(values["contract"])
    if not state:
        return Cell(text="")
    words, tone = CONTRACT_STATES[state]
    return Cell(text=_(words), kind="pill", tone=tone)


def _list_recipients(gate: Gate, text: str, wish: Wish, order: str, reverse: bool) -> IdList:
    return gate.call(list_recipients, text, wish["kind"], wish["contract"], order, reverse=reverse)


def _contract_states(_gate: Gate) -> Sequence[tuple[str, str]]:
    return [
        ("attention", _("Vaatii huomiota")),
        *((code, _(words)) for code, (words, _tone) in CONTRACT_STATES.items()),
    ]


_RECIPIENT_LIST = ListSpec(
    code="vastaanottajat",
    title=N_("Vastaanottajat"),
    icon="building-2",
    entity="recipient",
    columns=(
        Column(name="name", label=N_("Vastaanottaja"), width=184, render=_strong("name")),
        Column(name="kind", label=N_("Asema"), width=156, render=_choice(RECIPIENTS.spec, "kind")),
        Column(name="task", label=N_("Tehtävä"), width=202),
        Column(name="country", label=N_("Maa"), width=96, render=_country),
        Column(name="contract", label=N_("Käsittelysopimus"), width=160, render=_contract),
        Column(name="contract_signed_on", label=N_("Allekirjoitettu"), kind=FieldKind.DATE, width=112),
        Column(name="contract_until", label=N_("Päättyy"), kind=FieldKind.DATE, width=104),
        Column(name="given", label=N_("Luovutuksia"), kind=FieldKind.NUMBER, width=100, align="right", sortable=False),
    ),
    order="name",
    hint=N_("Nimi tai tehtävä…"),
    conditions=(
        Condition(code="kind", words=N_("Asema"), options=lambda _gate: options(RECIPIENTS.spec, "kind")),
        Condition(code="contract", words=N_("Käsittelysopimus"), options=_contract_states),
    ),
    ask=_list_recipients,
    rows=lambda gate, ids: gate.call(recipient_rows, ids),
    count=lambda n: ngettext("{n} vastaanottaja", "{n} vastaanottajaa", n).format(n=number_words(n)),
    empty=N_("Vastaanottajia ei ole vielä kirjattu"),
    add=N_("Uusi vastaanottaja"),
    write=Permission.DISCLOSURE_WRITE,
    watched=("disclosure",),
)

# -- transfers ---------------------------------------------------------------------------------------------------------

_TRANSFER_LIST = ListSpec(
    code="siirrot",
    title=N_("Siirrot"),
    icon="globe",
    entity="transfer",
    columns=(
        Column(name="recipient", label=N_("Vastaanottaja"), width=230, render=_strong("recipient")),
        Column(name="country", label=N_("Maa"), width=140, render=_country),
        Column(name="what", label=N_("Mitä siirretään"), width=230, sortable=False),
        Column(name="mechanism", label=N_("Siirron peruste"), width=270, render=_choice(TRANSFERS.spec, "mechanism")),
        Column(name="reference", label=N_("Suojatoimien asiakirja"), width=220, sortable=False),
    ),
    order="recipient",
    hint=N_("Vastaanottaja tai tieto…"),
    ask=lambda gate, text, _wish, order, reverse: gate.call(list_transfers, text, order, reverse=reverse),
    rows=lambda gate, ids: gate.call(transfer_rows, ids),
    count=lambda n: ngettext("{n} siirto", "{n} siirtoa", n).format(n=number_words(n)),
    empty=N_("Tietoja ei siirretä EU- ja ETA-alueen ulkopuolelle"),
    add=N_("Uusi siirto"),
    write=Permission.DISCLOSURE_WRITE,
    open_to_all=True,
    watched=("recipient",),
)

# -- requests for registration data ------------------------------------------------------------------------------------


def _clock(values: Values) -> Cell:
    if not values["clock"]:
        return Cell(text=_("Myöhässä") if values["late"] else _("Ajallaan"), kind="muted")
    return Cell(text=str(values["clock"]), kind="pill", tone="err" if values["late"] else "info")


def _answer(values: Values) -> Cell:
    code = str(values["answer"])
    words = as_text(REGISTRATION_REQUESTS.spec["answer"], code)
    return Cell(text=words[:1].upper() + words[1:], kind="pill", tone=_ANSWER_TONES.get(code, "neutral"))


_REQUEST_LIST = ListSpec(
    code="verkkotunnuspyynnot",
    title=N_("Verkkotunnuspyynnöt"),
    icon="globe",
    entity="registration_request",
    columns=(
        Column(name="received_at", label=N_("Saapui"), kind=FieldKind.INSTANT, width=162),
        Column(name="requester", label=N_("Kuka pyytää"), width=230, sortable=False, render=_strong("requester")),
        Column(name="domain", label=N_("Verkkotunnus"), width=220, sortable=False),
        Column(name="answer", label=N_("Vastaus"), width=170, sortable=False, render=_answer),
        Column(name="answered_at", label=N_("Vastattu"), kind=FieldKind.INSTANT, width=162, sortable=False),
        Column(name="clock", label=N_("Määräaika 72 h"), width=150, sortable=False, render=_clock),
    ),
    order="received_at",
    newest_first=True,
    hint=N_("Pyytäjä tai perustelu…"),
    conditions=(
        Condition(
            code="answer", words=N_("Vastaus"), options=lambda _gate: options(REGISTRATION_REQUESTS.spec, "answer")
        ),
    ),
    ask=lambda gate, text, wish, _order, reverse: gate.call(
        list_registration_requests, text, wish["answer"], reverse=reverse
    ),
    rows=lambda gate, ids: gate.call(registration_rows, ids),
    count=lambda n: ngettext("{n} pyyntö", "{n} pyyntöä", n).format(n=number_words(n)),
    empty=N_("Fi-verkkotunnusten rekisteröintitietoja ei ole pyydetty"),
    add=N_("Kirjaa pyyntö"),
    write=Permission.DISCLOSURE_WRITE,
    watched=("domain_name", "customer"),
)
LISTS = (_DISCLOSURE_LIST, _RECIPIENT_LIST, _TRANSFER_LIST, _REQUEST_LIST)
"""In the order of the tabs."""
