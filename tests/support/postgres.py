"""A throw-away PostgreSQL server from the programs on this machine, on loopback."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import pg8000.exceptions
import pg8000.native

from services.local.child import (
    LOOPBACK,
    Child,
    PartMissing,
    Server,
    StartFailed,
    free_port,
    require_free,
)

DEBIAN_PROGRAMS = Path("/usr/lib/postgresql")
START_TIMEOUT_SECONDS = 60
STOP_TIMEOUT_SECONDS = 20
USER = "newsreel"
SETTINGS = {
    "listen_addresses": LOOPBACK,
    "max_connections": "200",
    "shared_buffers": "64MB",
}


def available() -> str | None:
    """Return None if a server can be started, else why not and what to install."""
    try:
        programs()
        system_user()
    except PartMissing as error:
        return str(error)
    return None


def programs() -> Path:
    """Return the folder of `initdb` and `postgres`, newest version first, or raise."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    if DEBIAN_PROGRAMS.is_dir():
        versions = (entry for entry in DEBIAN_PROGRAMS.iterdir() if entry.name.isdigit())
        folders += [v / "bin" for v in sorted(versions, key=lambda v: int(v.name), reverse=True)]
    for folder in folders:
        if all(os.access(folder / name, os.X_OK) for name in ("initdb", "postgres")):
            return folder
    raise PartMissing(
        "PostgreSQL's server programs are missing (Debian: apt-get install postgresql)"
    )


def system_user() -> str | None:
    """Return the user to run as: PostgreSQL refuses root. None means ourselves."""
    if os.geteuid() != 0:
        return None
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in names:
            return name
    raise PartMissing("PostgreSQL refuses to run as root, and there is no user `postgres`")


class Postgres(Server):
    """One server with one empty database; the data live until `stop`, and survive a kill."""

    def __init__(
        self,
        port: int | None = None,
        tls: tuple[bytes, bytes] | None = None,
        listens_on_socket: bool = False,
        syncs: bool = True,
    ) -> None:
        """Prepare; `tls`: certificate and key, PEM, to offer TLS.

        `syncs`: whether commits outlive the machine, not only the server.
        """
        self._tls = tls
        self.port = port or free_port()
        self.url = f"postgresql://{USER}@{LOOPBACK}:{self.port}/postgres"
        self._programs = programs()
        self._user = system_user()
        self._folder = Path(tempfile.mkdtemp(prefix="newsreel-postgres-"))
        self._data = self._folder / "data"
        command = [str(self._programs / "postgres"), "-D", str(self._data), "-p", str(self.port)]
        self.socket_folder = self._folder if listens_on_socket else None
        changed = {
            "ssl": "on" if tls else "off",
            "fsync": "on" if syncs else "off",
            "unix_socket_directories": str(self.socket_folder or ""),
        }
        for name, value in {**SETTINGS, **changed}.items():
            command += ["-c", f"{name}={value}"]
        log = self._folder / "postgres.log"
        self.child = Child("postgres", command, log, user=self._user, cwd=self._folder)

    @property
    def pid(self) -> int:
        """Process id of the postmaster."""
        return self.child.pid

    def start(self) -> None:
        """Make the data folder the first time, start, and wait until connections are taken."""
        if not self._data.exists():
            self._initialise()
        require_free(self.port)
        deadline = time.monotonic() + START_TIMEOUT_SECONDS
        while True:
            self.child.start()
            try:
                return self.child.wait_until(self._accepts, timeout_seconds=START_TIMEOUT_SECONDS)
            except StartFailed:
                # After kill -9 the old sessions need a moment to notice and to let go.
                if "shared memory" not in self.child.tail(5) or time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def stop(self) -> None:
        """End the server in order and remove its data."""
        self._shut_down()
        shutil.rmtree(self._folder, ignore_errors=True)

    def kill(self) -> None:
        """End the postmaster with SIGKILL; its children notice and follow."""
        self.child.kill()

    def restart(self) -> None:
        """End the server if it runs, and start it again on the same data and port."""
        self._shut_down()
        self.start()

    def create_database(self, name: str) -> str:
        """Create an empty database and return its URL."""
        self._sql(f'CREATE DATABASE "{name}"')
        return f"{self.url.rsplit('/', 1)[0]}/{name}"

    def drop_database(self, name: str) -> None:
        """Remove a database, whoever is connected to it."""
        self._sql(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _shut_down(self) -> None:
        # SIGINT is PostgreSQL's fast shutdown: sessions are ended, nothing is lost.
        self.child.stop(signal.SIGINT, timeout_seconds=STOP_TIMEOUT_SECONDS)

    def _initialise(self) -> None:
        if self._user:
            shutil.chown(self._folder, self._user)
        command = [str(self._programs / "initdb"), "-D", str(self._data), "-U", USER]
        command += ["-A", "trust", "-E", "UTF8", "--locale=C", "--no-instructions"]
        done = subprocess.run(
            command,
            cwd=self._folder,
            user=self._user,
            extra_groups=[] if self._user else None,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise StartFailed(f"initdb failed:\n{done.stdout}{done.stderr}")
        for name, content in zip(("server.crt", "server.key"), self._tls or (), strict=False):
            file = self._data / name  # where PostgreSQL looks for them
            file.write_bytes(content)
            file.chmod(0o600)
            if self._user:
                shutil.chown(file, self._user)

    def _accepts(self) -> bool:
        try:
            self._sql("SELECT 1")
        except (pg8000.exceptions.Error, OSError):
            return False
        return True

    def _sql(self, statement: str) -> None:
        connection = pg8000.native.Connection(
            USER, host=LOOPBACK, port=self.port, database="postgres", timeout=10
        )
        try:
            connection.run(statement)
        finally:
            connection.close()
