"""The mapped classes: one file per noun, each column declared once."""

from asiakasrekisteri.store.models.base import Base, Entity, all_fields, entities
from asiakasrekisteri.store.models.contact import Address, ContactRole, Email, Phone
from asiakasrekisteri.store.models.customer import Customer, UsedNumber
from asiakasrekisteri.store.models.office import CategoryRule, Firm, Register, User
from asiakasrekisteri.store.models.person import Person
from asiakasrekisteri.store.models.trail import Change, LogEntry, LogItem, Source, StoreMark

__all__ = [
    "Address",
    "Base",
    "CategoryRule",
    "Change",
    "ContactRole",
    "Customer",
    "Email",
    "Entity",
    "Firm",
    "LogEntry",
    "LogItem",
    "Person",
    "Phone",
    "Register",
    "Source",
    "StoreMark",
    "UsedNumber",
    "User",
    "all_fields",
    "entities",
]
