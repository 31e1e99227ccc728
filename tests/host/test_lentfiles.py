"""Documents lent to other programs: private, nameless, and gone when they should be."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.host import lentfiles
from asiakasrekisteri.host.filekinds import lent_ending
from asiakasrekisteri.host.lentfiles import LentFiles, wipe_leftovers
from asiakasrekisteri.host.paths import lent_folder

PDF = (b"%PDF-1.7\n", b"Maija Meik\xc3\xa4l\xc3\xa4inen" * 10_000)
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="rights of files are POSIX")


class Viewer:
    """Reads what is opened, as a program of the system does."""

    def __init__(self, opens: bool = True) -> None:
        self.opens, self.seen, self.paths = opens, list[bytes](), list[Path]()

    def __call__(self, path: Path) -> bool:
        self.paths.append(path)
        self.seen.append(path.read_bytes())
        return self.opens


Lend = Callable[[Viewer, Path], LentFiles]


@pytest.fixture
def lend() -> Iterator[Lend]:
    made: list[LentFiles] = []

    def make(viewer: Viewer, place: Path) -> LentFiles:
        made.append(LentFiles(viewer, place))
        return made[-1]

    yield make
    for one in made:
        one.close()


def everything(place: Path) -> list[str]:
    return sorted(path.name for path in place.rglob("*") if path.is_file() and path.name != "lukko")


def test_a_document_is_opened_under_a_name_that_tells_nothing(lend: Lend, tmp_path: Path) -> None:
    viewer = Viewer()
    path = lend(viewer, tmp_path / "lainat").open(PDF, "application/pdf", "Meikäläinen Maija.pdf")
    assert viewer.seen == [b"".join(PDF)]
    assert path.name.startswith("asiakirja-")
    assert path.suffix == ".pdf"
    assert "eik" not in str(path.relative_to(tmp_path))


@POSIX
def test_nobody_else_may_look(lend: Lend, tmp_path: Path) -> None:
    place = tmp_path / "lainat"
    place.mkdir(mode=0o755)
    path = lend(Viewer(), place).open(PDF, "application/pdf")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(place.stat().st_mode) == 0o700


@POSIX
def test_a_place_that_is_a_link_is_not_trusted(lend: Lend, tmp_path: Path) -> None:
    (tmp_path / "muualla").mkdir()
    (tmp_path / "lainat").symlink_to(tmp_path / "muualla")
    with pytest.raises(ExchangeError, match="Tallenna"):
        lend(Viewer(), tmp_path / "lainat").open(PDF, "application/pdf")
    assert everything(tmp_path / "muualla") == []


def test_two_documents_never_share_a_name(lend: Lend, tmp_path: Path) -> None:
    lent = lend(Viewer(), tmp_path)
    assert lent.open(PDF, "application/pdf") != lent.open(PDF, "application/pdf")


def test_wiping_takes_everything_away_and_lending_goes_on(lend: Lend, tmp_path: Path) -> None:
    lent = lend(Viewer(), tmp_path)
    first = lent.open(PDF, "application/pdf")
    (first.parent / ".~lock.asiakirja#").write_text("Maija")
    (first.parent / "kuvat").mkdir()
    (first.parent / "kuvat" / "1.png").write_bytes(b"x")
    assert lent.wipe()
    assert everything(tmp_path) == []
    assert lent.open(PDF, "application/pdf").exists()
    assert lent.close()
    assert list(tmp_path.glob("ohjelma-*")) == []


@POSIX
def test_the_words_are_overwritten_before_the_file_is_gone(lend: Lend, tmp_path: Path) -> None:
    lent = lend(Viewer(), tmp_path)
    path = lent.open(PDF, "application/pdf")
    with path.open("rb") as viewer:
        assert lent.wipe()
        assert viewer.read() == bytes(sum(map(len, PDF)))


@POSIX
def test_a_link_in_the_folder_does_not_lead_the_wiping_elsewhere(lend: Lend, tmp_path: Path) -> None:
    own = tmp_path / "oma.txt"
    own.write_text("käyttäjän oma")
    lent = lend(Viewer(), tmp_path / "lainat")
    path = lent.open(PDF, "application/pdf")
    (path.parent / "linkki.txt").symlink_to(own)
    assert lent.wipe()
    assert own.read_text() == "käyttäjän oma"


@POSIX
@pytest.mark.skipif(sys.platform != "win32" and os.getuid() == 0, reason="nothing is refused to root")
def test_a_file_that_is_held_is_emptied_and_tried_again(lend: Lend, tmp_path: Path) -> None:
    lent = lend(Viewer(), tmp_path)
    path = lent.open(PDF, "application/pdf")
    path.parent.chmod(0o500)
    try:
        assert not lent.wipe()
        assert path.read_bytes() == b""
    finally:
        path.parent.chmod(0o700)
    assert lent.wipe()
    assert not path.exists()


def test_a_held_file_is_remembered_until_it_is_free(
    lend: Lend, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lent = lend(Viewer(), tmp_path)
    path = lent.open(PDF, "application/pdf")
    unlink = Path.unlink

    def held(self: Path, missing_ok: bool = False) -> None:
        if self == path:
            raise PermissionError(13, "in use")
        unlink(self, missing_ok=missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", held)
        assert not lent.wipe()
        assert path.read_bytes() == b""
        assert not lent.close()
    assert wipe_leftovers(tmp_path) == 1
    assert not path.exists()


def test_a_document_that_breaks_off_leaves_nothing(lend: Lend, tmp_path: Path) -> None:
    def chunks() -> Iterator[bytes]:
        yield PDF[0]
        raise RuntimeError("kesken")

    viewer = Viewer()
    with pytest.raises(RuntimeError, match="kesken"):
        lend(viewer, tmp_path).open(chunks(), "application/pdf")
    assert everything(tmp_path) == []
    assert viewer.paths == []


def test_without_a_program_nothing_is_left(lend: Lend, tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="Tallenna"):
        lend(Viewer(opens=False), tmp_path).open(PDF, "application/pdf")
    assert everything(tmp_path) == []


def test_a_place_that_cannot_be_made_is_told_plainly(lend: Lend, tmp_path: Path) -> None:
    (tmp_path / "tiedosto").write_text("")
    with pytest.raises(ExchangeError, match="Tallenna"):
        lend(Viewer(), tmp_path / "tiedosto" / "lainat").open(PDF, "application/pdf")


@pytest.mark.parametrize(
    ("media_type", "name", "ending"),
    [
        ("application/pdf", "", ".pdf"),
        ("Image/JPEG; name=x", "x.jpeg", ".jpg"),
        ("application/octet-stream", "lasku.PDF", ".pdf"),
        ("application/octet-stream", "kuva.jpeg", ".jpg"),
        ("", "C:\\temp\\taulukko.xlsx", ".xlsx"),
        ("application/pdf", "nimetön", ".pdf"),
    ],
)
def test_documents_are_opened_by_their_kind(media_type: str, name: str, ending: str) -> None:
    assert lent_ending(media_type, name) == ending


@pytest.mark.parametrize(
    ("media_type", "name"),
    [
        ("application/pdf", "lasku.pdf.exe"),
        ("application/pdf", "lasku.EXE . "),
        ("application/octet-stream", "asenna.msi"),
        ("text/plain", "aja.sh"),
        ("application/x-msdownload", "lasku.pdf"),
        ("application/vnd.ms-excel", "taulukko.xlsm"),
    ],
)
def test_programs_are_refused_and_saving_is_offered(lend: Lend, tmp_path: Path, media_type: str, name: str) -> None:
    viewer = Viewer()
    with pytest.raises(ExchangeError, match=r"ohjelma tai komentosarja.*tallenna"):
        lend(viewer, tmp_path).open(PDF, media_type, name)
    assert (viewer.paths, everything(tmp_path)) == ([], [])


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", "application/zip", "x/y", "../.."])
def test_other_kinds_are_saved_not_opened(media_type: str) -> None:
    with pytest.raises(ExchangeError, match="Tallenna"):
        lent_ending(media_type, "tiedosto.html")


@pytest.mark.parametrize(
    "head", [b"MZ\x90\0", b"\x7fELF\x02", b"#!/bin/sh\n", b"\xcf\xfa\xed\xfe", b"L\0\0\0\x01\x14\x02\0"]
)
def test_a_program_in_a_documents_clothes_is_refused(lend: Lend, tmp_path: Path, head: bytes) -> None:
    viewer = Viewer()
    singly = (head[n : n + 1] for n in range(len(head)))
    with pytest.raises(ExchangeError, match="ohjelma tai komentosarja"):
        lend(viewer, tmp_path).open(singly, "application/pdf", "lasku.pdf")
    assert (viewer.paths, everything(tmp_path)) == ([], [])


def test_an_empty_document_is_opened_too(lend: Lend, tmp_path: Path) -> None:
    viewer = Viewer()
    lend(viewer, tmp_path).open((), "text/plain")
    assert viewer.seen == [b""]


_OTHER = """
import sys
from pathlib import Path
from asiakasrekisteri.host.lentfiles import LentFiles
lent = LentFiles(lambda path: True, Path(sys.argv[1]))
print(lent.open((b"%PDF-1.7 Maija",), "application/pdf"), flush=True)
sys.stdin.read()
"""


def test_a_living_programs_files_stay_and_a_dead_ones_go(lend: Lend, tmp_path: Path) -> None:
    own = lend(Viewer(), tmp_path).open(PDF, "application/pdf")
    with subprocess.Popen(
        (sys.executable, "-c", _OTHER, str(tmp_path)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        theirs = Path(other.stdout.readline().strip())
        assert wipe_leftovers(tmp_path) == 0
        assert own.exists()
        assert theirs.exists()
        other.kill()
        other.wait()
    assert theirs.exists()
    assert wipe_leftovers(tmp_path) == 1
    assert not theirs.parent.exists()
    assert own.exists()


def test_where_nothing_was_lent_there_is_nothing_to_wipe(lend: Lend, tmp_path: Path) -> None:
    assert wipe_leftovers(tmp_path / "ei ole") == 0
    lent = lend(Viewer(), tmp_path / "ei ole")
    assert lent.wipe()
    assert lent.close()
    assert not (tmp_path / "ei ole").exists()


def test_the_wiping_gives_way_to_a_program_that_is_just_beginning(
    lend: Lend, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lentfiles, "_PATIENCE_S", 0.05)
    lend(Viewer(), tmp_path).open(PDF, "application/pdf")
    with lentfiles._alone(tmp_path):
        assert wipe_leftovers(tmp_path) == 0
        with pytest.raises(ExchangeError, match="Tallenna"):
            lend(Viewer(), tmp_path).open(PDF, "application/pdf")


def test_a_folder_cleaned_away_by_the_system_is_made_again(lend: Lend, tmp_path: Path) -> None:
    lent = lend(Viewer(), tmp_path)
    path = lent.open(PDF, "application/pdf")
    for inner in (path, path.parent / "lukko"):
        inner.unlink()
    path.parent.rmdir()
    assert lent.open(PDF, "application/pdf").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="the other systems have folders of their own")
@pytest.mark.usefixtures("home")
def test_the_place_is_the_sessions_own_and_never_a_disk_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert lent_folder() == tmp_path / "Asiakasrekisteri" / "asiakirjat"
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert lent_folder().name == "asiakirjat"


@POSIX
def test_a_folder_where_anybody_may_swap_ours_is_not_used(lend: Lend, tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    with pytest.raises(ExchangeError, match="Tallenna"):
        lend(Viewer(), tmp_path / "lainat").open(PDF, "application/pdf")
    tmp_path.chmod(0o1777)
    assert lend(Viewer(), tmp_path / "lainat").open(PDF, "application/pdf").exists()
