"""What a tab of a customer's page is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.usecases.customers import CustomerCard


@runtime_checkable
class CustomerTab(Protocol):
    """A tab: told which customer is in front, and told again when something of hers has changed."""

    def show_customer(self, card: CustomerCard) -> None:
        """Fetch and show what belongs to this customer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TabSpec:
    """A tab of the page.

    Attributes:
        code: short Finnish word in the address: "customer/17/laskut".
        title: Finnish message id.
        permission: without it the tab is absent.
        factory: makes the tab when it is first opened.
        count: which of the counts stands after its title; "" for none.
    """

    code: str
    title: str
    permission: Permission
    factory: Callable[[Context], QWidget]
    count: str = ""
