"""What has been brought in from files: which kind, when, by whom, and how many rows. Never the file or its name."""

import datetime as dt

from sqlalchemy import String
from sqlalchemy.orm import Mapped

from asiakasrekisteri.domain.fields import DataCategory, FieldKind, Section
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.store.models.base import Entity, described, technical


class ImportRun(Entity):
    """Tuonti of one file. The file is known by its hash; what was taken from it is in the history of the rows.

    Attributes:
        log_id: the log entry of the import, by which it is taken back whole; 0 where nothing was stored.
    """

    __tablename__ = "import_run"
    __undone__ = False
    __label__ = N_("Tuonti")
    __plural__ = N_("Tuonnit")
    __named_by__ = ("imported_on", "format")
    __sections__ = (
        Section(N_("Tuonti"), ("imported_on", "importer", "format", "source", "size", "sha256")),
        Section(N_("Tulos"), ("rows", "created", "updated", "unchanged", "rejected", "undone_on")),
    )

    imported_on: Mapped[dt.date] = described(
        N_("Tuotu"), FieldKind.DATE, category=DataCategory.NONE, required=True, in_list=True, editable=False
    )
    importer: Mapped[str] = described(
        N_("Tuoja"), FieldKind.TEXT, category=DataCategory.STAFF, required=True, in_list=True, editable=False
    )
    format: Mapped[str] = described(
        N_("Tiedoston muoto"), FieldKind.REFERENCE, category=DataCategory.NONE, required=True, editable=False
    )
    source: Mapped[str] = described(
        N_("Tuonnin lähde"), FieldKind.TEXT, category=DataCategory.NONE, required=True, in_list=True, editable=False
    )
    size: Mapped[int] = described(
        N_("Tiedoston koko tavuina"), FieldKind.NUMBER, category=DataCategory.NONE, required=True, editable=False
    )
    sha256: Mapped[str] = described(
        N_("Tiedoston tiiviste (SHA-256)"),
        FieldKind.REFERENCE,
        category=DataCategory.NONE,
        required=True,
        editable=False,
        index=True,
    )
    rows: Mapped[int] = described(
        N_("Rivejä"), FieldKind.NUMBER, category=DataCategory.NONE, required=True, in_list=True, editable=False
    )
    created: Mapped[int] = described(
        N_("Uusia"), FieldKind.NUMBER, category=DataCategory.NONE, required=True, in_list=True, editable=False
    )
    updated: Mapped[int] = described(
        N_("Muuttuneita"), FieldKind.NUMBER, category=DataCategory.NONE, required=True, editable=False
    )
    unchanged: Mapped[int] = described(
        N_("Ennallaan"), FieldKind.NUMBER, category=DataCategory.NONE, required=True, editable=False
    )
    rejected: Mapped[int] = described(
        N_("Hylättyjä"), FieldKind.NUMBER, category=DataCategory.NONE, required=True, in_list=True, editable=False
    )
    undone_on: Mapped[dt.date | None] = described(
        N_("Tuonti kumottu"), FieldKind.DATE, category=DataCategory.NONE, in_list=True, editable=False
    )
    log_id: Mapped[int] = technical(nullable=False)
    source_code: Mapped[str] = technical(String, nullable=False)
