"""What the office has decided of the columns of a layout: taken up again when a file has the same heads."""

import hashlib
import json
from collections.abc import Sequence

from asiakasrekisteri.exchange.columns import targets
from asiakasrekisteri.exchange.mapping import NO_MAPPING, ColumnMapping
from asiakasrekisteri.exchange.vocabulary import squeeze
from asiakasrekisteri.store.models import StoreMark
from asiakasrekisteri.store.work import Work

_KEPT_AS = "import_columns "


def remembered(work: Work, heads: Sequence[str]) -> ColumnMapping:
    """Return what was decided of these heads when such a file was imported last; nothing where it was not."""
    mark = work.session.get(StoreMark, _name(heads))
    if mark is None:
        return NO_MAPPING
    known = targets()
    said: dict[str, str] = json.loads(mark.value)
    return ColumnMapping(columns={head: target for head, target in said.items() if not target or target in known})


def remember(work: Work, heads: Sequence[str], mapping: ColumnMapping) -> None:
    """Keep what the user decided of columns; never why an identity code may be stored, which is asked each time."""
    if mapping.columns and heads:
        said = json.dumps(mapping.columns, ensure_ascii=False)
        work.session.merge(StoreMark(name=_name(heads), value=said))


def _name(heads: Sequence[str]) -> str:
    """Return the name under which a layout is kept: of its heads in their order."""
    digest = hashlib.sha256("\n".join(map(squeeze, heads)).encode()).hexdigest()
    return _KEPT_AS + digest[:32]
