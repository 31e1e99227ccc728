"""Reads an old register description, as a firm has had it on its site, into the structured description.

How it goes: the text is parted into sections by its headings (`text_sections`), each section into bullets and
sentences (`text_units`), and each of these is offered to the readers of the part its heading names, then to those that
look at the words only (`text_statements`); a sentence below no heading goes where its words point (`text_cues`).
Nothing is dropped: what finds no place comes in `unplaced`. All that is known of Finnish headings and words is data:
`resources/vocabulary/description.toml`. Every statement keeps its place in the text.
"""

from pathlib import Path

from asiakasrekisteri.domain.description import Description
from asiakasrekisteri.domain.description_places import ReadDescription
from asiakasrekisteri.exchange.document_text import document_text
from asiakasrekisteri.exchange.text_clean import cleaned
from asiakasrekisteri.exchange.text_reading import Reading


def read_description_file(path: Path) -> Description:
    """Read a text, HTML, PDF or DOCX file.

    Raises:
        ExchangeError: the file cannot be read or holds no text.
    """
    return read_placed_file(path).description


def read_placed_file(path: Path) -> ReadDescription:
    """Read a file and keep the places of what was understood.

    Raises:
        ExchangeError: as `read_description_file`.
    """
    return read_placed(document_text(path))


def read_description(text: str) -> Description:
    """Read a text. Never fails: of a text that is no description at all everything is unplaced."""
    return read_placed(text).description


def read_placed(text: str) -> ReadDescription:
    """Read a text and keep the places of what was understood, as offsets into it, its lines parted by line feeds."""
    lined = text.replace("\r\n", "\n").replace("\r", "\n")
    return Reading(lined, cleaned(lined)).result()
