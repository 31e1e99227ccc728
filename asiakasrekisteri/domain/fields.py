"""What the program knows about a field: the source of forms, tables, search, import, extract, erasure and log names.

A mapped column is declared once with `described()` in `store/models`, which builds a `FieldSpec`. Everything above
the store sees specifications and frozen records only.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto


class FieldKind(Enum):
    """Decides the editor, the format on screen and paper, and the check of form."""

    TEXT = auto()
    NOTES = auto()
    DATE = auto()
    FLAG = auto()
    CHOICE = auto()
    NUMBER = auto()
    MONEY = auto()
    YEAR = auto()
    EMAIL = auto()
    PHONE = auto()
    POSTCODE = auto()
    COUNTRY = auto()
    BUSINESS_ID = auto()
    VAT_NUMBER = auto()
    ASSOCIATION_NUMBER = auto()
    IDENTITY_CODE = auto()
    REFERENCE = auto()
    INSTANT = auto()
    PRICE = auto()
    QUANTITY = auto()
    PERCENT = auto()
    HOST = auto()
    LINK = auto()
    SECRET = auto()
    INTERNAL = auto()


class DataCategory(StrEnum):
    """Category of data (GDPR Art. 13–15 and 30): the headings of the description and of the extract."""

    IDENTIFICATION = "identification"
    IDENTITY_CODE = "identity_code"
    CONTACT = "contact"
    ROLE = "role"
    END_USER = "end_user"
    MAINTAINER = "maintainer"
    CUSTOMERSHIP = "customership"
    COMPANY_FACTS = "company_facts"
    CREDIT = "credit"
    SERVICE = "service"
    ACCOUNT = "account"
    CONTRACT = "contract"
    ORDER = "order"
    BILLING = "billing"
    INTERACTION = "interaction"
    NOTICE = "notice"
    RECORDING = "recording"
    ATTACHMENT = "attachment"
    USAGE = "usage"
    PAPER = "paper"
    PROTECTION = "protection"
    REQUEST = "request"
    MARKETING = "marketing"
    DISCLOSURE = "disclosure"
    NOTES = "notes"
    HISTORY = "history"
    VIEW_LOG = "view_log"
    STAFF = "staff"
    NONE = "none"


class Sensitivity(StrEnum):
    """Which key protects a value on top of the file's own encryption."""

    PLAIN = "plain"
    IDENTITY = "identity"
    SECRET = "secret"  # noqa: S105 - the name of a kind of data
    RECORDING = "recording"


class Searched(Enum):
    """How a field is found."""

    NO = auto()
    WORDS = auto()
    EMAIL = auto()
    PHONE = auto()
    IDENTIFIER = auto()
    BLIND = auto()


Check = Callable[[object], str | None]
"""Returns what is wrong with a value and how to mend it, or None."""

Normalise = Callable[[object], object]
"""Turns what was typed into what is stored (trim, E.164, leading zeros); never corrects a legal identifier."""


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a closed choice and its label (a Finnish message id)."""

    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """Everything about a field except its value.

    Attributes:
        name: attribute of the mapped class; also the name in JSON, import mappings and the log.
        label: Finnish message id shown to users.
        kind: editor, format and form check.
        category: data category; NONE for technical columns.
        subject: path of relationships from the row to the person whose datum it is ("" = the row is the person,
            "person", "customer.person"); None when it is nobody's personal datum.
        sensitivity: the key that seals the value.
        retention: code of the retention rule; by default the category's.
        searched: how the field is found.
        required: whether a form may leave it empty.
        in_list: whether lists show it by default.
        help: a sentence under the editor (a Finnish message id).
        targets: what a column of an imported file must mean to be taken into it (`resources/vocabulary/columns.toml`).
        options: closed choice.
        target: of a LINK, the name of the entity whose row it names.
        check: hard fault check after `normalise`.
        normalise: from what was typed to what is stored.
        editable: whether forms offer it.
        whereabouts: whether the value tells where somebody lives: turvakielto hides it.
    """

    name: str
    label: str
    kind: FieldKind
    category: DataCategory
    subject: str | None
    sensitivity: Sensitivity = Sensitivity.PLAIN
    retention: str = ""
    searched: Searched = Searched.NO
    required: bool = False
    in_list: bool = False
    help: str = ""
    targets: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    target: str = ""
    check: Check | None = None
    normalise: Normalise | None = None
    editable: bool = True
    whereabouts: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of fields in a form: a layout hint. Each editable field stands in exactly one section."""

    title: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntitySpec:
    """An entity, its fields in the order they are shown, and how forms group them."""

    name: str
    label: str
    plural: str
    fields: tuple[FieldSpec, ...]
    sections: tuple[Section, ...] = ()

    def __getitem__(self, name: str) -> FieldSpec:
        """Return the field of that name; KeyError if there is none."""
        for spec in self.fields:
            if spec.name == name:
                return spec
        raise KeyError(name)

    def __iter__(self) -> Iterator[FieldSpec]:
        """Walk the fields in order."""
        return iter(self.fields)

    def editable(self) -> tuple[FieldSpec, ...]:
        """Fields that forms offer."""
        return tuple(f for f in self.fields if f.editable and f.kind is not FieldKind.INTERNAL)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value came from: GDPR Art. 15(1)(g). Dates are Finnish calendar days in ISO form (yyyy-mm-dd)."""

    source: str
    source_label: str
    date: str
    recorded_by: str
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A row as everything above the store sees it: immutable, detached, values by field name.

    `names` holds what the rows that LINK fields refer to are called, by field name. `hidden` names the fields whose
    values are not shown, and says why: their values are the mask, or None where no text can stand.
    """

    entity: str
    id: int
    version: int
    values: Mapping[str, object] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    hidden: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> object:
        """Return the value of a field."""
        return self.values[name]

    def text(self, name: str) -> str:
        """Return the value of a field as text; empty when there is none."""
        value = self.values.get(name)
        return "" if value is None else str(value)
