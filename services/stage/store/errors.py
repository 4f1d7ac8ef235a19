"""What can go wrong with the store and is nobody's bug: try again later."""


class StoreUnavailable(Exception):
    """The database does not answer: nothing was changed, try again later."""


class SchemaBehind(StoreUnavailable):
    """The tables are of an older version, and this process may not change them."""
