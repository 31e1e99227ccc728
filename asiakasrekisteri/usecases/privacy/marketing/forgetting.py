"""What the erasure of a person leaves of her word on marketing: hashes of the addresses she closed, no more."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from asiakasrekisteri.store.models import Consent
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.privacy.marketing.prohibiting import prohibitions_in_force
from asiakasrekisteri.usecases.privacy.marketing.suppression import reaches_of, suppress


def leave_suppressed(work: Work, persons: Sequence[int], known: Mapping[str, str] | None = None) -> dict[str, str]:
    """Put every address of a person who is about to be erased on the list of the channels that she has closed.

    Who never refused leaves nothing: the list holds no more than it must.

    Args:
        work: the unit of work.
        persons: her records.
        known: channels that she had closed when she was erased before.

    Returns:
        The closed channels, and how each was closed.
    """
    from_source(work, "staff")
    closed = dict(known or {}) | {row.channel: row.how for row in prohibitions_in_force(work, persons)}
    standing = set(_channels(work, persons, withdrawn=False))
    closed |= {c: how for c, how in _channels(work, persons, withdrawn=True).items() if c not in standing | set(closed)}
    for channel, how in closed.items():
        suppress(work, reaches_of(work, persons), channel, how)
    work.session.flush()
    return closed


def _channels(work: Work, persons: Sequence[int], *, withdrawn: bool) -> dict[str, str]:
    ended = Consent.withdrawn_at.is_not(None) if withdrawn else Consent.withdrawn_at.is_(None)
    rows = work.session.scalars(select(Consent).where(Consent.person_id.in_(persons), ended))
    return {row.channel: row.withdrawn_how or row.how for row in rows}
