"""The two tables of a person's page: her roles at customers, and everything that is held about her."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from asiakasrekisteri.domain.fields import DataCategory
from asiakasrekisteri.domain.formats import as_text, iso_day
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.describe import DETAIL_SPECS, detail_origin
from asiakasrekisteri.gui.history import history_of
from asiakasrekisteri.gui.interactions.words import interaction_icon
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.widgets.basics import Button, label, row
from asiakasrekisteri.gui.widgets.card import table_card
from asiakasrekisteri.gui.widgets.grid_table import GridTable, Head
from asiakasrekisteri.gui.widgets.marks import Pill
from asiakasrekisteri.gui.widgets.provenance import ProvenanceChip
from asiakasrekisteri.gui.widgets.tips import plain_tip
from asiakasrekisteri.usecases.persons import HeldRole, PersonPage
from asiakasrekisteri.usecases.privacy.holdings import Holding

_UNTIL = 3
CUSTOMER_ICONS = {"private": "user-round", "sole_trader": "user-round", "association": "users-round"}
CATEGORY_ICONS = {
    DataCategory.IDENTIFICATION: "id-card",
    DataCategory.IDENTITY_CODE: "lock",
    DataCategory.CONTACT: "phone",
    DataCategory.ROLE: "users",
    DataCategory.END_USER: "user-round",
    DataCategory.MAINTAINER: "headset",
    DataCategory.CUSTOMERSHIP: "building-2",
    DataCategory.COMPANY_FACTS: "landmark",
    DataCategory.CREDIT: "gauge",
    DataCategory.SERVICE: "server",
    DataCategory.ACCOUNT: "key-round",
    DataCategory.CONTRACT: "file-signature",
    DataCategory.ORDER: "package-plus",
    DataCategory.BILLING: "receipt-euro",
    DataCategory.INTERACTION: "mail",
    DataCategory.RECORDING: "file-audio",
    DataCategory.ATTACHMENT: "paperclip",
    DataCategory.USAGE: "activity",
    DataCategory.NOTICE: "megaphone",
    DataCategory.PAPER: "archive",
    DataCategory.PROTECTION: "shield-check",
    DataCategory.MARKETING: "hand",
    DataCategory.NOTES: "sticky-note",
    DataCategory.HISTORY: "history",
    DataCategory.VIEW_LOG: "eye",
}
Open = Callable[[Holding | None], object]
"""Shows the single items of a holding, or of them all."""


def holding_icon(holding: Holding) -> str:
    """Return the icon of what is held."""
    if holding.kind:
        return interaction_icon(holding.kind)
    return CATEGORY_ICONS.get(DataCategory(holding.category), "file-text")


def roles_card(context: Context, page: PersonPage, *actions: QWidget) -> QFrame:
    """Return the card of roles; a customer's name opens its card."""
    heads = [Head(_("Asiakas"), 6), Head(_("Rooli"), 5), Head(_("Alkaen"), 0), Head(_("Asti"), 0), Head(_("Lähde"), 0)]
    rows = [_role(context, held) for held in page.roles]
    if not any(row[_UNTIL] for row in rows):
        heads.pop(_UNTIL)
        for cells in rows:
            cells.pop(_UNTIL)
    title = _("Roolit asiakkuuksissa")
    if not rows:
        words = label(_("Henkilö ei ole asiakas eikä kenenkään yhteyshenkilö."), "muted", wrap=True)
        return table_card(title, row(words, margins=(12, 4, 12, 8)), actions=actions)
    return table_card(title, GridTable(title, heads, rows), actions=actions)


def _role(context: Context, held: HeldRole) -> list[QWidget | str]:
    name = Button(held.customer, kind="link", pressed=lambda: context.go(f"customer/{held.customer_id}"))
    name.setToolTip(_("Asiakas numero {number}").format(number=held.number))
    customer = row(Icon(CUSTOMER_ICONS.get(held.kind, "building-2")), name, None, gap=8)
    record = held.role
    if record is None:
        return [customer, _("Asiakas itse"), "", "", ""]
    spec = DETAIL_SPECS["contact_role"]
    role = ", ".join(part for part in (as_text(spec["role"], record["role"]), record.text("title")) if part)
    until = as_text(spec["until"], record["until"])
    origin = detail_origin(record)
    source: QWidget | str = ""
    if origin is not None:
        history = history_of(context, spec, record.id, [field.name for field in spec])
        source = ProvenanceChip(origin, _("Rooli"), context.today(), history)
    ended: QWidget | str = Pill(until, "neutral") if until else ""
    return [customer, _first_upper(role), as_text(spec["since"], record["since"]), ended, source]


def holdings_card(page: PersonPage, show: Open) -> QFrame:
    """Return the card of everything held: category, how many, on what basis, until when and why; `show` opens one."""
    heads = (
        Head(_("Tietoryhmä"), 0),
        Head(_("Määrä"), 0, right=True),
        Head(_("Peruste"), 4),
        Head(_("Säilytetään"), 7),
    )
    rows = [_holding(holding, show) for holding in page.holdings]
    title = _("Kaikki, mitä hänestä on tallessa")
    note = label(count_words(page), "small")
    one_by_one = Button(_("Näytä yksitellen"), kind="link", pressed=lambda: show(None))
    return table_card(title, GridTable(title, heads, rows), actions=(note, one_by_one))


def _holding(holding: Holding, show: Open) -> list[QWidget | str]:
    words = Button(holding.title, kind="link", pressed=lambda: show(holding))
    words.setAccessibleName(_("{what}, näytä yksitellen").format(what=holding.title))
    name = row(Icon(holding_icon(holding)), words, None, gap=8)
    kept = iso_day(holding.keep_until)
    short = _("{day} asti").format(day=kept) if kept else holding.keep_reason.split(". ")[0]
    whole = f"{short}. {holding.keep_reason}" if kept else holding.keep_reason
    basis = _first_upper(holding.basis)
    return [name, str(holding.count), _brief(basis.split(" (")[0], basis), _brief(short.rstrip("."), whole)]


def _brief(short: str, whole: str) -> QLabel:
    """Return the short form; the whole is in the tooltip and read aloud."""
    made = label(short, wrap=True)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    made.setToolTip(plain_tip(whole))
    made.setAccessibleName(whole)
    return made


def count_words(page: PersonPage) -> str:
    """Return how many data are held, in words."""
    count = sum(holding.count for holding in page.holdings)
    return ngettext("{n} tieto", "{n} tietoa", count).format(n=count)


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]
