"""Reads a PDF back with the tools that a reader's own programs are made of."""

import re
import subprocess
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pikepdf

MM = 72 / 25.4


class Word(NamedTuple):
    text: str
    left: float
    top: float
    right: float
    bottom: float


class Pdf:
    """One printed document; lengths in millimetres from the top left corner."""

    def __init__(self, data: bytes, folder: Path) -> None:
        self.data = data
        self.file = folder / "print.pdf"
        self.file.write_bytes(data)

    def _run(self, *command: str) -> str:
        return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout

    def text(self, *options: str) -> str:
        return self._run("pdftotext", *options, str(self.file), "-")

    def flat(self) -> str:
        """All text with single spaces, lines and no-break spaces included."""
        return " ".join(self.text().split())

    def fonts(self) -> list[list[str]]:
        return [line.split() for line in self._run("pdffonts", str(self.file)).splitlines()[2:]]

    def info(self) -> dict[str, str]:
        lines = self._run("pdfinfo", str(self.file)).splitlines()
        return {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}

    def structure(self) -> str:
        return self._run("pdfinfo", "-struct-text", str(self.file))

    def elements(self) -> list[str]:
        """Roles of all elements of the structure, in no order."""
        with pikepdf.open(BytesIO(self.data)) as pdf:
            kept = (part for part in pdf.objects if isinstance(part, pikepdf.Dictionary))
            return [str(part.S)[1:] for part in kept if part.get("/Type") == pikepdf.Name.StructElem]

    def words(self, page: int = 1) -> list[Word]:
        shown = self.text("-bbox", "-f", str(page), "-l", str(page))
        found = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', shown)
        return [Word(text, *(float(place) / MM for place in places)) for *places, text in found]

    def faults(self) -> list[str]:
        with pikepdf.open(BytesIO(self.data)) as pdf:
            return [str(fault) for fault in pdf.check_pdf_syntax()]

    @property
    def pages(self) -> int:
        return int(self.info()["Pages"])
