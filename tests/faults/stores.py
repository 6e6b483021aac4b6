"""The databases of the bench, from outside: what is in them, and what can happen to them."""

import os
import shlex
import signal
import sqlite3
import subprocess
import threading
import time
from contextlib import closing, contextmanager
from pathlib import Path

SETS = """SELECT workout_id, slot, number, reps FROM workouts_workoutset s
    JOIN workouts_workoutexercise e ON e.id = s.workout_exercise_id"""


class SQLite:
    """The file in the data folder."""

    name, environment = "SQLite", {}

    def __init__(self, data):
        self.data, self.file = data, data / "glutes.sqlite3"

    def connect(self):
        return sqlite3.connect(self.file, timeout=60)

    def sets(self):
        """[(workout, slot, number, reps)] of all sets."""
        with closing(self.connect()) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            return database.execute(SETS).fetchall()

    def is_whole(self, backup):
        with closing(sqlite3.connect(backup)) as database:
            return database.execute("PRAGMA integrity_check").fetchone() == ("ok",)

    @contextmanager
    def locked(self):
        """Nobody else writes inside the block."""
        with closing(self.connect()) as database:
            database.execute("BEGIN IMMEDIATE")
            yield

    @contextmanager
    def away(self):
        """The folder is somewhere else inside the block."""
        elsewhere = self.data.with_name("elsewhere")
        self.data.rename(elsewhere)
        try:
            yield
        finally:
            elsewhere.rename(self.data)


class PostgreSQL:
    """A database on a server of the bench's own."""

    name = "PostgreSQL"

    def __init__(self, address):
        self.address, self.environment = address, {"DATABASE_URL": address}

    def connect(self):
        import psycopg  # It is not everywhere.

        return psycopg.connect(self.address, autocommit=True)

    def ask(self, question):
        with self.connect() as database:
            found = database.execute(question)
            return found.fetchall() if found.description else None

    def sets(self):
        return [(workout.hex, *rest) for workout, *rest in self.ask(SETS)]

    def is_whole(self, backup):
        return subprocess.run(["pg_restore", f"--file={os.devnull}", backup]).returncode == 0

    @contextmanager
    def locked(self):
        """Nobody else writes for anybody inside the block."""
        with self.connect() as database, database.transaction():
            database.execute("LOCK TABLE accounts_user, django_session IN EXCLUSIVE MODE")
            yield

    @contextmanager
    def read_only(self):
        """Inside the block it can only be read, as a copy that follows another server."""
        self.ask("ALTER SYSTEM SET default_transaction_read_only = on")
        self.ask("SELECT pg_reload_conf()")
        try:
            yield
        finally:
            with self.connect() as database:
                database.execute("SET default_transaction_read_only = off")
                database.execute("ALTER SYSTEM RESET default_transaction_read_only")
                database.execute("SELECT pg_reload_conf()")

    @contextmanager
    def away(self):
        """The server is down inside the block, as after a crash, and takes its time to come back."""
        data = Path(self.ask("SHOW data_directory")[0][0])
        command = shlex.split((data / "postmaster.opts").read_text())
        number = int((data / "postmaster.pid").read_text().split()[0])
        os.kill(number, signal.SIGQUIT)
        while (data / "postmaster.pid").exists():
            time.sleep(0.05)
        try:
            yield
        finally:
            owner = data.stat()
            who = {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []} if os.geteuid() == 0 else {}
            with (data / "again.log").open("w") as log:
                server = subprocess.Popen(command, cwd=data, stdout=log, stderr=log, start_new_session=True, **who)
            threading.Thread(target=server.wait, daemon=True).start()  # Whoever stops it is no child of ours.
            self.await_back()

    def await_back(self):
        import psycopg

        while True:
            try:
                return self.ask("SELECT 1")
            except psycopg.OperationalError:
                time.sleep(0.1)
