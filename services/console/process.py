"""The console as a process: its settings, its address, and what ends it."""

import asyncio
import errno
import logging
import os
import secrets
import signal
import socket
import sys
from urllib.parse import quote

from aiohttp import web

from services.cli.environment import settings
from services.console.server import WATCHING, application, is_loopback
from services.logs import set_up
from services.misspelt import log_misspelt
from services.settings import BadSettings, Settings


def main() -> int:
    """Serve; return 1 where the port is taken, 2 for a wrong setting."""
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    try:
        config = settings()
    except BadSettings as fault:
        print(f"newsreel: {fault}", file=sys.stderr)
        return 2
    set_up(config.log_format, config.log_level, "console")
    log_misspelt()
    try:
        return asyncio.run(_serve(config, sys.argv[1:]))
    except OSError as error:
        print(f"newsreel: {_why_not(error, config)}", file=sys.stderr)
        return 1


def _why_not(error: OSError, config: Settings) -> str:
    """Say why it cannot listen, and which setting decides where."""
    address = f"{config.console_host}:{config.console_port}"
    if isinstance(error, socket.gaierror):  # its numbers are no errno
        return f"{address}: {error.strerror} (NEWSREEL_CONSOLE_HOST)"
    setting = "HOST" if error.errno == errno.EADDRNOTAVAIL else "PORT"
    why = os.strerror(error.errno) if error.errno else str(error)
    return f"{address}: {why} (NEWSREEL_CONSOLE_{setting})"


async def _serve(config: Settings, given: list[str]) -> int:
    token = config.console_token or secrets.token_urlsafe(16)
    app = application(config, token, given)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    try:
        await web.TCPSite(runner, config.console_host, config.console_port).start()
        port = runner.addresses[0][1]
        host = f"[{config.console_host}]" if ":" in config.console_host else config.console_host
        # one that was given for use from elsewhere must not stand in a log
        shown = "" if config.console_token and not is_loopback(config.console_host) else token
        where = f"http://{host}:{port}/"
        print(f"console       {where}{shown and f'#token={quote(shown, safe=str())}'}", flush=True)
        stopping = asyncio.create_task(stopped.wait())
        watching = app[WATCHING]
        await asyncio.wait([stopping, watching], return_when=asyncio.FIRST_COMPLETED)
        if not stopping.done():  # it must not look as if all were quiet
            watching.result()
    finally:
        await runner.cleanup()
    return 0
