"""`--self-test`: the main job in a temporary office, wherever the program stands. Tells in JSON how each step went."""

import platform
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from asiakasrekisteri import __version__
from asiakasrekisteri.cli.terminal import AroundOf, Terminal
from asiakasrekisteri.domain.errors import AppError, StoreError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.host.output import write_bytes, write_file
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.run import import_file
from asiakasrekisteri.usecases.logs import verify_log
from asiakasrekisteri.usecases.maintenance import engine_version, make_backup, verify_office
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.privacy.description import DOCUMENT_KINDS, describe, render
from asiakasrekisteri.usecases.privacy.erasure import erase_person
from asiakasrekisteri.usecases.privacy.extract import collect_extract, render_extract

_LOGIN, _PASSWORD = "koekäyttäjä", "koe on lyhyt ja salasana pitkä"
_FIRM = {"name": "Koetoimisto Oy", "business_id": "1234567-1", "email": "koe@koetoimisto.example"}
_ROWS = """Asiakasnumero;Nimi;Y-tunnus;Yhteyshenkilö;Sähköposti
20001;Hallalammen Leipomo Oy;2345678-0;Säde Äyräskuru;sade.ayraskuru@hallalampi.example
20002;Kuurasuon Nuorisoseura ry;;Yrjö Øystein Åsvik;info@kuurasuo.example
"""
_IMPORTED = 2
_PDF = b"%PDF-"


def self_test(terminal: Terminal) -> int:
    """Do the main job in a folder that is removed at the end; return 0 if every step went well, otherwise 1."""
    with tempfile.TemporaryDirectory(prefix="asiakasrekisteri-koe-") as folder:
        test = _SelfTest(Path(folder), terminal.around)
        try:
            test.run()
        except AppError as error:
            test.fail(f"{error} ({error.code})")
        except ImportError as error:
            test.fail(f"ImportError: {error.name}")
        finally:  # of a defect too it is told in which step it was
            test.close()
            terminal.say_json({"ok": test.ok, "steps": test.steps, "versions": test.versions})
    return 0 if test.ok else 1


@dataclass
class _SelfTest:
    folder: Path
    around: AroundOf
    steps: dict[str, str] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    ok: bool = False
    _desk: Desk | None = None
    _step: str = ""
    _bundle: Path = Path()

    def run(self) -> None:
        """Go through the steps in order; a failed one ends the test."""
        self.versions = {"program": __version__, "python": platform.python_version(), "system": platform.platform()}
        steps: list[tuple[str, Callable[[], Any]]] = [
            ("create", self._create),
            ("login", self._login),
            ("import", self._import),
            ("find", self._find),
            ("print", self._print),
            ("extract", self._extract),
            ("backup", self._backup),
            ("erase", self._erase),
            ("verify", self._verify),
            ("restore", self._restore),
        ]
        for self._step, work in steps:
            began = time.perf_counter()
            self.fail("failed")
            work()
            self.steps[self._step] = f"ok, {time.perf_counter() - began:.2f} s"
        self.ok = True

    def fail(self, why: str) -> None:
        """Note that the step at hand did not succeed."""
        self.steps[self._step] = why

    def close(self) -> None:
        """Lock the office."""
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    @property
    def _office(self) -> Office:
        return Office(self.folder / "toimisto", self.around(self.folder / "toimisto"))

    @property
    def _open(self) -> Desk:
        assert self._desk is not None
        return self._desk

    def _create(self) -> None:
        self._office.create(_FIRM, _LOGIN, "Koe Käyttäjä", _PASSWORD).desk.close()

    def _login(self) -> None:
        self._desk = self._office.enter(_LOGIN, _PASSWORD)
        self.versions["sqlcipher"] = engine_version(self._desk)

    def _import(self) -> None:
        file = self.folder / "asiakkaat.csv"
        file.write_text(_ROWS, encoding="utf-8")
        report = self._open.gate.call(import_file, Order(file))
        _demand(report.created == _IMPORTED)

    def _find(self) -> None:
        _demand([hit.kind for hit in self._open.gate.call(find, "äyräs")] == ["person"])
        _demand([hit.kind for hit in self._open.gate.call(find, "2345678-0")] == ["customer"])

    def _print(self) -> None:
        document = self._open.gate.call(describe)
        for kind in DOCUMENT_KINDS:
            file = self.folder / f"{kind}.pdf"
            write_bytes(file, render(document, kind))
            _demand(file.read_bytes().startswith(_PDF))

    def _person(self) -> int:
        return self._open.gate.call(find, "äyräskuru", kinds=("person",))[0].id

    def _extract(self) -> None:
        extract = self._open.gate.call(collect_extract, self._person()).extract
        file = self.folder / "rekisteriote.pdf"
        write_file(file, lambda stream: render_extract(extract, stream))
        _demand(bool(extract.sections) and file.read_bytes().startswith(_PDF))

    def _backup(self) -> None:
        self._bundle = self._open.gate.call(make_backup, self.folder / "varmuuskopiot")

    def _erase(self) -> None:
        self._open.gate.call(erase_person, self._person())
        _demand(not self._open.gate.call(find, "äyräskuru"))

    def _verify(self) -> None:
        _demand(not self._open.gate.call(verify_office).faults)
        _demand(self._open.gate.call(verify_log).entries > 0)

    def _restore(self) -> None:
        self.close()
        self._office.restore(self._bundle, _LOGIN, _PASSWORD)
        self._desk = self._office.enter(_LOGIN, _PASSWORD)
        _demand(bool(self._open.gate.call(find, "2345678-0")))
        _demand(self._open.erased_again.untold == 1 and not self._open.gate.call(find, "äyräskuru"))


def _demand(so: bool) -> None:
    if not so:
        raise StoreError(_("Ohjelma ei tehnyt sitä, mitä sen piti. Asenna ohjelma uudelleen."))
