"""What a tab of a person's page is."""

from PySide6.QtWidgets import QFrame

from asiakasrekisteri.usecases.persons import PersonPage


class PersonTab(QFrame):
    """A tab: told which person is in front, and told again when something of hers has changed."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("area", "root")

    def show_person(self, page: PersonPage) -> None:
        """Fetch and show what belongs to this person."""
        raise NotImplementedError
