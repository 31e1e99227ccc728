"""Two records side by side: what both have is marked, each value tells where it came from, secrets stay masked."""

from asiakasrekisteri.usecases.comparing import compare
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.logs import show_log
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.same_person import decide_same


def test_the_fields_of_both_stand_side_by_side_with_their_origins(gate: Gate) -> None:
    phone = Edit("phone", values={"use": "mobile", "number": "040 555 0196"})
    email = Edit("email", values={"use": "work", "address": "hanna@usvakero.example"})
    code = {"identity_code": "010190-999W", "identity_ground": "law"}
    one = gate.call(add_person, {"last_name": "Usvakero", "first_names": "Hanna", **code}, [phone, email]).id
    other = gate.call(add_person, {"last_name": "USVAKERO", "first_names": "H."}, [phone], source="call").id
    company = {"kind": "company", "name": "Kuurasuo Oy", "status": "active", "relation": "own"}
    gate.call(add_customer, company, [Edit("contact_role", values={"role": "billing"}, links={"person_id": other})])
    gate.call(decide_same, one, other, "same")
    found = gate.call(compare, one, other)
    assert (found.one.name, found.other.where) == ("Hanna Usvakero", ("Kuurasuo Oy",))
    fields = {f.label: f for f in found.fields}
    assert [f.label for f in found.fields][:2] == ["Sukunimi", "Etunimet"]
    assert fields["Sukunimi"].one[0].shared
    assert not fields["Etunimet"].other[0].shared
    assert [c.shared for c in fields["Puhelin"].one] == [c.shared for c in fields["Puhelin"].other] == [True]
    assert fields["Sähköposti"].other == ()
    given = fields["Etunimet"].other[0]
    assert given.fields == ("first_names",)
    origin = given.record.origins["first_names"]
    assert origin.source == "call"
    assert "010190" not in str(found)
    assert any(e.use_case == "compare" for e in gate.call(show_log, other))
