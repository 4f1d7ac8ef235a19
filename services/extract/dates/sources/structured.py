"""Dates of JSON-LD, meta tags and microdata, and which of several is taken."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from lxml import etree

from services.extract.dates.labels import MODIFIED_METAS, PUBLISHED_METAS, VAGUE_METAS
from services.extract.dates.locale import Locale
from services.extract.dates.moment import Moment, is_plausible, localise, read_moment
from services.extract.dates.sources.visible import read_visible
from services.extract.dates.zones import OFFSET_MAX, country_zone, jalali_zone
from services.extract.markup.jsonld import Node, texts
from services.extract.markup.meta import Meta, microdata_value
from services.extract.markup.normalise import key
from services.extract.markup.teasers import is_teaser, with_its_link

_WORDED_CHARS = 60
_CARDS_MAX = 20
_OFFSET_STEP = timedelta(minutes=15)
Microdata = dict[str, list[etree._Element]]


def own_microdata(microdata: Microdata, heading: str) -> Microdata:
    """Leave out the dates of the cards of other articles."""
    own = key(heading)
    return {
        name: [each for each in found[:_CARDS_MAX] if not is_teaser(with_its_link(each), own)]
        for name, found in microdata.items()
        if name in ("datepublished", "datemodified")
    }


def structured(
    articles: list[Node], meta: Meta, microdata: Microdata, locale: Locale
) -> Iterator[Moment]:
    """Yield publication dates from the page's structured data, most trusted first."""
    for node in articles:
        if not _is_of_the_build(node):
            yield from _from_nodes([node], "datePublished", locale)
    for values in meta.like(*PUBLISHED_METAS):
        for text in values[:2]:
            yield from _read(text, locale, "meta")
    yield from of_microdata(microdata, locale)
    yield from _from_nodes(articles, "dateCreated", locale)
    yield from _from_nodes(articles, "uploadDate", locale)


def of_microdata(microdata: Microdata, locale: Locale) -> Iterator[Moment]:
    """Yield the publication dates of microdata."""
    for element in microdata.get("datepublished", ())[:2]:
        yield from _read(microdata_value(element), locale, "microdata")


def vague(meta: Meta, locale: Locale) -> Iterator[Moment]:
    """Yield the dates of meta tags that do not say of what: those beside the headline win."""
    for values in meta.like(*VAGUE_METAS):
        yield from _read(values[0], locale, "meta")


def of_generators(articles: list[Node], locale: Locale) -> Iterator[Moment]:
    """Yield the publication dates that may be those of the last change: the visible ones win."""
    yield from _from_nodes(list(filter(_is_of_the_build, articles)), "datePublished", locale)


def _is_of_the_build(node: Node) -> bool:
    """Return whether a node states one day in words (`Jun 24, 2025`) for both its dates.

    Site builders fill both with the day of the last build.
    """
    stated = texts(node.get("datePublished"))[:1]
    return stated == texts(node.get("dateModified"))[:1] != [] and stated[0][:1].isalpha()


def modified(
    articles: list[Node], meta: Meta, microdata: Microdata, locale: Locale
) -> Iterator[Moment]:
    """Yield dates of the last change, most trusted first."""
    yield from _from_nodes(articles, "dateModified", locale)
    for values in meta.like(*MODIFIED_METAS):
        yield from _read(values[0], locale, "meta")
    for element in microdata.get("datemodified", ())[:1]:
        yield from _read(microdata_value(element), locale, "microdata")


def _from_nodes(nodes: list[Node], name: str, locale: Locale) -> Iterator[Moment]:
    for node in nodes:
        for text in texts(node.get(name))[:1]:
            yield from _read(text, locale, "json-ld")


def _read(text: str, locale: Locale, source: str) -> Iterator[Moment]:
    moment = read_moment(text, locale.script, source, locale.country)
    moment = moment or _as_readers_see_it(text, locale, source)
    if moment and is_plausible(moment.instant, locale.fetched_at):
        yield moment


def _as_readers_see_it(text: str, locale: Locale, source: str) -> Moment | None:
    """Read a date that is stated in words or in the order of its country: `March 27, 2025`.

    Its time of day is that of the country's clocks, too.
    """
    if len(text) > _WORDED_CHARS:
        return None
    moment = read_visible(text, locale)
    if moment and locale.country and moment.precision != "day" and moment.calendar == "gregorian":
        moment = localise(moment, locale.country)
    return replace(moment, source=source) if moment else None


def choose(moments: Iterable[Moment]) -> Moment | None:
    """Return the first date, made more exact by a later one that agrees with it.

    A day gains the time of day of another source on the same day; a wall clock gains the offset
    of another source that shows the same clock, a minute the seconds.
    """
    candidates = list(moments)
    if not candidates:
        return None
    best = candidates[0]
    if best.precision == "day":
        day = best.at.date()
        best = next((m for m in candidates if m.precision != "day" and m.at.date() == day), best)
    if not best.zoned:
        return next((m for m in candidates if m.zoned and _same_clock(m, best)), best)
    if best.precision == "minute":
        return next((m for m in candidates if m.zoned and _is_exacter(m, best)), best)
    return best


def by_site_clock(best: Moment, seen: Iterable[Moment]) -> Moment:
    """Tell an instant given in UTC by the site's clock, where another date shows that clock.

    Beside `06:35:29Z`, a date without offset and with `22:35:29` is eight hours behind.
    """
    if best.precision == "day" or best.at.utcoffset():
        return best
    for each in seen:
        apart = each.at.replace(tzinfo=None) - best.at.replace(tzinfo=None)
        is_clock = not each.zoned and each.precision == "second" == best.precision
        if is_clock and apart and abs(apart) <= OFFSET_MAX and not apart % _OFFSET_STEP:
            return replace(best, at=best.at.astimezone(timezone(apart)))
    return best


def _is_exacter(one: Moment, other: Moment) -> bool:
    return one.precision == "second" and one.at.replace(second=0) == other.at


def _same_clock(one: Moment, other: Moment) -> bool:
    """Compare to the minute: one source often leaves the seconds out."""
    clock = one.at.replace(tzinfo=None, second=0)
    return one.precision != "day" and clock == other.at.replace(second=0)


def with_zone(moment: Moment, seen: Iterable[Moment], locale: Locale) -> Moment:
    """Give a wall clock its zone.

    A calendar of its own belongs to its country; else another date of the page that states an
    offset lends it (by the country's zone if that agrees, for the sake of summer time); a date
    read from visible text is the country's clock; everything else is taken as UTC.
    """
    if moment.zoned:
        return moment
    country = locale.country
    if moment.calendar == "jalali":
        return localise(moment, jalali_zone(locale.host, locale.language))
    if moment.calendar == "buddhist":
        return localise(moment, country_zone("", "th") or UTC)
    witness = next((each.at for each in seen if each.zoned and each.precision != "day"), None)
    if witness is not None:
        return localise(moment, _zone_of(witness, country))
    if moment.source == "text" or moment.precision == "day":
        return localise(moment, country or UTC)
    return localise(moment, UTC)


def _zone_of(witness: datetime, country: tzinfo | None) -> tzinfo:
    if country and witness.astimezone(country).utcoffset() == witness.utcoffset():
        return country
    return witness.tzinfo or UTC
