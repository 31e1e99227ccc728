"""The parts that both register documents are made of: each turns one piece of the description into blocks.

The firm's own words are printed as they stand. Where the law asks for something that nobody has written, the part gives
a `Missing` block instead of inventing it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from asiakasrekisteri.domain.description import Contact, Controller, PrintedDescription, Purpose
from asiakasrekisteri.reports.blocks import Block, Bullets, Cell, Fields, Heading, Missing, Paragraph, Table, rows
from asiakasrekisteri.reports.legal import LegalTexts

_PROFILING = ("profil", "analys", "pisteyty")


@dataclass(frozen=True, slots=True)
class Parts:
    """The description and the sentences around it."""

    doc: PrintedDescription
    texts: LegalTexts

    def missing(self, key: str, **values: str) -> Missing:
        """Return the mark of something the firm must still write."""
        return Missing(self.texts("missing.lead"), self.texts(f"missing.{key}", **values))

    def controller(self) -> list[Block]:
        """Name, business ID and contact details of the firm (Art. 13(1)(a))."""
        firm = self.doc.description.controller
        if not firm.name:
            return [self.missing("controller")]
        labels = self.texts.words("notice.fields")
        lacking = [labels[key].lower() for key in ("address", "business_id") if not getattr(firm, key)]
        lacking = [label.replace("y-tunnus", "Y-tunnus") for label in lacking]
        blocks: list[Block] = [self._fields(firm)]
        return blocks + ([self.missing("controller_contact", what=" ja ".join(lacking))] if lacking else [])

    def contact(self) -> list[Block]:
        """Whom to ask in matters of the register."""
        person = self.doc.description.contact
        if not (person.address or person.phone or person.email):
            return [self._fields(person), self.missing("contact")] if person.name else [self.missing("contact")]
        return [self._fields(person)]

    def register(self) -> list[Block]:
        """Name of the register."""
        name = self.doc.description.register_name
        return [Paragraph(name)] if name else [self.missing("controller_contact", what="rekisterin nimi")]

    def purpose_table(self) -> list[Block]:
        """Purposes with the legal basis of each (Art. 13(1)(c))."""
        purposes = self.doc.description.purposes
        if not purposes:
            return [self.missing("purposes")]
        lines = [(start_upper(p.text), self.texts.basis(p.basis) or self.texts("missing.basis_cell")) for p in purposes]
        blocks: list[Block] = [Table(self.texts.lines("notice.purposes_heads"), (82, 65), rows(*lines))]
        lacking = [p for p in purposes if not self.texts.basis(p.basis)]
        return blocks + ([self.missing("basis", purposes=_named(lacking))] if lacking else [])

    def purpose_list(self) -> list[Block]:
        """Purposes alone, as the old division has them."""
        purposes = self.doc.description.purposes
        return [Bullets(tuple(p.text for p in purposes))] if purposes else [self.missing("purposes")]

    def interests(self) -> list[Block]:
        """The legitimate interests pursued (Art. 13(1)(d)); nothing when no purpose rests on one."""
        resting = [p for p in self.doc.description.purposes if p.basis == "legitimate_interest"]
        if not resting:
            return []
        blocks: list[Block] = [Heading(3, self.texts("notice.interests"))]
        told = [p for p in resting if p.interest]
        if told:
            blocks.append(Bullets(tuple(f"{start_upper(p.text)}: {p.interest}" for p in told)))
        untold = [p for p in resting if not p.interest]
        return blocks + ([self.missing("interest", purposes=_named(untold))] if untold else [])

    def subjects(self) -> list[Block]:
        """Groups of data subjects."""
        groups = self.doc.description.subject_groups
        return [Bullets(tuple(g.text for g in groups))] if groups else [self.missing("subjects")]

    def contents(self) -> list[Block]:
        """The firm's own list first, then what the register has a place for, as the catalogue knows it."""
        own, places = self.doc.description.data_categories, self.doc.contents
        blocks: list[Block] = [Bullets(tuple(category.text for category in own))] if own else []
        if places:
            blocks.append(Paragraph(self.texts("notice.places"), keep=True))
            lines = [(place.title, start_upper(", ".join(map(_lower_first, place.fields)))) for place in places]
            blocks.append(Table(self.texts.lines("notice.places_heads"), (46, 101), rows(*lines)))
        return blocks or [self.missing("contents")]

    def source_table(self) -> list[Block]:
        """Sources, what each gives and whether it is public (Art. 14(2)(f))."""
        sources = self.doc.description.sources
        if not sources:
            return [self.missing("sources")]
        answers = {True: self.texts("notice.yes"), False: self.texts("notice.no")}
        told = [(s.name or s.what, s.what if s.name else "", s.kind == "public_register") for s in sources]
        lines = [(start_upper(name), start_upper(what), answers[public]) for name, what, public in told]
        if not any(what for _, what, _ in lines):
            heads = self.texts.lines("notice.sources_heads")
            shorter = [(name, public) for name, _, public in lines]
            return [Table((heads[0], heads[2]), (115, 32), rows(*shorter))]
        return [Table(self.texts.lines("notice.sources_heads"), (58, 63, 26), rows(*lines))]

    def source_list(self) -> list[Block]:
        """Sources as a list."""
        sources = self.doc.description.sources
        items = tuple(_joined(s.name, s.what) for s in sources)
        return [Bullets(items)] if items else [self.missing("sources")]

    def recipients(self) -> list[Block]:
        """General statements as a list, named recipients as a table (Art. 13(1)(e))."""
        all_of_them = self.doc.description.recipients
        if not all_of_them:
            return [self.missing("recipients")]
        general = tuple(_joined(r.name, r.task) for r in all_of_them if r.kind == "general" or not r.name)
        positions = self.texts.words("notice.positions")
        others = [r for r in all_of_them if r.kind != "general" and r.name]
        named = [(r.name, start_upper(r.task), start_upper(positions.get(r.kind, ""))) for r in others]
        blocks: list[Block] = [Bullets(general)] if general else []
        if named:
            blocks.append(Table(self.texts.lines("notice.recipients_heads"), (50, 55, 42), rows(*named)))
        return blocks

    def transfers(self) -> list[Block]:
        """Transfers outside the EEA and their safeguards (Art. 13(1)(f))."""
        transfers = self.doc.description.transfers
        if transfers.outside_eea == "no":
            return [Paragraph(transfers.text or self.texts("notice.transfers_no"))]
        told: list[Block] = [Paragraph(transfers.text)] if transfers.text else []
        return [*told, self.missing("transfers" if transfers.outside_eea == "unknown" else "safeguards")]

    def retention(self) -> list[Block]:
        """How long each category is kept (Art. 13(2)(a)): the firm's own statements, then the rules in force."""
        titles = {c.code: start_upper(c.text) for c in self.doc.description.data_categories}
        titles |= {place.code: place.title for place in self.doc.contents}
        titles[""] = self.texts("notice.all_categories")
        times: dict[str, list[str]] = {}
        for statement in self.doc.description.retention:
            title = titles.get(statement.category, self.texts("notice.other_categories"))
            times.setdefault(title, []).append(statement.text)
        for place in self.doc.contents:
            if place.keep and place.title not in times:
                times[place.title] = [place.keep]
        if not times:
            return [self.missing("retention")]
        lines = [(title, "\n".join(told)) for title, told in times.items()]
        return [Table(self.texts.lines("notice.retention_heads"), (46, 101), rows(*lines))]

    def protection(self, kinds: Sequence[str], lack: str) -> list[Block]:
        """Protections of these kinds."""
        items = tuple(p.text for p in self.doc.description.protections if p.kind in kinds)
        return [Bullets(items)] if items else [self.missing(lack)]

    def necessity(self) -> list[Block]:
        """Whether the data must be given (Art. 13(2)(e))."""
        if any(p.basis == "contract" for p in self.doc.description.purposes):
            return [Paragraph(self.texts("notice.necessity_contract"))]
        return [self.missing("necessity")]

    def automated(self) -> list[Block]:
        """Automated decisions and profiling (Art. 13(2)(f)); the firm must speak where a purpose hints at them."""
        told = " ".join(f"{p.code} {p.text}" for p in self.doc.description.purposes).casefold()
        if any(word in told for word in _PROFILING):
            return [self.missing("automated")]
        return [Paragraph(self.texts("notice.automated_none"))]

    def _fields(self, party: Controller | Contact) -> Fields:
        labels = self.texts.words("notice.fields")
        keys = ("name", "business_id", "address", "phone", "email")
        return Fields(tuple((labels[key], str(value)) for key in keys if (value := getattr(party, key, ""))))


def cells(*texts: str) -> tuple[Cell, ...]:
    """Return one row of plain cells."""
    return tuple(map(Cell, texts))


def _joined(name: str, details: str) -> str:
    return ": ".join(filter(None, (name, details)))


def start_upper(text: str) -> str:
    """Return the text beginning with a capital; the rest as it is, and words like fi-tunnus untouched."""
    return text if text[2:3] == "-" else text[:1].upper() + text[1:]


def _lower_first(label: str) -> str:
    """Return a label inside a list: its capital goes, unless the word is an abbreviation or Y-tunnus."""
    first = label.split(" ", 1)[0]
    return label if len(first) > 1 and not first[1].islower() else label[:1].lower() + label[1:]


def _named(purposes: Sequence[Purpose]) -> str:
    return ", ".join(_lower_first(p.text.rstrip(".")) for p in purposes)
