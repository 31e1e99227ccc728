"""The kinds of records of the page of backups: where they lie, which are known, which restores were tried."""

from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.gui.records.kinds import RecordKind
from asiakasrekisteri.usecases.backups import BACKUPS, PLACES, TRIALS

BACKUP_KINDS = (
    RecordKind(
        cases=PLACES,
        icon="lock",
        under="backups",
        listed="backups/paikat",
        owners=(),
        seeks=(),
        source="staff",
        added=N_("Varmuuskopioiden paikka lisättiin."),
        saved=N_("Varmuuskopioiden paikan tiedot tallennettiin."),
        removed=N_("Varmuuskopioiden paikka poistettiin."),
    ),
    RecordKind(
        cases=BACKUPS,
        icon="hard-drive",
        under="backups",
        named_by=("made_at",),
        owners=(),
        seeks=(),
        source="staff",
        kept=True,
        added=N_("Varmuuskopio kirjattiin."),
        saved=N_("Varmuuskopion paikka tallennettiin."),
    ),
    RecordKind(
        cases=TRIALS,
        icon="clipboard-check",
        under="backups",
        listed="backups/kokeilut",
        named_by=("tried_on",),
        owners=(),
        seeks=(),
        source="staff",
        kept=True,
        undone=False,
        added=N_("Kokeilu kirjattiin."),
        saved=N_("Kokeilun tiedot tallennettiin."),
    ),
)
"""What the registry of kinds takes from here."""
