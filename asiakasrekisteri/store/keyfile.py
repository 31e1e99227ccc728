"""The key file beside the database: who may open the office, and with what.

One slot per user ID and one for the printed recovery code. Whoever holds the keys can seal them to others, take slots
away and put new keys in place of old ones without knowing anybody's password. Every change reads the file anew, checks
its seal, and replaces it as a whole while holding the office's turn, so two desks cannot lose each other's grant.
"""

import secrets
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from asiakasrekisteri.domain.errors import (
    DeviceSecretMissingError,
    FieldError,
    ForeignFileError,
    InvalidInputError,
    KeyFileDamagedError,
    LoginRefusedError,
    NotFoundError,
    StaleRecordError,
)
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.faults import disk_faults
from asiakasrekisteri.store.files import DATABASE, KEY_FILE, OLDER_KEPT, older, replace_file, replace_keeping_older
from asiakasrekisteri.store.keydocument import (
    RECOVERY,
    KeyDocument,
    Slot,
    dump,
    parse,
    require_sealed,
    seal_document,
)
from asiakasrekisteri.store.logins import USER
from asiakasrekisteri.store.recovery import code_bytes, new_code
from asiakasrekisteri.store.sealing import KEY_BYTES, PRODUCT_POLICY, KdfParameters, KdfPolicy, password_bytes
from asiakasrekisteri.store.slots import (
    Secret,
    keys_of,
    new_slot,
    only_generation,
    open_slot,
    waste_time,
    with_generation,
    with_keys,
    with_secret,
)
from asiakasrekisteri.store.turn import turn
from asiakasrekisteri.store.unlocked import DATA, KEY_NAMES, UnlockedKeys

RECOVERY_LOGIN = ""
_LOGIN_LENGTHS = range(2, 33)


def fold_login(login: str) -> str:
    """Return the one form of a user ID: Paula, paula and PAULA are the same."""
    return unicodedata.normalize("NFC", login).strip().casefold()


def login_refused() -> LoginRefusedError:
    """Return the refusal that is the same for an unknown user ID and a wrong password."""
    return LoginRefusedError(_("Käyttäjätunnus tai salasana on väärin. Tarkista molemmat ja yritä uudelleen."))


class KeyFile:
    """The key file of one office folder."""

    def __init__(self, folder: Path, policy: KdfPolicy = PRODUCT_POLICY) -> None:
        self.path = folder / KEY_FILE
        self._policy = self.policy = policy

    @classmethod
    def create(
        cls, folder: Path, login: str, password: str, policy: KdfPolicy = PRODUCT_POLICY
    ) -> tuple["KeyFile", UnlockedKeys]:
        """Begin an office: make every key and the main user's slot.

        Raises:
            ForeignFileError: the folder already holds a register's files.
        """
        file = cls(folder, policy)
        if file.path.exists() or (folder / DATABASE).exists():
            raise ForeignFileError(
                _("Kansiossa on jo asiakasrekisteri. Valitse tyhjä kansio tai avaa rekisteri siitä.")
            )
        office = secrets.token_hex(16)
        keys = {name: {1: secrets.token_bytes(KEY_BYTES)} for name in KEY_NAMES}
        slot = new_slot(office, _new_login(login), Secret(password_bytes(password)), policy)
        document = KeyDocument(office, (with_keys(office, slot, keys),))
        with turn(folder):
            replace_file(file.path, dump(seal_document(document, 1, keys[DATA][1])))
        return file, UnlockedKeys(office, slot.login, slot.id, must_change=False, by_recovery=False, keys=keys)

    def read(self) -> KeyDocument:
        """Return the file's content.

        Raises:
            KeyFileDamagedError: it is missing, cut or altered.
            NewerVersionError: a later program wrote it.
        """
        return parse(self._content())

    def uses_device(self, login: str) -> bool:
        """Tell whether the user ID opens only with the secret of this computer's keyring."""
        slot = self.read().user(fold_login(login))
        return slot is not None and slot.device

    def is_weak(self, login: str) -> bool:
        """Tell whether the slot should be sealed anew, more slowly, at this login (see `change_password`)."""
        slot = self.read().user(fold_login(login))
        return slot is not None and self._policy.is_weak(slot.kdf)

    def unlock(self, login: str, password: str, device: bytes | None = None) -> UnlockedKeys:
        """Open the slot of a user ID.

        Raises:
            LoginRefusedError: unknown user ID or wrong password, indistinguishable in words and time.
            DeviceSecretMissingError: the slot needs the keyring's secret, and it was not given.
            KeyFileDamagedError: the file is missing, cut or altered.
        """
        return self._enter(login, Secret(password_bytes(password), device))[0]

    def unlock_with_recovery(self, code: str) -> UnlockedKeys:
        """Open the recovery slot with the printed code.

        Raises:
            InvalidInputError: the code is mistyped (its checksum fails); nothing was tried.
            LoginRefusedError: the code is another one, or none has been made.
        """
        secret = Secret(code_bytes(code))
        document = self.read()
        slot = document.recovery()
        if slot is None:
            waste_time(secret, self._usual_cost(document))
            raise _recovery_refused()
        try:
            return self._open(document, slot, secret)[0]
        except LoginRefusedError as e:
            raise _recovery_refused() from e

    def grant(self, by: UnlockedKeys, login: str, first_password: str, names: Iterable[str] = ()) -> None:
        """Give a user ID its slot: the data key and the named keys. The first password must be changed at first login.

        Raises:
            InvalidInputError: the user ID is taken or is not a usable one.
            StoreError: the granter lacks one of the keys.
        """
        folded = _new_login(login)

        def change(document: KeyDocument) -> KeyDocument:
            if document.user(folded):
                raise InvalidInputError([FieldError("login", _("Käyttäjätunnus on jo käytössä. Valitse toinen."))])
            secret = Secret(password_bytes(first_password))
            slot = new_slot(document.office, folded, secret, self._policy, must_change=True)
            return document.with_slot(with_keys(document.office, slot, _share(by, names)))

        self._change(by, change)

    def revoke(self, by: UnlockedKeys, login: str) -> None:
        """Take the slot away. Whoever copied file and keys before is shut out only by `Vault.rotate`.

        Raises:
            NotFoundError: there is no such user ID.
            InvalidInputError: nobody would be left who can grant.
        """
        folded = fold_login(login)

        def change(document: KeyDocument) -> KeyDocument:
            left = document.without(_slot_of(document, folded).id)
            if not any(s.kind == USER and set(KEY_NAMES) <= set(s.keys) for s in left.slots):
                message = _("Viimeistä pääkäyttäjää ei voi poistaa. Anna oikeudet ensin toiselle.")
                raise InvalidInputError([FieldError("login", message)])
            return left

        self._change(by, change)

    def reset(self, by: UnlockedKeys, login: str, password: str, *, must_change: bool = True) -> None:
        """Give a user who forgot the password a new slot with the same keys.

        The password is a first one unless the user typed it, as after the recovery code (`must_change=False`).

        Raises:
            NotFoundError: there is no such user ID.
            StoreError: the one who resets lacks one of the keys.
        """
        folded = fold_login(login)

        def change(document: KeyDocument) -> KeyDocument:
            old = _slot_of(document, folded)
            secret = Secret(password_bytes(password))
            slot = new_slot(document.office, folded, secret, self._policy, must_change=must_change)
            keys = _share(by, set(old.keys) - {DATA})
            return document.without(old.id).with_slot(with_keys(document.office, slot, keys))

        self._change(by, change)

    def set_keys(self, by: UnlockedKeys, login: str, names: Iterable[str]) -> None:
        """Give a user ID exactly the data key and the named keys, as when the role changes; the password stays."""
        folded = fold_login(login)
        self._change(
            by,
            lambda document: document.with_slot(
                with_keys(document.office, _slot_of(document, folded), _share(by, names))
            ),
        )

    def change_password(self, login: str, old: str, new: str, device: bytes | None = None) -> UnlockedKeys:
        """Put a slot under another password (or the same one, stretched more slowly), and lift the forced change.

        Raises:
            LoginRefusedError: the old password is wrong.
            InvalidInputError: the first password was to be changed and the new one is the same.
        """
        opened = Secret(password_bytes(old), device)
        return self._reseal(login, opened, Secret(password_bytes(new), device), lift=True)

    def set_device(self, login: str, password: str, old: bytes | None, new: bytes | None) -> None:
        """Join the keyring's secret to a slot, change it, or (new=None) let the password alone open it again.

        Raises:
            LoginRefusedError: the password, or the old secret, is wrong.
        """
        typed = password_bytes(password)
        self._reseal(login, Secret(typed, old), Secret(typed, new), lift=False)

    def new_recovery(self, by: UnlockedKeys) -> str:
        """Make a recovery code with every key of the maker; the earlier code stops working. Return it for the sheet."""
        code = new_code()

        def change(document: KeyDocument) -> KeyDocument:
            slot = new_slot(document.office, RECOVERY_LOGIN, Secret(code_bytes(code)), self._policy, kind=RECOVERY)
            old = document.recovery()
            rest = document.without(old.id) if old else document
            return rest.with_slot(with_keys(document.office, slot, _share(by, KEY_NAMES)))

        self._change(by, change)
        return code

    def stage(self, by: UnlockedKeys) -> UnlockedKeys:
        """Seal a new generation of the data key to every slot beside the old one: first half of changing the key."""
        generation = by.generations()[0] + 1
        key = secrets.token_bytes(KEY_BYTES)
        after = replace(by, keys={**by.keys, DATA: {**by.keys[DATA], generation: key}})

        def change(document: KeyDocument) -> KeyDocument:
            office = document.office
            return replace(
                document, slots=tuple(with_generation(office, s, DATA, generation, key) for s in document.slots)
            )

        self._change(by, change, seal_with=after)
        return after

    def finish(self, by: UnlockedKeys, generation: int) -> UnlockedKeys:
        """Drop every other generation of the data key, and the older key files, which would open nothing any more."""
        after = replace(by, keys={**by.keys, DATA: {generation: by.key(DATA, generation)}})
        self._change(
            by,
            lambda document: replace(
                document, slots=tuple(only_generation(s, DATA, generation) for s in document.slots)
            ),
            seal_with=after,
        )
        for age in range(1, OLDER_KEPT + 1):
            older(self.path, age).unlink(missing_ok=True)
        return after

    def _content(self) -> bytes:
        try:
            with disk_faults():
                return self.path.read_bytes()
        except FileNotFoundError as e:
            raise KeyFileDamagedError(_("Avaintiedosto rekisteri.avain puuttuu. Palauta varmuuskopio.")) from e

    def _usual_cost(self, document: KeyDocument) -> KdfParameters:
        costs = [s.kdf for s in document.slots if s.kind == USER]
        return self._policy.require(costs[0]) if costs else self._policy.preferred

    def _enter(self, login: str, secret: Secret) -> tuple[UnlockedKeys, Slot, X25519PrivateKey]:
        document = self.read()
        slot = document.user(fold_login(login))
        if slot is None:
            waste_time(secret, self._usual_cost(document))
            raise login_refused()
        unlocked, private = self._open(document, slot, secret)
        return unlocked, slot, private

    def _open(self, document: KeyDocument, slot: Slot, secret: Secret) -> tuple[UnlockedKeys, X25519PrivateKey]:
        if slot.device and secret.device is None:
            raise DeviceSecretMissingError(
                _(
                    "Tämän koneen avainnippu ei antanut kirjautumiseen tarvittavaa salaisuutta. Avaa avainnippu ja"
                    " yritä uudelleen, tai pyydä pääkäyttäjältä uusi ensimmäinen salasana."
                )
            )
        private = open_slot(document.office, slot, secret, self._policy)
        if private is None:
            raise login_refused()
        keys = keys_of(document.office, slot, private)
        require_sealed(document, keys.get(DATA, {}))
        by_recovery = slot.kind == RECOVERY
        return UnlockedKeys(document.office, slot.login, slot.id, slot.must_change, by_recovery, keys), private

    def _reseal(self, login: str, old: Secret, new: Secret, *, lift: bool) -> UnlockedKeys:
        unlocked, opened, private = self._enter(login, old)
        if lift and opened.must_change and old.typed == new.typed:
            message = _("Uusi salasana on sama kuin ensimmäinen. Keksi oma.")
            raise InvalidInputError([FieldError("password", message)])
        must_change = opened.must_change and not lift
        device = new.device if opened.device or not lift else None

        def change(document: KeyDocument) -> KeyDocument:
            slot = document.user(opened.login)
            if slot is None or slot.private != opened.private:
                raise StaleRecordError(_("Käyttäjätunnus muuttui kesken vaihdon. Kirjaudu uudelleen."))
            settled = replace(slot, must_change=must_change)
            secret = Secret(new.typed, device)
            return document.with_slot(with_secret(document.office, settled, private, secret, self._policy))

        self._change(unlocked, change)
        return replace(unlocked, must_change=must_change)

    def _change(
        self,
        by: UnlockedKeys,
        change: Callable[[KeyDocument], KeyDocument],
        seal_with: UnlockedKeys | None = None,
    ) -> None:
        sealer = seal_with or by
        with turn(self.path.parent):
            before = self._content()
            document = parse(before)
            if document.office != by.office or document.seal_generation not in by.generations():
                raise StaleRecordError(_("Rekisterin avaimet on vaihdettu toisaalla. Kirjaudu uudelleen."))
            require_sealed(document, by.keys[DATA])
            newest = sealer.generations()[0]
            after = dump(seal_document(change(document), newest, sealer.key(DATA, newest)))
            if self._content() != before:  # somebody copied a file over it, past the turn
                raise StaleRecordError(_("Avaintiedosto muuttui kesken muutoksen. Yritä uudelleen."))
            replace_keeping_older(self.path, after)


def _share(by: UnlockedKeys, names: Iterable[str]) -> dict[str, dict[int, bytes]]:
    wanted = {DATA, *names}
    for name in wanted:
        by.key(name)
    return {name: dict(by.keys[name]) for name in sorted(wanted)}


def _slot_of(document: KeyDocument, folded: str) -> Slot:
    slot = document.user(folded)
    if slot is None:
        raise NotFoundError(_("Käyttäjätunnusta ei ole. Päivitä näkymä ja tarkista tunnus."))
    return slot


def _new_login(login: str) -> str:
    folded = fold_login(login)
    if len(folded) not in _LOGIN_LENGTHS or not all(c.isalnum() or c in "._-" for c in folded):
        message = _("Käyttäjätunnuksessa on 2–32 merkkiä: kirjaimia, numeroita, pisteitä, viivoja.")
        raise InvalidInputError([FieldError("login", message)])
    return folded


def _recovery_refused() -> LoginRefusedError:
    return LoginRefusedError(_("Palautusavain ei ole voimassa tässä rekisterissä. Käytä viimeksi tulostettua avainta."))
