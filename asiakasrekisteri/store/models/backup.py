"""Where backups lie and under which lock, which ones are known, and when a restore was last tried (R-73)."""

import datetime as dt

from sqlalchemy.orm import Mapped, relationship

from asiakasrekisteri.domain.fields import DataCategory, FieldKind, Option, Section
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.store.models.base import Entity, described, described_link

_NONE, _STAFF = DataCategory.NONE, DataCategory.STAFF
TRIAL_RESULTS = (Option("whole", N_("palautuu ehjänä")), Option("broken", N_("ei palaudu")))


class BackupPlace(Entity):
    """Varmuuskopioiden paikka: a cupboard, a room, another house; how it is locked and who has the key."""

    __tablename__ = "backup_place"
    __label__ = N_("Varmuuskopioiden paikka")
    __plural__ = N_("Varmuuskopioiden paikat")
    __ends__ = "until"
    __rule__ = "backup"
    __sections__ = (Section(N_("Varmuuskopioiden paikka"), ("name", "folder", "locked", "lock", "since", "until")),)

    name: Mapped[str] = described(
        N_("Paikan nimi"),
        FieldKind.TEXT,
        category=_NONE,
        required=True,
        in_list=True,
        help=N_("Esimerkiksi: toimiston kassakaappi."),
    )
    folder: Mapped[str | None] = described(
        N_("Kansio tällä koneella"),
        FieldKind.TEXT,
        category=_STAFF,
        in_list=True,
        help=N_("Esimerkiksi muistitikun kansio. Kopiot, jotka tehdään siihen, merkitään tähän paikkaan."),
    )
    locked: Mapped[bool] = described(N_("Paikka on lukossa"), FieldKind.FLAG, category=_NONE, in_list=True)
    lock: Mapped[str | None] = described(
        N_("Lukko ja avaimet"),
        FieldKind.TEXT,
        category=_STAFF,
        in_list=True,
        help=N_("Millainen lukko ja kenellä on avain."),
    )
    since: Mapped[dt.date | None] = described(N_("Paikka käytössä alkaen"), FieldKind.DATE, category=_NONE)
    until: Mapped[dt.date | None] = described(N_("Paikka käytössä asti"), FieldKind.DATE, category=_NONE, in_list=True)


class Backup(Entity):
    """Varmuuskopio that the office knows of. The row goes with the file, when its time is over."""

    __tablename__ = "backup"
    __undone__ = False
    __label__ = N_("Varmuuskopio")
    __plural__ = N_("Varmuuskopiot")
    __named_by__ = ("made_at",)
    __sections__ = (Section(N_("Varmuuskopio"), ("made_at", "file", "size", "place_id")),)

    made_at: Mapped[dt.datetime] = described(
        N_("Kopio tehty"), FieldKind.INSTANT, category=_NONE, required=True, in_list=True, editable=False, index=True
    )
    file: Mapped[str] = described(
        N_("Varmuuskopion tiedosto"), FieldKind.TEXT, category=_STAFF, required=True, in_list=True, editable=False
    )
    size: Mapped[int] = described(
        N_("Varmuuskopion koko tavuina"), FieldKind.NUMBER, category=_NONE, required=True, editable=False
    )
    place_id: Mapped[int | None] = described_link(
        N_("Missä kopio säilytetään"), "backup_place", category=_NONE, in_list=True
    )

    place: Mapped[BackupPlace | None] = relationship(foreign_keys="Backup.place_id")


class RestoreTrial(Entity):
    """Kokeiltu palautus: a backup was restored into a place of its own, looked through, and wiped. Written once."""

    __tablename__ = "restore_trial"
    __undone__ = False
    __label__ = N_("Kokeiltu palautus")
    __plural__ = N_("Kokeillut palautukset")
    __named_by__ = ("tried_on",)
    __sections__ = (
        Section(N_("Kokeiltu palautus"), ("tried_on", "tried_by", "made_at", "result", "entries", "rows", "fault")),
    )

    tried_on: Mapped[dt.date] = described(
        N_("Palautusta kokeiltu"), FieldKind.DATE, category=_NONE, required=True, in_list=True, editable=False
    )
    tried_by: Mapped[str] = described(
        N_("Kokeilun teki"), FieldKind.TEXT, category=_STAFF, required=True, in_list=True, editable=False
    )
    made_at: Mapped[dt.datetime | None] = described(
        N_("Kokeiltu kopio tehty"), FieldKind.INSTANT, category=_NONE, in_list=True, editable=False
    )
    result: Mapped[str] = described(
        N_("Kokeilun tulos"),
        FieldKind.CHOICE,
        category=_NONE,
        options=TRIAL_RESULTS,
        required=True,
        in_list=True,
        editable=False,
        default="whole",
    )
    entries: Mapped[int | None] = described(
        N_("Käyttölokin merkintöjä kopiossa"), FieldKind.NUMBER, category=_NONE, editable=False
    )
    rows: Mapped[int | None] = described(
        N_("Asiakkaita ja henkilöitä kopiossa"), FieldKind.NUMBER, category=_NONE, in_list=True, editable=False
    )
    fault: Mapped[str | None] = described(
        N_("Mikä kopiossa oli vialla"), FieldKind.TEXT, category=_NONE, editable=False
    )
