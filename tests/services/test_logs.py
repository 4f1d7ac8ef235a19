"""What the logs say, and what they leave out."""

import json
import subprocess
import sys

LINES = """
import logging
from services.logs import set_up
set_up("json", "INFO", "fetch")
log = logging.getLogger("services.stage.kafka.consumer")
log.error("Thread keepalive is not responding...")
logging.getLogger("mode.timers").warning("Timer %s is overlapping (%r)", 1, 2)
log.error("the consumer has failed")
"""


def test_alarms_of_a_busy_machine_are_left_out_and_no_others() -> None:
    done = subprocess.run([sys.executable, "-c", LINES], capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [(line["event"], line["stage"]) for line in lines] == [
        ("the consumer has failed", "fetch")
    ]


ABOUT = """
from services.logs import about, logger, set_up
set_up("json", "INFO", "fetch")
about(position="first of the batch")
logger().error("one", position="second")
logger().error("all")
"""


def test_a_line_that_names_its_event_is_about_that_one() -> None:
    done = subprocess.run([sys.executable, "-c", ABOUT], capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["position"] for line in lines] == ["second", "first of the batch"]
