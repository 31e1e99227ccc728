"""The logical structure of a PDF (ISO 32000-1 §14.7), which screen readers follow, put into reportlab's document."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Self

from reportlab.pdfbase.pdfdoc import (
    NoEncryption,
    PDFDictionary,
    PDFObject,
    PDFObjectReference,
    PDFPage,
    PDFString,
)

Document = Any
"""reportlab's PDFDocument; its published types leave out most of what it has."""

Place = tuple[int, int]
"""Page index and the number of the marked content on it."""


@dataclass(slots=True, eq=False)
class Node:
    """An element of the structure tree: role, its place above, and in reading order its parts."""

    role: str
    parent: "Node | None" = None
    scope: str = ""
    parts: "list[Node | Place]" = field(default_factory=list)

    def child(self, role: str, scope: str = "") -> "Node":
        """Add an element at the end; `scope` ("Column", "Row") is for table heads."""
        node = Node(role, self, scope)
        self.parts.append(node)
        return node

    def walk(self) -> "Iterator[Node]":
        """Give the element and all below it, parents first."""
        yield self
        for part in self.parts:
            if isinstance(part, Node):
                yield from part.walk()


class Raw(PDFObject):
    """An object of the file whose text is made when everything has its number."""

    def __init__(self, write: Callable[[], str]) -> None:
        self._write = write

    def format(self, document: Document) -> bytes:  # noqa: ARG002 - reportlab's signature
        """Return the object as it stands in the file."""
        return self._write().encode("ascii")


class PlainStream(PDFObject):
    """An uncompressed stream of bytes; PDF/A forbids filters on the metadata."""

    __RefOnly__ = 1

    def __init__(self, content: bytes, **entries: object) -> None:
        self._content = content
        self._entries = entries

    def format(self, document: Document) -> bytes:
        """Return dictionary and stream."""
        head = PDFDictionary({**self._entries, "Length": len(self._content)}).format(document)
        return bytes(head) + b"\nstream\n" + self._content + b"\nendstream\n"


class _Ended(bytes):
    """A stream's content with the line end that stands before the word endstream but does not count as content."""

    def __new__(cls, content: bytes | str) -> Self:
        return super().__new__(cls, (content.encode("latin-1") if isinstance(content, str) else content) + b"\n")

    def __len__(self) -> int:
        return super().__len__() - 1


class StreamEnds(NoEncryption):
    """Puts the line end that PDF/A asks for before each endstream; reportlab leaves it out and has no other door."""

    def encode(self, t: bytes | str) -> bytes:
        """Return the content as it is to be written; its length is the length without the line end."""
        return _Ended(t)


class StructureWriter:
    """Writes one tree into one document, after the last page and before saving."""

    def __init__(self, document: Document, root: Node, marks: list[list[Node]]) -> None:
        self._document = document
        self._root = root
        self._marks = marks
        self._names: dict[int, str] = {}

    def write(self, language: str) -> None:
        """Register every element, the parent tree and the catalogue's entries; mark the pages."""
        nodes = list(self._root.walk())
        self._names = {id(node): f"Struct{number}" for number, node in enumerate(nodes)}
        for node in nodes:
            self._document.Reference(Raw(partial(self._element, node)), self._names[id(node)])
        catalogue = self._document.Catalog
        self._document.Reference(Raw(self._parent_tree), "StructParents")
        self._document.Reference(Raw(self._tree), "StructTree")
        catalogue.StructTreeRoot = PDFObjectReference("StructTree")
        catalogue.MarkInfo = PDFDictionary({"Marked": "true"})
        catalogue.Lang = PDFString(language)
        for index, page in enumerate(self._document.Pages.pages):
            page.__NoDefault__ = [*PDFPage.__NoDefault__, "StructParents"]
            page.StructParents = index

    def _number(self, name: str) -> str:
        number, version = self._document.idToObjectNumberAndVersion[name]
        return f"{number} {version} R"

    def _ref(self, node: Node) -> str:
        return self._number(self._names[id(node)])

    def _page(self, index: int) -> str:
        return self._number(f"Page{index + 1}")

    def _part(self, part: "Node | Place", home: int | None) -> str:
        if isinstance(part, Node):
            return self._ref(part)
        page, mark = part
        return str(mark) if page == home else f"<</Type/MCR/Pg {self._page(page)}/MCID {mark}>>"

    def _element(self, node: Node) -> str:
        home = next((part[0] for part in node.parts if isinstance(part, tuple)), None)
        above = self._number("StructTree") if node.parent is None else self._ref(node.parent)
        page = "" if home is None else f"/Pg {self._page(home)}"
        scope = f"/A<</O/Table/Scope/{node.scope}>>" if node.scope else ""
        parts = " ".join(self._part(part, home) for part in node.parts)
        return f"<</Type/StructElem/S/{node.role}/P {above}{page}{scope}/K[{parts}]>>"

    def _tree(self) -> str:
        parents, key = self._number("StructParents"), len(self._marks)
        return f"<</Type/StructTreeRoot/K[{self._ref(self._root)}]/ParentTree {parents}/ParentTreeNextKey {key}>>"

    def _parent_tree(self) -> str:
        pages = (f"{page} [{' '.join(map(self._ref, nodes))}]" for page, nodes in enumerate(self._marks))
        return f"<</Nums[{' '.join(pages)}]>>"
