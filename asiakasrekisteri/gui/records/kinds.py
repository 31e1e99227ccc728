"""What a page of records must be told of an entity beside its catalogue: its use cases, its icon, its place."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.usecases.rows import RowCases


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordKind:
    """A noun whose records have a page of their own.

    Attributes:
        cases: its use cases.
        icon: Lucide name.
        under: key of the page marked in the sidebar while a record is open.
        named_by: fields whose words name a record at the top of its page.
        tab: tab of the customer's page to which one goes back.
        seeks: what a new record must be given beside its owner: "person" or "customer".
        reveal: use case that opens a sealed field for a stated reason: takes the row's id and the reason, and its
            result has the clear text in `value`.
        added, saved, removed: sentences told afterwards (Finnish message ids).
        fill: values that a new record begins with.
        may_attach: whether documents may be hung on it.
    """

    cases: RowCases
    icon: str
    named_by: tuple[str, ...] = ("name",)
    under: str = "customers"
    tab: str = ""
    seeks: str = ""
    reveal: Any = None
    added: str
    saved: str
    removed: str
    fill: Callable[[], dict[str, object]] = dict
    may_attach: bool = False

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
