"""The tables of every service: made, upgraded and held to their revisions, on both databases."""

import asyncio
import importlib
import json
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Column, Connection, Engine, Integer, MetaData, Table, inspect, select, text

from schemas.pipeline import PIPELINE
from services.cli.setup.stores import HOMES, all_tables
from services.stage.store import schema
from services.stage.store.database import database_url, open_engine
from services.stage.store.errors import SchemaBehind, StoreDamaged
from services.stage.store.migrations import scripts, upgrade
from services.stage.store.store import Store
from tests.support.stores import DATABASES, differences, store_url

SERVICES = list(HOMES)
TABLES = all_tables()

FIRST = '''"""One."""
import sqlalchemy as sa
from alembic import op
revision, down_revision = "0001", None
def upgrade():
    op.create_table("toy_things", sa.Column("id", sa.Integer, primary_key=True), if_not_exists=True)
'''
SECOND = '''"""Two."""
import sqlalchemy as sa
from alembic import op
revision, down_revision = "0002", "0001"
def upgrade():
    op.add_column("toy_things", sa.Column("n", sa.Integer))
'''


def toy(folder: Path, revisions: int) -> MetaData:
    """A service in its first or second version."""
    folder.mkdir(exist_ok=True)
    for number, source in list(enumerate((FIRST, SECOND), 1))[:revisions]:
        (folder / f"v000{number}_toy.py").write_text(source)
    metadata = MetaData(info={"revisions": folder})
    table = Table("toy_things", metadata, Column("id", Integer, primary_key=True))
    if revisions == 2:
        table.append_column(Column("n", Integer))
    return metadata


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return store_url(request.param, tmp_path / "state", request)


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = open_engine(database_url(url, "test"))
    yield engine
    engine.dispose()


def columns(engine: Engine) -> set[str]:
    return {column["name"] for column in inspect(engine).get_columns("toy_things")}


def test_every_service_that_keeps_state_has_revisions() -> None:
    packages = {step.module.rpartition(".")[0] for step in PIPELINE}
    found = {
        path for package in packages for path in Path(package.replace(".", "/")).glob("*migrations")
    }
    assert {metadata.info["revisions"] for metadata in TABLES.values()} == {
        p.resolve() for p in found
    }


def test_agents_load_all_their_tables_and_not_the_migration_tool() -> None:
    agents = ", ".join(step.module for step in PIPELINE if step.stage in HOMES)
    homes = {service: modules[0] for service, modules in HOMES.items()}
    code = (
        f"import json, sys, {agents}\n"
        f"loaded = {{s: sorted(sys.modules[m].METADATA.tables) for s, m in {homes}.items()}}\n"
        "print(json.dumps([loaded, 'alembic' in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    wanted = {service: sorted(metadata.tables) for service, metadata in TABLES.items()}
    assert json.loads(done.stdout) == [wanted, False]


@pytest.mark.parametrize("service", SERVICES)
def test_the_revisions_are_one_line_in_the_order_of_their_files(service: str) -> None:
    walked = [each.revision for each in scripts(TABLES[service]).walk_revisions()]
    assert tuple(reversed(walked)) == schema.revisions(TABLES[service])


@pytest.mark.parametrize("service", SERVICES)
def test_the_revisions_give_the_tables_that_the_code_wants(engine: Engine, service: str) -> None:
    with engine.begin() as connection:
        assert upgrade(connection, service, TABLES[service]) == list(
            schema.revisions(TABLES[service])
        )
    assert differences(engine, service, TABLES[service]) == []


@pytest.mark.parametrize("service", SERVICES)
def test_tables_made_at_once_are_at_the_newest_revision(engine: Engine, service: str) -> None:
    with engine.begin() as connection:
        schema.create(connection, service, TABLES[service])
        assert not schema.standing(connection, service, TABLES[service]).is_behind
        assert upgrade(connection, service, TABLES[service]) == []
    assert differences(engine, service, TABLES[service]) == []


def test_a_forgotten_revision_is_seen(engine: Engine, tmp_path: Path) -> None:
    metadata = toy(tmp_path / "toy", 1)
    metadata.tables["toy_things"].append_column(Column("forgotten", Integer))
    with engine.begin() as connection:
        upgrade(connection, "toy", metadata)
    assert differences(engine, "toy", metadata) != []


def test_tables_from_before_there_were_revisions_are_taken_over(
    engine: Engine, tmp_path: Path
) -> None:
    toy(tmp_path / "toy", 1).create_all(engine)
    metadata = toy(tmp_path / "toy", 2)
    with engine.begin() as connection:
        assert upgrade(connection, "toy", metadata) == ["0001", "0002"]
    assert differences(engine, "toy", metadata) == []


async def test_a_service_makes_its_tables_in_an_empty_database(url: str, tmp_path: Path) -> None:
    store = Store(url, "toy", toy(tmp_path / "toy", 1))
    await store.start()
    await store.stop()
    engine = open_engine(store.url)
    assert columns(engine) == {"id"}


async def started(url: str, metadata: MetaData, upgrade: bool | None = None) -> Engine:
    store = Store(url, "toy", metadata, upgrade=upgrade)
    try:
        await store.start()
    finally:
        await store.stop()
    return open_engine(store.url)


async def test_an_embedded_database_is_upgraded_at_the_start(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'state'}"
    await started(url, toy(tmp_path / "toy", 1))
    assert columns(await started(url, toy(tmp_path / "toy", 2))) == {"id", "n"}


@pytest.mark.postgres
async def test_a_service_on_postgresql_waits_for_the_operator(
    postgres_url: str, tmp_path: Path
) -> None:
    engine = await started(postgres_url, toy(tmp_path / "toy", 1))
    with pytest.raises(SchemaBehind, match=r"at revision 0001.* wants 0002.*store upgrade"):
        await started(postgres_url, toy(tmp_path / "toy", 2))
    assert columns(engine) == {"id"}


async def test_a_service_that_may_upgrade_does(url: str, tmp_path: Path) -> None:
    await started(url, toy(tmp_path / "toy", 1))
    assert columns(await started(url, toy(tmp_path / "toy", 2), upgrade=True)) == {"id", "n"}


async def test_a_service_that_may_not_changes_nothing(url: str, tmp_path: Path) -> None:
    with pytest.raises(SchemaBehind, match="empty"):
        await started(url, toy(tmp_path / "toy", 1), upgrade=False)


async def test_a_waiting_service_starts_once_it_is_upgraded(url: str, tmp_path: Path) -> None:
    engine = await started(url, toy(tmp_path / "toy", 1))
    metadata = toy(tmp_path / "toy", 2)
    store = Store(url, "toy", metadata, upgrade=False)
    with pytest.raises(SchemaBehind):
        await store.start()
    with engine.begin() as connection:
        upgrade(connection, "toy", metadata)
    await store.start()
    await store.stop()


async def test_a_database_that_lacks_a_table_is_damaged(url: str, tmp_path: Path) -> None:
    metadata = toy(tmp_path / "toy", 1)
    engine = await started(url, metadata)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE toy_things"))
    with pytest.raises(StoreDamaged, match="database of toy is damaged: no toy_things; put back"):
        await started(url, metadata)


async def test_an_older_version_works_on_tables_of_a_newer_one(url: str, tmp_path: Path) -> None:
    engine = await started(url, toy(tmp_path / "new", 2))
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO toy_things (id, n) VALUES (1, 10)"))
    old = toy(tmp_path / "old", 1)
    things = old.tables["toy_things"]

    def add(connection: Connection, numbers: Sequence[int]) -> list[list[int]]:
        connection.execute(things.insert(), [{"id": number} for number in numbers])
        found = list(connection.execute(select(things.c.id).order_by(things.c.id)).scalars())
        return [found] * len(numbers)

    store = Store(url, "toy", old)
    await store.start()
    assert await store.call(add, 2) == [1, 2]
    await store.stop()
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT id, n FROM toy_things ORDER BY id")).all()
    assert [tuple(row) for row in kept] == [(1, 10), (2, None)]


@pytest.mark.parametrize("first", ["nothing", "an older version"])
async def test_replicas_that_start_at_once_do_not_race(
    url: str, tmp_path: Path, first: str
) -> None:
    if first != "nothing":
        await started(url, toy(tmp_path / "toy", 1))
    metadata = toy(tmp_path / "toy", 2)
    engines = await asyncio.gather(*(started(url, metadata, upgrade=True) for _ in range(8)))
    assert columns(engines[0]) == {"id", "n"}
    with engines[0].connect() as connection:
        rows = connection.execute(text("SELECT version_num FROM toy_schema")).scalars().all()
    assert rows == ["0002"]


def test_a_new_sqlite_file_that_another_process_sets_up_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")  # SQLite itself does not wait for this one
        threading.Timer(0.2, other.execute, ["COMMIT"]).start()
        with open_engine(f"sqlite:///{path}").connect() as connection:
            mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    assert mode == "wal"


def test_the_revisions_are_packages_and_so_part_of_the_distribution() -> None:
    for metadata in TABLES.values():
        folder: Path = metadata.info["revisions"]
        name = ".".join(folder.relative_to(Path(schema.__file__).parents[3]).parts)
        assert importlib.import_module(name).__file__ == str(folder / "__init__.py")
