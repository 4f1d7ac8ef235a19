"""`pages.fetched.v1` → extract → `articles.extracted.v1`."""

from faust.types import StreamT

from schemas.pipeline import EXTRACT
from services.extract.step import ExtractStep
from services.stage.stage import Stage

stage = Stage(EXTRACT, in_flight_max=32)
app = stage.app
extracted = ExtractStep(stage.settings)
for part in extracted.parts:
    stage.use(part)


@app.agent(stage.source)
async def extract_pages(stream: StreamT[bytes]) -> None:
    """Turn fetched pages into articles."""
    await stage.drain(stream, extracted)
