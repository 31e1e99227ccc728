"""A server fails: who is told, what each gets, what is kept, and what happens when something does not go."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from asiakasrekisteri.domain.errors import InvalidInputError, PermissionDeniedError, StaleRecordError
from asiakasrekisteri.domain.mailing import Delivery, Outcome, OutgoingMail
from asiakasrekisteri.domain.outages import Channel, Clock, Left
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.logs import show_log
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.outages.affected import Target, affectable
from asiakasrekisteri.usecases.outages.cases import (
    OUTAGES,
    TELECOM,
    list_outages,
    mark_reported,
    reports_of,
)
from asiakasrekisteri.usecases.outages.notices import (
    NoticeDraft,
    begin_outage,
    begin_telling,
    drop_notice,
    follow_up,
    mails_again,
    mark_told,
    note_delivery,
    open_notice,
    plan_telling,
    save_notice,
)
from asiakasrekisteri.usecases.outages.results import ERASED, notice_recipients, notices_of
from asiakasrekisteri.usecases.outages.wording import template
from asiakasrekisteri.usecases.privacy.erasure import erase_person
from asiakasrekisteri.usecases.privacy.extract import collect_extract
from asiakasrekisteri.usecases.privacy.restricting import restrict_person
from asiakasrekisteri.usecases.timeline import TimelineWish, timeline
from tests.offices import colleague, entered
from tests.outages import SAID, Failing, failing_office, service


@pytest.fixture
def at(tmp_path: Path) -> tuple[Office, Failing]:
    """An office in which web-03 can fail."""
    return failing_office(tmp_path / "failing")


@pytest.fixture
def desk(at: tuple[Office, Failing]) -> Iterator[Desk]:
    """The main user's desk in it."""
    made = entered(at[0])
    yield made
    made.close()


@pytest.fixture
def place(desk: Desk, at: tuple[Office, Failing]) -> tuple[Gate, Failing]:
    """The main user's gate in it, and what can fail."""
    return desk.gate, at[1]


def drafted(gate: Gate, at: Failing, **other: object) -> int:
    """Begin a notice of the server, with everything the law demands; return its id."""
    notice = gate.call(begin_outage, (Target(at.server),))
    values = {"outage": SAID, "targets": (Target(at.server),), "texts": template("first"), **other}
    gate.call(save_notice, notice, NoticeDraft(**values))  # type: ignore[arg-type]
    return notice


def test_what_can_fail_is_counted_in_customers(place: tuple[Gate, Failing]) -> None:
    gate, at = place
    tree = gate.call(affectable)
    servers = {one.name.split(".")[0]: one for one in tree.servers}
    assert {name: one.customers for name, one in servers.items()} == {"web-03": 3, "web-04": 1}
    assert {u.target.product_kind: u.customers for u in servers["web-03"].under} == {"mail": 1, "web_hosting": 2}
    assert {one.name: one.customers for one in tree.products} == {"Sähköposti": 1, "Webhotelli": 3}
    assert [(p.name, p.customers) for p in tree.places] == [("Rovaniemi", 4)]
    assert set(tree.places[0].servers) == {at.server, at.other_server}


@pytest.mark.parametrize(
    ("targets", "names"),
    [
        (lambda at: [Target(at.server)], {"Åke Nyholm", "Maarit Ahola", "Reijo Kuusela", "Jonna Isokoski", "K"}),
        (lambda at: [Target(at.server, product_kind="mail")], {"K"}),
        (lambda at: [Target(product_id=at.mail), Target(at.other_server)], {"K", "Timo Ukkola"}),
        (lambda _at: [], set()),
    ],
)
def test_what_has_failed_decides_whom_it_concerns(
    place: tuple[Gate, Failing], targets: Callable[[Failing], list[Target]], names: set[str]
) -> None:
    gate, at = place
    telling = gate.call(plan_telling, tuple(targets(at)))
    wanted = {"Kirjakauppa Äänetön Oy" if name == "K" else name for name in names}
    assert {one.who.name for one in telling.told} == wanted


def test_mail_on_the_failed_server_is_not_relied_on(place: tuple[Gate, Failing]) -> None:
    gate, at = place
    told = {one.who.name: one for one in gate.call(plan_telling, (Target(at.server),)).told}
    assert (told["Jonna Isokoski"].channel, told["Jonna Isokoski"].address) == (Channel.PHONE, "+358405550111")
    assert told["Åke Nyholm"].services == ("Webhotelli M (leipomo.fi)",)


def test_mail_that_is_a_service_of_its_own_is_relied_on_while_it_runs(place: tuple[Gate, Failing]) -> None:
    gate, at = place
    fish = next(
        one.who.customer_id for one in gate.call(plan_telling, (Target(at.server),)).told if "Jonna" in one.who.name
    )
    service(gate, fish, "Postilaatikot", at.mail, at.other_server, "kala.example")
    told = {one.who.name: one for one in gate.call(plan_telling, (Target(at.server),)).told}
    assert told["Jonna Isokoski"].address == "jonna@kala.example"
    both = (Target(at.server), Target(at.other_server))
    told = {one.who.name: one for one in gate.call(plan_telling, both).told}
    assert told["Jonna Isokoski"].channel is Channel.PHONE


def test_each_gets_her_own_words_in_her_own_language(place: tuple[Gate, Failing]) -> None:
    gate, at = place
    mails = {mail.to: mail for mail in gate.call(begin_telling, drafted(gate, at))}
    assert set(mails) == {"ake@muu.example", "maarit@leipomo.example", "reijo@yllapito.example", "posti@kirjat.example"}
    swedish = mails["ake@muu.example"]
    assert (swedish.language, swedish.subject) == ("sv", "Störning: web-03 on poikki")
    assert swedish.text.startswith("Hej Åke,\n")
    assert "Kostnader för skyddet: inga" in swedish.text
    own = mails["posti@kirjat.example"]
    assert own.text.startswith("Hei,\n")
    assert "Palvelut, joita häiriö koskee: Postilaatikot (kirjat.fi)\n" in own.text
    for demanded in ("Arvioitu kesto: klo 23.30 asti", "Käytä varasähköpostia.", "kustannukset: ei ole", "/tila"):
        assert demanded in own.text
    assert "leipomo.fi" not in own.text


def test_nothing_goes_before_the_law_is_content(place: tuple[Gate, Failing]) -> None:
    gate, at = place
    notice = gate.call(begin_outage)
    with pytest.raises(InvalidInputError) as told:
        gate.call(begin_telling, notice)
    assert {e.field for e in told.value.errors} == {"title", "estimate", "measures", "costs", "more_info", "targets"}
    wrong = {**template("first"), "sv": template("first")["sv"].__class__("a", "{fel}")}
    gate.call(save_notice, notice, NoticeDraft(outage=SAID, targets=(Target(at.server),), texts=wrong))
    with pytest.raises(InvalidInputError, match="fel"):
        gate.call(begin_telling, notice)
    assert gate.call(open_notice, notice).sent is False
    gate.call(drop_notice, notice)
    assert gate.call(list_outages) == ()


def test_what_was_sent_never_changes(place: tuple[Gate, Failing], desk: Desk) -> None:
    gate, at = place
    notice = drafted(gate, at)
    gate.call(begin_telling, notice)
    with pytest.raises(StaleRecordError):
        gate.call(save_notice, notice, NoticeDraft(outage=SAID))
    with pytest.raises(StaleRecordError):
        gate.call(begin_telling, notice)
    with (
        desk.vault.engine.begin() as connection,
        pytest.raises(IntegrityError, match="is kept"),
    ):
        connection.exec_driver_sql("UPDATE outage_notice SET text_fi = 'toinen'")


def answers(mails: tuple[OutgoingMail, ...], refused: str) -> list[Delivery]:
    return [
        Delivery(m.key, Outcome.REFUSED, 550, "Osoitetta ei ole.", "No such user")
        if m.to == refused
        else Delivery(m.key, Outcome.SENT, 250)
        for m in mails
    ]


def test_results_are_kept_and_only_the_failed_go_again(place: tuple[Gate, Failing]) -> None:
    gate, at = place
    notice = drafted(gate, at)
    mails = gate.call(begin_telling, notice)
    gate.call(note_delivery, answers(mails, "reijo@yllapito.example"))
    rows = {row.name: row for row in gate.call(notice_recipients, notice)}
    assert (rows["Reijo Kuusela"].state, rows["Reijo Kuusela"].code) == ("refused", 550)
    assert rows["Reijo Kuusela"].answer == "No such user"
    assert rows["Åke Nyholm"].state == "sent"
    assert rows["Jonna Isokoski"].state == "untried", "she is called"
    (again,) = gate.call(mails_again, notice)
    first = next(m for m in mails if m.to == again.to)
    assert again == first, "the same words and the same mark"
    gate.call(note_delivery, [Delivery(again.key, Outcome.SENT, 250)])
    gate.call(mark_told, [rows["Jonna Isokoski"].id])
    assert {row.state for row in gate.call(notice_recipients, notice)} == {"sent"}
    (outage,) = gate.call(list_outages)
    assert (outage.told, outage.failed, outage.notices, outage.draft) == (5, 0, 1, None)


def test_a_restricted_person_is_told_only_for_a_reason_that_the_log_keeps(place: tuple[Gate, Failing]) -> None:
    gate, at = place
    ake = at.persons["åke"]
    gate.call(restrict_person, ake, "accuracy")
    telling = gate.call(plan_telling, (Target(at.server),))
    assert ("Åke Nyholm", Left.RESTRICTED) in {(one.who.name, one.why) for one in telling.left}
    notice = drafted(gate, at, chosen=(ake,))
    with pytest.raises(InvalidInputError, match="rajoitettu"):
        gate.call(begin_telling, notice)
    mails = gate.call(begin_telling, notice, "Palvelin sulkeutuu, tiedot katoaisivat.")
    assert "ake@muu.example" in {mail.to for mail in mails}
    logged = next(row for row in gate.call(show_log) if row.use_case == "begin_telling")
    assert logged.purpose == "Palvelin sulkeutuu, tiedot katoaisivat."


def test_the_extract_and_the_timeline_show_her_notices(place: tuple[Gate, Failing]) -> None:
    gate, at = place
    notice = drafted(gate, at)
    gate.call(note_delivery, answers(gate.call(begin_telling, notice), ""))
    ake = at.persons["åke"]
    said = json.dumps(gate.call(collect_extract, ake).extract.as_json(), ensure_ascii=False)
    assert "Störning: web-03 on poikki" in said
    assert "ake@muu.example" in said
    assert "Jonna" not in said
    (event,) = (e for e in gate.call(timeline, TimelineWish(person_id=ake)) if e.kind == "notice")
    assert (event.title, event.address) == ("Störning: web-03 on poikki", f"notice/{notice}")
    kinds = [e.kind for e in gate.call(timeline, TimelineWish(customer_id=at.bakery))]
    assert kinds.count("notice") == 3


def test_a_notice_is_kept_two_years_whether_it_went_or_not(place: tuple[Gate, Failing]) -> None:
    gate, at = place
    gate.call(note_delivery, answers(gate.call(begin_telling, drafted(gate, at)), "reijo@yllapito.example"))
    for name in ("åke", "reijo"):
        extract = gate.call(collect_extract, at.persons[name]).extract.as_json()
        assert "2028-11-22" in json.dumps(extract) or "22.11.2028" in json.dumps(extract)


def test_erasure_leaves_that_a_notice_was_sent_but_not_to_whom(place: tuple[Gate, Failing]) -> None:
    gate, at = place
    notice = drafted(gate, at)
    gate.call(note_delivery, answers(gate.call(begin_telling, notice), ""))
    gate.call(erase_person, at.persons["åke"])
    (row,) = (r for r in gate.call(notice_recipients, notice) if r.name == ERASED)
    assert (row.part, row.channel, row.state, row.language) == ("technical", "email", "sent", "sv")
    assert row.sent_at is not None
    assert (row.person_id, row.address, row.text, row.subject) == (None, "", "", "")


def test_a_follow_up_tells_that_it_is_over_and_what_was_done(place: tuple[Gate, Failing]) -> None:
    gate, at = place
    notice = drafted(gate, at)
    gate.call(begin_telling, notice)
    outage = gate.call(open_notice, notice).outage
    after = gate.call(follow_up, outage.id, "ended")
    assert gate.call(follow_up, outage.id, "update") == after, "one draft at a time"
    card = gate.call(open_notice, after)
    assert (card.kind, card.earlier, card.targets) == ("ended", 1, (Target(at.server),))
    assert card.outage["ended_at"] is not None
    with pytest.raises(InvalidInputError) as told:
        gate.call(begin_telling, after)
    assert {e.field for e in told.value.errors} == {"measures_taken", "effects"}
    done = {"measures_taken": "Levy vaihdettiin.", "effects": "Posti viivästyi."}
    gate.call(save_notice, after, NoticeDraft(outage=done, targets=card.targets, texts=card.texts))
    mails = gate.call(begin_telling, after)
    assert all("Levy vaihdettiin." in mail.text for mail in mails)
    assert [n.kind for n in gate.call(notices_of, outage.id)] == ["ended", "first"]


def test_reports_to_the_authority_are_due_where_the_firm_is_bound(place: tuple[Gate, Failing]) -> None:
    gate, at = place
    notice = drafted(gate, at)
    outage = gate.call(open_notice, notice).outage
    gate.call(TELECOM.add, {"state": "unreported", "dns_provider": True}, {}, source="staff")
    with pytest.raises(InvalidInputError, match="jo kirjattu"):
        gate.call(TELECOM.add, {"state": "none"}, {}, source="staff")
    assert gate.call(reports_of, outage.id).reports == ()
    gate.call(OUTAGES.save, outage.id, gate.call(open_notice, notice).outage.version, {"significant": True})
    assert [r.clock for r in gate.call(reports_of, outage.id).reports] == list(Clock)
    assert gate.call(list_outages)[0].late, "without delay"
    gate.call(mark_reported, outage.id, Clock.TELECOM, "TF-2026-118")
    assert not gate.call(list_outages)[0].late
    assert gate.call(OUTAGES.open, outage.id).records[0]["traficom_reference"] == "TF-2026-118"


def test_billing_reads_but_does_not_tell(at: tuple[Office, Failing], desk: Desk) -> None:
    billing = colleague(at[0], desk, Role.BILLING)
    assert billing.gate.call(list_outages) == ()
    with pytest.raises(PermissionDeniedError):
        billing.gate.call(begin_outage, (Target(at[1].server),))
    billing.close()
