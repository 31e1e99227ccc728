"""Who may do what. The only list of permissions in the program."""

from dataclasses import dataclass, field
from enum import StrEnum

from asiakasrekisteri.domain.texts import N_


class Permission(StrEnum):
    """`<resource>:<action>`, alphabetical."""

    BACKUP_CREATE = "backup:create"
    BILLING_READ = "billing:read"
    BILLING_WRITE = "billing:write"
    BREACH_READ = "breach:read"
    BREACH_WRITE = "breach:write"
    CUSTOMER_READ = "customer:read"
    CUSTOMER_WRITE = "customer:write"
    DESCRIPTION_READ = "description:read"
    DESCRIPTION_WRITE = "description:write"
    DISCLOSURE_READ = "disclosure:read"
    DISCLOSURE_WRITE = "disclosure:write"
    EXTRACT_PRINT = "extract:print"
    IMPORT_RUN = "import:run"
    INTERACTION_READ = "interaction:read"
    INTERACTION_WRITE = "interaction:write"
    LOG_READ = "log:read"
    MAIL_SEND = "mail:send"
    MARKETING_SEND = "marketing:send"
    OFFICE_ENTER = "office:enter"
    OUTAGE_READ = "outage:read"
    OUTAGE_WRITE = "outage:write"
    PERSON_ERASE = "person:erase"
    PERSON_READ = "person:read"
    PERSON_RESTRICT = "person:restrict"
    PERSON_WRITE = "person:write"
    REGISTER_EXPORT = "register:export"
    REQUEST_DECIDE = "request:decide"
    REQUEST_READ = "request:read"
    REQUEST_WRITE = "request:write"
    RETENTION_RUN = "retention:run"
    SERVICE_READ = "service:read"
    SERVICE_WRITE = "service:write"
    SETTINGS_WRITE = "settings:write"
    USER_MANAGE = "user:manage"


class SealedKey(StrEnum):
    """The keys sealed to roles on top of the file's own encryption."""

    IDENTITY = "identity"
    SECRETS = "secrets"
    RECORDINGS = "recordings"


_DAILY = frozenset(
    {
        Permission.CUSTOMER_READ,
        Permission.CUSTOMER_WRITE,
        Permission.DESCRIPTION_READ,
        Permission.INTERACTION_READ,
        Permission.INTERACTION_WRITE,
        Permission.OFFICE_ENTER,
        Permission.OUTAGE_READ,
        Permission.PERSON_READ,
        Permission.PERSON_WRITE,
        Permission.SERVICE_READ,
    }
)
_DISCLOSING = frozenset({Permission.DISCLOSURE_READ, Permission.DISCLOSURE_WRITE})


class Role(StrEnum):
    """The roles of a small hosting firm (PRODUCT §1)."""

    MAIN_USER = "main_user"
    CUSTOMER_SERVICE = "customer_service"
    BILLING = "billing"
    TECHNICAL = "technical"

    @property
    def label(self) -> str:
        """Finnish message id of the role."""
        return ROLE_LABELS[self]

    @property
    def permissions(self) -> frozenset[Permission]:
        """What the role may do."""
        return _ROLE_PERMISSIONS[self]

    @property
    def sealed_keys(self) -> frozenset[SealedKey]:
        """Which of the sealed keys are given to the role when a user ID is granted."""
        return _ROLE_KEYS[self]


ROLE_LABELS = {
    Role.MAIN_USER: N_("Pääkäyttäjä"),
    Role.CUSTOMER_SERVICE: N_("Asiakaspalvelu"),
    Role.BILLING: N_("Laskutus"),
    Role.TECHNICAL: N_("Tekninen tuki"),
}
_ROLE_PERMISSIONS = {
    Role.MAIN_USER: frozenset(Permission),
    Role.CUSTOMER_SERVICE: _DAILY
    | _DISCLOSING
    | {
        Permission.BILLING_READ,
        Permission.OUTAGE_WRITE,
        Permission.MARKETING_SEND,
        Permission.PERSON_RESTRICT,
        Permission.REQUEST_READ,
        Permission.REQUEST_WRITE,
        Permission.SERVICE_WRITE,
    },
    Role.BILLING: _DAILY | _DISCLOSING | {Permission.BILLING_READ, Permission.BILLING_WRITE},
    Role.TECHNICAL: _DAILY
    | {
        Permission.BREACH_READ,
        Permission.BREACH_WRITE,
        Permission.MAIL_SEND,
        Permission.OUTAGE_WRITE,
        Permission.SERVICE_WRITE,
    },
}
_ROLE_KEYS = {
    Role.MAIN_USER: frozenset(SealedKey),
    Role.CUSTOMER_SERVICE: frozenset({SealedKey.RECORDINGS}),
    Role.BILLING: frozenset({SealedKey.IDENTITY}),
    Role.TECHNICAL: frozenset({SealedKey.SECRETS}),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """The user signed in: row id, user ID, name and role."""

    user_id: int
    login: str
    name: str
    role: Role
    permissions: frozenset[Permission] = field(default_factory=frozenset)

    def may(self, permission: Permission) -> bool:
        """Tell whether the actor holds the permission."""
        return permission in self.permissions
