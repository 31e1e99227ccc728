"""The nouns whose records have a page of their own, and their pages."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.gui.attaching import attachments_aside
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.navigation import PageSpec
from asiakasrekisteri.gui.records.abroad import RecipientEditor
from asiakasrekisteri.gui.records.backups import BACKUP_KINDS
from asiakasrekisteri.gui.records.breach import BREACH_LOOK
from asiakasrekisteri.gui.records.contract import contract_look
from asiakasrekisteri.gui.records.kinds import RecordKind
from asiakasrekisteri.gui.records.look import Aside, Look, Shown
from asiakasrekisteri.gui.records.order import ORDER_KIND, order_look
from asiakasrekisteri.gui.records.outage import OUTAGE_LOOK
from asiakasrekisteri.gui.records.page import RecordPage
from asiakasrekisteri.gui.records.privacy import PRIVACY_KINDS
from asiakasrekisteri.gui.records.server import SERVER_LOOK
from asiakasrekisteri.usecases import (
    accounts,
    contracts,
    firm,
    hosting_secrets,
    outside,
    papers,
    services,
    sources,
    usage,
)
from asiakasrekisteri.usecases.billing import rates
from asiakasrekisteri.usecases.mailing import server
from asiakasrekisteri.usecases.outages import cases as outage_cases

_LOOKS = {
    "server": SERVER_LOOK,
    "outage": OUTAGE_LOOK,
    "breach": BREACH_LOOK,
    "recipient": Look(editor=RecipientEditor),
}


@cache
def record_kinds() -> dict[str, RecordKind]:
    """Return every kind of record, by the first part of its address."""
    return {kind.key: kind for kind in _all()}


def _all() -> tuple[RecordKind, ...]:
    return (
        *_sold(),
        *_agreed(),
        ORDER_KIND,
        *_persons(),
        *_known(),
        *_checked(),
        *_stock(),
        *_reckoned_by(),
        _own_firm(),
        *_set(),
        *_failed(),
        *PRIVACY_KINDS,
        *BACKUP_KINDS,
    )


def _sold() -> tuple[RecordKind, ...]:
    return (
        RecordKind(
            cases=services.SERVICES,
            icon="server",
            tab="palvelut",
            listed="services/palvelut",
            added=N_("Palvelu lisättiin."),
            saved=N_("Palvelun tiedot tallennettiin."),
            removed=N_("Palvelu poistettiin."),
        ),
        RecordKind(
            cases=services.DOMAINS,
            icon="globe",
            tab="palvelut",
            listed="services/verkkotunnukset",
            added=N_("Verkkotunnus lisättiin."),
            saved=N_("Verkkotunnuksen tiedot tallennettiin."),
            removed=N_("Verkkotunnus poistettiin."),
        ),
        RecordKind(
            cases=services.ACCOUNTS,
            icon="key-round",
            tab="palvelut",
            listed="services/kayttajatunnukset",
            named_by=("username",),
            widths={"username": 150, "panel": 130},
            owners=("customer", "person"),
            reveal=hosting_secrets.reveal_secret,
            added=N_("Käyttäjätunnus lisättiin."),
            saved=N_("Käyttäjätunnuksen tiedot tallennettiin."),
            removed=N_("Käyttäjätunnus poistettiin."),
        ),
    )


def _agreed() -> tuple[RecordKind, ...]:
    return (
        RecordKind(
            cases=contracts.CONTRACTS,
            icon="file-signature",
            tab="sopimukset",
            listed="services/sopimukset",
            named_by=("number", "name"),
            may_attach=True,
            widths={"name": 320, "state": 140, "since": 130, "until": 130},
            added=N_("Sopimus lisättiin."),
            saved=N_("Sopimuksen tiedot tallennettiin."),
            removed=N_("Sopimus poistettiin."),
        ),
    )


def _persons() -> tuple[RecordKind, ...]:
    return (
        RecordKind(
            cases=accounts.END_USERS,
            icon="user-round",
            tab="henkilot",
            named_by=("person",),
            owners=("customer", "person"),
            seeks=("person", "customer"),
            added=N_("Palvelun käyttäjä lisättiin."),
            saved=N_("Palvelun käyttäjän tiedot tallennettiin."),
            removed=N_("Palvelun käyttäjä poistettiin."),
        ),
        RecordKind(
            cases=accounts.MAINTAINERS,
            icon="life-buoy",
            under="persons",
            named_by=("person", "task"),
            owners=("person",),
            seeks=("person",),
            added=N_("Ylläpitäjä lisättiin."),
            saved=N_("Ylläpitäjän tiedot tallennettiin."),
            removed=N_("Ylläpitäjä poistettiin."),
        ),
        RecordKind(
            cases=usage.USAGE,
            icon="activity",
            tab="palvelut",
            named_by=("kind", "at"),
            owners=("customer", "person"),
            added=N_("Käyttötieto lisättiin."),
            saved=N_("Käyttötieto tallennettiin."),
            removed=N_("Käyttötieto poistettiin."),
        ),
    )


def _known() -> tuple[RecordKind, ...]:
    return (
        RecordKind(
            cases=outside.FACTS,
            icon="landmark",
            named_by=("what",),
            owners=("customer", "person"),
            seeks=(),
            added=N_("Rekisteritieto lisättiin."),
            saved=N_("Rekisteritieto tallennettiin."),
            removed=N_("Rekisteritieto poistettiin."),
        ),
        RecordKind(
            cases=outside.SITES,
            icon="building-2",
            added=N_("Toimipaikka lisättiin."),
            saved=N_("Toimipaikan tiedot tallennettiin."),
            removed=N_("Toimipaikka poistettiin."),
        ),
    )


def _checked() -> tuple[RecordKind, ...]:
    return (
        RecordKind(
            cases=outside.CREDIT_CHECKS,
            icon="gauge",
            tab="tietosuoja",
            named_by=("kind", "checked_on"),
            widths={"kind": 210, "purpose": 330, "register_name": 190, "checked_on": 130},
            owners=("customer", "person"),
            seeks=(),
            added=N_("Tarkistus lisättiin."),
            saved=N_("Tarkistuksen tiedot tallennettiin."),
            removed=N_("Tarkistus poistettiin."),
        ),
        RecordKind(
            cases=papers.PAPERS,
            icon="archive",
            tab="tietosuoja",
            named_by=("what",),
            widths={"kind": 150, "what": 330, "place": 210, "keep_until": 190},
            owners=("customer", "person"),
            seeks=(),
            added=N_("Paperi lisättiin."),
            saved=N_("Paperin tiedot tallennettiin."),
            removed=N_("Paperi poistettiin."),
        ),
    )


def _stock() -> tuple[RecordKind, ...]:
    return (
        RecordKind(
            cases=services.PRODUCTS,
            listed="services/tuotteet",
            icon="package",
            under="services",
            owners=(),
            seeks=(),
            added=N_("Tuote lisättiin."),
            saved=N_("Tuotteen tiedot tallennettiin."),
            removed=N_("Tuote poistettiin."),
        ),
        RecordKind(
            cases=services.SERVERS,
            listed="services/palvelimet",
            icon="hard-drive",
            under="services",
            owners=(),
            seeks=(),
            added=N_("Palvelin lisättiin."),
            saved=N_("Palvelimen tiedot tallennettiin."),
            removed=N_("Palvelin poistettiin."),
        ),
    )


def _reckoned_by() -> tuple[RecordKind, ...]:
    return (
        RecordKind(
            cases=rates.VAT_RATES,
            icon="settings",
            under="billing_tables",
            marks="invoices",
            named_by=("code", "percent"),
            owners=(),
            seeks=(),
            added=N_("Verokanta lisättiin."),
            saved=N_("Verokannan tiedot tallennettiin."),
            removed=N_("Verokanta poistettiin."),
        ),
        RecordKind(
            cases=rates.REFERENCE_RATES,
            icon="settings",
            under="billing_tables",
            marks="invoices",
            named_by=("since", "percent"),
            owners=(),
            seeks=(),
            added=N_("Viitekorko lisättiin."),
            saved=N_("Viitekoron tiedot tallennettiin."),
            removed=N_("Viitekorko poistettiin."),
        ),
        RecordKind(
            cases=rates.PERIODS,
            icon="settings",
            under="billing_tables",
            marks="invoices",
            named_by=("since", "until"),
            owners=(),
            seeks=(),
            added=N_("Tilikausi lisättiin."),
            saved=N_("Tilikauden tiedot tallennettiin."),
            removed=N_("Tilikausi poistettiin."),
        ),
    )


def _set() -> tuple[RecordKind, ...]:
    return (
        RecordKind(
            cases=sources.SOURCES,
            icon="book-open",
            under="settings",
            owners=(),
            seeks=(),
            undone=False,
            widths={"name": 190, "kind": 140, "what": 270, "public": 160, "closed_on": 110},
            added=N_("Tietolähde lisättiin."),
            saved=N_("Tietolähteen tiedot tallennettiin."),
            removed=N_("Tietolähde poistettiin."),
        ),
        RecordKind(
            cases=server.MAIL_SERVER,
            icon="mail",
            under="settings",
            named_by=("host",),
            owners=(),
            seeks=(),
            added=N_("Lähtevän postin palvelin lisättiin."),
            saved=N_("Lähtevän postin asetukset tallennettiin."),
            removed=N_("Lähtevän postin palvelin poistettiin."),
        ),
        RecordKind(
            cases=outage_cases.TELECOM,
            icon="landmark",
            under="settings",
            named_by=("state",),
            owners=(),
            seeks=(),
            added=N_("Teletoiminta kirjattiin."),
            saved=N_("Teletoiminnan tiedot tallennettiin."),
            removed=N_("Teletoiminnan tiedot poistettiin."),
        ),
    )


def _own_firm() -> RecordKind:
    return RecordKind(
        cases=firm.FIRM,
        icon="building-2",
        under="settings",
        owners=(),
        seeks=(),
        added=N_("Yrityksen tiedot lisättiin."),
        saved=N_("Yrityksen tiedot tallennettiin."),
        undone=False,
    )


def _failed() -> tuple[RecordKind, ...]:
    return (
        RecordKind(
            cases=outage_cases.OUTAGES,
            icon="megaphone",
            under="outages",
            named_by=("title",),
            owners=(),
            seeks=(),
            added=N_("Häiriö kirjattiin."),
            saved=N_("Häiriön tiedot tallennettiin."),
            removed=N_("Häiriö poistettiin."),
        ),
    )


def record_pages(context: Context) -> list[PageSpec]:
    """Return the pages of all kinds of records; each is reached from a list or a card."""
    return [
        PageSpec(
            key=kind.key,
            title=kind.spec.label,
            icon=kind.icon,
            permission=kind.read,
            factory=_maker(context, kind),
            place="hidden",
            under=kind.marks or kind.under,
        )
        for kind in record_kinds().values()
    ]


def _maker(context: Context, kind: RecordKind) -> Callable[[], QWidget]:
    return lambda: RecordPage(context, kind, _look(context, kind))


def _look(context: Context, kind: RecordKind) -> Look:
    asides: tuple[Aside, ...] = (_attachments,) if kind.may_attach and context.may(Permission.INTERACTION_READ) else ()
    if kind.key == "contract":
        return contract_look(*asides)
    if kind.key == "sales_order":
        return order_look(*asides)
    look = _LOOKS.get(kind.key, Look())
    return replace(look, asides=(*look.asides, *asides))


def _attachments(context: Context, shown: Shown) -> QWidget | None:
    return attachments_aside(context, shown.record)
