"""The words of the log: what actions and the rows they touched are called, and by which kinds it is filtered."""

from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.store.models import entities
from asiakasrekisteri.usecases.records import entity_of

KINDS: dict[str, tuple[str, ...]] = {
    "view": ("view", "reveal", "read_log"),
    "change": ("create", "update", "delete", "erase", "destroy", "import", "settings"),
    "leave": (
        "print",
        "save",
        "export",
        "extract",
        "letter",
        "answer",
        "disclose",
        "hand_over",
        "notice_letters",
        "outage_letters",
        "marketing_letters",
        "call_list",
        "text_list",
        "send_marketing",
    ),
    "access": (
        "sign_in",
        "denied",
        "grant",
        "reset",
        "revoke",
        "role",
        "rotate_keys",
        "recovery_code",
        "review_access",
        "undertaking",
    ),
}
"""The kinds by which the log is filtered, and the actions of each."""
ACTIONS: dict[str, str] = {
    "view": N_("Katselu"),
    "create": N_("Lisäys"),
    "update": N_("Muutos"),
    "delete": N_("Poisto"),
    "reveal": N_("Salattu näytetty"),
    "read_log": N_("Lokin luku"),
    "erase": N_("Tietojen poisto"),
    "destroy": N_("Hävitys"),
    "import": N_("Tuonti"),
    "settings": N_("Asetus"),
    "print": N_("Tulostus"),
    "save": N_("Tallennus tiedostoon"),
    "export": N_("Vienti"),
    "extract": N_("Rekisteriote"),
    "letter": N_("Kirje"),
    "answer": N_("Vastaus pyyntöön"),
    "disclose": N_("Luovutus"),
    "hand_over": N_("Annettu käsittelijälle"),
    "notice_letters": N_("Loukkausilmoitukset"),
    "sign_in": N_("Kirjautuminen"),
    "denied": N_("Evätty"),
    "grant": N_("Tunnus myönnetty"),
    "reset": N_("Salasana nollattu"),
    "revoke": N_("Tunnus suljettu"),
    "role": N_("Rooli vaihdettu"),
    "rotate_keys": N_("Avain vaihdettu"),
    "recovery_code": N_("Palautusavain"),
    "backup": N_("Varmuuskopio"),
    "restore_trial": N_("Palautusta kokeiltu"),
    "copies_removed": N_("Vanhat kopiot poistettu"),
    "truncate": N_("Lokia lyhennetty"),
    "decide": N_("Päätös"),
    "found": N_("Toimisto perustettu"),
    "collect": N_("Tiedot koottu"),
    "tell": N_("Kerrottu muutoksesta"),
    "override": N_("Poikkeus"),
    "send_marketing": N_("Markkinointi lähetetty"),
    "breach_sheet": N_("Loukkauksen lomaketiedot"),
    "choose_affected": N_("Loukkauksen henkilöt"),
    "report_breach": N_("Loukkauksesta ilmoitettu"),
    "tell_of_breach": N_("Loukkauksesta kerrottu"),
    "close_breach": N_("Loukkaus päätetty"),
    "ytj": N_("YTJ-haku"),
    "undertaking": N_("Vaitiolositoumus"),
    "review_access": N_("Käyttöoikeuksien katselmus"),
    "outage_letters": N_("Häiriökirjeet"),
    "marketing_letters": N_("Markkinointikirjeet"),
    "call_list": N_("Soittoluettelo"),
    "text_list": N_("Tekstiviestiluettelo"),
    "erase_some": N_("Tietojen poisto osittain"),
    "erase_again": N_("Poisto varmuuskopion jälkeen"),
    "ledger_renewed": N_("Poistojen luettelo uusittu"),
    "log_sealed": N_("Käyttöloki sinetöity"),
    "dry_run": N_("Tuonnin koeajo"),
}
"""What an action is called; others by its own word."""
TARGETS = (
    "customer",
    "person",
    "invoice",
    "contract",
    "service",
    "domain_name",
    "interaction",
    "attachment",
    "request",
    "disclosure",
    "breach",
    "outage",
    "campaign",
    "user",
)
"""What the log is filtered by: the kinds of rows that were touched."""
KNOWN = frozenset(entity.__tablename__ for entity in entities())
"""Names of the rows that the log can tell of; of others only what was done."""


def main_action(actions: str) -> str:
    """Return the action an entry is told by: what happened rather than what was seen on the way."""
    found = actions.split(",")
    return next((one for one in found if one not in {"view", "update", "create"}), found[0])


def purpose_words(purpose: str | None) -> str:
    """Return why something was looked at, in the language spoken now: purposes are logged in Finnish."""
    return _(purpose or "asiakaspalvelu")


def action_words(code: str) -> str:
    """Return what an action is called in words."""
    return _(ACTIONS[code]) if code in ACTIONS else code.replace("_", " ").capitalize()


def target_words(entity: str) -> str:
    """Return what a kind of rows is called; "" for none."""
    return _(entity_of(entity).__label__) if entity in KNOWN else ""


def log_targets() -> tuple[tuple[str, str], ...]:
    """Return the kinds of rows by which the log can be filtered: code and words."""
    return tuple((name, _(entity_of(name).__plural__)) for name in TARGETS)
