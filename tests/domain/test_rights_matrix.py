"""The matrix of user rights tells of every permission and key, and by the roles as they are."""

from asiakasrekisteri.domain.permissions import Permission, Role, SealedKey
from asiakasrekisteri.domain.rights_matrix import Level, rights


def test_every_permission_and_key_stands_in_the_matrix() -> None:
    told = {one for right in rights() for one in (right.read, right.write, right.decide) if one is not None}
    assert set(Permission) - told == {Permission.OFFICE_ENTER}
    assert {right.key for right in rights() if right.key is not None} == set(SealedKey)


def test_levels_follow_the_roles() -> None:
    levels = {right.label: {role: right.level(role) for role in Role} for right in rights()}
    assert levels["Pyynnöt ja vastaukset"] == {
        Role.MAIN_USER: Level.DECIDE,
        Role.CUSTOMER_SERVICE: Level.WRITE,
        Role.BILLING: Level.NONE,
        Role.TECHNICAL: Level.NONE,
    }
    assert levels["Laskut ja suoritukset"][Role.CUSTOMER_SERVICE] is Level.READ
    assert levels["Henkilötunnuksen näyttäminen"][Role.BILLING] is Level.REASON
    assert levels["Henkilön tietojen poistaminen"][Role.BILLING] is Level.NONE
