"""Which body each step has: one line for each; see `steps`."""

from asiakasrekisteri.domain.requests import Stage
from asiakasrekisteri.domain.rights import STOPPING, TOLD_KINDS
from asiakasrekisteri.gui.requests.answer import AnswerBody
from asiakasrekisteri.gui.requests.closed import ClosedBody
from asiakasrekisteri.gui.requests.copying import AccessAnswerBody
from asiakasrekisteri.gui.requests.decide import DecideBody
from asiakasrekisteri.gui.requests.find import FindBody
from asiakasrekisteri.gui.requests.identify import IdentityBody
from asiakasrekisteri.gui.requests.received import ReceivedBody
from asiakasrekisteri.gui.requests.review.body import ReviewBody
from asiakasrekisteri.gui.requests.rights.acting import RightAnswerBody, RightDecideBody
from asiakasrekisteri.gui.requests.rights.erasing import EraseDecideBody
from asiakasrekisteri.gui.requests.steps import Bodies

STEP_BODIES: Bodies = {
    (Stage.RECEIVED, ""): ReceivedBody,
    (Stage.IDENTITY, ""): IdentityBody,
    (Stage.FIND, ""): FindBody,
    **{(Stage.FIND, kind): ReviewBody for kind in ("access", "portability", "erasure", "restriction", "objection")},
    (Stage.DECIDE, ""): DecideBody,
    (Stage.DECIDE, "erasure"): EraseDecideBody,
    **{(Stage.DECIDE, kind): RightDecideBody for kind in ("rectification", "restriction", "objection", *STOPPING)},
    (Stage.ANSWER, ""): AnswerBody,
    **{(Stage.ANSWER, kind): RightAnswerBody for kind in (*sorted(TOLD_KINDS), "portability")},
    (Stage.ANSWER, "access"): AccessAnswerBody,
    (Stage.CLOSED, ""): ClosedBody,
}
