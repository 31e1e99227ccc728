"""The parts that the register documents are made of: each turns one piece of the description into blocks.

The firm's own words are printed as they stand, or translated by the firm. Where the law asks for something that nobody
has written, the part gives a `Missing` block instead of inventing it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from asiakasrekisteri.domain.description import Contact, Controller, Description, PrintedDescription, Purpose
from asiakasrekisteri.domain.phones import normalise_phone, show_phone
from asiakasrekisteri.domain.typography import finnish_form, start_lower, start_upper
from asiakasrekisteri.reports.blocks import Block, Bullets, Cell, Fields, Heading, Missing, Paragraph, Table
from asiakasrekisteri.reports.legal import LegalTexts
from asiakasrekisteri.reports.own_words import OwnWords
from asiakasrekisteri.reports.text import Rich, Run, bold, joined

_PROFILING = ("profil", "analys", "pisteyty")
_DAYS = ("since", "until")
_KINDS = ("technical", "organisational", "physical", "paper")


@dataclass(frozen=True, slots=True)
class Parts:
    """The description and the sentences around it."""

    doc: PrintedDescription
    texts: LegalTexts

    @property
    def own(self) -> OwnWords:
        """The firm's own words, in the document's language where the firm has translated them."""
        return OwnWords(self.doc.description.translations, self.doc.language, self.texts("notice.other_language"))

    def missing(self, key: str, **values: str) -> Missing:
        """Return the mark of something the firm must still write."""
        return Missing(self.texts("missing.lead"), self.texts(f"missing.{key}", **values))

    def controller(self) -> list[Block]:
        """Name, business ID and contact details of the firm, and of whom it keeps the register with (Art. 13(1)(a))."""
        firm = self.doc.description.controller
        if not firm.name:
            return [self.missing("controller")]
        labels = self.texts.words("notice.fields")
        lacking = [start_lower(labels[key]) for key in ("address", "business_id") if not getattr(firm, key)]
        blocks: list[Block] = [self._fields(firm)]
        if lacking:
            blocks.append(self.missing("controller_contact", what=self.texts("join.and").join(lacking)))
        return blocks + self._party("joint", self.doc.description.joint)

    def contact(self, *, dated: bool = False) -> list[Block]:
        """Whom to ask in matters of the register, and the data protection officer (Art. 13(1)(b)).

        Args:
            dated: whether the days of the task are told too: to the supervisor, to whom the past is of interest.
        """
        person = self.doc.description.contact
        if not dated:
            person = replace(person, since="", until="")
        known: list[Block] = [self._fields(person)] if person.name or person.email or person.phone else []
        if not (person.address or person.phone or person.email):
            known.append(self.missing("contact"))
        return known + self._party("officer", self.doc.description.officer)

    def register(self) -> list[Block]:
        """Name of the register and its parts."""
        own = self.doc.description
        if not own.register_name:
            return [self.missing("register_name")]
        blocks: list[Block] = [Paragraph(self.own.name(own.register_name))]
        return blocks + self.parts()

    def parts(self) -> list[Block]:
        """Parts of the register, where the firm keeps it in several (R-11)."""
        parts = self.doc.description.parts
        if not parts:
            return []
        return [Heading(3, self.texts("notice.parts")), Bullets(tuple(self.own(part) for part in parts))]

    def purpose_table(self) -> list[Block]:
        """Purposes with the legal basis of each (Art. 13(1)(c))."""
        purposes = self.doc.description.purposes
        if not purposes:
            return [self.missing("purposes")]
        lines = ((self._begun(p.text), self.texts.basis(p.basis) or self.texts("missing.basis_cell")) for p in purposes)
        blocks: list[Block] = [
            Table(self.texts.lines("notice.purposes_heads"), (82, 65), tuple(cells(*line) for line in lines))
        ]
        lacking = [p for p in purposes if not self.texts.basis(p.basis)]
        return blocks + ([self.missing("basis", purposes=_named(lacking))] if lacking else [])

    def purpose_list(self) -> list[Block]:
        """Purposes as the old division has them, and under them the bases, where the firm has said any."""
        purposes = self.doc.description.purposes
        if not purposes:
            return [self.missing("purposes")]
        blocks: list[Block] = [Bullets(tuple(self.own(p.text) for p in purposes))]
        bases = tuple(dict.fromkeys(filter(None, (self.texts.basis(p.basis) for p in purposes))))
        if bases:
            blocks += [Heading(3, self.texts("traditional.bases")), Bullets(bases)]
        if told := self._told_interests():
            blocks += [Heading(3, self.texts("notice.interests")), *told]
        return blocks

    def interests(self) -> list[Block]:
        """The legitimate interests pursued (Art. 13(1)(d)); nothing when no purpose rests on one."""
        resting = self._resting()
        if not resting:
            return []
        untold = [p for p in resting if not p.interest]
        blocks: list[Block] = [Heading(3, self.texts("notice.interests")), *self._told_interests()]
        return blocks + ([self.missing("interest", purposes=_named(untold))] if untold else [])

    def balancing(self) -> list[Block]:
        """When, by whom and with what outcome each legitimate interest was weighed (Art. 6(1)(f), 5(2))."""
        weighed = [p for p in self._resting() if p.balanced_on or p.balanced_by or p.balancing]
        if not weighed:
            return []
        rows = tuple(
            cells(self._begun(p.text), finnish_form(p.balanced_on), p.balanced_by, self.own(p.balancing))
            for p in weighed
        )
        heads = self.texts.lines("record.balancing_heads")
        return [Heading(3, self.texts("record.balancing")), Table(heads, (48, 24, 32, 43), rows)]

    def subjects(self) -> list[Block]:
        """Groups of data subjects."""
        groups = self.doc.description.subject_groups
        return [Bullets(tuple(self.own(g.text) for g in groups))] if groups else [self.missing("subjects")]

    def protection(self, kinds: Sequence[str], lack: str) -> list[Block]:
        """Protections of these kinds."""
        items = tuple(self.own(p.text) for p in self.doc.description.protections if p.kind in kinds)
        return [Bullets(items)] if items else [self.missing(lack)]

    def protection_by_kind(self) -> list[Block]:
        """Protections under a heading for each kind (Art. 32(1))."""
        heads = self.texts.words("record.protection_kinds")
        said = {p.kind for p in self.doc.description.protections}
        blocks: list[Block] = []
        for kind in _KINDS:
            if kind in said:
                blocks += [Heading(3, heads[kind]), *self.protection((kind,), "protection")]
        return blocks or [self.missing("protection")]

    def necessity(self) -> list[Block]:
        """Whether the data must be given (Art. 13(2)(e))."""
        if self.doc.description.necessity:
            return [Paragraph(self.own(self.doc.description.necessity))]
        if any(p.basis == "contract" for p in self.doc.description.purposes):
            return [Paragraph(self.texts("notice.necessity_contract"))]
        return [self.missing("necessity")]

    def automated(self) -> list[Block]:
        """Automated decisions and profiling (Art. 13(2)(f)); the firm must speak where a purpose hints at them."""
        if self.doc.description.automated:
            return [Paragraph(self.own(self.doc.description.automated))]
        if hints_at_profiling(self.doc.description):
            return [self.missing("automated")]
        return [Paragraph(self.texts("notice.automated_none"))]

    def untranslated(self) -> list[Block]:
        """A word that part of the text is in Finnish, in a document of another language where some of it is."""
        if all(isinstance(self.own(text), str) for _section, text in self.doc.description.own_words()):
            return []
        return [Paragraph(self.texts("notice.some_untranslated"), note=True)]

    def approval(self) -> Fields:
        """Return version, approver and dates as labels and values."""
        labels, approved = self.texts.words("notice.review_fields"), self.doc.approval
        said = (
            ("version", self.doc.version),
            ("drafted", finnish_form(self.doc.description.dated)),
            ("published", finnish_form(approved.published_on)),
            ("approver", approved.approver),
            ("next_review", finnish_form(approved.next_review_on)),
        )
        return Fields(tuple((labels[key], value) for key, value in said if value))

    def _resting(self) -> list[Purpose]:
        return [p for p in self.doc.description.purposes if p.basis == "legitimate_interest"]

    def _told_interests(self) -> list[Block]:
        told = [p for p in self._resting() if p.interest]
        items = tuple(joined(self._begun(p.text), ": ", self.own(p.interest)) for p in told)
        return [Bullets(items)] if items else []

    def _begun(self, words: str) -> Rich:
        return begun(self.own(words))

    def _party(self, key: str, party: Contact) -> list[Block]:
        return [Heading(3, self.texts(f"notice.{key}")), self._fields(party)] if party != Contact() else []

    def _fields(self, party: Controller | Contact) -> Fields:
        labels = self.texts.words("notice.fields")
        keys = ("name", "business_id", "address", "phone", "email", "since", "until")
        said = ((key, str(getattr(party, key, ""))) for key in keys)
        rows = ((labels[key], _written(key, value)) for key, value in said if value)
        return Fields(tuple(rows))


def hints_at_profiling(own: Description) -> bool:
    """Tell whether the purposes make one ask for profiling: the firm must then speak of it."""
    told = " ".join(f"{p.code} {p.text}" for p in own.purposes).casefold()
    return any(word in told for word in _PROFILING)


def cells(*texts: Rich) -> tuple[Cell, ...]:
    """Return one row of plain cells."""
    return tuple(map(Cell, texts))


def _written(key: str, value: str) -> str:
    if key == "phone":
        spaced_abroad = value.startswith("+") and not value[1:].isdigit()  # as the firm has its prints written
        return value if spaced_abroad else show_phone(str(normalise_phone(value)))
    return finnish_form(value) if key in _DAYS else value


def labelled(name: Rich, details: Rich) -> Rich:
    """Return "name: details", or the one of them that is there."""
    return joined(name, ": ", details) if name and details else name or details


def begun(rich: Rich) -> Rich:
    """Return the text beginning with a capital; the rest as it is, and words like fi-tunnus untouched."""
    if isinstance(rich, str):
        return start_upper(rich)
    first, *others = rich
    return (Run(start_upper(first.text), first.face, first.language), *others)


def leads(pairs: Iterable[tuple[str, str]]) -> Bullets:
    """Return a list whose items begin with a lead-in."""
    return Bullets(tuple(bold(name, text) for name, text in pairs))


def _named(purposes: Sequence[Purpose]) -> str:
    return ", ".join(start_lower(p.text.rstrip(".")) for p in purposes)
