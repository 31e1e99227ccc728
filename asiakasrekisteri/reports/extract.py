"""Rekisteriote: the answer to "what do you hold about me?" (GDPR Art. 15), a letter and the copy of the data."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, BinaryIO

from asiakasrekisteri.domain.extract import Annex, Extract, ExtractItem, ExtractSection
from asiakasrekisteri.domain.formats import day, written_day
from asiakasrekisteri.domain.marketing import is_marketing
from asiakasrekisteri.domain.progress import SILENT, Progress
from asiakasrekisteri.domain.typography import finnish_form, start_upper
from asiakasrekisteri.reports.blocks import (
    Block,
    Box,
    Bullets,
    Cell,
    Heading,
    PageBreak,
    Paragraph,
    Signature,
    Table,
    rows,
)
from asiakasrekisteri.reports.flow import Flow
from asiakasrekisteri.reports.fonts import Face
from asiakasrekisteri.reports.legal import ARTICLE_6, LegalTexts, legal_texts
from asiakasrekisteri.reports.letter import WINDOW, Window, draw_window, letter_head
from asiakasrekisteri.reports.metadata import Metadata
from asiakasrekisteri.reports.notices import complaint_blocks
from asiakasrekisteri.reports.page import TOP, Head
from asiakasrekisteri.reports.tagged import MM, TaggedPdf
from asiakasrekisteri.reports.text import Rich, Run, bold

_COLUMNS = (37.0, 91.0, 42.0)
_STEP = 50
_ON_COVER = 10
"""Lines of the summary that have room under the letter; a longer one begins the second page."""
_LETTER = re.compile(r"art\.\s1\s([a-f])\b")

Attribute = Callable[[ExtractItem], str]


def extract_pdf(
    extract: Extract,
    out: BinaryIO,
    progress: Progress = SILENT,
    *,
    overrides: Mapping[str, Any] | None = None,
    window: Window = WINDOW,
) -> None:
    """Write the extract as a PDF: a letter for a window envelope, then every datum with all Art. 15(1) asks of it.

    Without a letter the first page has no address. Title and author name the document and the firm, never the person.
    """
    language = extract.letter.language if extract.letter else "fi"
    texts = legal_texts(language, overrides)
    pdf = TaggedPdf(out, Metadata(texts("extract.metadata_title"), extract.controller, extract.made_on, language))
    setter = _ExtractSetter(extract, texts, progress)
    if extract.letter:
        head, start = letter_head(extract.letter, texts("extract.kind")), window.body_top * MM
    else:
        head, start = _bare_head(extract, texts), TOP
    flow = Flow(pdf, head, start)
    if extract.letter:
        draw_window(pdf, extract.letter, window)
    flow.set(setter.blocks())
    pdf.finish()


def _bare_head(extract: Extract, texts: LegalTexts) -> Head:
    return Head(sender=(extract.controller,), kind=texts("extract.kind"), marks=(day(extract.made_on),))


class _ExtractSetter:
    """Turns one extract into blocks, section after section."""

    def __init__(self, extract: Extract, texts: LegalTexts, progress: Progress) -> None:
        self._extract = extract
        self._texts = texts
        self._progress = progress
        self._total = sum(len(section.items) for section in extract.sections) + len(extract.views)
        self._done = 0
        self._number = 0

    def blocks(self) -> Iterator[Block]:
        """Give the whole document in order."""
        something = bool(self._total or self._extract.recordings)
        yield from self._cover(something=something)
        if something:
            yield from self._contents()
            for section in self._extract.sections:
                yield from self._section(section)
            yield from self._recordings()
            yield from self._views()
            yield from self._closing()
        yield from self._rights(something=something)
        yield from self._annexes()

    def _cover(self, *, something: bool) -> Iterator[Block]:
        extract, texts = self._extract, self._texts
        yield Heading(1, texts("extract.title" if something else "extract.nil_title"))
        if not extract.letter:
            yield Paragraph(texts("extract.person", person=extract.person))
        register = extract.register_name or texts("extract.default_register")
        values = {"controller": extract.controller, "register": register}
        asked = extract.letter.requested_on if extract.letter else None
        if not something:
            if asked:
                yield Paragraph(texts("extract.asked_nil", date=self._day(asked), **values))
            yield Paragraph(texts("extract.nil", date=self._day(extract.made_on), **values))
        else:
            asked_on = self._day(asked) if asked else ""
            yield Paragraph(texts("extract.asked" if asked else "extract.confirmed", date=asked_on, **values))
            yield Paragraph(texts("extract.contents"))
        if extract.represented:
            yield Paragraph(texts("letters.on_behalf", person=extract.person))
        if extract.letter:
            yield Paragraph(texts("extract.questions" if something else "extract.questions_nil"), keep=True)
            yield Paragraph(texts("extract.greeting"), keep=True)
            yield Signature(extract.letter.signatory, extract.controller)

    def _day(self, value: dt.date) -> str:
        return written_day(value, self._extract.letter.language if self._extract.letter else "fi")

    def _contents(self) -> Iterator[Block]:
        """Give the summary, under the letter where it has room, and the note of what is masked."""
        summary, texts = self._summary(), self._texts
        if len(summary) > _ON_COVER:
            yield PageBreak()
        yield Heading(3, texts("extract.summary"))
        yield Table(texts.lines("extract.summary_heads"), (115, 32), rows(*summary))
        if len(summary) <= _ON_COVER:
            yield PageBreak()
        if self._extract.masks:
            yield Paragraph(texts("extract.masked"), note=True, wide=True)

    def _summary(self) -> list[tuple[str, str]]:
        extract, texts = self._extract, self._texts
        counts = [(section.title, len(section.items)) for section in extract.sections]
        counts.append((texts("extract.recordings"), len(extract.recordings)))
        counts.append((texts("extract.views"), len(extract.views)))
        shown = [(title, str(count)) for title, count in counts if count]
        return [(f"{number} {title}", count) for number, (title, count) in enumerate(shown, start=1)]

    def _heading(self, title: str) -> Heading:
        self._number += 1
        return Heading(2, f"{self._number} {title}")

    def _section(self, section: ExtractSection) -> Iterator[Block]:
        if not section.items:
            return
        shared = {key: _most_common(section.items, read) for key, read in self._attributes().items()}
        differing = any(read(item) != shared[key] for key, read in self._attributes().items() for item in section.items)
        yield self._heading(section.title)
        yield Paragraph(self._shared_line(shared, differing=differing), note=True, wide=True, keep=True)
        continued = self._texts("extract.continued", title=section.title)
        heads = self._texts.lines("extract.heads")
        yield Table(heads, _COLUMNS, self._rows(section, shared), wide=True, continued=continued)

    def _attributes(self) -> dict[str, Attribute]:
        return {
            "purpose": lambda item: item.purpose,
            "basis": lambda item: item.basis,
            "keep": self._keep,
            "recipients_label": self._recipients_of,
        }

    def _keep(self, item: ExtractItem) -> str:
        told = ". ".join(filter(None, (self._until(item), item.keep_reason)))
        return told or self._texts("extract.no_keep")

    def _until(self, item: ExtractItem) -> str:
        until = finnish_form(item.keep_until)
        if until == item.keep_until:
            return until
        passed = item.keep_until < self._extract.made_on.isoformat()
        return self._texts("extract.until_past" if passed else "extract.until", date=until)

    def _recipients_of(self, item: ExtractItem) -> str:
        return "; ".join(item.recipients)

    def _shared_line(self, shared: Mapping[str, str], *, differing: bool) -> Rich:
        runs: list[Run] = []
        for key, value in shared.items():
            if value:
                label = self._texts(f"extract.{key}")
                runs += [Run(f"{label} ", Face.SEMIBOLD), Run(f"{value.rstrip('.')}. ", Face.REGULAR)]
        if differing:
            runs.append(Run(self._texts("extract.exceptions"), Face.REGULAR))
        return tuple(runs)

    def _rows(self, section: ExtractSection, shared: Mapping[str, str]) -> Iterator[tuple[Cell, ...]]:
        for item in section.items:
            self._step()
            notes = tuple(
                f"{self._texts(f'extract.{key}')} {self._differing(key, item, shared) or self._texts('extract.none')}"
                for key, read in self._attributes().items()
                if read(item) != shared[key]
            )
            origin = ", ".join(filter(None, (start_upper(item.source), finnish_form(item.source_date))))
            yield Cell(item.label), Cell(item.value, notes), Cell(origin)

    def _differing(self, key: str, item: ExtractItem, shared: Mapping[str, str]) -> str:
        """Return what an item has of its own; a reason that the whole section has is not repeated."""
        until = self._until(item)
        if key == "keep" and until and shared[key].endswith(item.keep_reason):
            return until
        return self._attributes()[key](item)

    def _step(self) -> None:
        if self._done % _STEP == 0:
            self._progress.report(self._done, self._total)
        self._done += 1

    def _recordings(self) -> Iterator[Block]:
        if self._extract.recordings:
            yield self._heading(self._texts("extract.recordings"))
            yield Paragraph(self._texts("extract.recordings_text"), keep=True)
            yield Bullets(self._extract.recordings)

    def _views(self) -> Iterator[Block]:
        if self._extract.views:
            yield self._heading(self._texts("extract.views"))
            yield Paragraph(self._texts("extract.views_text"), note=True, wide=True, keep=True)
            continued = self._texts("extract.continued", title=self._texts("extract.views"))
            heads = self._texts.lines("extract.views_heads")
            yield Table(heads, _COLUMNS, self._view_rows(), wide=True, continued=continued)

    def _view_rows(self) -> Iterator[tuple[Cell, ...]]:
        clock = self._texts("extract.clock")
        for view in self._extract.views:
            self._step()
            yield Cell(finnish_form(view.at, clock)), Cell(start_upper(view.purpose)), Cell(view.role)

    def _closing(self) -> Iterator[Block]:
        extract, texts = self._extract, self._texts
        yield self._heading(texts("extract.recipients"))
        yield Bullets(extract.recipients) if extract.recipients else Paragraph(texts("extract.recipients_none"))
        if extract.transfers:
            yield self._heading(texts("extract.transfers"))
            yield from map(Paragraph, extract.transfers.splitlines())
        yield self._heading(texts("extract.automated"))
        yield Paragraph(extract.automated_decisions or texts("extract.automated_none"))
        if extract.left_out:
            yield self._heading(texts("extract.left_out"))
            yield Paragraph(texts("extract.left_out_text"), keep=True)
            lines = rows(*((one.title, str(one.count), start_upper(one.why)) for one in extract.left_out))
            yield Table(texts.lines("extract.left_out_heads"), (40, 20, 110), lines, wide=True)

    def _rights(self, *, something: bool) -> Iterator[Block]:
        extract, texts = self._extract, self._texts
        if something:
            yield self._heading(texts("extract.rights"))
            rights, objection = self._rights_told()
            yield Bullets(tuple(map(_led, rights)))
            if objection:
                yield Box(texts("objection.title"), objection)
            yield Paragraph(texts("exercise.text"))
            yield self._heading(texts("complaint.heading"))
        else:
            yield Heading(2, texts("complaint.heading"))
        yield from complaint_blocks(extract.supervisor, texts)
        if extract.left_out or extract.masks:  # something is refused: how to go on is told (Art. 12(4))
            yield Paragraph(texts("letters.court"))

    def _annexes(self) -> Iterator[Block]:
        """Give the list of annexes, then those that are text, each from a page of its own."""
        annexes = [annex for annex in self._extract.annexes if annex.kind != "recording"]
        if not annexes:
            return
        yield self._heading(self._texts("extract.annexes"))
        yield Bullets(tuple(map(self._annex_line, annexes)))
        for annex in annexes:
            if annex.kind == "text":
                yield PageBreak()
                yield Heading(2, self._texts("extract.annex", number=str(annex.number), title=annex.title))
                yield from (Paragraph(part, wide=True) for part in _paragraphs(annex.lines))

    def _annex_line(self, annex: Annex) -> str:
        named = self._texts("extract.annex", number=str(annex.number), title=annex.title)
        if annex.kind != "file":
            return named
        return self._texts("extract.annex_file", annex=named, name=annex.name)

    def _rights_told(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the rights, and what is said of objecting; by the bases that the items name where none are given.

        All rights when no basis can be recognised.
        """
        if self._extract.rights:
            return self._extract.rights, self._extract.objection
        items = [item for section in self._extract.sections for item in section.items]
        letters = {found[1] for item in items if (found := _LETTER.search(item.basis))}
        bases = [basis for letter, basis in zip("abcdef", ARTICLE_6, strict=True) if letter in letters]
        marketing = any(is_marketing(None, item.purpose) for item in items)
        held = bases or ARTICLE_6
        return self._texts.rights_in_words(held), self._texts.objection(held, marketing=marketing)


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a text in paragraphs, as empty lines part them."""
    for empty, part in groupby(lines, lambda line: not line.strip()):
        if not empty:
            yield "\n".join(part)


def _led(sentence: str) -> Rich:
    """Return a right with its name, the first sentence, in a heavier face."""
    name, mark, rest = sentence.partition(". ")
    return bold(name + ".", rest) if mark and len(name) < 40 else sentence  # noqa: PLR2004 - a name is short


def _most_common(items: tuple[ExtractItem, ...], read: Attribute) -> str:
    return Counter(map(read, items)).most_common(1)[0][0]
