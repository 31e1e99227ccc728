"""A letter about a request as plain data, ready to print: what is said, in which order, and which remedies are told."""

from dataclasses import dataclass

from asiakasrekisteri.domain.extract import Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLetter:
    """A letter to whoever made a request.

    Attributes:
        letter: sender, window, date, reference, language and signatory.
        kind: of the document, in capitals (PÄÄTÖS).
        title: what it is about; never a name.
        paragraphs: what is said first.
        facts: labels and values: ground, reasons, what is given nevertheless.
        after: what is said then.
        remedies: what may be done besides complaining to the supervisor; empty where nothing was refused.
        supervisor: lines of the supervisor's address.
        plural: whether the reader is spoken to as many: a firm or an authority.
    """

    letter: Letter
    kind: str
    title: str
    paragraphs: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()
    after: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()
    supervisor: tuple[str, ...] = ()
    plural: bool = False
