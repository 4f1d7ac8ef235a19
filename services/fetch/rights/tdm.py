"""TDMRep's pair of properties, wherever it stands (W3C community report of 2024-05-10)."""

from schemas.events import Rights, StatementSource
from services.fetch.http.wire.link_header import absolute
from services.fetch.rights.preferences import ALL_PURPOSES
from services.fetch.rights.statements import NOTHING_STATED, statement, web_url


def tdm_rights(reservation: object, policy: object, source: StatementSource, base: str) -> Rights:
    """Read a pair of TDMRep properties; a value that is neither 0 nor 1 says nothing.

    `base` is the URL that a relative address of the policy needs.

    Of several values, as of a header that is sent twice, the stricter counts.
    Newsreel mines the text of each article, so a reservation holds whatever that is for.
    """
    text = str(reservation) if isinstance(reservation, str | int) else ""
    values = {each.strip(" \t\"'") for each in text.split(",")}
    value = next((each for each in ("1", "0") if each in values), "")
    stated = {"0": False, "1": True}.get(value)
    if stated is None:
        return NOTHING_STATED
    href = web_url(absolute(base, policy)) if stated and isinstance(policy, str) else None
    said = statement(
        "tdm-reservation",
        f"{value}, policy {href}" if href else value,
        source,
        ALL_PURPOSES if stated else (),
    )
    return Rights(tdm_reserved=stated, tdm_policy=href, statements=(said,))
