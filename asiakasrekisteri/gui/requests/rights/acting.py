"""What is done at once on a request: processing restricted, marketing stopped, what was rectified, the file to take."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.rights import RESTRICTING, STOPPING, TOLD_KINDS
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.requests.acts import attach_evidence
from asiakasrekisteri.gui.requests.answer import AnswerBody
from asiakasrekisteri.gui.requests.body import FewFields
from asiakasrekisteri.gui.requests.decide import DecideBody
from asiakasrekisteri.gui.requests.letterpane import made_words
from asiakasrekisteri.gui.requests.rights.erasing import EraseCard
from asiakasrekisteri.gui.requests.rights.notices import NoticesCard
from asiakasrekisteri.gui.requests.steps import RequestHost
from asiakasrekisteri.gui.widgets.basics import Button, ButtonKind, LabelStyle, clear, label, row
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.choices import Choice
from asiakasrekisteri.gui.widgets.dropping import ask_files
from asiakasrekisteri.host.output import target, write_bytes
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.gate import Gate, UseCase
from asiakasrekisteri.usecases.privacy.requests.answering import Delivery
from asiakasrekisteri.usecases.privacy.requests.letters import MadeLetter
from asiakasrekisteri.usecases.privacy.restricting import RESTRICTION
from asiakasrekisteri.usecases.rights.acting import (
    Rectifications,
    list_rectified,
    note_evidence,
    restrict_at_request,
    stop_at_request,
    tell_of_lifting,
)
from asiakasrekisteri.usecases.rights.carrying import Portable, make_portable
from asiakasrekisteri.usecases.rights.closing import deliver_right


class RestrictCard(Card):
    """Restricts the processing of the person's data at once, and tells her before that ends.

    Args:
        host: the page of the request.
    """

    told = Signal(bool)
    """Whether processing is restricted now."""

    def __init__(self, host: RequestHost) -> None:
        super().__init__(_("Käsittelyn rajoitus"))
        self._host = host
        self.is_restricted = True  # until it is known, nothing is held back
        known = {option.code: _(option.label) for option in RESTRICTION["ground"].options}
        codes = RESTRICTING[host.shown().line.kind]
        self.ground = Choice([(code, known[code][:1].upper() + known[code][1:]) for code in codes])
        self.reason = QLineEdit()
        waits = host.shown().line.kind == "restriction" and not host.shown().line.decision
        self.restrict = Button(_("Rajoita heti"), "lock", "primary" if waits else "plain", pressed=self.submit)
        self.lifting = Button(_("Ilmoita rajoituksen poistamisesta"), "mail", pressed=self.tell)
        self._place = QVBoxLayout()
        self._place.setSpacing(12)
        self.body.addLayout(self._place)
        number = host.shown().record.id
        host.context.ask(self, lambda gate: gate.call(list_rectified, number), self._come)

    def _come(self, found: Rectifications) -> None:
        may = self._host.context.may(Permission.PERSON_RESTRICT) and self._host.shown().line.closed_on is None
        self.restrict.setEnabled(may)
        self.lifting.setEnabled(may)
        self.is_restricted = found.restricted_since is not None
        if found.restricted_since is not None:
            text = _(
                "Käsittely on rajoitettu {day} alkaen: tietoja vain säilytetään. Henkilölle kerrotaan ennen kuin"
                " rajoitus poistetaan (18 art. 3 kohta); se poistetaan henkilön sivulla."
            ).format(day=day(found.restricted_since))
            self._fill(label(text, "muted", wrap=True), row(None, self.lifting))
            return
        text = _("Rajoituksen aikana tietoja ei muuteta, lähetetä, viedä eikä käytetä markkinointiin.")
        fields = row(Field(_("Peruste"), self.ground), Field(_("Mitä se koskee"), self.reason, optional=True), gap=12)
        self._fill(label(text, "muted", wrap=True), fields, row(None, self.restrict))

    def _fill(self, *parts: QWidget) -> None:
        clear(self._place)
        for part in parts:
            self._place.addWidget(part)
        self.told.emit(self.is_restricted)

    def submit(self) -> None:
        """Restrict."""
        words = _("Henkilön tietojen käsittely rajoitettiin.")
        self._host.do(restrict_at_request, self.ground.code(), self.reason.text(), words=words)

    def tell(self) -> None:
        """Make the letter that tells of lifting."""
        record, context = self._host.shown().record, self._host.context

        def done(made: MadeLetter) -> None:
            words = _("Kirje on pyynnön liitteenä. Poista rajoitus, kun se on toimitettu.")
            context.messages.done(made_words(words, addressed=made.addressed))
            self._host.reload()

        context.ask(self, lambda gate: gate.call(tell_of_lifting, record.id, record.version), done)


class RectifiedCard(Card):
    """What has been rectified since the request came, the former value beside it, and what shows that it is right.

    Args:
        host: the page of the request.
    """

    def __init__(self, host: RequestHost) -> None:
        super().__init__(_("Oikaistut tiedot"))
        self._host, self._begins = host, False
        self.open = Button(_("Avaa henkilön tiedot"), "pencil", size="s", pressed=self._open)
        self.form = FewFields(host, ("evidence",), host.shown().record.values)
        self.save = Button(_("Tallenna näyttö"), "check", size="s", pressed=self.submit)
        self.attach = Button(_("Liitä asiakirja…"), "paperclip", size="s", pressed=self._attach)
        self._place = QVBoxLayout()
        self.body.addLayout(self._place)
        number = host.shown().record.id
        host.context.ask(self, lambda gate: gate.call(list_rectified, number), self._come)

    def _come(self, found: Rectifications) -> None:
        for line in found.lines:
            if line.old or line.new:
                words = _("{old} → {new}").format(old=line.old or _("tyhjä"), new=line.new or _("tyhjä"))
            else:
                words = _("korjattu, arvoa ei näytetä")
            told = row(label(line.what, "strong"), _wide(words), label(day(line.on), "muted"), gap=12)
            self._place.addWidget(told)
        if not found.lines:
            self._place.addWidget(label(_("Mitään ei ole vielä oikaistu pyynnön jälkeen."), "muted"))
        text = _("Lähetettyä laskua ei muuteta: se hyvitetään tai siihen kirjataan huomautus.")
        self._place.addWidget(row(_wide(text, "small"), self.open, gap=12))
        self._place.addWidget(self.form)
        proofs = [file.name for file in self._host.shown().files if file.kind == "evidence"]
        may = self._host.context.may(Permission.REQUEST_WRITE) and self._host.shown().line.closed_on is None
        self.save.setEnabled(may)
        self.attach.setEnabled(may)
        attached = ", ".join(proofs) or _("Asiakirjaa ei ole liitetty.")
        self._place.addWidget(row(_wide(attached, "small"), self.attach, self.save, gap=8))
        if self._begins:
            self.open.setFocus()

    def begin(self) -> None:
        """Put the focus where work begins, as soon as that has its place."""
        self._begins = self.open.parent() is None
        self.open.setFocus()

    def submit(self) -> None:
        """Write down what shows that the value is right."""
        words = _("Näyttö kirjattiin.")
        said = self.form.text("evidence")
        self._host.do(note_evidence, said, words=words, failed=self.form.refusing(self._host))

    def _attach(self) -> None:
        files = ask_files(self)
        if files:
            attach_evidence(self._host, files, self._host.reload)

    def _open(self) -> None:
        self._host.context.go(f"person/{self._host.shown().line.person_id}")


class StopCard(Card):
    """Stops marketing or ends consents at once: nothing is weighed.

    Args:
        host: the page of the request.
    """

    def __init__(self, host: RequestHost) -> None:
        marketing = host.shown().line.kind == "marketing"
        super().__init__(_("Markkinointi lopetetaan heti") if marketing else _("Suostumukset päättyvät heti"))
        self._host = host
        text = _("Kielto koskee kaikkia kanavia. Osoitteet jäävät estolistalle tiivisteinä.")
        if not marketing:
            text = _("Kaikki suostumukset päättyvät nyt. Se, mitä on tehty ennen peruuttamista, pysyy laillisena.")
        self.stop = Button(_("Lopeta ja tee vahvistus"), "check", "primary", pressed=self.submit)
        self.stop.setEnabled(host.context.may(Permission.REQUEST_WRITE) and host.shown().line.person_id is not None)
        self.add(label(text, "muted", wrap=True), row(None, self.stop))

    def submit(self) -> None:
        """Stop."""
        self._host.do(stop_at_request, words=_("Pyyntö toteutettiin. Vahvistus on pyynnön liitteenä."))


class PortableCard(Card):
    """Makes the file of what the person has provided.

    Args:
        host: the page of the request.
    """

    def __init__(self, host: RequestHost) -> None:
        super().__init__(_("Siirtotiedosto"))
        self._host = host
        text = _(
            "Tiedostossa on JSON- ja CSV-muodossa se, minkä henkilö on itse antanut ja mitä palvelun käytöstä on"
            " jäänyt, siltä osin kuin käsittely perustuu sopimukseen tai suostumukseen. Tarkistussumma jää pyyntöön."
        )
        kind: ButtonKind = "plain" if host.shown().record["sha256"] else "primary"
        self.make = Button(_("Tee ja tallenna…"), "download", kind, pressed=self.submit)
        self.make.setEnabled(host.context.may(Permission.EXTRACT_PRINT) and host.shown().line.closed_on is None)
        self.add(label(text, "muted", wrap=True), row(None, self.make))

    def submit(self) -> None:
        """Make the file, then ask where to write it."""
        record, context = self._host.shown().record, self._host.context

        def work(gate: Gate) -> Portable:
            return gate.call(make_portable, record.id, record.version)

        def come(made: Portable) -> None:
            path = self.ask_file(made.name)
            if path:
                context.runner.aside(self, lambda _progress: _written(path, made), done, failed=context.messages.failed)

        def done(file: Path) -> None:
            context.messages.done(_("Tallennettu tiedostoon {name}.").format(name=file.name))
            self._host.reload()

        context.ask(self, work, come)

    def ask_file(self, name: str) -> str:
        """Show the system's save dialog; "" when cancelled."""
        path, _kind = QFileDialog.getSaveFileName(self, _("Tallenna siirtotiedosto"), name, "ZIP (*.zip)")
        return path


def _wide(text: str, style: LabelStyle = "body") -> QLabel:
    """Return words that take what room there is before they break."""
    made = label(text, style, wrap=True)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return made


def _written(path: str, made: Portable) -> Path:
    file = target(path if path.lower().endswith(".zip") else f"{path}.zip")
    write_bytes(file, made.data)
    return file


class RightDecideBody(DecideBody):
    """The step of the decision, with what is done at once before it is decided."""

    acts: list[QWidget]

    def _cards(self) -> list[QWidget]:
        line = self._host.shown().line
        self.acts = []
        if line.person_id is not None:
            if line.kind == "rectification":
                self.acts.append(RectifiedCard(self._host))
            if line.kind in RESTRICTING:
                self.acts.append(RestrictCard(self._host))
            if line.kind in STOPPING and not line.decision:
                self.acts.append(StopCard(self._host))
                self.grant.hide()
        cards = [*self.acts, *super()._cards()]
        for act in self.acts:
            if isinstance(act, RestrictCard) and line.kind == "restriction":
                act.told.connect(self._let_grant)
                self._let_grant(act.is_restricted)
        return cards

    def _let_grant(self, restricted: bool) -> None:
        """Grant what has been done: a restriction that is promised but not laid would not be one."""
        if not restricted and self.grant.isEnabled():
            here = self.grant.hasFocus()
            self.grant.setEnabled(False)
            self.grant.setToolTip(_("Rajoita ensin henkilön tietojen käsittely."))
            if here:  # it came here before it was known that this waits
                self.focus_start()

    def acts_itself(self) -> bool:
        """See DecideBody: stopping makes its letter at once."""
        return self._host.shown().line.kind in STOPPING

    def focus_start(self) -> None:
        """See HasStart."""
        first = self.acts[0] if self.acts else None
        if isinstance(first, StopCard):
            first.stop.setFocus()
        elif isinstance(first, RectifiedCard) and not self._host.shown().line.decision:
            first.begin()  # what is asked is mended first
        elif isinstance(first, RestrictCard) and not self.grant.isEnabled():
            first.restrict.setFocus()
        else:
            self.grant.setFocus()


class RightAnswerBody(AnswerBody):
    """The step of the answer, with the recipients who are told, the file, and the erasure itself."""

    acts: list[QWidget]
    case: UseCase[[int, int, Delivery], Saved] = deliver_right

    def _cards(self) -> list[QWidget]:
        line = self._host.shown().line
        cards = super()._cards()
        self.acts = []
        if line.decision in {"granted", "partly"}:
            if line.kind in TOLD_KINDS:
                self.acts.append(NoticesCard(self._host))
            if line.kind == "portability":
                self.acts.append(made := PortableCard(self._host))
                self.first = None if self._host.shown().record["sha256"] else made.make
            if line.kind == "erasure":
                self.acts.append(EraseCard(self._host))
        return [*cards[:2], *self.acts, *cards[2:]]
