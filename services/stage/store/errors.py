"""What can go wrong with the store and is nobody's bug."""


class StoreUnavailable(Exception):
    """The database does not answer: nothing was changed, try again later."""


class StoreDamaged(Exception):
    """Tables or columns are missing, or the file is no database: the process ends, and says so.

    No event is at fault, so none is dead-lettered; and waiting does not help.
    """

    def __init__(self, service: str, found: str) -> None:
        super().__init__(
            f"the database of {service} is damaged: {found}; put back a copy of it"
            ' (docs/operate.md, "Back up and restore"). Without one, remove what is left of its'
            " tables, on SQLite its file: they are made anew, and what gets no answer must be"
            " submitted again"
        )


class SchemaBehind(StoreUnavailable):
    """The tables are of an older version, and this process may not change them."""
