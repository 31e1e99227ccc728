"""What the columns of an import are called."""

from asiakasrekisteri.exchange.columns import targets
from asiakasrekisteri.usecases.importing.labels import column_label, known_columns


def test_every_column_has_a_name_of_its_own_in_the_users_words() -> None:
    labels = {target: column_label(target) for target in targets()}
    assert [target for target, label in labels.items() if not label or label == target or "_" in label] == []
    assert len(set(labels.values())) == len(labels)
    assert column_label("") == ""


def test_what_can_be_read_is_told_but_not_what_only_a_mapping_allows() -> None:
    told = [name for _group, names in known_columns() for name in names]
    assert sorted(told) == sorted(column_label(target) for target in targets() - {"identity_code"})
