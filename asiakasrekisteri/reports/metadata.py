"""What the file says of itself: title, author, date, language; alike in both places PDF/A-1b asks for (ISO 19005-1)."""

import datetime as dt
from dataclasses import dataclass
from importlib import resources
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObject, PDFString

from asiakasrekisteri.reports.structure import Document, PlainStream

PRODUCER = "Asiakasrekisteri"
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language></rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreateDate>{day}T00:00:00+00:00</xmp:CreateDate><xmp:ModifyDate>{day}T00:00:00+00:00</xmp:ModifyDate>
<xmp:CreatorTool>{producer}</xmp:CreatorTool></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>
</rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


@dataclass(frozen=True, slots=True)
class Metadata:
    """Title and author as they stand on the first page, never the data subject; date; language code (fi, sv, en)."""

    title: str
    author: str
    date: dt.date
    language: str = "fi"

    @property
    def locale(self) -> str:
        """Language tag of the text (BCP 47)."""
        return {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}[self.language]


class _Info(PDFObject):
    """The document information dictionary with nothing in it that the XMP packet lacks."""

    def __init__(self, meta: Metadata) -> None:
        self._meta = meta

    def digest(self, signature: Any) -> None:
        """Let the file's identifier depend on the texts."""
        signature.update(f"{self._meta.title}\n{self._meta.author}\n{self._meta.date}".encode())

    def format(self, document: Document) -> bytes:
        """Return the dictionary."""
        day = PDFString(f"D:{self._meta.date:%Y%m%d}000000+00'00'")
        entries = {
            "Title": PDFString(self._meta.title),
            "Author": PDFString(self._meta.author),
            "Creator": PDFString(PRODUCER),
            "Producer": PDFString(PRODUCER),
            "CreationDate": day,
            "ModDate": day,
        }
        return bytes(PDFDictionary(entries).format(document))


def write_metadata(document: Document, meta: Metadata) -> None:
    """Put information, XMP packet and colour profile into the document; call before saving."""
    packet = _XMP.format(
        title=escape(meta.title),
        author=escape(meta.author),
        language=meta.locale,
        day=meta.date.isoformat(),
        producer=PRODUCER,
    )
    profile = resources.files("asiakasrekisteri.resources").joinpath("icc", "srgb.icc").read_bytes()
    catalogue = document.Catalog
    document.info = _Info(meta)
    catalogue.__NoDefault__ = [*type(catalogue).__NoDefault__, "OutputIntents"]
    catalogue.Metadata = PlainStream(packet.encode(), Type=PDFName("Metadata"), Subtype=PDFName("XML"))
    intent = PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString("sRGB"),
            "Info": PDFString("sRGB IEC61966-2.1"),
            "DestOutputProfile": document.Reference(PlainStream(profile, N=3)),
        }
    )
    catalogue.OutputIntents = PDFArray([intent])
    catalogue.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})
