"""What a page of records must be told of an entity beside its catalogue: its use cases, its icon, its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from asiakasrekisteri.domain.fields import EntitySpec
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.usecases.gate import UseCase
from asiakasrekisteri.usecases.rows import RowCases


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCases:
    """The use cases of a document, whose rows are saved with it and which is cancelled rather than removed.

    Attributes:
        spec: what the catalogue knows of it.
        open, add, save: its use cases; its page knows what they take.
    """

    spec: EntitySpec
    open: UseCase[..., Any]
    add: UseCase[..., Any]
    save: UseCase[..., Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordKind:
    """A noun whose records have a page of their own.

    Attributes:
        cases: its use cases.
        icon: Lucide name.
        under: key of the page to which one goes back from a record that hangs on nothing.
        marks: key of the page marked in the sidebar while a record is open; by default `under`.
        listed: address of the list of all of them; by default the page that is marked in the sidebar.
        named_by: what names a record at the top of its page: fields, or what it hangs on.
        tab: tab of the customer's page to which one goes back.
        owners: what a record hangs on, as far as it has one of them: "customer", "person".
        seeks: those of them that a new record cannot do without: asked in the form where the way here did not tell.
        reveal: use case that opens a sealed field for a stated reason: takes the row's id and the reason, and its
            result has the clear text in `value`.
        added, saved, removed: sentences told afterwards (Finnish message ids).
        begins: fields that begin with today, or with this moment, as most records do.
        undone: whether a save of it can be taken back.
        may_attach: whether documents may be hung on it.
        source: where its data come from unless the user says otherwise (code of a source).
        either: whether any one of its owners does: what hangs on a customer asks no person.
        kept: its records are never removed.
        widths: of columns of its tables that need another width than their kind has.
    """

    cases: RowCases | DocumentCases
    icon: str
    named_by: tuple[str, ...] = ("name",)
    under: str = "customers"
    marks: str = ""
    tab: str = ""
    listed: str = ""
    owners: tuple[str, ...] = ("customer",)
    seeks: tuple[str, ...] = ("customer",)
    reveal: Any = None
    added: str
    saved: str
    removed: str = ""
    begins: tuple[str, ...] = ()
    undone: bool = True
    may_attach: bool = False
    source: str = "customer"
    either: bool = False
    kept: bool = False
    widths: Mapping[str, int] = field(default_factory=dict)

    @property
    def spec(self) -> EntitySpec:
        """What the catalogue knows of it."""
        return self.cases.spec

    @property
    def key(self) -> str:
        """First part of the addresses of its records: "service/17"."""
        return self.cases.spec.name

    @property
    def read(self) -> Permission:
        """What looking asks of the user."""
        return self.cases.open.permission

    @property
    def write(self) -> Permission:
        """What changing asks."""
        return self.cases.save.permission

    @property
    def rows(self) -> RowCases:
        """The use cases of a noun whose records stand alone."""
        assert isinstance(self.cases, RowCases)
        return self.cases

    @property
    def home(self) -> str:
        """Where a record is sought that hangs on nothing."""
        return self.listed or self.under

    @property
    def removable(self) -> bool:
        """Whether its records can be removed."""
        return isinstance(self.cases, RowCases) and not self.kept
