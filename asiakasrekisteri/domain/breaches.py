"""Personal data breaches: their words, the clock of the notice, and what still has to be done (GDPR Art. 33–34)."""

from asiakasrekisteri.domain.fields import Option
from asiakasrekisteri.domain.texts import N_

OUR_ROLES = (
    Option("controller", N_("rekisterinpitäjä")),
    Option("processor", N_("henkilötietojen käsittelijä")),
)
CAUSES = (
    Option("human", N_("inhimillinen virhe")),
    Option("wrong_recipient", N_("väärä vastaanottaja")),
    Option("technical", N_("tekninen vika")),
    Option("attack", N_("hyökkäys tai haittaohjelma")),
    Option("lost", N_("laite tai aineisto katosi")),
    Option("unauthorised", N_("luvaton käyttö")),
    Option("other", N_("muu syy")),
)
RISKS = (
    Option("none", N_("ei riskiä")),
    Option("risk", N_("riski")),
    Option("high", N_("korkea riski")),
)
PHASES = (
    Option("first", N_("alustava")),
    Option("further", N_("täydentävä")),
    Option("last", N_("lopullinen")),
)
NOT_TOLD_GROUNDS = (
    Option("no_high_risk", N_("ei korkeaa riskiä")),
    Option("encrypted", N_("tiedot olivat suojattuja, esimerkiksi salattuja (34.3 a)")),
    Option("later_measures", N_("korkea riski ei enää toteudu (34.3 b)")),
    Option("public_notice", N_("kohtuuton vaiva, tiedotettu julkisesti (34.3 c)")),
)
WAYS = (
    Option("letter", N_("kirje")),
    Option("email", N_("sähköposti")),
    Option("phone", N_("puhelin")),
    Option("public", N_("julkinen tiedote")),
    Option("other", N_("muulla tavalla")),
)
