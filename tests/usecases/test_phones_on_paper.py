"""Phone numbers stand on prints as Finns write them or as readers abroad need them: the firm decides (R-04)."""

from asiakasrekisteri.domain.phones import show_phone
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.firm import FIRM, own_firm
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.privacy.description import describe, render
from asiakasrekisteri.usecases.privacy.extract import collect_extract
from tests.reading import pdf_text

MOBILE = Edit("phone", values={"use": "mobile", "number": "040 555 0177"})


def test_prints_write_phone_numbers_as_the_firm_has_chosen(gate: Gate) -> None:
    person = gate.call(add_person, {"last_name": "Aalto", "first_names": "Aino"}, (MOBILE,)).id
    (firm,) = gate.call(own_firm).records
    gate.call(FIRM.save, firm.id, firm.version, {"phone": "016 555 100"}, source="staff")
    assert prints(gate, person) == {("notice", "016 555100"), ("extract", "040 5550177"), ("letter", "016 555100")}
    gate.call(FIRM.save, firm.id, firm.version + 1, {"international_phones": True}, source="staff")
    abroad = {("notice", "+358 16 555100"), ("extract", "+358 40 5550177"), ("letter", "+358 16 555100")}
    assert prints(gate, person) == abroad
    assert show_phone("+358405550177") == "040 5550177"


def prints(gate: Gate, person: int) -> set[tuple[str, str]]:
    """Return which number stands on which print."""
    collected = gate.call(collect_extract, person).extract
    letter = collected.letter.sender_footer if collected.letter is not None else ""
    texts = {
        "notice": pdf_text(render(gate.call(describe), "notice")),
        "extract": "\n".join(item.value for section in collected.sections for item in section.items),
        "letter": letter,
    }
    numbers = ("016 555100", "+358 16 555100", "040 5550177", "+358 40 5550177")
    return {(name, number) for name, text in texts.items() for number in numbers if number in text.replace("\xa0", " ")}
