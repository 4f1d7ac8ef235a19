"""Single statements, and how those of several places add up."""

from collections.abc import Iterable
from functools import reduce
from itertools import islice

from schemas.events import Purpose, Rights, RightsStatement, StatementName, StatementSource
from schemas.url import BadUrl, parse_url
from services.fetch.http.one_line import one_line

STATEMENTS_MAX = 20
"""They travel with the page in a message header."""
VALUE_MAX_CHARS = 300

LICENCES_MAX = 5
"""Of one place."""

NOTHING_STATED = Rights()

_DRAFTS = frozenset({"content-usage"})
"""draft-ietf-aipref-attach of August 2026; its labels have changed before."""


def statement(
    name: StatementName,
    value: str,
    source: StatementSource,
    reserves: Iterable[Purpose] = (),
    grants: Iterable[Purpose] = (),
) -> RightsStatement:
    """Write down one statement; of a long value the start."""
    return RightsStatement(
        name=name,
        value=one_line(value, VALUE_MAX_CHARS),
        source=source,
        draft=name in _DRAFTS,
        reserves=tuple(reserves),
        grants=tuple(grants),
    )


def licence(url: object, source: StatementSource) -> Rights:
    """Write down where a licence lies, if that is a web address. It is recorded, never fetched."""
    href = web_url(url)
    if href is None or len(href) > VALUE_MAX_CHARS:
        return NOTHING_STATED
    return Rights(license_url=href, statements=(statement("license", href, source),))


def strongest_last(licences: Iterable[Rights]) -> list[Rights]:
    """Order the licences of one place for `combine`: the first is the strongest, of many a few."""
    return [*islice(licences, LICENCES_MAX)][::-1]


def combine(*stated: Rights) -> Rights:
    """Join what several places say, from the weakest to the strongest.

    Restrictions add up; of TDMRep, robots.txt, licence and `free` the last place that states them
    counts.
    """
    return reduce(_joined, stated, NOTHING_STATED)


def web_url(value: object) -> str | None:
    """Keep a URL only if it is one of the web; it is published, never fetched."""
    try:
        return parse_url(value).href if isinstance(value, str) else None
    except BadUrl:
        return None


def _joined(weaker: Rights, stronger: Rights) -> Rights:
    if stronger is NOTHING_STATED or weaker is NOTHING_STATED:
        return weaker if stronger is NOTHING_STATED else stronger
    overruled = stronger.tdm_reserved is not None
    tdm = stronger if overruled else weaker
    before = map(_overruled, weaker.statements) if overruled else weaker.statements
    return Rights(
        robots=weaker.robots if stronger.robots == "unchecked" else stronger.robots,
        noindex=weaker.noindex or stronger.noindex,
        noarchive=weaker.noarchive or stronger.noarchive,
        noai=weaker.noai or stronger.noai,
        tdm_reserved=tdm.tdm_reserved,
        tdm_policy=tdm.tdm_policy,
        free=weaker.free if stronger.free is None else stronger.free,
        license_url=stronger.license_url or weaker.license_url,
        statements=_bounded((*before, *stronger.statements)),
    )


def _overruled(each: RightsStatement) -> RightsStatement:
    if each.name != "tdm-reservation":
        return each
    return each.model_copy(update={"reserves": ()})


def _bounded(statements: Iterable[RightsStatement]) -> tuple[RightsStatement, ...]:
    """Keep each once, and of too many first those that forbid what none before them does."""
    once = tuple(dict.fromkeys(statements))
    if len(once) <= STATEMENTS_MAX:
        return once
    forbidden: set[str] = set()
    telling: list[RightsStatement] = []
    others: list[RightsStatement] = []
    for each in once:
        (others if forbidden.issuperset(each.reserves) else telling).append(each)
        forbidden.update(each.reserves)
    return (*telling, *others)[:STATEMENTS_MAX]
