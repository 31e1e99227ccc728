"""A person in front of the user for reading: what must be noticed, who she is, and her tabs."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.concealing import restriction_banner
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.screens.persons.head import PersonHead
from asiakasrekisteri.gui.screens.persons.held import holding_code
from asiakasrekisteri.gui.screens.persons.reading import PersonReading
from asiakasrekisteri.gui.screens.persons.restricted import RestrictedReading
from asiakasrekisteri.gui.screens.persons.restricting import LiftPanel, RestrictPanel
from asiakasrekisteri.gui.screens.persons.tabbed import HELD, PersonTabs
from asiakasrekisteri.gui.widgets.basics import Button, clear
from asiakasrekisteri.gui.widgets.marks import Pill
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.persons import PersonPage
from asiakasrekisteri.usecases.privacy.holdings import Holding
from asiakasrekisteri.usecases.privacy.requests.reading import RequestFilter, RequestLine, list_requests

Reading = PersonReading | RestrictedReading


class PersonFront(QFrame):
    """Banners, head, a place for a small form, and the tabs. Kept from one person to the next.

    Args:
        context: the desk.
    """

    role_asked = Signal()
    """The user wants to add a role."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context = context
        self._page: PersonPage | None = None
        self.reading: Reading | None = None
        self.panel: RestrictPanel | LiftPanel | None = None
        self.tabs = PersonTabs(context)
        self._above = QFrame()
        self._above.setProperty("area", "root")
        self._above.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._panels = QFrame()
        self._panels.setProperty("area", "root")
        self._panels.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for place in (self._above, self._panels):
            inner = QVBoxLayout(place)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setSpacing(8)
            layout.addWidget(place)
        layout.addWidget(self.tabs, 1)
        self._panels.hide()

    def show_person(self, page: PersonPage) -> None:
        """Show a person in the tab that is open."""
        self._page = page
        self.close_panel()
        above = self._above.layout()
        assert isinstance(above, QVBoxLayout)
        clear(above)
        banners = self._banners(page)
        restricted = page.restriction is not None
        above.setContentsMargins(*((20, 12, 16, 12) if restricted else (0, 0, 0, 0)))
        for part in banners if restricted else [PersonHead(page), *banners]:
            above.addWidget(part)
        self.reading = RestrictedReading(self._context, page) if restricted else self._reading(page)
        self.tabs.show_person(page, self.reading)

    def ask_restriction(self) -> None:
        """Ask what is needed to restrict the processing of the data, or to lift the restriction."""
        page = self._page
        if page is None or not self._context.may(Permission.PERSON_RESTRICT):
            return
        self.close_panel()
        made: RestrictPanel | LiftPanel
        if page.restriction is not None:
            self.panel = made = LiftPanel(self._context, page.restriction)
        else:
            self.panel = made = RestrictPanel(self._context, page.record.id)
        made.ended.connect(self.close_panel)
        place = self._panels.layout()
        assert place is not None
        place.addWidget(made)
        self._panels.show()
        made.focus_first()

    def close_panel(self) -> bool:
        """Let go of the small form; tell whether there was one."""
        had, self.panel = self.panel is not None, None
        place = self._panels.layout()
        assert place is not None
        clear(place)
        self._panels.hide()
        return had

    def _reading(self, page: PersonPage) -> PersonReading:
        add_role = None
        if self._context.may(Permission.PERSON_WRITE):
            add_role = Button(_("Lisää rooli"), kind="link", pressed=self.role_asked.emit)
        return PersonReading(self._context, page, self._show_held, add_role)

    def _show_held(self, holding: Holding | None) -> None:
        if self._page is not None:
            rest = f"/{holding_code(holding)}" if holding is not None else ""
            self._context.go(f"person/{self._page.record.id}/{HELD}{rest}")

    def _banners(self, page: PersonPage) -> list[QWidget]:
        made: list[QWidget] = []
        if page.restriction is not None:
            number = page.restriction.text("request_number")
            known = number and self._context.may(Permission.REQUEST_READ)
            made.append(restriction_banner(page.restriction, *([self._way_to(number)] if known else [])))
        if not self._context.may(Permission.PERSON_WRITE):
            role = _(self._context.gate.actor.role.label)
            words = _("Roolilla {role} tämän henkilön tietoja voi katsoa, ei muuttaa.").format(role=role)
            made.append(Banner("info", words, _("Pyydä oikeutta pääkäyttäjältä."), icon_name="eye"))
        return made

    def _way_to(self, number: str) -> Button:
        """Return the way to the request by which processing is restricted."""
        context, wanted = self._context, RequestFilter(query=number)

        def come(lines: tuple[RequestLine, ...]) -> None:
            found = next((line.id for line in lines if line.number == number), None)
            context.go(f"request/{found}" if found is not None else "requests")

        def open_it() -> None:
            context.ask(self, lambda gate: gate.call(list_requests, wanted), come)

        return Button(_("Avaa pyyntö {number}").format(number=number), size="s", pressed=open_it)

    def marks(self) -> list[Pill]:
        """Return what stands beside the name over the page."""
        made = []
        if self._page is not None and self._page.restriction is not None:
            made.append(Pill(_("Rajoitettu"), "err", "lock"))
        if not self._context.may(Permission.PERSON_WRITE):
            made.append(Pill(_("Vain luku"), "neutral", "eye"))
        return made

    def rows(self) -> frozenset[tuple[str, int]]:
        """Return the rows (entity, id) whose change changes what is in front."""
        page = self._page
        if page is None:
            return frozenset()
        persons = (page.record.id, *(one.person_id for one in page.linked))
        roles = (("contact_role", held.role.id) for held in page.roles if held.role is not None)
        return frozenset(
            {
                *(("person", one) for one in persons),
                *((record.entity, record.id) for record in page.details),
                *(("customer", held.customer_id) for held in page.roles),
                *roles,
            }
        )
