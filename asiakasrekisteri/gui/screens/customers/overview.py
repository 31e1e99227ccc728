"""The first tab of a customer's page: what is known, whom to reach, what registers tell, sites, the partner."""

import datetime as dt
from functools import partial

from PySide6.QtWidgets import QSizePolicy, QWidget

from asiakasrekisteri.domain.fields import Origin, Record
from asiakasrekisteri.domain.formats import as_text
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.gui.concealing import restriction_banner
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.customer.facts import capital
from asiakasrekisteri.gui.history import history_of
from asiakasrekisteri.gui.records.paged import Listed, PagedCard
from asiakasrekisteri.gui.records.reading import field_words
from asiakasrekisteri.gui.screens.customers.card import (
    CardFacts,
    Opened,
    card_column,
    contacts_card,
    facts_card,
    person_card,
)
from asiakasrekisteri.gui.screens.customers.rows import TONES, option_label
from asiakasrekisteri.gui.screens.customers.ytj import YTJ_PAGE
from asiakasrekisteri.gui.tables.columns import Cell, Column, Values
from asiakasrekisteri.gui.widgets.basics import Button, column, label, line, row, scrolled
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.gui.widgets.provenance import ProvenanceChip
from asiakasrekisteri.gui.widgets.two_columns import TwoColumns
from asiakasrekisteri.usecases.customers import PERSONAL_KINDS, customer_rows
from asiakasrekisteri.usecases.outside import FACTS, SITES
from asiakasrekisteri.usecases.partners import customers_of_partner


def overview(context: Context, opened: Opened, *, may_write: bool) -> QWidget:
    """Return the tab of one customer."""
    facts = CardFacts(context, opened)
    left = card_column(facts_card(_("Perustiedot ja lähteet"), facts.own_facts(), context, stacked=True))
    right = card_column(
        person_card(opened, context),
        _partner_card(context, opened),
        facts_card(_("Yhteystiedot"), facts.contact_facts(), context, stacked=True),
        contacts_card(opened, context, wide=True),
        _registry_card(context, opened, may_write=may_write),
        _sites_card(context, opened, may_write=may_write),
        _reached_card(context, opened),
        facts_card(_("Tietosuoja"), facts.ground_facts(), context),
    )
    notes: list[QWidget] = []
    if opened.card.restriction is not None:
        notes.append(column(restriction_banner(opened.card.restriction), margins=(20, 16, 16, 0)))
    if not may_write:
        words = _("Roolillasi asiakkaita voi katsoa, ei muuttaa. Pyydä oikeutta pääkäyttäjältä.")
        notes.append(column(Banner("info", words), margins=(20, 16, 16, 0)))
    return scrolled(column(*notes, TwoColumns(left, right), None, gap=0), _("Asiakas"))


def _partner_card(context: Context, opened: Opened) -> Card | None:
    """Return the way to the partner through whom the customer came; None for the firm's own."""
    record = opened.card.record
    partner = record.values.get("partner_id")
    if not isinstance(partner, int):
        return None
    name = record.names.get("partner_id", "")
    go = Button(name, kind="link", pressed=lambda: context.go(f"customer/{partner}"))
    go.setAccessibleName(_("Avaa yhteistyökumppani {name}").format(name=name))
    return Card(_("Yhteistyökumppani"), row(go, None))


def _add(context: Context, opened: Opened, entity: str, words: str, *, may_write: bool) -> tuple[Button, ...]:
    address = f"{entity}/new/customer/{opened.card.record.id}"
    made = Button(words, "plus", size="s", pressed=lambda: context.go(address))
    if not may_write:
        made.setEnabled(False)
        made.setToolTip(_("Roolillasi ei ole oikeutta muuttaa asiakkaita. Pyydä oikeutta pääkäyttäjältä."))
    return (made,)


def _registry_card(context: Context, opened: Opened, *, may_write: bool) -> Card | None:
    """Return what was obtained from registers, each fact with its source and day; amber when it is over a year old."""
    if not opened.facts and not may_write:
        return None
    lines = _lines([_fact_line(context, opened, fact) for fact in opened.facts])
    add = (
        *_compare(context, opened, may_write=may_write),
        *_add(context, opened, "registry_fact", _("Lisää tieto"), may_write=may_write),
    )
    return Card(
        _("Rekistereistä saadut tiedot"), *(lines or [_none(_("Tietoja ei ole hankittu."))]), actions=add, gap=8
    )


def _compare(context: Context, opened: Opened, *, may_write: bool) -> tuple[Button, ...]:
    """Return the way to YTJ; its open data holds no natural persons and no sole traders."""
    card = opened.card
    if card.record.text("kind") in PERSONAL_KINDS or not may_write or card.restriction is not None:
        return ()
    number = card.record.id
    return (Button(_("Vertaa YTJ:hin…"), "landmark", size="s", pressed=lambda: context.go(f"{YTJ_PAGE}/{number}")),)


def _fact_line(context: Context, opened: Opened, fact: Record) -> QWidget:
    name = _link(context, fact, fact.text("what"))
    source, obtained = fact.names.get("obtained_from_id", ""), fact.values.get("obtained_on")
    date = obtained.isoformat() if isinstance(obtained, dt.date) else ""
    code = opened.source_codes.get(source, "")
    recorded = fact.origins.get("value")
    origin = Origin(code, source, date, recorded.recorded_by if recorded is not None else "")
    history = history_of(context, FACTS.spec, fact.id, ("value",))
    chip = ProvenanceChip(origin, fact.text("what"), context.today(), history)
    value = field_words(fact, FACTS.spec["value"])
    return column(row(name, None, chip), _wide(value), gap=2)


def _sites_card(context: Context, opened: Opened, *, may_write: bool) -> Card | None:
    """Return the customer's sites; None for one that is a person and has none."""
    if not opened.sites and (not may_write or opened.card.person_id is not None):
        return None
    lines = _lines([_site_line(context, site) for site in opened.sites])
    add = _add(context, opened, "site", _("Lisää toimipaikka"), may_write=may_write)
    return Card(_("Toimipaikat"), *(lines or [_none(_("Toimipaikkoja ei ole tallennettu."))]), actions=add, gap=8)


def _site_line(context: Context, site: Record) -> QWidget:
    place = " ".join(w for w in (site.text("postcode"), site.text("town")) if w)
    phone = as_text(SITES.spec["phone"], site.values.get("phone"))
    words = " · ".join(w for w in (", ".join(w for w in (site.text("street"), place) if w), phone) if w)
    return column(row(_link(context, site, site.text("name")), None), _wide(words), gap=2)


def _link(context: Context, record: Record, words: str) -> Button:
    return Button(words.replace("&", "&&"), kind="link", pressed=partial(context.go, f"{record.entity}/{record.id}"))


def _wide(words: str) -> QWidget:
    made = label(words, wrap=True)
    made.setContentsMargins(2, 0, 0, 0)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return made


def _none(words: str) -> QWidget:
    return label(words, "muted", wrap=True)


def _lines(parts: list[QWidget]) -> list[QWidget]:
    """Return the lines with hair lines between."""
    return [made for place, part in enumerate(parts) for made in ([line(), part] if place else [part])]


# -- customers that came through a partner -----------------------------------------------------------------------------


def _name(values: Values) -> Cell:
    return Cell(text=str(values["name"]), kind="strong")


def _status(values: Values) -> Cell:
    code = str(values["status"])
    return Cell(text=option_label("status", code), kind="pill", tone=TONES.get(code, "neutral"))


def _kind(values: Values) -> Cell:
    return Cell(text=capital(option_label("kind", values["kind"])))


_REACHED = (
    Column(name="name", label=N_("Nimi"), width=250, sortable=False, render=_name),
    Column(name="number", label=N_("Asiakasnumero"), width=120, sortable=False),
    Column(name="kind", label=N_("Asiakaslaji"), width=140, sortable=False, render=_kind),
    Column(name="status", label=N_("Tila"), width=110, sortable=False, render=_status),
)


def _reached_card(context: Context, opened: Opened) -> PagedCard | None:
    """Return the customers that came through this partner; None for one that is no partner."""
    record = opened.card.record
    if record.text("relation") != "partner":
        return None
    listed = Listed(
        entity="customer",
        title=_("Kumppanin kautta tulleet asiakkaat"),
        empty=_("Kumppanin kautta ei ole tullut asiakkaita."),
        columns=_REACHED,
        rows=lambda gate, ids: gate.call(customer_rows, ids),
        most=8,
    )
    card = PagedCard(context, listed)
    card.show_list(lambda gate: gate.call(customers_of_partner, record.id))
    return card
