"""The console beside `newsreel up`, and alone: where it listens, or why it does not."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

from services.cli.run.console import console_beside


def environment(folder: Path, port: int) -> dict[str, str]:
    return {
        "NEWSREEL_KAFKA": "127.0.0.1:1",
        "NEWSREEL_STORE": f"sqlite:///{folder}/state",
        "NEWSREEL_RUN_DIR": str(folder),
        "NEWSREEL_CONSOLE_PORT": str(port),
        "NEWSREEL_CONSOLE_TOKEN": "a-token",
    }


async def test_it_says_where_it_listens_with_the_token_that_writing_needs(tmp_path: Path) -> None:
    log = tmp_path / "console.log"
    log.write_text("console       http://127.0.0.1:1/#token=of-an-earlier-start\n")
    async with console_beside(environment(tmp_path, 0), log) as line:
        assert line.startswith("console       http://127.0.0.1:")
        assert line.endswith("/#token=a-token")


async def test_a_port_that_is_taken_is_said_and_hinders_nothing(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        async with console_beside(environment(tmp_path, port), tmp_path / "console.log") as line:
            assert line.startswith(f"console       none: 127.0.0.1:{port}: ")
            assert "Address already in use (NEWSREEL_CONSOLE_PORT)" in line


async def test_a_token_for_use_from_elsewhere_does_not_stand_in_the_log(tmp_path: Path) -> None:
    elsewhere = environment(tmp_path, 0) | {"NEWSREEL_CONSOLE_HOST": "0.0.0.0"}
    async with console_beside(elsewhere, tmp_path / "console.log") as line:
        assert line.startswith("console       http://0.0.0.0:")
        assert "a-token" not in line


def test_the_command_serves_the_page_until_it_is_told_to_stop(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "services.cli.main", "console", "--port", "0"],
        cwd=tmp_path,
        env={**os.environ, **environment(tmp_path, 1)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().split()[1]
        with urllib.request.urlopen(address) as response:
            assert b"<title>Newsreel</title>" in response.read()
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


def test_a_host_that_there_is_not_is_told_by_its_setting(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "services.console"],
        env={**os.environ, **environment(tmp_path, 0), "NEWSREEL_CONSOLE_HOST": "nope.invalid"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "newsreel: nope.invalid:0: " in done.stderr
    assert "(NEWSREEL_CONSOLE_HOST)" in done.stderr
    assert "Unknown error" not in done.stderr
