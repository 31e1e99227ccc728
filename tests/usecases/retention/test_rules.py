"""The office decides its rules: dated, with their history, and only as the law lets it."""

import pytest

from asiakasrekisteri.domain.errors import InvalidInputError, PermissionDeniedError, StaleRecordError
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.privacy.collecting import rules
from asiakasrekisteri.usecases.privacy.description import describe
from asiakasrekisteri.usecases.retention.deciding import Decided, decide_rule, list_rules
from tests import offices
from tests.usecases.retention.making import within


def rule(gate: Gate, code: str) -> Decided:
    return next(one for one in gate.call(list_rules) if one.code == code)


def test_a_decision_is_dated_and_its_history_kept(gate: Gate) -> None:
    before = rule(gate, "recording")
    gate.call(decide_rule, "recording", before.version, {"keep_months": 3, "keep_reason": "Kolme kuukautta riittää."})
    after = rule(gate, "recording")
    assert (after.rule.months, after.time, after.decided_on) == (3, "3 kk", "2026-11-22")
    assert after.past[0].was == "Säilytysaika kuukausina: 6, Säilytyksen perustelu: " + before.rule.reason
    assert after.past[0].by == "Paula Pääkäyttäjä"
    told = {c.code: c.keep for c in gate.call(describe).contents}
    assert told["recording"].startswith("3 kk")
    with pytest.raises(StaleRecordError):
        gate.call(decide_rule, "recording", before.version, {"keep_months": 4})


@pytest.mark.parametrize("code", ["recording", "notes", "role", "interaction", "contact"])
def test_the_accounting_act_is_no_ground_for_what_is_no_voucher(gate: Gate, code: str) -> None:
    with pytest.raises(InvalidInputError, match=r"tietosuojavaltuutetun päätös 19\.3\.2020"):
        gate.call(decide_rule, code, rule(gate, code).version, {"keep_ground": "accounting"})
    assert rule(gate, code).values["keep_ground"] != "accounting"


def test_vouchers_are_kept_at_least_six_years(gate: Gate) -> None:
    with pytest.raises(InvalidInputError, match="vähintään 72"):
        gate.call(decide_rule, "billing", rule(gate, "billing").version, {"keep_months": 60})
    gate.call(decide_rule, "billing", rule(gate, "billing").version, {"keep_months": 84})
    assert rule(gate, "billing").time == "7 v tilikauden vuoden lopusta"


def test_every_rule_has_its_ground_event_and_end(gate: Gate) -> None:
    decided = gate.call(list_rules)
    assert len({one.code for one in decided}) == len(decided) > 30
    assert [one.code for one in decided if not (one.ground and one.action and one.rule.event and one.rule.reason)] == []
    assert [one.code for one in decided if one.rule.ground == "accounting"] == [
        "order",
        "billing",
        "interaction.correspondence",
        "books",
    ]


def test_only_the_main_user_decides(office: Office, desk: Desk) -> None:
    other = offices.colleague(office, desk, Role.CUSTOMER_SERVICE)
    with pytest.raises(PermissionDeniedError):
        other.gate.call(decide_rule, "recording", 1, {"keep_months": 1})
    other.close()


BOUNDS = {
    **dict.fromkeys(("order", "billing", "interaction.correspondence"), ("voucher", 72, 72)),  # KPL 2:10 § 2 mom
    "books": ("books", 120, 120),  # KPL 2:10 § 1 mom
    **dict.fromkeys(("contract", "service", "order.unbilled"), ("months", 36, 36)),  # 728/2003 4 §
    "usage": ("months", 3, 36),  # 917/2014 139 §: not less than 3 months, not after the debt is time-barred
    "view_log": ("months", 24, 60),  # 917/2014 145 §: two years
    "log.changes": ("months", 72, 72),
    "notice": ("months", 24, 36),  # 917/2014 274 §
    "breach": ("months", 60, 120),  # GDPR 33(5)
    "request": ("months", 36, 36),
    **dict.fromkeys(("recording", "credit", "account"), ("months", 3, 6)),
    **dict.fromkeys(("end_user", "customership.prospect"), ("months", 12, 12)),
    **dict.fromkeys(("role", "maintainer"), ("months", 6, 12)),
    **dict.fromkeys(("identity_code", "account.secret", "newsletter", "company_facts"), ("at_once", 0, 0)),
    "suppression": ("while", 0, 0),
    "backup": ("months", 1, 12),
}
"""Formula, and the least and most months of each kind of data, by the statutes and the guidance of the authority."""


def test_the_rules_that_come_with_the_program_are_within_the_statutes(gate: Gate) -> None:
    told = {one.code: one.rule for one in gate.call(list_rules)}
    wrong = [c for c, (f, least, most) in BOUNDS.items() if told[c].formula != f or not least <= told[c].months <= most]
    assert wrong == []


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("billing", "keep_formula = 'months', keep_months = 1"),
        ("books", "keep_formula = 'voucher'"),
        ("view_log", "keep_months = 0"),
        ("recording", "keep_ground = 'accounting'"),
        ("contact", "keep_months = -1"),
        ("contact", "keep_formula = 'heti'"),
    ],
)
def test_a_rule_written_past_the_program_does_not_hold(gate: Gate, code: str, written: str) -> None:
    before = within(gate, rules)[code]
    assert rule(gate, code).version
    raw = gate.store.vault.connect()
    raw.execute(f"UPDATE category_rule SET {written} WHERE category = '{code}'")
    assert raw.execute(f"SELECT count(*) FROM category_rule WHERE category = '{code}'").fetchone()[0] == 1
    raw.close()
    assert within(gate, rules)[code] == before
