"""A published version: what changed between it and another, and its documents as they were printed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.documents import Documents
from asiakasrekisteri.gui.screens.descriptions.changes import ChangesView
from asiakasrekisteri.gui.screens.descriptions.draft import Draft
from asiakasrekisteri.gui.widgets.basics import Button, column, label, line, row
from asiakasrekisteri.gui.widgets.choices import Choice
from asiakasrekisteri.usecases.privacy.description import DOCUMENT_KINDS, kind_title
from asiakasrekisteri.usecases.privacy.publishing import Version, compare_versions

DRAFT = "0"
"""Stands for the draft in the list of versions."""


class VersionView(QFrame):
    """Compares two versions word by word and opens the documents of the earlier.

    Args:
        context, draft, documents: the desk, the draft, and what opens previews.
    """

    left = Signal()
    """The user goes back to the form."""

    def __init__(self, context: Context, draft: Draft, documents: Documents) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._context, self._draft, self._documents = context, draft, documents
        self._versions: tuple[Version, ...] = ()
        self.title, self.facts = label("", "h2"), label("", "muted", wrap=True)
        self.before, self.after, self.document = Choice(()), Choice(()), Choice(())
        self._shown = 0
        self.before.setAccessibleName(_("Verrataan versiosta"))
        self.after.setAccessibleName(_("Verrataan versioon"))
        for choice in (self.before, self.after, self.document):
            choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        for choice in (self.before, self.after):
            choice.currentIndexChanged.connect(lambda _place: self._compare())
        self.document.setAccessibleName(_("Version asiakirja"))
        self.open_button = Button(_("Avaa PDF"), "eye", pressed=self.open_document)
        self.changes = ChangesView()
        legend = label(_("[– poistui –] yliviivattuna, [+ tuli +] alleviivattuna."), "small", wrap=True)
        back = Button(_("Takaisin muokkaukseen"), "arrow-left", "ghost", pressed=self.left.emit)
        compared = row(label(_("Vertaa"), "strong"), self.before, label("→", "muted"), self.after, None)
        kept = row(label(_("Asiakirja"), "strong"), self.document, self.open_button, None)
        head = column(row(self.title, None, back), self.facts, compared, kept, legend, gap=8, margins=(20, 12, 20, 12))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(line(strong=True))
        layout.addWidget(self.changes, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_facts()

    def _fit_facts(self) -> None:
        """Give the facts the lines they need: the stack this stands in does not ask how tall it is at its width."""
        self.facts.setMinimumHeight(max(self.facts.heightForWidth(self.facts.width()), 0))

    def offer(self, versions: Sequence[Version]) -> None:
        """Give the versions to choose from, the latest first."""
        self._versions = tuple(versions)
        numbers = [(str(one.number), _("versio {n}").format(n=one.number)) for one in versions]
        for choice, options in ((self.before, numbers), (self.after, [(DRAFT, _("luonnos")), *numbers])):
            choice.blockSignals(True)
            choice.offer(options)
            choice.blockSignals(False)

    def show_version(self, number: int) -> None:
        """Show what changed in a version since the one before it; of the first, what the draft has changed."""
        earlier = [one.number for one in self._versions if one.number < number]
        self._show(earlier[0] if earlier else number, number if earlier else None, number)

    def show_draft(self, number: int) -> None:
        """Show what the draft has changed since a version."""
        self._show(number, None, number)

    def focus_first(self) -> None:
        """Go to what is compared."""
        self.before.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_document(self) -> None:
        """Open the chosen document of the version as it was printed."""
        version = self._version(self._shown)
        kind, _dot, language = self.document.code().partition(".")
        if version is not None and language:
            chosen = next(one for one in DOCUMENT_KINDS if one == kind)
            self._documents.version(version.id, chosen, language, version.register_id)

    def _version(self, number: int) -> Version | None:
        return next((one for one in self._versions if one.number == number), None)

    def _show(self, before: int, after: int | None, shown: int) -> None:
        self._shown = shown
        version = self._version(shown)
        if version is None:
            return
        self.title.setText(_("Versio {n}").format(n=shown))
        facts = _("Julkaistu {day}, hyväksyi {approver}. Seuraava tarkistus {review}.").format(
            day=day(version.published_on), approver=version.approver, review=day(version.next_review_on)
        )
        self.facts.setText(facts)
        self._fit_facts()
        kinds = {kind: kind_title(kind) for kind in DOCUMENT_KINDS}
        kept = [(f"{kind}.{language}", f"{kinds[kind]} ({language})") for kind, language, _sum in version.documents]  # type: ignore[index]
        self.document.offer(kept)
        for choice, number in ((self.before, before), (self.after, after or 0)):
            choice.blockSignals(True)
            choice.choose(str(number))
            choice.blockSignals(False)
        self._compare()

    def _compare(self) -> None:
        before, after = int(self.before.code() or 0), int(self.after.code() or 0)
        if not before:
            return
        register_id = self._draft.register_id

        def ask() -> None:
            self._context.ask(
                self,
                lambda gate: gate.call(compare_versions, before, after or None, register_id),
                self.changes.show_changes,
            )

        if after:
            ask()
        else:
            self._draft.save(ask)
