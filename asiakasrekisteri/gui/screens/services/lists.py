"""The lists of the page: contracts, services, domain names, servers, products, hosting accounts."""

import datetime as dt
from array import array
from collections.abc import Sequence
from decimal import Decimal

from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.formats import as_text, euros, price
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.registerlist import Condition, ListSpec, Wish
from asiakasrekisteri.gui.service_words import (
    STATE_TONES,
    expiry_state,
    notice_words,
    options,
    product_icon,
    product_kinds,
    service_state,
)
from asiakasrekisteri.gui.tables.columns import Cell, Column, Mark, Values, number_words
from asiakasrekisteri.gui.widgets.expiry import days_words, expiry_tone
from asiakasrekisteri.usecases.choices import choices
from asiakasrekisteri.usecases.contracts import CONTRACTS, contract_rows, list_contracts
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.lists import IdList
from asiakasrekisteri.usecases.service_lists import (
    ServiceFilter,
    domain_rows,
    list_domains,
    list_services,
    service_rows,
)
from asiakasrekisteri.usecases.services import DOMAINS, PRODUCTS, RUNNING, SERVERS, SERVICES
from asiakasrekisteri.usecases.stock import account_rows, list_accounts, list_products, list_servers

_DAYS = (7, 30, 60, 90)
Options = Sequence[tuple[str, str]]


def _strong(values: Values) -> Cell:
    return Cell(text=str(values["name"]), kind="strong")


def _days(values: Values) -> Cell:
    left = values["days"]
    if not isinstance(left, int):
        return Cell(text="")
    tone = expiry_tone(left)
    return Cell(text=days_words(left), kind="number", tone="" if tone == "accent" else tone)


def _within(_gate: Gate) -> Options:
    return [(str(n), ngettext("{n} päivän kuluessa", "{n} päivän kuluessa", n).format(n=n)) for n in _DAYS]


def _number(wish: Wish, name: str) -> int | None:
    return int(wish[name]) if wish[name].isdigit() else None


# -- contracts ---------------------------------------------------------------------------------------------------------


def _contract_number(values: Values) -> Cell:
    return Cell(text=str(values["number"]), kind="strong")


def _contract_state(values: Values) -> Cell:
    code = str(values["state"])
    return Cell(text=as_text(CONTRACTS.spec["state"], code), kind="pill", tone=STATE_TONES.get(code, "neutral"))


def _term(values: Values) -> Cell:
    words = as_text(CONTRACTS.spec["term"], values["term"])
    return Cell(text=words[:1].upper() + words[1:])


def _list_contracts(gate: Gate, text: str, wish: Wish, order: str, reverse: bool) -> IdList:
    within = _number(wish, "within")
    return gate.call(list_contracts, text, wish["state"], within, order, reverse=reverse)


CONTRACT_LIST = ListSpec(
    code="sopimukset",
    title=N_("Sopimukset"),
    icon="file-signature",
    entity="contract",
    columns=(
        Column(name="number", label=N_("Sopimusnumero"), width=140, render=_contract_number),
        Column(name="customer", label=N_("Asiakas"), width=270),
        Column(name="name", label=N_("Kohde"), width=190),
        Column(name="term", label=N_("Kesto"), width=170, render=_term),
        Column(name="since", label=N_("Alkaen"), kind=FieldKind.DATE, width=104),
        Column(name="until", label=N_("Päättyy"), kind=FieldKind.DATE, width=104),
        Column(name="state", label=N_("Tila"), width=120, render=_contract_state),
    ),
    order="until",
    hint=N_("Numero, kohde tai asiakas…"),
    conditions=(
        Condition(code="state", words=N_("Tila"), options=lambda _gate: options(CONTRACTS.spec, "state")),
        Condition(code="within", words=N_("Päättyy"), options=_within),
    ),
    ask=_list_contracts,
    rows=lambda gate, ids: gate.call(contract_rows, ids),
    count=lambda n: ngettext("{n} sopimus", "{n} sopimusta", n).format(n=number_words(n)),
    empty=N_("Sopimuksia ei ole vielä tallennettu"),
    add=N_("Uusi sopimus"),
)


# -- services ----------------------------------------------------------------------------------------------------------


def _service_name(values: Values) -> Cell:
    return Cell(text=str(values["name"]), kind="strong", icon=product_icon(str(values["product_kind"])))


def _service_place(values: Values) -> Cell:
    server = str(values["server"]).split(".")[0]
    return Cell(text=" · ".join(w for w in (server, str(values["identifier"])) if w), kind="muted")


def _monthly(values: Values) -> Cell:
    sum_ = values["monthly"] if values["state"] in RUNNING else None
    return Cell(text=euros(sum_) if isinstance(sum_, Decimal) else "", kind="number")


def _service_pill(values: Values) -> Cell:
    until = values["until"]
    words, tone = service_state(str(values["state"]), until if isinstance(until, dt.date) else None)
    return Cell(text=words, kind="pill", tone=tone)


def _servers(gate: Gate) -> Options:
    return [(str(c.id), c.name) for c in gate.call(choices, "server")]


def _list_services(gate: Gate, text: str, wish: Wish, order: str, reverse: bool) -> IdList:
    kept = ServiceFilter(product_kind=wish["kind"], state=wish["state"], server_id=_number(wish, "server"))
    return gate.call(list_services, text, kept, order, reverse=reverse)


SERVICE_LIST = ListSpec(
    code="palvelut",
    title=N_("Palvelut"),
    icon="server",
    entity="service",
    columns=(
        Column(name="name", label=N_("Palvelu"), width=244, render=_service_name),
        Column(name="customer", label=N_("Asiakas"), width=220),
        Column(name="identifier", label=N_("Tunniste tai palvelin"), width=296, render=_service_place),
        Column(name="since", label=N_("Alkaen"), kind=FieldKind.DATE, width=104),
        Column(name="monthly", label=N_("Hinta/kk"), width=96, align="right", sortable=False, render=_monthly),
        Column(name="state", label=N_("Tila"), width=168, render=_service_pill),
        Column(name="product", label=N_("Tuote"), width=180, sortable=False, shown=False),
        Column(name="until", label=N_("Asti"), kind=FieldKind.DATE, width=104, shown=False),
    ),
    order="customer",
    hint=N_("Palvelu, tunniste tai asiakas…"),
    conditions=(
        Condition(code="kind", words=N_("Laji"), options=lambda _gate: product_kinds()),
        Condition(code="state", words=N_("Tila"), options=lambda _gate: options(SERVICES.spec, "state")),
        Condition(code="server", words=N_("Palvelin"), options=_servers),
    ),
    ask=_list_services,
    rows=lambda gate, ids: gate.call(service_rows, ids),
    count=lambda n: ngettext("{n} palvelu", "{n} palvelua", n).format(n=number_words(n)),
    empty=N_("Palveluja ei ole vielä tallennettu"),
    add=N_("Uusi palvelu"),
)


# -- domain names ------------------------------------------------------------------------------------------------------


def _renewal(values: Values) -> Cell:
    words = as_text(DOMAINS.spec["renewal"], values["renewal"])
    return Cell(text=words[:1].upper() + words[1:])


def _domain_pill(values: Values) -> Cell:
    expires, today = values["expires_on"], values["today"]
    assert isinstance(today, dt.date)
    words, tone = expiry_state(expires if isinstance(expires, dt.date) else None, today)
    return Cell(text=words, kind="pill", tone=tone)


def _list_domains(gate: Gate, text: str, wish: Wish, order: str, reverse: bool) -> IdList:
    return gate.call(list_domains, text, _number(wish, "within"), wish["renewal"], order, reverse=reverse)


DOMAIN_LIST = ListSpec(
    code="verkkotunnukset",
    title=N_("Verkkotunnukset"),
    icon="globe",
    entity="domain_name",
    columns=(
        Column(name="name", label=N_("Verkkotunnus"), width=300, render=_strong),
        Column(name="customer", label=N_("Asiakas"), width=230),
        Column(name="expires_on", label=N_("Vanhenee"), kind=FieldKind.DATE, width=104),
        Column(name="days", label=N_("Jäljellä"), width=110, align="right", sortable=False, shown=False, render=_days),
        Column(name="renewal", label=N_("Uusinta"), width=150, render=_renewal),
        Column(name="tone", label=N_("Tila"), width=130, sortable=False, render=_domain_pill),
        Column(name="registrar", label=N_("Verkkotunnusvälittäjä"), width=190),
    ),
    order="expires_on",
    hint=N_("Verkkotunnus, haltija tai asiakas…"),
    conditions=(
        Condition(code="within", words=N_("Vanhenee"), options=_within),
        Condition(code="renewal", words=N_("Uusinta"), options=lambda _gate: options(DOMAINS.spec, "renewal")),
    ),
    ask=_list_domains,
    rows=lambda gate, ids: gate.call(domain_rows, ids),
    count=lambda n: ngettext("{n} verkkotunnus", "{n} verkkotunnusta", n).format(n=number_words(n)),
    empty=N_("Verkkotunnuksia ei ole vielä tallennettu"),
    add=N_("Uusi verkkotunnus"),
)


# -- servers and products ----------------------------------------------------------------------------------------------


def _server_kind(values: Values) -> Cell:
    words = as_text(SERVERS.spec["kind"], values["kind"])
    return Cell(text=words[:1].upper() + words[1:])


def _ids(shown: Sequence[int], total: int) -> IdList:
    return IdList(array("q", shown), total)


def _list_servers(gate: Gate, text: str, _wish: Wish, _order: str, _reverse: bool) -> IdList:
    shown = [row.id for row in gate.call(list_servers, text)]
    return _ids(shown, len(gate.call(list_servers)) if text else len(shown))


SERVER_LIST = ListSpec(
    code="palvelimet",
    title=N_("Palvelimet"),
    icon="hard-drive",
    entity="server",
    columns=(
        Column(name="name", label=N_("Palvelin"), width=260, sortable=False, render=_strong),
        Column(name="kind", label=N_("Laji"), width=170, sortable=False, render=_server_kind),
        Column(name="place", label=N_("Sijainti"), width=220, sortable=False),
        Column(name="services", label=N_("Palveluja"), kind=FieldKind.NUMBER, width=104, align="right", sortable=False),
        Column(name="until", label=N_("Käytössä asti"), kind=FieldKind.DATE, width=140, sortable=False),
    ),
    order="name",
    hint=N_("Palvelin, sijainti tai käyttöjärjestelmä…"),
    ask=_list_servers,
    rows=lambda gate, ids: [row for row in gate.call(list_servers) if row.id in set(ids)],
    count=lambda n: ngettext("{n} palvelin", "{n} palvelinta", n).format(n=number_words(n)),
    empty=N_("Palvelimia ei ole vielä tallennettu"),
    add=N_("Uusi palvelin"),
    open_to_all=True,
)


def _product_name(values: Values) -> Cell:
    return Cell(text=str(values["name"]), kind="strong", icon=product_icon(str(values["kind"])))


def _product_kind(values: Values) -> Cell:
    words = as_text(PRODUCTS.spec["kind"], values["kind"])
    return Cell(text=words[:1].upper() + words[1:])


def _product_price(values: Values) -> Cell:
    sum_ = values["price"]
    return Cell(text=price(sum_) if isinstance(sum_, Decimal) else "", kind="number")


def _period(values: Values) -> Cell:
    months = values["period_months"]
    return Cell(text=notice_words(months) if isinstance(months, int) else _("kerran"))


def _on_sale(values: Values) -> Cell:
    on_sale = bool(values["on_sale"])
    return Cell(text=_("Myynnissä") if on_sale else _("Ei myynnissä"), kind="pill", tone="ok" if on_sale else "neutral")


def _list_products(gate: Gate, text: str, wish: Wish, _order: str, _reverse: bool) -> IdList:
    shown = [row.id for row in gate.call(list_products, text, wish["kind"])]
    return _ids(shown, len(gate.call(list_products)) if text or wish["kind"] else len(shown))


PRODUCT_LIST = ListSpec(
    code="tuotteet",
    title=N_("Tuotteet"),
    icon="package",
    entity="product",
    columns=(
        Column(name="name", label=N_("Tuote"), width=250, sortable=False, render=_product_name),
        Column(name="code", label=N_("Tuotekoodi"), kind=FieldKind.REFERENCE, width=120, sortable=False),
        Column(name="kind", label=N_("Laji"), width=150, sortable=False, render=_product_kind),
        Column(name="price", label=N_("Hinta"), width=110, align="right", sortable=False, render=_product_price),
        Column(name="period_months", label=N_("Jakso"), width=90, sortable=False, render=_period),
        Column(name="services", label=N_("Palveluja"), kind=FieldKind.NUMBER, width=104, align="right", sortable=False),
        Column(name="on_sale", label=N_("Tila"), width=130, sortable=False, render=_on_sale),
    ),
    order="name",
    hint=N_("Tuote tai tuotekoodi…"),
    conditions=(Condition(code="kind", words=N_("Laji"), options=lambda _gate: product_kinds()),),
    ask=_list_products,
    rows=lambda gate, ids: [row for row in gate.call(list_products) if row.id in set(ids)],
    count=lambda n: ngettext("{n} tuote", "{n} tuotetta", n).format(n=number_words(n)),
    empty=N_("Tuotteita ei ole vielä tallennettu"),
    add=N_("Uusi tuote"),
    open_to_all=True,
)


# -- hosting accounts --------------------------------------------------------------------------------------------------


def _username(values: Values) -> Cell:
    return Cell(text=str(values["username"]), kind="strong")


def _secret(values: Values) -> Cell:
    marks = (Mark("lock", _("Salasana tallennettu")),) if values["has_secret"] else ()
    return Cell(text="", kind="icons", marks=marks)


def _account_states(_gate: Gate) -> Options:
    return [
        ("current", _("voimassa")),
        ("ended", _("päättyneet")),
        ("secret", _("salasana tallennettu")),
    ]


ACCOUNT_LIST = ListSpec(
    code="kayttajatunnukset",
    title=N_("Käyttäjätunnukset"),
    icon="key-round",
    entity="hosting_account",
    columns=(
        Column(name="username", label=N_("Käyttäjätunnus"), width=170, render=_username),
        Column(name="customer", label=N_("Asiakas"), width=230),
        Column(name="service", label=N_("Palvelu"), width=244, sortable=False),
        Column(name="panel", label=N_("Hallintapaneeli"), width=130),
        Column(name="since", label=N_("Alkaen"), kind=FieldKind.DATE, width=104),
        Column(name="until", label=N_("Asti"), kind=FieldKind.DATE, width=104),
        Column(name="has_secret", label=N_("Huomiot"), width=100, sortable=False, render=_secret),
    ),
    order="username",
    hint=N_("Käyttäjätunnus tai asiakas…"),
    conditions=(Condition(code="state", words=N_("Tila"), options=_account_states),),
    ask=lambda gate, text, wish, order, reverse: gate.call(list_accounts, text, wish["state"], order, reverse=reverse),
    rows=lambda gate, ids: gate.call(account_rows, ids),
    count=lambda n: ngettext("{n} käyttäjätunnus", "{n} käyttäjätunnusta", n).format(n=number_words(n)),
    empty=N_("Käyttäjätunnuksia ei ole vielä tallennettu"),
    add=N_("Uusi tunnus"),
)

LISTS = (CONTRACT_LIST, SERVICE_LIST, DOMAIN_LIST, SERVER_LIST, PRODUCT_LIST, ACCOUNT_LIST)
"""In the order of the tabs."""
