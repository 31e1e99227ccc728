"""The sections of a description's form, in the order of the notice, and the editor of each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QVBoxLayout

from asiakasrekisteri.domain.categories import CATEGORY_TITLES
from asiakasrekisteri.domain.description import (
    Protection,
    Purpose,
    RecipientStatement,
    RetentionStatement,
    Statement,
    Transfer,
)
from asiakasrekisteri.domain.findings import SECTION_TITLES, Section
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.screens.descriptions.draft import Draft
from asiakasrekisteri.gui.screens.descriptions.parts import (
    ListPart,
    OutsidePart,
    Part,
    PersonPart,
    TextPart,
    ToldPart,
)
from asiakasrekisteri.gui.screens.descriptions.registerlist import CoversPart, RegistersPart
from asiakasrekisteri.gui.screens.descriptions.rows import Column
from asiakasrekisteri.gui.screens.descriptions.sourcelist import SourcesPart
from asiakasrekisteri.gui.screens.descriptions.translations import TranslationsPart
from asiakasrekisteri.gui.screens.descriptions.words import basis_names, mechanism_names
from asiakasrekisteri.gui.widgets.basics import label, line
from asiakasrekisteri.usecases.privacy.drafting import rights_said

_UNNUMBERED = ("register", "translations")
Parts = Callable[[Context, Draft], Sequence[Part]]


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """A section of the form.

    Attributes:
        code: as findings name it.
        hint: what belongs there.
        parts: makes its editor.
        also: codes of other sections of findings that are mended here.
        name: what the list calls it, where its title would be too long.
    """

    code: Section
    hint: str
    parts: Parts
    also: tuple[Section, ...] = ()
    name: str = ""

    def holds(self, section: str) -> bool:
        """Tell whether findings of a section belong here."""
        return section == self.code or section in self.also

    def title(self) -> str:
        """Return its name in the user's language."""
        return _(self.name or SECTION_TITLES[self.code])

    def number(self) -> str:
        """Return its number in the notice, "" for what stands in the head."""
        return "" if self.code in _UNNUMBERED else str(SECTIONS.index(self) + 1)


def section_of(code: str) -> SectionSpec:
    """Return the section where a finding is mended; what belongs nowhere is looked at in the first one."""
    return next((spec for spec in SECTIONS if spec.holds(code)), SECTIONS[0])


class SectionEditor(QFrame):
    """The editor of one section.

    Args:
        context, draft: the desk and the draft.
        spec: the section.
    """

    def __init__(self, context: Context, draft: Draft, spec: SectionSpec) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self.setAccessibleName(spec.title())
        self.parts = tuple(spec.parts(context, draft))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 20)
        layout.setSpacing(12)
        layout.addWidget(label(f"{spec.number()}\N{NO-BREAK SPACE}{spec.title()}".strip(), "h2"))
        layout.addWidget(label(_(spec.hint), "muted", wrap=True))
        for place, part in enumerate(self.parts):
            if place:
                layout.addWidget(line())
            layout.addWidget(part)
            part.load()
            part.set_writable(writable=draft.writable)
        layout.addStretch(1)
        draft.replaced.connect(self._load)

    def focus_first(self) -> bool:
        """Go to the first field; tell whether there is one."""
        return any(part.focus_first() for part in self.parts)

    def _load(self) -> None:
        for part in self.parts:
            part.load()


def _controller(context: Context, draft: Draft) -> Sequence[Part]:
    def rows(of: Draft) -> Sequence[tuple[str, str]]:
        firm = of.words.controller
        facts = (
            (_("Rekisterinpitäjä"), firm.name),
            (_("Y-tunnus"), firm.business_id),
            (_("Osoite"), firm.address),
            (_("Puhelin"), firm.phone),
            (_("Sähköposti"), firm.email),
        )
        return [fact for fact in facts if fact[1]]

    why = _("Tulee yrityksen tiedoista. Kun ne muuttuvat, seloste muuttuu niiden mukana.")
    heads = (_("Tieto"), _("Selosteessa"))
    joint = PersonPart(context, draft, "joint", _("Yhteisrekisterinpitäjä, jos sellainen on"))
    return ToldPart(context, draft, _("Rekisterinpitäjä"), why, heads, rows), joint


def _contact(context: Context, draft: Draft) -> Sequence[Part]:
    return (
        PersonPart(context, draft, "contact", _("Yhteyshenkilö rekisteriä koskevissa asioissa"), dated=True),
        PersonPart(context, draft, "officer", _("Tietosuojavastaava, jos sellainen on")),
    )


def _register(context: Context, draft: Draft) -> Sequence[Part]:
    return (
        TextPart(context, draft, "register_name", _("Rekisterin nimi")),
        TextPart(context, draft, "dated", _("Laadittu"), _("Päivä, jolta seloste on.")),
        TextPart(context, draft, "parts", _("Osarekisterit"), _("Yksi riville. Tyhjä, jos niitä ei ole.")),
        RegistersPart(context, draft),
        CoversPart(context, draft),
    )


def _translations(context: Context, draft: Draft) -> Sequence[Part]:
    return (TranslationsPart(context, draft),)


def _purposes(context: Context, draft: Draft) -> Sequence[Part]:
    columns = (
        Column("text", _("Tarkoitus"), 6),
        Column("basis", _("Oikeusperuste"), 6, "choice", basis_names(), optional=True),
        Column("interest", _("Mikä etu on oikeutettu"), wanted=_is_weighed),
        Column("balancing", _("Miksi etu painaa enemmän kuin rekisteröidyn edut (tasapainotesti)"), wanted=_is_weighed),
        Column("balanced_on", _("Punnittu"), 4, "day", wanted=_is_weighed),
        Column("balanced_by", _("Punninnan tekijä"), 8, "line", wanted=_is_weighed),
    )
    add = _("Lisää tarkoitus")
    return (ListPart(context, draft, "purposes", _("Tarkoitukset"), columns, lambda: Purpose(None, ""), add),)


def _is_weighed(one: Purpose) -> bool:
    return one.basis == "legitimate_interest" or bool(one.interest)


def _statements(field: str, name: str, title: str, add: str, *, titled: bool = False) -> Parts:
    def make(context: Context, draft: Draft) -> Sequence[Part]:
        columns = (Column("text", _(title)),)
        fresh = lambda: Statement(None, "")  # noqa: E731 - made anew for each row
        return (ListPart(context, draft, field, _(name), columns, fresh, _(add), titled=titled),)

    return make


def _contents(context: Context, draft: Draft) -> Sequence[Part]:
    def rows(of: Draft) -> Sequence[tuple[str, str]]:
        held = of.document.contents if of.document is not None else ()
        return [(one.title, ", ".join(one.fields)) for one in held]

    why = _("Luettelo tulee suoraan rekisterin rakenteesta, joten se on aina oikea.")
    own = _statements("data_categories", N_("Omin sanoin"), N_("Tietoryhmä"), N_("Lisää omin sanoin"), titled=True)
    told = ToldPart(context, draft, _("Tietosisältö"), why, (_("Tietoryhmä"), _("Tiedot")), rows)
    return (*own(context, draft), told)


def _sources(context: Context, draft: Draft) -> Sequence[Part]:
    return (SourcesPart(context, draft),)


def _recipients(context: Context, draft: Draft) -> Sequence[Part]:
    kinds = (
        ("processor", _("Käsittelijä")),
        ("controller", _("Rekisterinpitäjä")),
        ("authority", _("Viranomainen")),
        ("general", _("Yleinen lausuma")),
    )
    columns = (
        Column("name", _("Vastaanottaja"), 4),
        Column("task", _("Tehtävä"), 4),
        Column("kind", _("Vastaanottajan laji"), 4, "choice", kinds),
        Column("country", _("Maa"), 4, "country", wanted=lambda one: one.kind != "general"),
        Column("business_id", _("Y-tunnus"), 4, "line", wanted=lambda one: one.kind != "general"),
        Column("dpa_signed_on", _("Sopimus tehty"), 4, "day", wanted=lambda one: one.kind == "processor"),
        Column("under", _("Kenen alikäsittelijä, jos sellainen"), 12, "line", wanted=_is_under),
    )
    fresh = lambda: RecipientStatement("processor", "")  # noqa: E731 - made anew for each row
    return (ListPart(context, draft, "recipients", _("Vastaanottajat"), columns, fresh, _("Lisää vastaanottaja")),)


def _is_under(one: RecipientStatement) -> bool:
    return one.kind == "processor"


def _transfers(context: Context, draft: Draft) -> Sequence[Part]:
    columns = (
        Column("recipient", _("Vastaanottaja"), 4),
        Column("country", _("Maa"), 3, "country"),
        Column("mechanism", _("Siirron peruste"), 5, "choice", mechanism_names(), optional=True),
        Column("reference", _("Mistä jäljennöksen saa"), 12, "line"),
    )
    fresh = lambda: Transfer("", "")  # noqa: E731 - made anew for each row
    return (
        OutsidePart(context, draft),
        TextPart(context, draft, "transfers.text", _("Omin sanoin"), _("Tulostuu selosteeseen sellaisenaan.")),
        ListPart(context, draft, "transfers.places", _("Siirrot"), columns, fresh, _("Lisää siirto"), titled=True),
    )


def _retention(context: Context, draft: Draft) -> Sequence[Part]:
    def rows(of: Draft) -> Sequence[tuple[str, str]]:
        held = of.document.contents if of.document is not None else ()
        return [(one.title, one.keep) for one in held if one.keep]

    categories = (("", _("Kaikki tiedot")), *((code.value, _(title)) for code, title in CATEGORY_TITLES.items()))
    columns = (
        Column("text", _("Säilytysaika"), 7),
        Column("category", _("Tietoryhmä"), 5, "choice", categories),
    )
    fresh = lambda: RetentionStatement("", "")  # noqa: E731 - made anew for each row
    why = _("Säännöt, joiden mukaan rekisteri todella hävittää tiedot.")
    heads = (_("Tietoryhmä"), _("Säilytetään"))
    return (
        ListPart(context, draft, "retention", _("Omin sanoin"), columns, fresh, _("Lisää säilytysaika"), titled=True),
        ToldPart(context, draft, _("Säilytyssäännöt"), why, heads, rows),
    )


def _protections(context: Context, draft: Draft) -> Sequence[Part]:
    kinds = (
        ("technical", _("Tekninen")),
        ("organisational", _("Organisatorinen")),
        ("physical", _("Tilat")),
        ("paper", _("Paperiaineisto")),
    )
    columns = (Column("text", _("Suojaustoimi"), 8), Column("kind", _("Laji"), 4, "choice", kinds))
    fresh = lambda: Protection("technical", "")  # noqa: E731 - made anew for each row
    return (ListPart(context, draft, "protections", _("Suojaustoimet"), columns, fresh, _("Lisää suojaustoimi")),)


def _necessity(context: Context, draft: Draft) -> Sequence[Part]:
    law = _("Jos kenttä on tyhjä ja jokin peruste on sopimus, tulostuu lain mukainen lause.")
    return (TextPart(context, draft, "necessity", _("Onko tietojen antaminen pakollista"), law),)


def _automated(context: Context, draft: Draft) -> Sequence[Part]:
    none = _("Jos kenttä on tyhjä, tulostuu, ettei automaattisia päätöksiä tehdä.")
    return (TextPart(context, draft, "automated", _("Automaattiset päätökset ja profilointi"), none),)


def _rights(context: Context, draft: Draft) -> Sequence[Part]:
    why = _("Määräytyvät tarkoitusten oikeusperusteista.")
    own = _statements("rights", N_("Omin sanoin"), N_("Oikeus"), N_("Lisää omin sanoin"), titled=True)
    told = ToldPart(
        context,
        draft,
        _("Oikeudet, jotka tulostuvat"),
        why,
        (_("Oikeus"), _("Selosteessa")),
        lambda of: rights_said(of.words),
    )
    return (told, *own(context, draft))


SECTIONS: tuple[SectionSpec, ...] = (
    SectionSpec("controller", N_("Kuka rekisteriä pitää."), _controller),
    SectionSpec("contact", N_("Keneen rekisteröity ottaa yhteyttä."), _contact),
    SectionSpec(
        "purposes", N_("Mihin tietoja käytetään. Perusteesta määräytyy, mitkä oikeudet tulostuvat."), _purposes
    ),
    SectionSpec(
        "subjects",
        N_("Keistä rekisterissä on tietoja."),
        _statements("subject_groups", N_("Ryhmät"), N_("Rekisteröityjen ryhmä"), N_("Lisää ryhmä")),
    ),
    SectionSpec("contents", N_("Mitä tietoja rekisterissä on."), _contents),
    SectionSpec("sources", N_("Keneltä tiedot saadaan."), _sources),
    SectionSpec("recipients", N_("Kenelle tietoja annetaan ja kuka niitä käsittelee yrityksen puolesta."), _recipients),
    SectionSpec("transfers", N_("Lähteekö tietoja EU:n ulkopuolelle ja millä perusteella."), _transfers),
    SectionSpec("retention", N_("Kuinka kauan tietoja säilytetään."), _retention),
    SectionSpec("protection", N_("Miten tiedot on suojattu."), _protections),
    SectionSpec("necessity", N_("Mitä seuraa, jos tietoja ei anna."), _necessity, name=N_("Antamisen pakollisuus")),
    SectionSpec("automated", N_("Päätetäänkö jotain ilman ihmistä."), _automated),
    SectionSpec("rights", N_("Mitä oikeuksia rekisteröidyllä on."), _rights, ("complaint",)),
    SectionSpec("register", N_("Rekisterin nimi, päivä ja osat."), _register, ("review",)),
    SectionSpec("translations", N_("Yrityksen omat sanat ruotsiksi ja englanniksi."), _translations),
)
"""In the order of the notice, whose numbers they have; the name and the day stand in its head."""
