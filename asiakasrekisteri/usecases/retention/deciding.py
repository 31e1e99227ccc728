"""The retention rules as the office decides them: shown with their history, changed where the law lets them."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from asiakasrekisteri.domain.errors import InvalidInputError, NotFoundError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.retention import Formula, Rule
from asiakasrekisteri.domain.retention_rules import ACTIONS, GROUNDS, VOUCHERS, objections, rule_codes, rule_title
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import CategoryRule, Change, User
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import Saved, from_source
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.collecting import rule_row, rules
from asiakasrekisteri.usecases.privacy.keeping import keeping
from asiakasrekisteri.usecases.records import assign, checked, got
from asiakasrekisteri.usecases.shipped import shipped

RULE = CategoryRule.spec()
"""What the form of a rule asks."""
_FIELDS = ("purpose", "basis", "keep_event", "keep_months", "keep_formula", "keep_ground", "keep_reason", "keep_action")


@dataclass(frozen=True, slots=True)
class Past:
    """What a rule said before: the day of the change (ISO), who made it, and the former values in words."""

    on: str
    by: str
    was: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A rule as it stands.

    Attributes:
        code, title: which.
        version: of the row; 0 while the office has not decided and what came with the program holds.
        rule: what it says.
        time, ground, action: the same in words.
        decided_on: ISO day.
        values: by the fields of the form.
        voucher: whether the Accounting Act has a say.
        past: earlier decisions, the latest first.
    """

    code: str
    title: str
    version: int
    rule: Rule
    time: str
    ground: str
    action: str
    decided_on: str
    values: Mapping[str, object]
    voucher: bool
    past: tuple[Past, ...]


@use_case(Permission.RETENTION_RUN, discloses=nothing, writes=False)
def list_rules(work: Work) -> tuple[Decided, ...]:
    """Return every rule in the order in which documents tell of them, parts after their category."""
    known = rules(work)
    rows = {row.category: row for row in work.session.scalars(select(CategoryRule))}
    return tuple(_decided(work, code, known[code], rows.get(code)) for code in rule_codes())


def _decided(work: Work, code: str, rule: Rule, row: CategoryRule | None) -> Decided:
    return Decided(
        code=code,
        title=rule_title(code),
        version=row.version if row is not None else 0,
        rule=rule,
        time=_time(rule),
        ground=_(next(option.label for option in GROUNDS if option.code == rule.ground)),
        action=_(next(option.label for option in ACTIONS if option.code == rule.action)),
        decided_on=row.decided_on.isoformat() if row is not None and row.decided_on is not None else "",
        values=_values(rule),
        voucher=code in VOUCHERS,
        past=tuple(_past(work, row)) if row is not None else (),
    )


def _time(rule: Rule) -> str:
    """Return how long in a few words; `keeping` says it in a sentence."""
    words = {
        Formula.MONTHS: _("{n} kk"),
        Formula.AT_ONCE: _("heti"),
        Formula.VOUCHER: _("{years} v tilikauden vuoden lopusta"),
        Formula.BOOKS: _("{years} v tilikauden lopusta"),
        Formula.WHILE: _("tarkoituksen ajan"),
    }
    return words[rule.formula].format(n=rule.months, years=rule.months // 12)


def _values(rule: Rule) -> dict[str, object]:
    said = (rule.purpose, rule.basis, rule.event, rule.months, rule.formula.value, rule.ground.value)
    return dict(zip(_FIELDS, (*said, rule.reason, rule.action.value), strict=True))


def _past(work: Work, row: CategoryRule) -> list[Past]:
    changes = work.session.execute(
        select(Change.source_date, Change.values, User.name)
        .outerjoin(User, User.id == Change.user_id)
        .where(Change.entity == "category_rule", Change.entity_id == row.id, Change.action == "update")
        .order_by(Change.id.desc())
    )
    spec = row.spec()
    found = []
    for on, values, name in changes:
        told = (f"{_(spec[field].label)}: {old}" for field, (old, _new) in values.items() if field in _FIELDS)
        found.append(Past(on.isoformat(), name or "", ", ".join(told)))
    return found


@use_case(Permission.SETTINGS_WRITE, discloses=nothing)
def decide_rule(work: Work, code: str, version: int, values: Mapping[str, object]) -> Saved:
    """Decide how long data of a category are kept, and why; the former decision stays in the history.

    Args:
        work: the unit of work.
        code: of the rule.
        version: of the row that was read; 0 where the office had not decided yet.
        values: the fields that change.

    Raises:
        InvalidInputError: the law does not let it be so: the Accounting Act is no ground for what is no voucher.
        NotFoundError: there is no such rule.
        StaleRecordError: somebody else decided meanwhile.
    """
    from_source(work, "staff")
    row = _row(work, code, version)
    assign(row, checked(CategoryRule.spec(), values, partial=True))
    if faults := tuple(objections(code, rule_row(row))):
        raise InvalidInputError(faults)
    row.decided_on = work.today
    work.session.flush()
    return Saved(row.id, work.log_number)


def _row(work: Work, code: str, version: int) -> CategoryRule:
    row = work.session.scalar(select(CategoryRule).where(CategoryRule.category == code))
    if row is not None:
        return got(work, CategoryRule, row.id, version)
    if code not in shipped("legal", "categories.toml"):
        raise NotFoundError(_("Säilytyssääntöä ei ole."))
    row = CategoryRule(category=code, **_values(rules(work)[code]))
    work.session.add(row)
    return row


def sentence(rule: Rule) -> str:
    """Return how long and why in a sentence, as the documents say it."""
    return keeping(rule, None)[1]
