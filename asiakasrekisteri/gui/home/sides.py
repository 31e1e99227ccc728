"""The right column of the desk: backups, what has been done lately, the description in force."""

import datetime as dt

from asiakasrekisteri.domain.formats import FINLAND, clock_time, day
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.home.cards import LinesCard, way
from asiakasrekisteri.usecases.privacy.publishing import Version, list_versions
from asiakasrekisteri.usecases.recent import RecentAct, last_backup, recent_acts

_OLD_DAYS = 7
_WATCHED = ("interaction", "customer", "person", "invoice", "request", "contract", "service", "description_version")


class BackupsCard(LinesCard):
    """When the register was last backed up.

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Varmuuskopiot"))
        self.reload()

    def reload(self) -> None:
        """Ask anew."""
        self.context.ask(self, lambda gate: gate.call(last_backup), self._come)

    def _come(self, at: dt.datetime | None) -> None:
        if at is None:
            text = _("Ota kopio komennolla backup ja vie se lukittuun tilaan.")
            self.show_lines([("triangle-alert", "warn", _("Varmuuskopiota ei ole tehty"), text)])
            return
        days = (self.context.today() - at.astimezone(FINLAND).date()).days
        old = days > _OLD_DAYS
        ago = ngettext("{n}\xa0pv sitten", "{n}\xa0pv sitten", days).format(n=days) if days else _("tänään")
        sign, tone = ("triangle-alert", "warn") if old else ("circle-check", "ok")
        self.show_lines([(sign, tone, clock_time(at), ago)])


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
