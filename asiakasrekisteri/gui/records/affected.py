"""Choosing whom a breach concerns: persons and customers by search, everybody of a data category, or all."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from asiakasrekisteri.domain.categories import CATEGORY_TITLES
from asiakasrekisteri.domain.errors import AppError
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.finder import Finder
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.widgets.basics import label
from asiakasrekisteri.gui.widgets.choices import Choice
from asiakasrekisteri.gui.widgets.dialog import Dialog
from asiakasrekisteri.usecases.privacy.breaches.persons import Affected, choose_affected, choose_controllers


class AffectedDialog(Dialog):
    """The dialog.

    Args:
        parent: the window.
        context: the desk.
        breach_id: of which breach.
    """

    def __init__(self, parent: QWidget, context: Context, breach_id: int) -> None:
        note = label(
            _("Hae henkilöitä ja asiakkaita, tai valitse kaikki, joista on tietoja jostakin ryhmästä."),
            "muted",
            wrap=True,
        )
        super().__init__(parent, _("Keitä loukkaus koskee?"), note, width=520)
        self._context, self._breach = context, breach_id
        self.found: dict[tuple[str, int], str] = {}
        self.finder = Finder(context, ("person", "customer"), _("Henkilö tai asiakas…"))
        self._names = label("", "strong", wrap=True)
        self._names.hide()
        titles = [(code.value, _(title)) for code, title in CATEGORY_TITLES.items()]
        self.category = Choice(titles, optional=True)
        self.everyone = QCheckBox(_("Kaikki rekisterin henkilöt"))
        self._fault = label("", "err", wrap=True)
        self._fault.hide()
        category = Field(_("Kaikki, joista on tietoja ryhmästä"), self.category, optional=True)
        self.add(self.finder, self._names, category, self.everyone, self._fault)
        self.finder.chosen.connect(self.take)
        self.button(_("Peru"))
        self.act = self.button(_("Lisää"), self.submit, "primary", default=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.focus_first(self.finder.search)

    def take(self, kind: str, row_id: int, name: str) -> None:
        """Add a person, or a customer with all its persons."""
        self.found[kind, row_id] = name
        self._names.setText(", ".join(self.found.values()))
        self._names.show()
        self.finder.search.clear()
        self.fit()

    def submit(self) -> None:
        """Choose them."""
        chosen = Affected(
            persons=tuple(number for kind, number in self.found if kind == "person"),
            customers=tuple(number for kind, number in self.found if kind == "customer"),
            categories=(self.category.code(),) if self.category.code() else (),
            everyone=self.everyone.isChecked(),
        )
        if chosen == Affected():
            self._refused(AppError(_("Valitse ainakin yksi henkilö, asiakas tai ryhmä.")))
            return
        self.act.setEnabled(False)
        self._context.ask(
            self, lambda gate: gate.call(choose_affected, self._breach, chosen), self._come, failed=self._refused
        )

    def _come(self, total: int) -> None:
        self.accept()
        words = ngettext("Loukkaus koskee {n} henkilöä.", "Loukkaus koskee {n} henkilöä.", total)
        self._context.messages.done(words.format(n=total), None)

    def _refused(self, error: Exception) -> None:
        self.act.setEnabled(True)
        self._fault.setText(str(error))
        self._fault.show()
        self.fit()


class ControllersDialog(Dialog):
    """Chooses the customers for whom the firm processed the data of a breach (Art. 33(2)).

    Args:
        parent: the window.
        context: the desk.
        breach_id: of which breach.
        known: those chosen before, id and name.
    """

    def __init__(self, parent: QWidget, context: Context, breach_id: int, known: Mapping[int, str]) -> None:
        note = label(_("Rekisterinpitäjille ilmoitetaan viipymättä (33 artiklan 2 kohta)."), "muted", wrap=True)
        super().__init__(parent, _("Kenen lukuun tietoja käsiteltiin?"), note, width=520)
        self._context, self._breach = context, breach_id
        self.found = dict(known)
        self.finder = Finder(context, ("customer",), _("Etsi asiakasta nimellä, numerolla tai Y-tunnuksella…"))
        self._names = label(", ".join(self.found.values()), "strong", wrap=True)
        self.add(self.finder, self._names)
        self.finder.chosen.connect(self.take)
        self.button(_("Peru"))
        self.act = self.button(_("Lisää"), self.submit, "primary", default=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.focus_first(self.finder.search)

    def take(self, _kind: str, row_id: int, name: str) -> None:
        """Add a customer."""
        self.found[row_id] = name
        self._names.setText(", ".join(self.found.values()))
        self.finder.search.clear()
        self.fit()

    def submit(self) -> None:
        """Choose them."""
        chosen = list(self.found)
        self._context.ask(
            self, lambda gate: gate.call(choose_controllers, self._breach, chosen), lambda _count: self.accept()
        )
