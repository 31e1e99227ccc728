"""The fictional office's description: published, printed whole in three languages, and since rewritten untruly."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from asiakasrekisteri.domain.description import Approval
from asiakasrekisteri.usecases.office import Desk
from asiakasrekisteri.usecases.privacy.description import DOCUMENT_KINDS, describe, render
from asiakasrekisteri.usecases.privacy.informing import told_by_version
from asiakasrekisteri.usecases.privacy.processing import describe_processing
from asiakasrekisteri.usecases.privacy.publishing import list_versions
from asiakasrekisteri.usecases.privacy.reviewing import made_reviews
from tests.contradictions import contradictions
from tests.reading import pdf_text

pytestmark = pytest.mark.slow

APPROVED = Approval("Paula Kaamosjänkä", "2026-11-22", "2027-11-22")


def test_the_description_is_published_and_its_working_text_has_since_forgotten_a_source(demo: Path, desk: Desk) -> None:
    (version,) = desk.gate.call(list_versions)
    assert version.number == 1
    assert [one for one in version.findings if one.stops and one.rule == "source-missing"] == []
    assert desk.gate.call(made_reviews)
    assert desk.gate.call(told_by_version, version.id)
    assert {(one.rule, one.subject) for one in contradictions(desk.gate) if one.stops} == {
        ("source-missing", "Fonecta Oy"),
        ("recipient-missing", "Northlight Mail Inc."),
        ("recipient-missing", "Revontulen Tulostus Oy"),
        ("transfer-missing", "Northlight Mail Inc.|US"),
    }
    notice = " ".join(pdf_text((demo / "documents" / "tietosuojaseloste.pdf").read_bytes()).split())
    assert "Fonecta Oy" in notice
    assert "LUONNOS" not in notice
    assert "Täydennettävä" not in notice
    page = (demo / "documents" / "tietosuojaseloste.html").read_text(encoding="utf-8")
    assert '<html lang="fi">' in page
    assert "Fonecta Oy" in page


def test_every_document_of_the_demo_is_whole_in_every_language(desk: Desk) -> None:
    document = desk.gate.call(describe_processing).document
    for language in ("fi", "sv", "en"):
        for kind in DOCUMENT_KINDS:
            doc = replace(desk.gate.call(describe, None, language), processed=document.processed, approval=APPROVED)
            text = pdf_text(render(doc, kind))
            assert not re.search(r"Täydennettävä|Ska kompletteras|To be completed", text)
            assert not re.search(r"\(på finska\)|\(in Finnish\)", text)
