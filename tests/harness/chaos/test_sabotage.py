"""The flaws that show whether the harness notices can still be planted."""

import subprocess
import sys

PLANT_ALL = "from tests.harness.chaos.sabotage import FLAWS\nfor plant in FLAWS.values(): plant()"


def test_every_flaw_can_be_planted() -> None:
    """In a process of its own: a flaw stays in the code that it is planted into."""
    subprocess.run([sys.executable, "-c", PLANT_ALL], check=True)
