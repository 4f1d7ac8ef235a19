from services.intake.answered import METADATA
from tests.support.stores import store_fixture

store = store_fixture("intake", METADATA)
