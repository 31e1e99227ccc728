"""Who may open the register: the list of user rights, its yearly review, and undertakings of confidentiality.

R-66 and R-69…R-71 of the requirements; tietosuojalaki 1050/2018 35 §.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.formats import FINLAND, clock_time, day
from asiakasrekisteri.domain.permissions import ROLE_LABELS, Permission, Role, SealedKey
from asiakasrekisteri.domain.retention import add_months
from asiakasrekisteri.domain.rights_matrix import LEVEL_WORDS, Level, rights
from asiakasrekisteri.domain.sheets import Sheet, SheetSection
from asiakasrekisteri.domain.texts import N_, _, language_in_use
from asiakasrekisteri.domain.typography import start_upper
from asiakasrekisteri.domain.yearly_review import REVIEW_MONTHS
from asiakasrekisteri.reports.legal import legal_texts
from asiakasrekisteri.reports.sheet import sheet_pdf
from asiakasrekisteri.reports.undertaking import UndertakingPaper, undertaking_pdf
from asiakasrekisteri.store.models import AccessReview, AccessReviewRow, LogEntry, Undertaking, User
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.describing import controller
from asiakasrekisteri.usecases.records import got
from asiakasrekisteri.usecases.users import close_user

KEY_WORDS: Mapping[SealedKey, str] = {
    SealedKey.IDENTITY: N_("henkilötunnukset"),
    SealedKey.SECRETS: N_("salasanat"),
    SealedKey.RECORDINGS: N_("nauhoitteet"),
}
"""What each sealed key opens."""


@dataclass(frozen=True, slots=True)
class UndertakingText:
    """The text that a user signs, in a language, by its version."""

    version: str
    title: str
    lead: str
    rules: tuple[str, ...]

    def whole(self) -> str:
        """Return all of it as it is kept with the signature."""
        return "\n\n".join((self.title, self.lead, *self.rules))


def undertaking_text() -> UndertakingText:
    """Return the text in the language in use."""
    texts = legal_texts(language_in_use())
    return UndertakingText(
        texts("undertaking.version"),
        texts("undertaking.title"),
        texts("undertaking.lead"),
        texts.lines("undertaking.rules"),
    )


@use_case(Permission.OFFICE_ENTER, discloses=nothing, writes=False)
def my_undertaking(work: Work) -> UndertakingText | None:
    """Return the text that the user signed in has still to sign; None when it has been signed."""
    text = undertaking_text()
    own = select(Undertaking.id).where(
        Undertaking.user_id == work.actor.user_id, Undertaking.text_version == text.version
    )
    return None if work.session.scalar(own.limit(1)) is not None else text


@use_case(Permission.OFFICE_ENTER, discloses=nothing)
def sign_undertaking(work: Work) -> None:
    """Sign the undertaking on the screen, for oneself."""
    _sign(work, work.actor.user_id, work.today, "screen", "")


@use_case(Permission.USER_MANAGE, discloses=nothing)
def undertaking_paper(work: Work, user_id: int) -> UndertakingPaper:
    """Return the undertaking of a user for signing by hand; the print is logged."""
    user = got(work, User, user_id)
    work.log("print", "user", user_id)
    return UndertakingPaper(controller(work).name, user.name, work.today, language_in_use())


@use_case(Permission.USER_MANAGE, discloses=nothing)
def record_undertaking(work: Work, user_id: int, signed_on: dt.date, place: str) -> None:
    """Record that a user signed the undertaking on paper, and where the paper is.

    Raises:
        InvalidInputError: the day is in the future, or the place is missing.
    """
    faults = []
    if signed_on > work.today:
        faults.append(FieldError("signed_on", _("Päivä on tulevaisuudessa. Tarkista päivä.")))
    if not place.strip():
        faults.append(FieldError("place", _("Kirjoita, missä allekirjoitettu paperi on.")))
    if faults:
        raise InvalidInputError(faults)
    _sign(work, got(work, User, user_id).id, signed_on, "paper", place.strip())


def _sign(work: Work, user_id: int, on: dt.date, how: str, place: str) -> None:
    from_source(work, "staff")
    text = undertaking_text()
    row = Undertaking(
        signed_on=on,
        how=how,
        place=place or None,
        text_version=text.version,
        text=text.whole(),
        recorded_by=work.actor.user_id or None,
        user_id=user_id,
    )
    work.session.add(row)
    work.session.flush()
    work.log("undertaking", "user", user_id)
    work.changed.add(("user", user_id))


@dataclass(frozen=True, slots=True)
class AccessRow:
    """A user ID in the list of user rights; role, status, decision and `signed_how` are codes, times are aware.

    `keys` are what the sealed keys of the role open, in words.
    """

    id: int
    login: str
    name: str
    role: str
    status: str
    granted_at: dt.datetime
    granted_by: str
    closed_at: dt.datetime | None
    keys: tuple[str, ...]
    last_sign_in: dt.datetime | None
    signed_on: dt.date | None
    signed_how: str
    reviewed_on: dt.date | None
    decision: str


@use_case(Permission.USER_MANAGE, discloses=nothing, writes=False)
def access_list(work: Work) -> tuple[AccessRow, ...]:
    """Return every user ID ever granted with its rights, open ones first."""
    users = list(work.session.scalars(select(User).order_by(User.status, User.login)))
    names = {user.id: user.name for user in users}
    seen = select(LogEntry.user_id, func.max(LogEntry.at)).where(LogEntry.action.contains("sign_in"))
    signed_in = {row[0]: row[1] for row in work.session.execute(seen.group_by(LogEntry.user_id))}
    signed = {row.user_id: row for row in work.session.scalars(select(Undertaking).order_by(Undertaking.id))}
    return tuple(_row(work, user, names, signed_in.get(user.id), signed.get(user.id)) for user in users)


def _row(
    work: Work, user: User, names: Mapping[int, str], last: dt.datetime | None, signed: Undertaking | None
) -> AccessRow:
    latest = work.session.execute(
        select(AccessReview.reviewed_on, AccessReviewRow.decision)
        .join(AccessReviewRow, AccessReviewRow.review_id == AccessReview.id)
        .where(AccessReviewRow.user_id == user.id)
        .order_by(AccessReview.id.desc())
        .limit(1)
    ).first()
    keys = sorted(Role(user.role).sealed_keys)
    return AccessRow(
        user.id,
        user.login,
        user.name,
        user.role,
        user.status,
        user.granted_at,
        names.get(user.granted_by or 0, ""),
        user.closed_at,
        tuple(_(KEY_WORDS[key]) for key in keys) if user.status == "active" else (),
        last,
        signed.signed_on if signed is not None else None,
        signed.how if signed is not None else "",
        latest[0] if latest is not None else None,
        latest[1] if latest is not None else "",
    )


@dataclass(frozen=True, slots=True)
class AccessDecision:
    """What a review decides of a user ID: "kept", "changed" or "closed", and a remark."""

    user_id: int
    decision: str
    note: str = ""


@use_case(Permission.USER_MANAGE, discloses=nothing)
def review_access(work: Work, decisions: Sequence[AccessDecision], findings: str = "") -> int:
    """Record the yearly review of user rights, close the user IDs that are no longer needed, and return its id.

    Raises:
        InvalidInputError: a user ID in force is left undecided, or one's own is to be closed.
    """
    from_source(work, "staff")
    active = list(work.session.scalars(select(User).where(User.status == "active").order_by(User.id)))
    decided = {one.user_id: one for one in decisions}
    undecided = [user.name for user in active if user.id not in decided]
    if undecided:
        message = _("Päätä jokaisesta tunnuksesta. Päättämättä: {names}.").format(names=", ".join(undecided))
        raise InvalidInputError([FieldError("decisions", message)])
    review = AccessReview(reviewed_on=work.today, reviewer=work.actor.name, findings=findings.strip() or None)
    work.session.add(review)
    work.session.flush()
    for user in active:
        one = decided[user.id]
        work.session.add(
            AccessReviewRow(
                review_id=review.id,
                user_id=user.id,
                role=user.role,
                decision=one.decision,
                note=one.note.strip() or None,
            )
        )
    work.session.flush()
    work.log("review_access", "access_review", review.id)
    for one in decisions:
        if one.decision == "closed":
            close_user.body(work, one.user_id)
    return review.id


@dataclass(frozen=True, slots=True)
class AccessReviewDue:
    """When user rights were last reviewed (None: never), by when they are next, and whether that day has passed."""

    last_on: dt.date | None
    next_on: dt.date
    due: bool


@use_case(Permission.USER_MANAGE, discloses=nothing, writes=False)
def access_review_due(work: Work) -> AccessReviewDue:
    """Tell whether the yearly review of user rights is due: a year after the last one, or after the first user ID."""
    last = work.session.scalar(select(func.max(AccessReview.reviewed_on)))
    first = work.session.scalar(select(func.min(User.granted_at)))
    since = last or (first.astimezone(FINLAND).date() if first is not None else work.today)
    next_on = add_months(since, REVIEW_MONTHS)
    return AccessReviewDue(last, next_on, next_on < work.today)


@use_case(Permission.USER_MANAGE, discloses=nothing)
def access_sheet(work: Work) -> Sheet:
    """Return the list of user rights ready to print; the print is logged."""
    work.log("print", "user")
    firm, due = controller(work), access_review_due.body(work)
    reviewed = day(due.last_on) if due.last_on is not None else _("ei vielä")
    lead = _(
        "Rekisteriin pääsevät vain pääkäyttäjän nimeämät henkilöt omalla tunnuksellaan."
        " Käyttöoikeudet katselmoitu: {reviewed}. Seuraava katselmus viimeistään {next}."
    )
    return Sheet(
        firm=firm.name,
        kind=_("KÄYTTÖOIKEUSLUETTELO"),
        title=_("Käyttöoikeusluettelo"),
        lead=lead.format(reviewed=reviewed, next=day(due.next_on)),
        reference="",
        made_on=work.today,
        sections=(
            *(SheetSection(row.name, tuple(_sheet_rows(row))) for row in access_list.body(work)),
            *(SheetSection(_(ROLE_LABELS[role]), tuple(_rights_of(role))) for role in Role),
        ),
        missing="–",
        heads=(_("Kohta"), _("Tieto")),
        foot=" · ".join(filter(None, (firm.name, firm.business_id, firm.phone, firm.email))),
    )


def _sheet_rows(row: AccessRow) -> Iterable[tuple[str, str]]:
    yield _("Käyttäjätunnus"), row.login
    yield _("Rooli"), _(ROLE_LABELS[Role(row.role)])
    yield _("Suljetut tiedot"), start_upper(", ".join(row.keys))
    granted = clock_time(row.granted_at)
    yield _("Myönnetty"), f"{granted}, {row.granted_by}" if row.granted_by else granted
    if row.closed_at is not None:
        yield _("Suljettu"), clock_time(row.closed_at)
    yield _("Kirjautui viimeksi"), clock_time(row.last_sign_in) if row.last_sign_in is not None else ""
    yield _("Vaitiolositoumus"), undertaking_words(row)
    if row.reviewed_on is not None:
        yield _("Katselmoitu"), f"{day(row.reviewed_on)}, {_(DECISIONS[row.decision])}"


def _rights_of(role: Role) -> Iterable[tuple[str, str]]:
    """Yield what a role may do; what it may not is left out."""
    for right in rights():
        level = right.level(role)
        if level is not Level.NONE:
            yield _(right.label), _(LEVEL_WORDS[level]).lower()


DECISIONS: Mapping[str, str] = {
    "kept": N_("säilytetään"),
    "changed": N_("rooli vaihdettu"),
    "closed": N_("suljettu"),
}
"""What is decided of a user ID, in words."""


def undertaking_words(row: AccessRow) -> str:
    """Return when and how a user signed the undertaking; "" before."""
    if row.signed_on is None:
        return ""
    how = _("paperilla") if row.signed_how == "paper" else _("ohjelmassa")
    return f"{day(row.signed_on)}, {how}"


def render_undertaking(paper: UndertakingPaper) -> bytes:
    """Return the paper as a PDF."""
    return undertaking_pdf(paper)


def render_access_sheet(sheet: Sheet) -> bytes:
    """Return the list of user rights as a PDF."""
    return sheet_pdf(sheet)
