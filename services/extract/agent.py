"""`pages.fetched.v1` → extract → `articles.extracted.v1`."""

from faust.types import StreamT

from schemas.pipeline import EXTRACT, FETCHED
from services.extract.service import ExtractStep
from services.settings import settings
from services.stage.continuity.watch import Continuity
from services.stage.stage import Stage

IN_FLIGHT_MAX = 32
"""Pages in memory, of at most 10 MB each: enough for sixteen workers to find the next one ready.

No setting: more places only make a longer line, and a later deadline with it.
"""

extracted = ExtractStep(settings())
stage = Stage(
    EXTRACT,
    lambda record: record.decode_packed(FETCHED),
    in_flight_max=IN_FLIGHT_MAX,
    queue_wait_seconds=extracted.workers.queue_wait_seconds(IN_FLIGHT_MAX),
)
app = stage.app
stage.use(extracted.workers, beside=True)
if extracted.sites:
    stage.use(extracted.sites)
stage.use(Continuity(stage))
for seconds, work in extracted.housekeeping:
    stage.every(seconds, work)


@app.agent(stage.source)
async def extract_pages(stream: StreamT[bytes]) -> None:
    """Turn fetched pages into articles."""
    await stage.drain(stream, extracted)
