"""Every table has a rule, and what the extract promises of each row is the day on which the run destroys it."""

import datetime as dt
from collections import Counter

import pytest
from sqlalchemy import select

from asiakasrekisteri.domain.retention import EndAction
from asiakasrekisteri.store.models import (
    AccessReview,
    AccessReviewRow,
    Attachment,
    Base,
    Breach,
    BreachReport,
    Campaign,
    CampaignText,
    Disclosure,
    Entity,
    ImportRun,
    Outage,
    OutageNotice,
    OutageTarget,
    Person,
    Recipient,
    Request,
    RestoreTrial,
    Undertaking,
    User,
    entities,
)
from asiakasrekisteri.store.subjects import persons_of
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.logs import verify_log
from asiakasrekisteri.usecases.office import Desk
from asiakasrekisteri.usecases.privacy.collecting import own_rows, personal_fields, rules
from asiakasrekisteri.usecases.privacy.keeper import Keeper
from asiakasrekisteri.usecases.retention.due import asked, page
from asiakasrekisteri.usecases.retention.kinds import PARTS, WHOLE, kinds
from asiakasrekisteri.usecases.retention.office_kinds import FORMER_USER
from asiakasrekisteri.usecases.retention.run import run_retention
from tests.usecases.marked import Markers, plant
from tests.usecases.retention.making import TODAY, Maker, noon, old_and_new, within
from tests.usecases.retention.test_run import in_files

LONG_AGO = dt.date(2017, 5, 4)
FAR_AHEAD = dt.date(2060, 1, 1)
KEPT = {
    "description_version": "proof",
    "description_document": "proof",
    "review": "proof",
    "review_minutes": "proof",
    "destruction": "proof",
    "destruction_document": "proof",
    "erasure_mark": "proof",
    "suppression": "suppression",
    **dict.fromkeys(
        ("firm", "category_rule", "register", "source", "product", "server", "vat_rate", "reference_rate"), "settings"
    ),
    **dict.fromkeys(("telecom", "mail_server", "notice_limit", "used_number", "store_mark"), "settings"),
}
"""Tables whose rows have no last day, by the rule that says why."""
BESIDE = {
    "log_entry": "view_log",
    "log_item": "log.changes",
    "change": "history",
    "backup": "backup",
    "attachment_chunk": "attachment",
    "breach_person": "breach",
    "disclosure_person": "disclosure",
    "draft": "interaction",
}
"""Tables with a way out of their own: the truncation of the log, the rows they tell of, files, the sweep at opening."""


def test_every_table_has_a_rule(gate: Gate) -> None:
    known = within(gate, rules)
    destroyed: dict[str, set[str]] = {}
    for kind in kinds():
        destroyed.setdefault(kind.entity.__tablename__, set()).add(kind.code)
    parts = {part for links in PARTS.values() for part, _column in links} | WHOLE | set(_needing(destroyed))
    owned = {part.__tablename__ for part in parts}
    for table in Base.metadata.sorted_tables:
        codes = destroyed.get(table.name) or {KEPT.get(table.name) or BESIDE.get(table.name) or ""}
        assert table.name in owned or codes <= known.keys(), f"no rule for {table.name}"
    assert set(KEPT).isdisjoint(destroyed.keys() | owned)
    assert all(known[code].action is EndAction.KEEP and known[code].reason for code in KEPT.values())
    assert {kind.code for kind in kinds()} <= known.keys()
    silent = known.keys() - {kind.code for kind in kinds()} - {*KEPT.values(), *BESIDE.values()}
    assert silent == {"newsletter", "protection"} - {kind.code for kind in kinds()}, "who leaves is erased at once"


def _needing(destroyed: dict[str, set[str]]) -> list[type[Entity]]:
    """Return the entities that cannot be without a row that is destroyed, and go with it."""
    return [
        entity
        for entity in entities()
        if any(key.column.table.name in destroyed and not key.parent.nullable for key in entity.__table__.foreign_keys)
    ]


@pytest.mark.slow
def test_what_the_extract_promises_is_what_the_run_does(gate: Gate) -> None:
    within(gate, old_and_new)
    within(gate, lambda work: plant(work, Markers("aava"), Maker(work).person("Naapuri").id))

    def compare(work: Work) -> tuple[Counter[str], list[str]]:
        met, wrong = Counter[str](), []
        for one in asked(work, FAR_AHEAD):
            for row in page(work, one):
                held = work.session.get_one(one.kind.entity, row.id)
                person = next(iter(persons_of(held, work.session)), None)
                fields = [f for f in personal_fields(type(held)) if not one.kind.fields or f.name in one.kind.fields]
                if not fields:
                    continue
                field = fields[0]
                keeper = Keeper(work, person or work.session.scalar(select(Person.id).limit(1)) or 0)
                told, why = keeper.of(held, field.category, field.name)
                met[one.kind.name] += 1
                if (told, bool(why)) != (row.until.isoformat(), True):
                    wrong.append(f"{one.kind.name} {row.id}: told {told}, destroyed after {row.until}")
        return met, wrong

    met, wrong = within(gate, compare)
    assert wrong == []
    assert len(met) > 25, met


@pytest.mark.slow
def test_what_belongs_to_something_is_kept_with_it(gate: Gate) -> None:
    mine = within(gate, lambda work: plant(work, Markers("aava"), Maker(work).person("Naapuri").id))

    def look(work: Work) -> tuple[int, list[str]]:
        keeper, parts, apart = Keeper(work, mine), 0, []
        for row in own_rows(work, mine):
            field, owner = personal_fields(type(row))[0], row.kept_with()
            told = keeper.of(row, field.category, field.name)
            assert told[1], row
            if owner is not None:
                first = personal_fields(type(owner))[0]
                parts += 1
                apart += [] if told == keeper.of(owner, first.category, first.name) else [row.__tablename__]
        return parts, apart

    parts, apart = within(gate, look)
    assert apart == []
    assert parts >= 9


TAILS = (
    "loukkaus", "raportti", "todiste", "vika", "tiedote", "kirje", "teksti", "katselija", "tunnus", "nimi", "kaappi",
    "tuoja", "lahde", "kumppani", "sopimus", "kokeilija", "anto", "liite", "pyynto",
)  # fmt: skip


def _what_happened(make: Maker, mark: str, day: dt.date) -> None:
    breach = make.add(Breach(number=mark, title=f"{mark}loukkaus", aware_at=noon(day), closed_on=day))
    make.add(BreachReport(breach_id=breach.id, phase="first", sent_at=noon(day), note=f"{mark}raportti"))
    make.attachment(f"{mark}todiste", breach_id=breach.id)
    said = {"kind": "fault", "severity": "down", "started_at": noon(day)}
    outage = make.add(Outage(title=f"{mark}vika", **said, ended_at=noon(day)))
    make.add(OutageTarget(outage_id=outage.id))
    make.add(OutageNotice(outage_id=outage.id, kind="first", text_fi=f"{mark}tiedote", begun_at=noon(day)))
    letter = make.add(Campaign(name=f"{mark}kirje", state="sent", sent_at=noon(day)))
    make.add(CampaignText(campaign_id=letter.id, number=1, subject="x", body=f"{mark}teksti", kept_at=noon(day)))


def _who_used_it(make: Maker, mark: str, day: dt.date) -> None:
    at = noon(day)
    review = make.add(AccessReview(reviewed_on=day, reviewer=f"{mark}katselija"))
    user = User(login=f"{mark}tunnus", name=f"{mark}nimi", role="billing", status="closed", granted_at=at, closed_at=at)
    make.add(user)
    make.add(AccessReviewRow(review_id=review.id, user_id=user.id, decision="closed", role="billing"))
    signed = {"text_version": "1", "text": f"{mark}teksti", "user_id": user.id}
    make.add(Undertaking(signed_on=day, how="paper", place=f"{mark}kaappi", **signed))
    numbers = dict.fromkeys(("size", "rows", "created", "updated", "unchanged", "rejected", "log_id"), 1)
    source = {"source": f"{mark}lahde", "source_code": "staff", "format": "csv", "sha256": mark}
    make.add(ImportRun(imported_on=day, importer=f"{mark}tuoja", **source, **numbers))
    make.add(RestoreTrial(tried_on=day, tried_by=f"{mark}kokeilija", result="whole"))


def _who_was_told(make: Maker, mark: str, day: dt.date) -> None:
    recipient = make.add(Recipient(kind="processor", name=f"{mark}kumppani", until=day))
    make.attachment(f"{mark}sopimus", recipient_id=recipient.id)
    said = {"disclosed_on": day, "what": f"{mark}anto", "purpose": "x", "how": "email"}
    given = make.add(Disclosure(recipient_id=recipient.id, **said))
    make.attachment(f"{mark}liite", disclosure_id=given.id)
    days = dict.fromkeys(("received_on", "target_on", "last_day_on"), day)
    request = make.add(
        Request(number=f"TP-{mark}", kind="access", channel="letter", requester_name="x", closed_on=day, **days)
    )
    make.attachment(f"{mark}pyynto", request_id=request.id)


@pytest.mark.slow
def test_the_offices_own_records_go_in_their_time(desk: Desk) -> None:
    gate = desk.gate

    def body(work: Work) -> None:
        make = Maker(work)
        for mark, day in (("vanha", LONG_AGO), ("uusi", TODAY - dt.timedelta(days=9))):
            _what_happened(make, mark, day)
            _who_used_it(make, mark, day)
            _who_was_told(make, mark, day)

    within(gate, body)
    assert [tail for tail in TAILS if not in_files(desk, f"vanha{tail}")] == []
    ran = run_retention(gate)
    assert ran.protocol is not None
    assert {line.title for line in ran.protocol.lines} >= {"Tietoturvaloukkaukset", "Tuontien kirjaukset"}
    assert [tail for tail in TAILS if in_files(desk, f"vanha{tail}")] == []
    assert [tail for tail in TAILS if not in_files(desk, f"uusi{tail}")] == []

    def left(work: Work) -> tuple[list[str], int]:
        named = list(work.session.scalars(select(User.login).where(User.login.like(f"{FORMER_USER}%"))))
        loose = [
            getattr(Attachment, f"{name}_id").is_(None) for name in ("breach", "recipient", "disclosure", "request")
        ]
        return named, len(work.session.scalars(select(Attachment).where(*loose)).all())

    named, loose = within(gate, left)
    assert (len(named), loose) == (1, 0)
    assert run_retention(gate).count == 0
    assert gate.call(verify_log).entries
