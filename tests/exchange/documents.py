"""Documents made for tests: a text as DOCX and as PDF, and files that mean harm."""

import io
import zipfile
from html import escape
from pathlib import Path

from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_STYLES = (
    f'<w:styles {_NAMESPACE}><w:style w:type="paragraph" w:styleId="Otsikko1"><w:name w:val="heading 1"/></w:style>'
    f"</w:styles>"
)


def docx(path: Path, blocks: list[tuple[str, str]], *, raw: str = "") -> Path:
    """Write blocks of ("heading" | "text" | "bullet" | "row", words); the cells of a row are parted by "|"."""
    body = raw or "".join(_docx_block(kind, words) for kind, words in blocks)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/styles.xml", _STYLES)
        archive.writestr("word/document.xml", f"<w:document {_NAMESPACE}><w:body>{body}</w:body></w:document>")
    return path


def _docx_block(kind: str, words: str) -> str:
    run = f"<w:r><w:t>{escape(words)}</w:t></w:r>"
    if kind == "heading":
        return f'<w:p><w:pPr><w:pStyle w:val="Otsikko1"/></w:pPr>{run}</w:p>'
    if kind == "bullet":
        return f'<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>{run}</w:p>'
    if kind == "row":
        cells = "".join(f"<w:tc><w:p><w:r><w:t>{escape(cell)}</w:t></w:r></w:p></w:tc>" for cell in words.split("|"))
        return f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    return f"<w:p>{run}</w:p>"


def bomb(path: Path) -> Path:
    """Write a small DOCX that would unpack to a hundred megabytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * (100 << 20))
    return path


def pdf(path: Path, lines: list[str]) -> Path:
    """Write lines as the paragraphs of a PDF."""
    style = getSampleStyleSheet()["Normal"]
    story: list[Flowable] = [
        part for line in lines for part in ([Paragraph(escape(line), style)] if line else [Spacer(1, 12)])
    ]
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer).build(story)
    path.write_bytes(buffer.getvalue())
    return path
