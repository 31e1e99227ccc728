"""Documents printed once for all tests that read them."""

from io import BytesIO
from pathlib import Path

import pytest

from asiakasrekisteri.reports.extract import extract_pdf
from asiakasrekisteri.reports.recovery_sheet import recovery_pdf
from asiakasrekisteri.reports.register_documents import register_document
from tests.reports import samples
from tests.reports.reading import Pdf

CODE = "R4C778-752BDM-7J49JK-V6X8A5-YTPNXX-09CT"


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("prints")


def made(data: bytes, folder: Path, name: str) -> Pdf:
    place = folder / name
    place.mkdir()
    return Pdf(data, place)


@pytest.fixture(scope="session")
def notice_pdf(folder: Path) -> Pdf:
    return made(register_document(samples.printed(), "notice"), folder, "notice")


@pytest.fixture(scope="session")
def traditional_pdf(folder: Path) -> Pdf:
    return made(register_document(samples.printed(), "traditional"), folder, "traditional")


@pytest.fixture(scope="session")
def extract_print(folder: Path) -> Pdf:
    out = BytesIO()
    extract_pdf(samples.extract(), out)
    return made(out.getvalue(), folder, "extract")


@pytest.fixture(scope="session")
def recovery_print(folder: Path) -> Pdf:
    return made(recovery_pdf("Kaamosverkko Oy", CODE, samples.DAY), folder, "recovery")


@pytest.fixture(params=["notice_pdf", "traditional_pdf", "extract_print", "recovery_print"])
def any_print(request: pytest.FixtureRequest) -> Pdf:
    pdf = request.getfixturevalue(request.param)
    assert isinstance(pdf, Pdf)
    return pdf
