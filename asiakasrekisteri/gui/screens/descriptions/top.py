"""The bar over the page of descriptions: which register, in what state its text is, and what can be done."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QResizeEvent

from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.bars import TopBar
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.gui.widgets.choices import Choice
from asiakasrekisteri.gui.widgets.marks import Pill
from asiakasrekisteri.usecases.privacy.description import RegisterDocument
from asiakasrekisteri.usecases.privacy.publishing import Version
from asiakasrekisteri.usecases.privacy.registers import RegisterRow

_ROOMY = 980
Act = Callable[[], object]


class DescriptionTop(TopBar):
    """The bar.

    Args:
        writable: whether the user may write and publish.
        compare, website, print_it, publish: what the buttons do.
        choose: given the id of another register.
    """

    def __init__(
        self, writable: bool, compare: Act, website: Act, print_it: Act, publish: Act, choose: Callable[[int], object]
    ) -> None:
        super().__init__(_("Selosteet"))
        self._writable, self._stopping = writable, 0
        self._other = False
        self._document: RegisterDocument | None = None
        self.register = Choice(())
        self.register.setAccessibleName(_("Rekisteri"))
        self.register.currentIndexChanged.connect(lambda _place: choose(int(self.register.code() or 0)))
        self.register.hide()
        self.compare = Button(_("Vertaa"), "history", "ghost", pressed=compare)
        self.website = Button(_("Tallenna verkkosivuna…"), "globe", "ghost", pressed=website)
        self.print = Button(_("Tulosta"), "printer", pressed=print_it)
        self.print.setToolTip(_("Tulosta tai tallenna PDF (Ctrl+P)"))
        self.publish = Button(_("Julkaise…"), "check", "primary", pressed=publish)
        self.compare.hide()
        self.show_acts(self.register, self.compare, self.website, self.print, self.publish)
        self.publish.setVisible(writable)

    def show_state(
        self, document: RegisterDocument, versions: Sequence[Version], registers: Sequence[RegisterRow]
    ) -> None:
        """Show which register it is, whether its text is a draft, and which version is in force."""
        self._document = document
        self.show_title(_("Selosteet"))
        if document.in_force:
            pill = Pill(_("Voimassa {n}").format(n=document.number), "ok")
        else:
            pill = Pill(_("Luonnos {n}").format(n=document.number), "info")
        self._left.insertWidget(1, pill)
        if versions and not document.in_force:
            latest = versions[0]
            self.note.setText(_("Voimassa {n}, {day}").format(n=latest.number, day=day(latest.published_on)))
        self._fit_note()
        self.compare.setVisible(bool(versions))
        if versions:
            self.compare.setText(_("Vertaa versioon {n}").format(n=versions[0].number))
        self.publish.setText(_("Julkaise versio {n}…").format(n=document.number))
        self.set_busy_with(other=self._other)
        self._offer(document, registers)
        self.show_obstacles(self._stopping)

    def show_obstacles(self, stopping: int) -> None:
        """Say on the button what stops publishing; its page tells more, so it stays in use."""
        self._stopping = stopping
        words = ngettext("{n} kohta estää julkaisemisen", "{n} kohtaa estää julkaisemisen", stopping)
        self.publish.setToolTip(words.format(n=stopping) if stopping else "")
        self.publish.setAccessibleDescription(self.publish.toolTip())

    def set_busy_with(self, *, other: bool) -> None:
        """Take the primary act away while the page has another in front."""
        self._other = other
        in_force = self._document is not None and self._document.in_force
        self.publish.setVisible(self._writable and not other and not in_force)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the note out where the buttons need its room."""
        super().resizeEvent(event)
        self._fit_note()

    def _fit_note(self) -> None:
        self.note.setVisible(self.width() >= px(_ROOMY))

    def set_busy(self, *, busy: bool) -> None:
        """Let a document be made before another is asked for."""
        self.print.setEnabled(not busy)
        self.website.setEnabled(not busy)

    def _offer(self, document: RegisterDocument, registers: Sequence[RegisterRow]) -> None:
        self.register.blockSignals(True)
        self.register.offer([(str(one.id), _called(one)) for one in registers])
        self.register.choose(str(document.id))
        self.register.blockSignals(False)
        self.register.setVisible(len(registers) > 1)


def _called(register: RegisterRow) -> str:
    return register.name if register.closed_on is None else _("{name} (suljettu)").format(name=register.name)
