from services.publish.tables import METADATA
from tests.support.stores import store_fixture

store = store_fixture("publish", METADATA)
