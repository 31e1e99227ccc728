"""Mail that the office sends: a message to one recipient, who it comes from, and what became of it."""

from dataclasses import dataclass
from enum import StrEnum

from asiakasrekisteri.domain.texts import N_


@dataclass(frozen=True, slots=True)
class MailFrom:
    """Who a message comes from and where answers to it go ("" = back to `address`)."""

    name: str
    address: str
    reply_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMail:
    """A message to one recipient; nobody else is ever named in it.

    Attributes:
        key: by which the caller knows the recipient; comes back in `Delivery`.
        to: her address.
        to_name: her name, "" where only an address is known.
        subject, text: as they are read.
        language: of the text: "fi", "sv" or "en".
        mark: word without blanks that tells this message from all others of the office, the same when it is sent
            again: a mail server can then see that it has it already. "" = made by chance.
        unsubscribe: address (mailto: or https:) by which a newsletter is refused; "" in all other messages.
    """

    key: int
    to: str
    to_name: str = ""
    subject: str
    text: str
    language: str = "fi"
    mark: str = ""
    unsubscribe: str = ""


class Outcome(StrEnum):
    """What became of a message."""

    SENT = "sent"
    """The mail server took it on."""
    DRAFTED = "drafted"
    """It lies in a folder as a draft, for another program to send."""
    REFUSED = "refused"
    """The mail server refused it, and will refuse it again."""
    FAILED = "failed"
    """It did not go, but might later: the server is busy, or the connection broke."""
    UNCERTAIN = "uncertain"
    """The connection broke while the message was going: the server may have it or not."""
    UNTRIED = "untried"
    """It was not tried: the sending was stopped before its turn."""


OUTCOME_LABELS = {
    Outcome.SENT: N_("Lähetetty"),
    Outcome.DRAFTED: N_("Luonnoksena"),
    Outcome.REFUSED: N_("Ei otettu vastaan"),
    Outcome.FAILED: N_("Ei lähtenyt"),
    Outcome.UNCERTAIN: N_("Epävarma"),
    Outcome.UNTRIED: N_("Ei lähetetty"),
}
AGAIN = frozenset({Outcome.REFUSED, Outcome.FAILED, Outcome.UNCERTAIN, Outcome.UNTRIED})
"""Outcomes after which a message may be sent again."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of one message.

    Attributes:
        key: of `OutgoingMail`.
        outcome: see `Outcome`.
        code: the answer of the mail server, e.g. 550; 0 where it gave none.
        words: what it means and what to do; "" when the message was sent.
        answer: the server's own words, cleaned and cut; may name the recipient.
    """

    key: int
    outcome: Outcome
    code: int = 0
    words: str = ""
    answer: str = ""
