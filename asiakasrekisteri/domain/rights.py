"""The words of the rights beside access: how recipients are told, what they answer, what may be restricted and why."""

from asiakasrekisteri.domain.fields import Option
from asiakasrekisteri.domain.texts import N_

NOTICE_CHANNELS = (
    Option("letter", N_("kirje")),
    Option("email", N_("sähköposti")),
    Option("secure", N_("suojattu yhteys")),
    Option("call", N_("puhelu")),
)
NOTICE_ANSWERS = (
    Option("done", N_("vastaanottaja toimi samoin")),
    Option("partly", N_("vastaanottaja toimi osittain")),
    Option("kept", N_("vastaanottaja säilyttää omalla perusteellaan")),
    Option("unknown", N_("vastaanottajalla ei enää ole tietoja")),
)
HINDRANCES = (
    Option("impossible", N_("ilmoittaminen on mahdotonta")),
    Option("disproportionate", N_("ilmoittaminen vaatii kohtuutonta vaivaa")),
)
"""Why a recipient need not be told (Art. 19)."""
TOLD_KINDS = frozenset({"rectification", "erasure", "restriction", "objection"})
"""Requests after which recipients are told: Art. 16, 17(1) and 18; an objection restricts at once."""
RESTRICTING = {
    "rectification": ("accuracy",),
    "erasure": ("unlawful", "claims"),
    "restriction": ("accuracy", "unlawful", "claims", "objection"),
    "objection": ("objection",),
}
"""On which grounds processing may be restricted when a right of each kind is exercised (Art. 18(1)(a)–(d))."""
STOPPING = frozenset({"marketing", "consent"})
"""Requests that are carried out at once, without weighing (Art. 21(3), 7(3))."""
LAW, CLAIM = "gdpr17_3_b", "gdpr17_3_e"
"""Grounds on which something is kept although it was asked to be erased: a duty of law, a legal claim."""
