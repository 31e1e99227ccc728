"""The minutes of a yearly review: what was looked at, what the register said of it, the answers, tasks, next day."""

from collections.abc import Iterator
from io import BytesIO

from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.texts import _, language_in_use
from asiakasrekisteri.domain.yearly_review import GROUP_TITLES, Minutes
from asiakasrekisteri.reports.blocks import Block, Bullets, Cell, Fields, Heading, Paragraph, Signature, Table
from asiakasrekisteri.reports.flow import Flow
from asiakasrekisteri.reports.metadata import Metadata
from asiakasrekisteri.reports.page import Head
from asiakasrekisteri.reports.tagged import TaggedPdf
from asiakasrekisteri.reports.text import bold

_WIDTHS = (46, 76, 48)


def minutes_pdf(minutes: Minutes) -> bytes:
    """Return the minutes as a PDF, in the language in use."""
    firm = minutes.controller
    title = _("Vuosikatsauksen pöytäkirja")
    head = Head(
        sender=(firm.name, *filter(None, (firm.business_id and _("Y-tunnus {id}").format(id=firm.business_id),))),
        kind=_("PÖYTÄKIRJA"),
        marks=(day(minutes.on),),
        foot=" · ".join(filter(None, (firm.name, firm.address, firm.phone, firm.email))),
    )
    out = BytesIO()
    pdf = TaggedPdf(out, Metadata(title, firm.name or title, minutes.on, language_in_use()))
    Flow(pdf, head).set(minutes_blocks(minutes))
    pdf.finish()
    return out.getvalue()


def minutes_blocks(minutes: Minutes) -> list[Block]:
    """Return what the minutes consist of."""
    before = day(minutes.previous_on) if minutes.previous_on else _("ei aiempaa")
    facts = [
        (_("Rekisteri"), minutes.register_name),
        (_("Päivä"), day(minutes.on)),
        (_("Tarkistaja"), minutes.reviewer),
        (_("Läsnä"), minutes.present),
        (_("Edellinen"), before),
        (_("Seuraava"), day(minutes.next_on)),
    ]
    law = _("Tietosuoja-asetuksen 5 artiklan 1 kohdan c–e alakohta ja 2 kohta")
    blocks: list[Block] = [
        Heading(1, _("Vuosikatsauksen pöytäkirja")),
        Paragraph(law, note=True, wide=True),
        Fields(tuple(fact for fact in facts if fact[1])),
        Paragraph(minutes.summary()),
    ]
    number = 0
    for group, title in GROUP_TITLES.items():
        rows = tuple(_rows(minutes, group))
        if rows:
            number += 1
            heads = (_("Kohta"), _("Rekisterin mukaan"), _("Arvio"))
            blocks += [Heading(2, f"{number} {_(title)}"), Table(heads, _WIDTHS, rows, wide=True, continued=_(title))]
    tasks = minutes.all_tasks()
    blocks.append(Heading(2, f"{number + 1} {_('Toimenpiteet')}"))
    blocks.append(Bullets(tasks) if tasks else Paragraph(_("Ei toimenpiteitä.")))
    return [*blocks, Signature(minutes.reviewer, minutes.controller.name)]


def _rows(minutes: Minutes, group: str) -> Iterator[tuple[Cell, ...]]:
    for line, answer in minutes.lines:
        if line.group == group:
            said = _("Kunnossa") if answer.answer == "ok" else bold(_("Toimenpide"), "")
            yield Cell(line.title), Cell(line.told), Cell(said, tuple(filter(None, (answer.note,))))
