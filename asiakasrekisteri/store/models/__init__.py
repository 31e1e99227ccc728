"""The mapped classes: one file per noun, each column declared once."""

from asiakasrekisteri.store.models.access import AccessReview, AccessReviewRow, Undertaking
from asiakasrekisteri.store.models.account import EndUser, HostingAccount, Maintainer
from asiakasrekisteri.store.models.attachment import Attachment, AttachmentChunk, Recording
from asiakasrekisteri.store.models.backup import Backup, BackupPlace, RestoreTrial
from asiakasrekisteri.store.models.base import Base, Entity, all_fields, entities
from asiakasrekisteri.store.models.billing import (
    FinancialPeriod,
    Invoice,
    InvoiceRow,
    Payment,
    ReferenceRate,
    Reminder,
    VatRate,
)
from asiakasrekisteri.store.models.breach import Breach, BreachNotice, BreachPerson, BreachReport, NoticeLimit
from asiakasrekisteri.store.models.campaign import Campaign, CampaignRecipient, CampaignText
from asiakasrekisteri.store.models.care import PaperRecord, PersonLink, Restriction
from asiakasrekisteri.store.models.contact import Address, ContactRole, Email, Phone
from asiakasrekisteri.store.models.contract import Contract, SalesOrder, SalesOrderRow
from asiakasrekisteri.store.models.customer import Customer, UsedNumber
from asiakasrekisteri.store.models.disclosure import (
    Disclosure,
    DisclosurePerson,
    Recipient,
    RegistrationRequest,
    Transfer,
)
from asiakasrekisteri.store.models.documents import (
    DescriptionDocument,
    DescriptionVersion,
    InformedOf,
    Review,
    ReviewMinutes,
)
from asiakasrekisteri.store.models.draft import Draft
from asiakasrekisteri.store.models.erasure import ErasureMark
from asiakasrekisteri.store.models.imports import ImportRun
from asiakasrekisteri.store.models.interaction import Interaction, Participant, UsageEvent
from asiakasrekisteri.store.models.mailing import MailServer
from asiakasrekisteri.store.models.marketing import Consent, MarketingProhibition, SaleAddress, Suppression
from asiakasrekisteri.store.models.office import CategoryRule, Firm, Register, User
from asiakasrekisteri.store.models.outage import NoticeRecipient, Outage, OutageNotice, OutageTarget, Telecom
from asiakasrekisteri.store.models.outside import CreditCheck, RegistryFact, Site
from asiakasrekisteri.store.models.person import Person
from asiakasrekisteri.store.models.recipient_notice import RecipientNotice
from asiakasrekisteri.store.models.requests import Request
from asiakasrekisteri.store.models.retention import Destruction, DestructionDocument, LegalHold
from asiakasrekisteri.store.models.review import RequestHit
from asiakasrekisteri.store.models.service import DomainName, Product, Server, Service
from asiakasrekisteri.store.models.trail import Change, LogEntry, LogItem, Source, StoreMark

__all__ = [
    "AccessReview",
    "AccessReviewRow",
    "Address",
    "Attachment",
    "AttachmentChunk",
    "Backup",
    "BackupPlace",
    "Base",
    "Breach",
    "BreachNotice",
    "BreachPerson",
    "BreachReport",
    "Campaign",
    "CampaignRecipient",
    "CampaignText",
    "CategoryRule",
    "Change",
    "Consent",
    "ContactRole",
    "Contract",
    "CreditCheck",
    "Customer",
    "DescriptionDocument",
    "DescriptionVersion",
    "Destruction",
    "DestructionDocument",
    "Disclosure",
    "DisclosurePerson",
    "DomainName",
    "Draft",
    "Email",
    "EndUser",
    "Entity",
    "ErasureMark",
    "FinancialPeriod",
    "Firm",
    "HostingAccount",
    "ImportRun",
    "InformedOf",
    "Interaction",
    "Invoice",
    "InvoiceRow",
    "LegalHold",
    "LogEntry",
    "LogItem",
    "MailServer",
    "Maintainer",
    "MarketingProhibition",
    "NoticeLimit",
    "NoticeRecipient",
    "Outage",
    "OutageNotice",
    "OutageTarget",
    "PaperRecord",
    "Participant",
    "Payment",
    "Person",
    "PersonLink",
    "Phone",
    "Product",
    "Recipient",
    "RecipientNotice",
    "Recording",
    "ReferenceRate",
    "Register",
    "RegistrationRequest",
    "RegistryFact",
    "Reminder",
    "Request",
    "RequestHit",
    "RestoreTrial",
    "Restriction",
    "Review",
    "ReviewMinutes",
    "SaleAddress",
    "SalesOrder",
    "SalesOrderRow",
    "Server",
    "Service",
    "Site",
    "Source",
    "StoreMark",
    "Suppression",
    "Telecom",
    "Transfer",
    "Undertaking",
    "UsageEvent",
    "UsedNumber",
    "User",
    "VatRate",
    "all_fields",
    "entities",
]
