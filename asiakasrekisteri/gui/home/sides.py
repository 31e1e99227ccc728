"""The right column of the desk: backups, what has been done lately, the description in force."""

import datetime as dt

from asiakasrekisteri.domain.formats import FINLAND, clock_time, day
from asiakasrekisteri.domain.promises import TRIAL_MONTHS
from asiakasrekisteri.domain.retention import add_months
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.home.cards import LinesCard, way
from asiakasrekisteri.usecases.backups import BackupState, backup_state
from asiakasrekisteri.usecases.privacy.publishing import Version, list_versions
from asiakasrekisteri.usecases.recent import RecentAct, recent_acts

_OLD_DAYS = 7
_WATCHED = ("interaction", "customer", "person", "invoice", "request", "contract", "service", "description_version")


class BackupsCard(LinesCard):
    """When the register was last backed up, where that lies, and when one was last put back to try it.

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Varmuuskopiot"), (way(context, _("Avaa"), "backups"),))
        context.bus.watch(self, ("backup", "backup_place", "restore_trial"), lambda _changes: self.reload())
        self.reload()

    def reload(self) -> None:
        """Ask anew."""
        self.context.ask(self, lambda gate: gate.call(backup_state), self._come)

    def _come(self, state: BackupState) -> None:
        if state.made_at is None:
            text = _("Ota kopio ja vie se lukittuun tilaan.")
            self.show_lines([("triangle-alert", "warn", _("Varmuuskopiota ei ole tehty"), text)])
            return
        self.show_lines((self._made(state.made_at), _lies(state), self._tried(state)))

    def _made(self, at: dt.datetime) -> tuple[str, str, str, str]:
        days = (self.context.today() - at.astimezone(FINLAND).date()).days
        ago = ngettext("{n}\xa0pv sitten", "{n}\xa0pv sitten", days).format(n=days) if days else _("tänään")
        return (*_sign(days <= _OLD_DAYS), clock_time(at), ago)

    def _tried(self, state: BackupState) -> tuple[str, str, str, str]:
        if state.failed_on is not None:
            text = _("Ota uusi kopio ja kokeile sitä.")
            return (*_sign(False), _("Kopio ei palautunut {day}").format(day=day(state.failed_on)), text)
        if state.tried_on is None:
            return (*_sign(False), _("Palautusta ei ole kokeiltu"), _("Kokeile, että kopiosta pääsee takaisin."))
        fresh = add_months(state.tried_on, TRIAL_MONTHS) >= self.context.today()
        text = _("Kopio palautui ehjänä.") if fresh else _("Kokeilusta on yli vuosi. Kokeile uudelleen.")
        return (*_sign(fresh), _("Palautusta kokeiltu {day}").format(day=day(state.tried_on)), text)


def _sign(good: bool) -> tuple[str, str]:
    return ("circle-check", "ok") if good else ("triangle-alert", "warn")


def _lies(state: BackupState) -> tuple[str, str, str, str]:
    if state.locked is None:
        return (*_sign(False), _("Kopion paikkaa ei ole kirjattu"), _("Kirjaa, missä se on ja miten lukossa."))
    text = _("Lukossa") if state.locked else _("Ei lukossa: vie kopio lukittuun tilaan.")
    return (*_sign(state.locked), state.place, text)


class RecentCard(LinesCard):
    """What has been done lately.

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Viimeisimmät tapahtumat"))
        context.bus.watch(self, _WATCHED, lambda _changes: self.reload())
        self.reload()

    def reload(self) -> None:
        """Ask anew."""
        self.context.ask(self, lambda gate: gate.call(recent_acts), self._come)

    def _come(self, acts: tuple[RecentAct, ...]) -> None:
        self.show_lines((act.icon, "muted", act.text, f"{act.who} · {self._when(act.at)}") for act in acts)

    def _when(self, at: dt.datetime) -> str:
        local = at.astimezone(FINLAND)
        time = _("klo\xa0{time}").format(time=f"{local.hour}.{local.minute:02}")
        return time if local.date() == self.context.today() else f"{local.day}.{local.month}. {time}"


class DescriptionsCard(LinesCard):
    """The description in force.

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Selosteet"), (way(context, _("Avaa"), "descriptions"),))
        context.bus.watch(self, ("description_version", "register"), lambda _changes: self.reload())
        self.reload()

    def reload(self) -> None:
        """Ask anew."""
        self.context.ask(self, lambda gate: gate.call(list_versions), self._come)

    def _come(self, versions: tuple[Version, ...]) -> None:
        if not versions:
            text = _("Tietosuojaselostetta ei ole vielä julkaistu")
            self.show_lines([("triangle-alert", "warn", text, _("Täydennä kohdat ja julkaise."))])
            return
        latest = versions[0]
        due = latest.next_review_on < self.context.today()
        words = _("Voimassa {day} alkaen.").format(day=day(latest.published_on))
        review = _("Tarkistetaan {day}.").format(day=day(latest.next_review_on))
        sign, tone = ("triangle-alert", "warn") if due else ("circle-check", "ok")
        title = _("Tietosuojaseloste, versio {n}").format(n=latest.number)
        self.show_lines([(sign, tone, title, f"{words} {review}")])
