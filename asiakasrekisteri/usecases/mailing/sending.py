"""Sending: over the office's mail server, or as drafts that another program sends.

Neither touches the register, so both may be called beside the store's thread: the caller gets the route with
`mail_route` first, and writes down each answer as soon as it hears it.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from asiakasrekisteri.domain.mailing import Delivery, Outcome, OutgoingMail
from asiakasrekisteri.domain.progress import SILENT, Progress
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.mail_new import new_mail
from asiakasrekisteri.exchange.smtp import check_route, deliver
from asiakasrekisteri.host.newfolder import new_folder
from asiakasrekisteri.host.output import write_bytes
from asiakasrekisteri.usecases.mailing.server import Dispatch

Heard = Callable[[Delivery], object]


def _unheard(_answer: Delivery) -> None:
    """Nobody writes the answers down: a test message."""


def send(
    dispatch: Dispatch, mails: Sequence[OutgoingMail], heard: Heard = _unheard, progress: Progress = SILENT
) -> tuple[Delivery, ...]:
    """Send messages one by one over the mail server; return what became of each, in their order.

    To try the failed again, give only them.

    Args:
        dispatch: of `dispatch_by_server`.
        mails: one for each recipient; nobody sees another's address.
        heard: told of each message as soon as the server has answered.
        progress: is told of each, and may cancel between two messages: the rest is told as untried.

    Raises:
        MailServerError: the server could not be reached or not be trusted; nothing has been sent.
    """
    assert dispatch.route is not None
    return deliver(dispatch.route, mails, dispatch.at, heard, progress)


def send_test(dispatch: Dispatch, to: str) -> Delivery:
    """Send a message that says only that sending works.

    Raises:
        MailServerError: says what does not work.
    """
    text = _(
        "Tämä on asiakasrekisterin koeviesti. Se kertoo, että lähtevän postin asetukset toimivat. Viestiin ei tarvitse"
        " vastata."
    )
    mail = OutgoingMail(key=0, to=to, subject=_("Asiakasrekisterin koeviesti"), text=f"{text}\n")
    return send(dispatch, [mail])[0]


def check(dispatch: Dispatch) -> None:
    """Connect, log in and leave again, without sending anything.

    Raises:
        MailServerError: says what does not work.
    """
    assert dispatch.route is not None
    check_route(dispatch.route)


def write_drafts(
    dispatch: Dispatch, mails: Sequence[OutgoingMail], folder: Path, progress: Progress = SILENT
) -> tuple[Delivery, ...]:
    """Write messages into a new folder as `.eml` files that a mail program opens for sending; works offline.

    The names of the files are numbers: whom a message is for is told only inside it.

    Args:
        dispatch: of `dispatch_of_drafts`.
        mails: one for each recipient.
        folder: a new or empty folder of the user's.
        progress: is told of each; a cancel leaves nothing behind.

    Returns:
        what became of each: DRAFTED.

    Raises:
        ExchangeError: an address cannot be used, or the folder does not take them.
    """
    width = len(str(len(mails)))
    with new_folder(folder, dispatch.office) as place:
        for number, mail in enumerate(mails, start=1):
            progress.report(number - 1, len(mails), _("Kirjoitetaan viestiä {n}").format(n=number))
            content = new_mail(mail, dispatch.sender, dispatch.at, draft=True)
            write_bytes(place / f"viesti-{number:0{width}}.eml", content)
        progress.report(len(mails), len(mails))
    return tuple(Delivery(mail.key, Outcome.DRAFTED) for mail in mails)
