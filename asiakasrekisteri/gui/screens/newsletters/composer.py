"""One newsletter: whom it is for, its text, who gets it. "newsletter/3"; sent, what came of it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout

from asiakasrekisteri.domain.errors import NotFoundError
from asiakasrekisteri.domain.marketing import Channel
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.documents import Documents, Paper
from asiakasrekisteri.gui.screens.newsletters.draft import CampaignDraft
from asiakasrekisteri.gui.screens.newsletters.people import PeopleColumn
from asiakasrekisteri.gui.screens.newsletters.post import Post, SendAct, SendDialog
from asiakasrekisteri.gui.screens.newsletters.text import TextColumn
from asiakasrekisteri.gui.screens.newsletters.whom import WhomColumn
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.gui.widgets.bars import TopBar
from asiakasrekisteri.gui.widgets.basics import Button, line, scrolled
from asiakasrekisteri.gui.widgets.columns import Columns
from asiakasrekisteri.gui.widgets.marks import Pill
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.mailing.server import Sending, sending_now
from asiakasrekisteri.usecases.privacy.marketing.campaigns import CAMPAIGN, SentTo, begin_campaign, sent_to
from asiakasrekisteri.usecases.privacy.marketing.prints import (
    MarketingLetters,
    marketing_letters,
    render_marketing_letters,
)
from asiakasrekisteri.usecases.privacy.marketing.sending import MessagePreview, preview_newsletter

NEWSLETTERS, NEWSLETTER = "newsletters", "newsletter"
_WIDTHS, _LEAST = (276, 460, 408), (272, 316, 300)
_AGAIN = frozenset({"untried", "failed"})
_COPIED = tuple(field.name for field in CAMPAIGN.editable())
_WATCHED = ("campaign", "consent", "marketing_prohibition", "sale_address", "restriction", "mail_server")


class NewsletterPage(QFrame):
    """The page "newsletter".

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context = context
        self._id = 0
        self._mail: Sending | None = None
        self._sent: tuple[SentTo, ...] = ()
        self.draft = CampaignDraft(context, self)
        self.post = Post(context, self)
        self.documents = Documents(context, self)
        self.whom = WhomColumn(context, self.draft)
        self.text = TextColumn(context, self.draft)
        self.people = PeopleColumn(context)
        self.top = TopBar()
        self.send_button = Button(_("Lähetä…"), "send", "primary", pressed=self.ask_send)
        self._build()
        self._connect()

    def _build(self) -> None:
        parts = (scrolled(self.whom, _("Mitä ja kenelle")), self.text, self.people)
        self.split = Columns(parts, _WIDTHS, _LEAST, _("vastaanottajat"))
        self.split.setAccessibleName(_("Uutiskirjeen palstat"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.top, line(strong=True)):
            layout.addWidget(part)
        layout.addWidget(self.split, 1)

    def _connect(self) -> None:
        self.top.back.connect(self._context.back)
        self.draft.came.connect(self._show)
        self.draft.chosen_anew.connect(self._show_chosen)
        self.draft.told.connect(self._context.counted.emit)
        self.draft.failed.connect(self._lost)
        self.people.picked.connect(self.text.read_as)
        self.post.changed.connect(self.reload)
        self._context.bus.watch(self, _WATCHED, lambda _changes: self._heard())
        acts: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+S", self.draft.save),
            ("F9", lambda: self.people.setVisible(self.people.isHidden())),
        )
        for keys, act in acts:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(lambda do=act: do())

    def open(self, argument: str) -> None:
        """Show a newsletter."""
        if argument.isdigit():
            self._id = int(argument)
            self.reload()

    def reload(self) -> None:
        """Fetch the newsletter, and whether mail can be sent, anew."""

        def come(found: Sending) -> None:
            self._mail = found
            self.draft.fetch(self._id)

        if self._id:
            self._context.ask(self, lambda gate: gate.call(sending_now), come)

    def focus_start(self) -> None:
        """Begin in the subject."""
        self.text.subject.setFocus(Qt.FocusReason.OtherFocusReason)

    def may_leave(self, go_on: Callable[[], object]) -> bool:
        """Save the draft first; nothing is ever asked."""
        if self.draft.is_saved():
            return True
        self.draft.save(go_on)
        return False

    def escape(self) -> None:
        """Go back to the list."""
        self._context.go(NEWSLETTERS)

    def window_title(self) -> str:
        """See Titled."""
        return self.draft.record.text("name") if self.draft.record is not None else ""

    def ask_send(self) -> None:
        """Show what is about to go to how many, then send."""
        self._previewed(self._by_server())

    def ask_drafts(self) -> None:
        """Show the same, then write drafts for a mail program."""
        self._previewed(by_server=False)

    def make_new(self) -> None:
        """Begin a new draft with the same text and choices."""
        record = self.draft.record
        if record is None:
            return
        values = {name: record.values.get(name) for name in _COPIED}
        name = _("{name}, uusi").format(name=record.text("name"))

        def done(saved: Saved) -> None:
            self._context.go(f"{NEWSLETTER}/{saved.id}")

        self._context.ask(self, lambda gate: gate.call(begin_campaign, {**values, "name": name}), done)

    def _by_server(self) -> bool:
        return self._mail is not None and self._mail.ready

    def _previewed(self, by_server: bool) -> None:
        included, left_out = self.draft.chosen.included, self.draft.chosen.left_out
        campaign_id = self.draft.id
        if not self.draft.is_draft or not included:
            return
        if self.draft.record is not None and self.draft.record["channel"] != Channel.EMAIL:
            self.post.close(campaign_id)
            return
        one = self.people.current()
        reader = one if one is not None and one in included else included[0]
        send = self.post.send if by_server else self.post.write_drafts

        def come(found: MessagePreview) -> None:
            act = SendAct(len(included), len(left_out), partial(send, campaign_id), by_server=by_server)
            dialog = SendDialog(self.window(), found, act)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

        def ask() -> None:
            self._context.ask(self, lambda gate: gate.call(preview_newsletter, campaign_id, reader), come)

        self.draft.save(ask)

    def _heard(self) -> None:
        if self.isVisible() and self.draft.record is not None and self.draft.is_saved():
            self.reload()

    def _show(self) -> None:
        record = self.draft.record
        assert record is not None
        state = Pill(_("Luonnos")) if self.draft.is_draft else Pill(_("Lähetetty"), "ok", "check")
        self.top.show_crumbs(((_("Uutiskirjeet"), lambda: self._context.go(NEWSLETTERS)),), record.text("name"), state)
        self.whom.show_record(record)
        self.text.show_record(record)
        self._context.titled.emit()
        if self.draft.is_draft:
            self._show_acts()
            return
        number = record.id

        def come(found: tuple[SentTo, ...]) -> None:
            if number == self.draft.id:
                self._sent = found
                self.people.show_sent(found)
                self._show_acts()

        self._context.ask(self, lambda gate: _sent(gate, number), come)

    def _show_chosen(self) -> None:
        self.people.show_chosen(self.draft.chosen)
        self.text.show_faults()
        self._show_acts()

    def _show_acts(self) -> None:
        if self.draft.record is None:
            return
        if not self.draft.is_draft:
            self._show_acts_of_sent()
            return
        count = len(self.draft.chosen.included)
        email = self.draft.record["channel"] == Channel.EMAIL
        words = ngettext("Lähetä {n} saajalle…", "Lähetä {n} saajalle…", count)
        primary, act = words.format(n=number_words(count)), self.ask_send
        drafts = Button(_("Tallenna luonnoksina…"), "mail", pressed=self.ask_drafts)
        if not email:
            noted = ngettext("Kirjaa {n} saaja", "Kirjaa {n} saajaa", count)
            primary = noted.format(n=number_words(count))
        elif not self._by_server():
            primary, act = _("Tallenna luonnoksina…"), self.ask_drafts
        self.send_button = Button(primary, "send" if email else "check", "primary", pressed=act)
        faults = [fault.message for fault in self.draft.faults]
        for button in (drafts, self.send_button):
            button.setEnabled(bool(count) and not faults)
            button.setToolTip(" ".join(faults) or (self._why_not() if not count else ""))
        self.top.show_acts(*([drafts] if email and self._by_server() else []), self.send_button)

    def _why_not(self) -> str:
        return _("Kenellekään ei saa lähettää. Katso oikealta, miksi saajat jäävät pois.")

    def _show_acts_of_sent(self) -> None:
        waiting = sum(1 for one in self._sent if one.result in _AGAIN)
        acts = [Button(_("Tee tästä uusi"), "copy", pressed=self.make_new)]
        number = self.draft.id
        if waiting and self.draft.record is not None and self.draft.record["channel"] != Channel.EMAIL:
            acts += self._paper_acts(number)
        elif waiting:
            words = ngettext("Lähetä {n} lähettämätön", "Lähetä {n} lähettämätöntä", waiting)
            send = self.post.send if self._by_server() else self.post.write_drafts
            again = partial(send, number, again=True)
            acts.append(Button(words.format(n=number_words(waiting)), "send", "primary", pressed=again))
        self.top.show_acts(*acts)

    def _paper_acts(self, number: int) -> list[Button]:
        """Return the acts of letters that are to be posted, or of calls to be made."""
        done = Button(_("Merkitse hoidetuksi"), "check", "primary", pressed=partial(self.post.note, number))
        record = self.draft.record
        if record is None or record["channel"] != Channel.LETTER:
            return [done]
        paper = Paper(_("Kirjeet"), "kirjeet.pdf", "campaign", number)
        letters = partial(_letters, number)
        made = partial(self.documents.made, letters, render_marketing_letters, paper)
        return [Button(_("Kirjeet"), "printer", pressed=made), done]

    def _lost(self, error: Exception) -> None:
        if isinstance(error, NotFoundError):
            self._context.go(NEWSLETTERS)
        else:
            self._context.messages.failed(error)


def _letters(number: int, gate: Gate) -> MarketingLetters:
    return gate.call(marketing_letters, number)


def _sent(gate: Gate, number: int) -> tuple[SentTo, ...]:
    return gate.call(sent_to, number)
