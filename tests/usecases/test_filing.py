"""Names of files come from strangers: each is shown and saved as what it is."""

import pytest

from asiakasrekisteri.usecases.filing import file_name


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\win.ini", "win.ini"),
        ("lasku\u202efdp.exe", "laskufdp.exe"),
        ("lasku\x00.pdf\x1b[2J", "lasku.pdf[2J"),
        ("lasku.exe:salaa.pdf", "lasku.exe_salaa.pdf"),
        ("con.pdf", "_con.pdf"),
        ("LPT1", "_LPT1"),
        ("Consortium.pdf", "Consortium.pdf"),
        ("lasku.pdf. . ", "lasku.pdf"),
        ("..", "nimetön"),
        ("", "nimetön"),
        ("Tilaus 2026 – Väisänen.pdf", "Tilaus 2026 – Väisänen.pdf"),
        ("å" * 400 + ".pdf", "å" * 146 + ".pdf"),
        ("a" * 400, "a" * 150),
    ],
)
def test_a_name_is_safe_to_show_and_to_save_under(told: str, name: str) -> None:
    assert file_name(told) == name
