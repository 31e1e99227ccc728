"""A request to be erased: item by item what goes and what is kept, on which ground and until when."""

from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.requests import Stage
from asiakasrekisteri.domain.rights import LAW
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.forms.dates import parse_day
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.requests.body import cards_area, decides
from asiakasrekisteri.gui.requests.decide import DecideBody
from asiakasrekisteri.gui.requests.steps import RequestHost
from asiakasrekisteri.gui.tables.columns import Column
from asiakasrekisteri.gui.tables.local import LocalTable
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import Button, label, row
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.dialog import Dialog
from asiakasrekisteri.usecases.rights.erasing import (
    ManifestLine,
    carry_out_erasure,
    decide_erasure,
    erase_after_all,
    keep_for_claim,
    read_manifest,
)
from asiakasrekisteri.usecases.rights.planning import ErasureItem, ErasurePlan, plan_erasure

FATES = {
    "erase": N_("Poistetaan"),
    "empty": N_("Tyhjennetään"),
    "share": N_("Jää muille ilman häntä"),
    "keep": N_("Säilytetään"),
}
DONE = {
    "erase": N_("Poistettiin"),
    "empty": N_("Tyhjennettiin"),
    "share": N_("Jäi muille ilman häntä"),
    "keep": N_("Säilytetään"),
}
_TALL = 420
_COLUMNS = (
    Column(name="kind", label=N_("Laji"), width=150),
    Column(name="title", label=N_("Tieto"), width=280),
    Column(name="fate", label=N_("Mitä tehdään"), width=118),
    Column(name="until", label=N_("Saakka"), width=92),
    Column(name="reason", label=N_("Peruste"), width=180),
)


class ErasurePlanCard(Card):
    """The items with what becomes of each. K keeps the item stood on for a claim, Del erases it after all.

    Args:
        host: the page of the request.
    """

    def __init__(self, host: RequestHost) -> None:
        super().__init__(_("Mitä poistetaan ja mitä säilytetään?"))
        self._host = host
        self.plan: ErasurePlan | None = None
        self._items: dict[int, ErasureItem] = {}
        self.table = LocalTable(host.context, _COLUMNS, _("Poistettavat tiedot"), "erasure-items")
        self.summary = label(_("Kootaan tietoja…"), "muted", wrap=True)
        self.keep = Button(_("Säilytä vaateen vuoksi…"), "lock", size="s", pressed=self.ask_keep)
        self.release = Button(_("Poista sittenkin"), "minus", size="s", pressed=self.erase_after_all)
        self.decide = Button(_("Päätä ja tee kirje"), "check", "primary", pressed=self.submit)
        decides(host, self.keep, self.release, self.decide)
        self._may = host.context.may(Permission.REQUEST_DECIDE)
        self.add(self.summary, self.table, row(self.keep, self.release, None, self.decide))
        self.table.current_changed.connect(lambda _id: self._fit())
        self.table.opened.connect(lambda _id: self.ask_keep())
        number = host.shown().record.id
        host.context.ask(self, lambda gate: gate.call(plan_erasure, number), self._come)
        self._fit()

    def _come(self, plan: ErasurePlan) -> None:
        self.plan = plan
        self._items = dict(enumerate(plan.items, 1))
        self.table.show_rows({number: _row(item) for number, item in self._items.items()})
        self.table.setFixedHeight(self.table.tall(10))
        self.summary.setText(plan_words(plan))
        self._fit()

    def current(self) -> ErasureItem | None:
        """Return the item stood on."""
        number = self.table.current_id()
        return self._items.get(number) if number is not None else None

    def _fit(self) -> None:
        item = self.current()
        self.keep.setEnabled(self._may and item is not None and item.by_choice)
        self.release.setEnabled(self._may and item is not None and item.hold_id > 0)
        self.decide.setEnabled(self._may and self.plan is not None and self._host.shown().line.stage is Stage.DECIDE)

    def ask_keep(self) -> None:
        """Ask why and until when the item is kept."""
        item = self.current()
        if item is not None and self.keep.isEnabled():
            self._host.show_panel(KeepPanel(self._host, item))

    def erase_after_all(self) -> None:
        """Let the item go with the others."""
        item = self.current()
        if item is not None and self.release.isEnabled():
            self._host.do(erase_after_all, (item.entity, item.id), words=_("Tieto poistetaan muiden mukana."))

    def submit(self) -> None:
        """Decide; the letter is kept with the request."""
        if self.decide.isEnabled():
            self._host.do(decide_erasure, words=_("Päätös tehtiin. Kirje on pyynnön liitteenä."))


def _row(item: ErasureItem) -> dict[str, object]:
    law = _("Laki velvoittaa") if item.ground == LAW else _("Oikeusvaade")
    reason = f"{law}: {item.reason}" if item.ground else ""
    until = day(item.until) if item.until is not None else ""
    return {"kind": item.kind, "title": item.title, "fate": _(FATES[item.fate]), "until": until, "reason": reason}


def plan_words(plan: ErasurePlan) -> str:
    """Return in a line what would be decided, and when the last backup is gone."""
    gone, kept = len(plan.items) - len(plan.kept), len(plan.kept)
    parts = [ngettext("{n} tieto poistetaan", "{n} tietoa poistetaan", gone).format(n=gone)]
    if kept:
        parts.append(ngettext("{n} säilytetään", "{n} säilytetään", kept).format(n=kept))
    told = _("{what}. Varmuuskopioista viimeisetkin poistuvat {day} mennessä.").format(
        what=", ".join(parts), day=day(plan.backups_until)
    )
    papers = "; ".join(plan.papers)
    return f"{told} {_('Hävitettävät paperit: {papers}.').format(papers=papers)}" if papers else told


class KeepPanel(QFrame):
    """Asks for which claim an item is kept, and until when.

    Args:
        host: the page.
        item: what is kept.
    """

    def __init__(self, host: RequestHost, item: ErasureItem) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._host, self._item = host, item
        self.reason, self.until = QLineEdit(), QLineEdit()
        self.until.setPlaceholderText(_("pp.kk.vvvv"))
        self._fields = {
            "reason": Field(_("Mihin vaateeseen tietoa tarvitaan"), self.reason, _("Kerrotaan pyytäjälle.")),
            "until": Field(_("Säilytetään saakka"), self.until),
        }
        self.save = Button(_("Säilytä"), "lock", "primary", pressed=self.submit)
        text = _(
            "Tietoa ei tarvitse poistaa, jos sitä tarvitaan oikeusvaateen laatimiseen, esittämiseen tai"
            " puolustamiseen (17 art. 3 kohta e). Kirjanpitolakiin voi vedota vain tositteissa."
        )
        card = Card(
            f"{item.kind} {item.title}".strip(),
            label(text, "muted", wrap=True),
            *self._fields.values(),
            row(None, Button(_("Peru"), pressed=host.close_panel), self.save),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(cards_area(_("Säilytetään vaateen vuoksi"), card))
        for line in (self.reason, self.until):
            line.returnPressed.connect(self.submit)

    def focus_start(self) -> None:
        """See HasStart."""
        self.reason.setFocus()

    def submit(self) -> None:
        """Keep the item."""
        until = parse_day(self.until.text(), self._host.context.today())
        place = (self._item.entity, self._item.id)
        words = _("Tieto säilytetään vaateen vuoksi.")
        self._host.do(keep_for_claim, place, self.reason.text(), until, words=words, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        faults = error.errors if isinstance(error, InvalidInputError) else ()
        for fault in faults:
            field = self._fields.get(fault.field, self._fields["until"])
            field.show_problem(fault.message)
            field.editor.setFocus()
        if not faults:
            self._host.context.messages.failed(error)


class EraseDecideBody(DecideBody):
    """The step of the decision of a request to be erased."""

    widest = 1040
    plan_card: ErasurePlanCard | None = None

    def acts_itself(self) -> bool:
        """See DecideBody."""
        return True

    def _cards(self) -> list[QWidget]:
        cards = super()._cards()
        if self._host.shown().line.decision or self._host.shown().line.person_id is None:
            return cards
        self.grant.hide()
        self.plan_card = ErasurePlanCard(self._host)
        return [self.plan_card, cards[0]]

    def focus_start(self) -> None:
        """See HasStart."""
        (self.plan_card.table if self.plan_card is not None else self.grant).setFocus()


class EraseCard(Card):
    """The act itself, once the answer is ready and the recipients have been told; afterwards the manifest.

    Args:
        host: the page of the request.
    """

    def __init__(self, host: RequestHost) -> None:
        super().__init__(_("Tietojen poistaminen"))
        self._host = host
        self.erase = Button(_("Poista tiedot…"), "trash-2", "danger", pressed=self.ask)
        self._place = QVBoxLayout()
        self.body.addLayout(self._place)
        number = host.shown().record.id
        host.context.ask(self, lambda gate: gate.call(read_manifest, number), self._come)

    def _come(self, lines: tuple[ManifestLine, ...]) -> None:
        self.erase.setParent(None)
        if lines:
            for line in lines:
                self._place.addWidget(
                    row(label(f"{line.what} {line.count}"), None, label(_fate(line), "muted"), gap=12)
                )
            return
        text = _(
            "Tulosta tai lähetä ensin päätös ja ilmoitukset vastaanottajille: poistamisen jälkeen ei enää tiedetä,"
            " ketä ne koskevat. Poistamista ei voi perua."
        )
        self.erase.setEnabled(self._host.context.may(Permission.PERSON_ERASE))
        self._place.addWidget(label(text, "muted", wrap=True))
        self._place.addWidget(row(None, self.erase))

    def ask(self) -> None:
        """Ask for the number of the request, as a person's name is asked when she is erased from her page."""
        dialog = ConfirmErasure(self.window(), self._host.shown().line.number, self._confirmed)
        dialog.open()

    def _confirmed(self) -> None:
        self._host.do(carry_out_erasure, words=_("Tiedot poistettiin. Luettelo siitä, mitä tehtiin, on pyynnössä."))


def _fate(line: ManifestLine) -> str:
    words = _(DONE[line.fate])
    return _("{what} {day} saakka").format(what=words, day=day(line.until)) if line.until is not None else words


class ConfirmErasure(Dialog):
    """Asks whether the data of a request are to be erased for good.

    Args:
        parent: the window.
        number: of the request, typed to confirm.
        confirmed: called then.
    """

    def __init__(self, parent: QWidget, number: str, confirmed: object) -> None:
        super().__init__(parent, _("Poistetaanko tiedot pysyvästi?"), width=px(_TALL))
        self._number, self._confirmed = number, confirmed
        self.typed = QLineEdit()
        warning = _(
            "Poistamista ei voi perua. Varmuuskopioissa tiedot ovat, kunnes kopiot vanhenevat; palautuksen jälkeen"
            " poistaminen tehdään uudelleen."
        )
        self.add(label(warning, "muted", wrap=True))
        self.add(Field(_("Vahvista kirjoittamalla pyynnön numero"), self.typed, number))
        cancel = self.button(_("Peru"), default=True)
        self.erase = self.button(_("Poista pysyvästi"), self._confirm, "danger")
        self.erase.setEnabled(False)
        self.typed.textChanged.connect(lambda text: self.erase.setEnabled(text.strip().upper() == number))
        self.typed.returnPressed.connect(self._confirm)
        cancel.setDefault(False)
        self.focus_first(self.typed)

    def _confirm(self) -> None:
        if self.erase.isEnabled():
            self.accept()
            assert callable(self._confirmed)
            self._confirmed()
