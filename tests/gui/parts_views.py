"""The parts of the register's own pages in the states worth looking at: timeline, player, charts, files."""

import datetime as dt
import io
import math
import wave
from array import array
from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from asiakasrekisteri.gui.tasks import AtOnce
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.timeline.event import Attachment, Change, Event, Mark, Recording
from asiakasrekisteri.gui.timeline.view import Timeline
from asiakasrekisteri.gui.widgets.attachments import AttachmentList, KeptFile
from asiakasrekisteri.gui.widgets.basics import Button, column, row
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.chart import MonthChart, MonthSum
from asiakasrekisteri.gui.widgets.dropping import _Edge
from asiakasrekisteri.gui.widgets.expiry import Expiry, ExpiryList
from asiakasrekisteri.gui.widgets.peaks import peaks
from asiakasrekisteri.gui.widgets.player import RecordingPlayer
from asiakasrekisteri.gui.widgets.sums import Sum, SumsCard
from tests.gui.sheet import TODAY

EVENTS = (
    Event(
        key="i1",
        kind="invoice",
        icon="receipt-euro",
        title="Lasku 10952 lähetetty, 148,80 €",
        at=dt.date(2026, 11, 18),
        lines=("Eräpäivä 2.12.2026, viite 10952 01486. Vastaanottaja laskut@tilikettunen.example.",),
        right="18.11. klo 6.00",
        pill=Mark("Avoin", "info"),
        address="invoice/17",
    ),
    Event(
        key="r1",
        kind="request",
        icon="inbox",
        title="Tietopyyntö saapui kirjeellä",
        at=dt.date(2026, 11, 9),
        lines=("Pyytäjä Hanna-Mari Kettunen. Vastattava viimeistään 9.12.2026.",),
        right="9.11.",
        pill=Mark("16 pv", "info"),
        address="request/14",
    ),
    Event(
        key="c1",
        kind="call",
        icon="phone-incoming",
        title="Puhelu: Hanna-Mari Kettunen",
        at=dt.datetime(2026, 11, 4, 8, 42, tzinfo=dt.UTC),
        lines=("Ilmoitti leipomon uuden puhelinnumeron ja pyysi laskut jatkossa sähköpostiin.",),
        right="4.11. klo 10.42 · Joonas Väyrynen",
        recording=Recording(7, 402, "Nauhoite poistuu 4.5.2027. Kuuntelu kirjataan käyttölokiin tarkoituksineen."),
        address="interaction/5",
    ),
    Event(
        key="h1",
        kind="change",
        icon="pencil",
        title="Puhelin muutettu",
        at=dt.date(2026, 11, 4),
        right="4.11. klo 10.49 · Joonas Väyrynen",
        change=Change("+358 40 555 0188", "+358 40 555 0417", "Puhelu · 4.11.2026"),
    ),
    Event(
        key="m1",
        kind="mail",
        icon="mail",
        title="Sähköposti: Laskutusosoite muuttuu ja samalla koko leipomon yhteystiedot uusiksi vuoden alusta lukien",
        at=dt.date(2026, 10, 12),
        lines=(
            (
                "”Hei, siirrämme leipomon laskut tilitoimiston osoitteeseen. Väinö on hyväksynyt asian, ja "
                "tilitoimisto lähettää valtakirjan erikseen. Pyydämme vahvistamaan muutoksen ennen seuraavaa laskua, "
                "koska kirjanpitoaineisto suljetaan kuun lopussa.”"
            ),
            (
                "Muutos koskee kaikkia sopimuksia. Vanhaan osoitteeseen ei enää lähetetä mitään, ja sen haltija on "
                "siitä tietoinen. Lisätietoja antaa tilitoimiston palvelu arkisin kello yhdeksästä kolmeen, "
                "ja kiireellisissä asioissa myös muulloin."
            ),
        ),
        right="12.10. klo 14.20 · saapunut",
        attachments=(Attachment(3, "valtakirja.pdf", 184_000), Attachment(4, "kuva toimitiloista.jpg", 2_430_000)),
        address="interaction/4",
    ),
    Event(
        key="o1",
        kind="order",
        icon="package-plus",
        title="Tilaus: Webhotelli M vaihtui Webhotelli L:ksi",
        at=dt.date(2026, 10, 2),
        lines=("14,90 €/kk vaihtui hintaan 24,90 €/kk 1.11.2026 alkaen.",),
        right="2.10. · sopimus 2024-118",
    ),
    Event(
        key="p1",
        kind="person",
        icon="user-round-plus",
        title="Yhteyshenkilö lisätty: Åke Nyholm, tekninen",
        at=dt.date(2026, 9, 3),
        right="3.9. klo 12.15 · Aino Öberg",
    ),
)


def many(count: int) -> list[Event]:
    """Return fictional events, each on its own day back from today."""
    start = dt.date(2026, 11, 20)
    long = "Pitkä kuvaus siitä, mitä sovittiin ja kenen kanssa. " * 6
    return [
        Event(
            key=f"e{n}",
            kind="call",
            icon="phone",
            title=f"Puhelu {n}",
            at=start - dt.timedelta(days=n),
            lines=(long,) if n % 7 == 0 else ("Lyhyt merkintä.",),
            right="klo 10.42",
            address=f"interaction/{n}",
        )
        for n in range(count)
    ]


def tone(seconds: float = 1.0, width: int = 2, rate: int = 8000) -> bytes:
    """Return a WAV whose loudness rises from nothing."""
    count = int(seconds * rate)
    samples = [math.sin(n / 5) * n / count for n in range(count)]
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(width)
        out.setframerate(rate)
        if width == 1:
            out.writeframes(bytes(round(128 + s * 120) for s in samples))
        elif width == 2:
            out.writeframes(array("h", (round(s * 32000) for s in samples)).tobytes())
        else:
            out.writeframes(b"".join(round(s * 8_000_000).to_bytes(3, "little", signed=True) for s in samples))
    return file.getvalue()


def timeline(events: Sequence[Event] = EVENTS) -> Timeline:
    """Return a timeline of fictional events."""
    made = Timeline("Asiakkaan tapahtumat", AtOnce(), recording=lambda _id, done, _failed: done(tone()))
    made.show_events(events)
    return made


def timeline_view() -> QWidget:
    """Return timelines in a wide and a narrow place."""
    wide, narrow = timeline(), timeline()
    narrow.setFixedWidth(px(440))
    wide.setCurrentIndex(wide.model().index(4, 0))
    wide.setFocus()
    return row(wide, narrow, gap=12, area="root")


def months() -> tuple[MonthSum, ...]:
    """Return a fictional year of invoices."""
    paid = (10200, 9900, 11100, 10500, 10900, 10600, 9700, 10800, 10900, 10100, 6600, 0)
    opened = {9: "480.20", 10: "1950", 11: "5330.50"}
    before = (9650, 9900, 10050, 10450, 10250, 10600, 9400, 10350, 10800, 10900, 11350, 11600)
    return tuple(
        MonthSum(month=(2026, n), paid=Decimal(p), open=Decimal(opened.get(n, 0)), before=Decimal(b))
        for n, (p, b) in enumerate(zip(paid, before, strict=True), 1)
    )


SUMS = (
    Sum(name="Laskutettu 2026", amount=Decimal("118426.70")),
    Sum(name="Maksettu", amount=Decimal("110904.10")),
    Sum(name="Avoinna, 18 laskua", amount=Decimal("3204.20"), key="open"),
    Sum(name="Erääntynyt, 7 laskua", amount=Decimal("4318.40"), key="late", tone="err"),
)
EXPIRING = tuple(
    Expiry(key=name, name=name, until=TODAY + dt.timedelta(days=days), days=days, renews=renews, may_change=may)
    for name, days, renews, may in (
        ("tuiskula.example", -2, True, True),
        ("joulumyyjaiset-tampere.example", 3, False, True),
        ("ravintolatuisku.example", 8, True, True),
        ("hameenkadunkukka.example", 24, True, False),
        ("varmenne *.tuiskula.example", 60, None, True),
    )
)
FILES = (
    KeptFile(id=1, name="sopimus 2021-044.pdf", size=184_000, added=dt.date(2021, 2, 26), note="Outi Tuiskula"),
    KeptFile(id=2, name="toimitila & kaapelointi, pohjakuva.png", size=2_430_000, added=dt.date(2026, 11, 4)),
    KeptFile(id=3, name="laskut.xlsx", size=740),
)


def chart() -> MonthChart:
    """Return the chart of a fictional year."""
    made = MonthChart("Laskutus kuukausittain, € (alv 0 %)", "2025")
    made.show_months(months(), (2026, 11))
    return made


def files() -> AttachmentList:
    """Return fictional files."""
    made = AttachmentList("Liitteet")
    made.show_files(FILES)
    return made


def money_view() -> QWidget:
    """Return sums and charts, the second one turned over."""
    sums, turned, focused = SumsCard("Laskutus 2026", SUMS, "+4,1 % vuodesta 2025", "trending-up"), chart(), chart()
    sums.setFixedWidth(px(316))
    turned.flip()
    upper = row(sums, chart(), gap=12)
    upper.setFixedHeight(px(232))
    lower = row(turned, focused, gap=12)
    lower.setFixedHeight(px(260))
    made = column(upper, lower, None, gap=12, margins=(16, 16, 16, 16), area="root")
    focused.bars.setFocus()
    return made


def files_view() -> QWidget:
    """Return files, what expires, and players."""
    narrow = Card("Kapea", files(), None)
    narrow.setFixedWidth(px(272))
    held, empty = files(), AttachmentList("Liitteet", may_remove=False)
    heard = RecordingPlayer(402, lambda done, _failed: done(tone()), AtOnce(), "Nauhoite poistuu 4.5.2027.")
    failed = RecordingPlayer(65, lambda done, _failed: done(b""), AtOnce(), hindered=lambda: "Kytke kaiutin.")
    failed.toggle()
    heard.wave.show_peaks(peaks(tone(), 120))
    heard._show_place(120_000)
    over = files()
    over.setMinimumSize(400, 120)
    edge = over.findChild(_Edge)
    assert edge is not None
    edge.show()
    edge.raise_()
    left = column(
        Card("Liitteet", held),
        row(narrow, Card("Ei liitteitä", empty, None), gap=12),
        Card("Pudotus", over),
        None,
        gap=12,
    )
    expiry = ExpiryList("Vanhenevat verkkotunnukset", EXPIRING)
    right = column(
        Card("Vanhenevat verkkotunnukset", expiry, actions=(Button("Kaikki 21", kind="link"),), gap=8),
        Card("Nauhoitteet", heard, failed),
        None,
        gap=12,
    )
    right.setFixedWidth(px(440))
    return row(left, right, gap=12, margins=(16, 16, 16, 16), area="root")


PARTS_VIEWS: dict[str, Callable[[], QWidget]] = {
    "06-aikajana": timeline_view,
    "10-summat-ja-kaavio": money_view,
    "11-vanhenevat-ja-liitteet": files_view,
}
