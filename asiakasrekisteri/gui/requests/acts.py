"""Acts that make a letter: a small form at the left, the letter as it will go at the right; nothing goes unseen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from asiakasrekisteri.domain.requests import EXCESSIVE, OVERRIDING, Stage, grounds_for
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.attaching import Sending
from asiakasrekisteri.gui.requests.body import FewFields, cards_area
from asiakasrekisteri.gui.requests.letterpane import LetterPane
from asiakasrekisteri.gui.requests.steps import RequestHost
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import Button, label, row
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.choices import Choice, Segmented
from asiakasrekisteri.gui.widgets.dropping import ask_files
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.gate import UseCase
from asiakasrekisteri.usecases.privacy.requests.deciding import (
    Decision,
    Weighing,
    answer_nothing_held,
    decide_request,
    extend_request,
    forward_request,
)
from asiakasrekisteri.usecases.privacy.requests.identity import ask_for_more

_FORM, _LETTER = 420, 420
_WEIGHED = ("weighed_whose", "weighed_interest", "weighed_reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterAct:
    """An act that makes a letter.

    Attributes:
        title: what is asked about the request, as a question.
        text: what the law says of it.
        fields: of the form.
        letter: kind of the letter.
        act: words of the button.
        done: words told afterwards.
        case: the use case, given id, version and the text of the only field.
    """

    title: str
    text: str
    fields: tuple[str, ...]
    letter: str
    act: str
    done: str
    case: UseCase[..., Saved]


class LetterForm(QFrame):
    """The form of an act, and its letter.

    Args:
        host: the page.
        about: the act.
        more: widgets of its own under the text.
    """

    def __init__(self, host: RequestHost, about: LetterAct, more: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self.host, self.about = host, about
        self.form = FewFields(host, about.fields, required=[name for name in about.fields if name != "given_anyway"])
        self.act = Button(about.act, "mail", "primary", pressed=self.submit)
        cancel = Button(_("Peru"), pressed=host.close_panel)
        words = label(about.text, "muted", wrap=True)
        self.card = Card(about.title, words, *more, self.form, row(None, cancel, self.act))
        self.letter = LetterPane(host.context, host.shown().record.id, about.letter, self.typed)
        self.form.changed(self.letter.refresh)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        for part in (cards_area(about.title, self.card), self.letter):
            part.setMinimumWidth(px(320))
            split.addWidget(part)
        split.setSizes([px(_FORM), px(_LETTER)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        for keys in ("Ctrl+Return", "Ctrl+S"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.submit)

    def typed(self) -> Mapping[str, object]:
        """Return what the letter is made of."""
        return self.form.values()

    def said(self) -> tuple[Any, ...]:
        """Return what the use case is given besides id and version."""
        return (self.form.text(self.about.fields[0]),)

    def focus_start(self) -> None:
        """See HasStart."""
        self.form.focus_first()

    def submit(self) -> None:
        """Do the act; its letter is kept with the request."""
        self.host.do(self.about.case, *self.said(), words=self.about.done, failed=self.form.refusing(self.host))


def extend_form(host: RequestHost) -> LetterForm:
    """Return the form that extends the time."""
    text = _(
        "Määräaikaa voi jatkaa enintään kahdella kuukaudella, jos pyyntö on monimutkainen tai pyyntöjä on monta. Syy"
        " kerrotaan pyytäjälle ensimmäisen kuukauden aikana (12 art. 3 kohta)."
    )
    act = LetterAct(
        title=_("Jatketaanko määräaikaa?"),
        text=text,
        fields=("extension_reason",),
        letter="extension",
        act=_("Jatka ja tee kirje"),
        done=_("Määräaikaa jatkettiin. Kirje on pyynnön liitteenä."),
        case=extend_request,
    )
    return LetterForm(host, act)


def more_form(host: RequestHost) -> LetterForm:
    """Return the form that asks for more to be sure of identity."""
    text = _(
        "Lisätietoja pyydetään vain, jos henkilöllisyydestä on perusteltu epäily, ja vain sen verran kuin tarvitaan."
        " Kello pysähtyy, kunnes tiedot on saatu (12 art. 6 kohta)."
    )
    act = LetterAct(
        title=_("Mitä lisätietoja tarvitaan?"),
        text=text,
        fields=("asked_for",),
        letter="more",
        act=_("Pysäytä kello ja tee kirje"),
        done=_("Lisätietoja pyydettiin. Kirje on pyynnön liitteenä."),
        case=ask_for_more,
    )
    return LetterForm(host, act)


def forward_form(host: RequestHost) -> LetterForm:
    """Return the form that sends the request on to its controller."""
    text = _(
        "Jos tietoja käsitellään vain asiakkaan lukuun, niistä päättää asiakas: esimerkiksi postilaatikon sisällöstä"
        " se, jonka verkkotunnuksessa laatikko on (28 art. 3 kohta e). Pyyntö siirretään sille, ja pyytäjälle"
        " kerrotaan siitä."
    )
    act = LetterAct(
        title=_("Kenelle pyyntö siirretään?"),
        text=text,
        fields=("forwarded_to",),
        letter="forwarded",
        act=_("Siirrä ja tee kirje"),
        done=_("Pyyntö merkittiin siirretyksi. Kirje on pyynnön liitteenä."),
        case=forward_request,
    )
    return LetterForm(host, act)


def nothing_form(host: RequestHost) -> LetterForm:
    """Return the form that confirms that nothing is held about the requester."""
    text = _(
        "Pyytäjällä on oikeus saada vahvistus siitäkin, ettei hänestä ole tietoja (15 art. 1 kohta). Hae rekisteristä"
        " kaikilla nimillä, osoitteilla ja numeroilla, jotka pyytäjä on antanut, ja kirjoita, millä haettiin."
    )
    act = LetterAct(
        title=_("Vahvistetaanko, ettei tietoja ole?"),
        text=text,
        fields=("reasoning",),
        letter="nothing",
        act=_("Vahvista ja tee kirje"),
        done=_("Pyytäjälle vahvistetaan, ettei tietoja ole. Kirje on pyynnön liitteenä."),
        case=answer_nothing_held,
    )
    return LetterForm(host, act)


class RefuseForm(LetterForm):
    """The form of a refusal, whole or partial: its ground, its reasons, what is given nevertheless."""

    def __init__(self, host: RequestHost) -> None:
        self._kind = host.shown().line.kind
        collected = host.shown().line.stage is Stage.DECIDE
        choices = [("refused", _("Ei toteuteta"))] + ([("partly", _("Toteutetaan osittain"))] if collected else [])
        self.decision = Segmented(_("Päätös"), choices)
        self.evidence = Button(_("Lisää näyttö…"), "paperclip", "ghost", pressed=self._add_evidence)
        act = LetterAct(
            title=_("Millä perusteella pyyntöä ei toteuteta?"),
            text=_(
                "Kieltäytyminen, sen perustelut ja oikeussuojakeinot kerrotaan viipymättä, viimeistään kuukauden"
                " kuluessa (12 art. 4 kohta)."
            ),
            fields=("ground", *_WEIGHED, "reasoning", "given_anyway"),
            letter="refusal",
            act=_("Kieltäydy ja tee päätös"),
            done=_("Päätös tehtiin. Kirje on pyynnön liitteenä."),
            case=decide_request,
        )
        hint = label(
            _("Perusteeton tai kohtuuton: näytön esittää rekisterinpitäjä, joten liitä se pyyntöön."),
            "small",
            wrap=True,
        )
        self._proof = row(hint, self.evidence, gap=12)
        super().__init__(host, act, (row(self.decision, None), self._proof))
        self._needless: set[str] = set()
        self.decision.setVisible(len(choices) > 1)
        self.decision.changed.connect(lambda _code: self._offer())
        self.form.changed(self._show_proof)
        self._offer()

    def typed(self) -> Mapping[str, object]:
        """See LetterForm."""
        return {**super().typed(), "decision": self.decision.chosen()}

    def said(self) -> tuple[Any, ...]:
        """See LetterForm."""
        text: Callable[[str], str] = self.form.text
        weighing = Weighing(*map(text, _WEIGHED))
        said = (text("ground"), text("reasoning"), text("given_anyway"), weighing)
        return (Decision(self.decision.chosen(), *said),)

    def _offer(self) -> None:
        """Offer the grounds on which this right may be refused, and no others."""
        editor = self.form.fields["ground"].editor
        assert isinstance(editor, Choice)
        chosen = self.form.text("ground")
        options = [(option.code, _(option.label)) for option in grounds_for(self._kind, self.decision.chosen())]
        editor.offer(options)
        editor.setEditable(False)  # so few are chosen from, not searched
        self.form.fields["ground"].type_in(chosen if chosen in dict(options) else None)
        self._show_proof()
        self.letter.refresh()

    def _show_proof(self) -> None:
        """Ask only what the ground needs: proof of excess, or the weighing of interests in place of bare reasons."""
        ground = self.form.text("ground")
        self._proof.setVisible(ground == EXCESSIVE)
        needless = {"reasoning"} if ground == OVERRIDING else set(_WEIGHED)
        if self.decision.chosen() != "partly":
            needless.add("given_anyway")
        if needless != self._needless:
            self._needless = needless
            self.form.show_only([field for name, field in self.form.fields.items() if name not in needless])

    def _add_evidence(self) -> None:
        files = ask_files(self)
        if files:
            attach_evidence(self.host, files)


def attach_evidence(host: RequestHost, files: Sequence[str], then: Callable[[], object] = lambda: None) -> None:
    """Attach files to a request as evidence, and tell of it."""
    told = _("Näyttö liitettiin pyyntöön.")

    def done(_saved: object) -> None:
        host.context.messages.done(told)
        then()

    Sending(host.context, ("request", host.shown().record.id), [Path(file) for file in files], done, "evidence")
