"""What many members cost: the same member's pages in a database of their own and beside a crowd, then a crowd's phones.

`manage.py bench --members 20000` runs it, on a PostgreSQL server of its own that keeps its promises: what it
acknowledged is on the disk.
"""

import copy
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from http.client import HTTPException
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.core.management.base import CommandError

from glutes.management.commands.bench import PASSWORD, Visit, measure, site
from tests.benchmarks.crowd import APART, NAME, WEEKS, growing, session_of
from tests.cluster import cluster, pooled

SAFE = "-c fsync=on -c shared_buffers=1GB -c max_wal_size=4GB"
LOGGERS, SETS_EACH, FEWEST = 200, 10, 300
"""So many phones log at once, so many sets in each session; and how many members there must be."""
KEY = "shared " * 10
"""The secret key of all the sites."""
PREPARE = "import django; django.setup(); from glutes.management.commands.start import prepare; prepare(demo=False)"
"""What a first start does before it serves: for all the sites once."""


def measured(members, rounds, seconds):
    """All figures of so many members: what is asked for in `rounds`, and sets logged for `seconds`.

    Raises CommandError if they are too few.
    """
    if members < FEWEST:
        raise CommandError(f"{FEWEST} members at least: {LOGGERS} of them log at once, and two others leave.")
    with cluster(SAFE) as address, tempfile.TemporaryDirectory() as begun:
        few, many = two_databases(address, begun)
        crowd_s = program("-m", "tests.benchmarks.crowd", members, **at(many))
        return {"crowd_s": round(crowd_s)} | figures(few, many, partial(site, begun=begun), members, rounds, seconds)


def figures(few, many, site, members, rounds, seconds):
    """The figures of two databases, one with the crowd and one without it, each served by `site`."""
    found = sizes(many)
    with site(1, {}, **at(few)) as (of_few, _), site(1, {}, **at(many)) as (port, _):
        visits = {"few": Visit(of_few, "one"), "many": Visit(port, "one")}
        with read_whole(many) as found["read_whole"]:
            found["cases"], _ = measure(visits, rounds)
        visit = visits["many"]
        gone = {"two years": members // 100 * 100, "a week": members - 1}
        found["alone"] = {f"delete {what}": deletion(visit, number) for what, number in gone.items()}
        found["load"] = {"1 process": load(many, visit, seconds)}
    with site(2, {}, **at(many)) as (port, _):
        found["load"]["2 processes"] = load(many, moved(visit, port), seconds)
    with pooled(many) as pool, site(2, {}, **at(pool)) as (port, _):
        found["load"]["2 processes, PgBouncer"] = load(many, moved(visit, port), seconds)
    found["alone"] |= alone(many)
    found["indexes"] = indexes(many)
    return found


def two_databases(address, folder):
    """Makes two databases on this server, each with the member “one” and nobody else, and a site's data folder.

    Returns their addresses.
    """
    few, many = (urlsplit(address)._replace(path=f"/{name}").geturl() for name in ("few", "many"))
    asked(address, "CREATE DATABASE few")
    demo = ["demo", f"--weeks={WEEKS}", "--username=one", f"--password={PASSWORD}", "--skipped=0"]
    program("-c", PREPARE, GLUTES_DATA=folder, **at(few))
    program("manage.py", *demo, **at(few))
    asked(address, "CREATE DATABASE many TEMPLATE few")
    return few, many


def at(address):
    """The environment of a site on the database at this address."""
    return {"DATABASE_URL": address, "GLUTES_SECRET_KEY": KEY, "DJANGO_SETTINGS_MODULE": "glutes.settings"}


def program(*command, **environment):
    """Runs a program of Python's to its end. Returns how many seconds that took."""
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, *map(str, command)],
        cwd=settings.BASE_DIR,
        env=os.environ | environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - began


def asked(address, question, *values):
    """The rows that the database answers, if it does."""
    with psycopg.connect(address, autocommit=True) as database:
        cursor = database.execute(question, values)
        return cursor.fetchall() if cursor.description else None


def sizes(address):
    """How many members and sets there are, and the MB of the whole database."""
    question = """SELECT (SELECT count(*) FROM accounts_user), (SELECT count(*) FROM workouts_workoutset),
        pg_database_size(current_database()) / 1000000"""
    return dict(zip(("members", "sets", "mb"), asked(address, question)[0], strict=True))


@contextmanager
def read_whole(address):
    """How often each table of members' rows is read from end to end inside the block: {table: times}."""
    names = [model._meta.db_table for model in growing()]
    question = "SELECT relname, seq_scan FROM pg_stat_user_tables WHERE relname = ANY(%s) AND n_live_tup > 1000"
    before, found = dict(asked(address, question, names)), {}
    yield found
    time.sleep(2)  # Connections tell of what they did once a second.
    found |= {name: times - before[name] for name, times in asked(address, question, names) if times > before[name]}


def moved(visit, port):
    """The same visit to another site."""
    visit = copy.copy(visit)
    visit.client = copy.copy(visit.client)
    visit.client.connection = type(visit.client.connection)("127.0.0.1", port, timeout=60)
    return visit


def load(address, visit, seconds):
    """What so many members of the crowd have logged at once, each on a phone of their own, and how long each set took.

    `errors` counts the answers that were none, {what came instead: times}; `lost` and `doubled` the acknowledged sets
    of which there is no row, or not just one.
    """
    end, took, kept, errors = time.perf_counter() + seconds, [], [], Counter()
    phones = [visit.again() for _ in range(LOGGERS)]
    for number, phone in enumerate(phones, 1):
        phone.client.cookies["sessionid"] = session_of(f"{NAME}{number}")
        phone.routine = int(visit.routine) + number * APART

    def log(phone):
        while time.perf_counter() < end:
            try:
                status, *_, each = phone.log(first=phone.sets == SETS_EACH)
            except (OSError, HTTPException) as error:
                status, each = type(error).__name__, 0
                phone.client.connection.close()
            if status == 200:
                took.append(each)
                kept.append((phone.open.split("/")[2], phone.sets))
            else:
                errors[status] += 1

    with ThreadPoolExecutor(LOGGERS) as threads:
        list(threads.map(log, phones))
    took.sort()
    question = """SELECT e.workout_id::text, s.number FROM workouts_workoutset s
        JOIN workouts_workoutexercise e ON e.id = s.workout_exercise_id WHERE e.workout_id = ANY(%s::uuid[])"""
    rows = Counter(asked(address, question, list({workout for workout, _ in kept})))
    return {
        "per_second": round(len(took) / seconds, 1),
        "median": round(took[len(took) // 2] * 1000),
        "p99": round(took[int(len(took) * 0.99)] * 1000),
        "sets": len(kept),
        "errors": dict(errors),
        "lost": sum(one not in rows for one in kept),
        "doubled": sum(times > 1 for times in rows.values()),
    }


def alone(address):
    """How long what runs by itself takes, in s: {command: seconds}."""
    with tempfile.TemporaryDirectory() as folder:
        commands = {"tidy": ["tidy"], "backup": ["backup", f"{folder}/backup"]}
        return {name: round(program("manage.py", *words, **at(address)), 1) for name, words in commands.items()}


def deletion(visit, number):
    """How long it takes to delete the account of a member of the crowd, in s."""
    phone, name = visit.again(), f"{NAME}{number}"
    phone.client.cookies["sessionid"] = session_of(name)
    status, _, body, seconds = phone.client.ask("/account/delete/", {"name": name})
    if status != 303:
        raise ValueError(f"Deleting was answered with {status}: {body[:200]!r}")
    return round(seconds, 2)


def indexes(address):
    """The largest indexes: (table, index, MB, how often it was used)."""
    question = """SELECT relname, indexrelname, pg_relation_size(indexrelid) / 1000000.0, idx_scan
        FROM pg_stat_user_indexes ORDER BY 3 DESC LIMIT 30"""
    return [(table, name, round(float(mb), 1), used) for table, name, mb, used in asked(address, question)]


def table(found):
    """The figures as Markdown."""
    lines = [
        f"{found['members']:,} members, {found['sets']:,} sets, {found['mb']:,} MB; written in {found['crowd_s']} s.",
        f"Read whole while every page was asked for: {found['read_whole'] or 'no table that grows'}.",
        "",
        "| | one member, ms | among many, ms | ratio | queries |",
        "| --- |" + " ---: |" * 4,
    ]
    for case, of in found["cases"].items():
        few, many = of["few"], of["many"]
        ratio = round(many["ms"] / few["ms"], 2)
        lines.append(f"| {case} | {few['ms']} | {many['ms']} | {ratio} | {many['queries']} |")
    lines += ["", "| at once | sets a second | median, ms | p99, ms | errors | lost | doubled |"]
    lines.append("| --- |" + " ---: |" * 6)
    for name, of in found["load"].items():
        cells = name, of["per_second"], of["median"], of["p99"], of["errors"] or 0, of["lost"], of["doubled"]
        lines.append(f"| {' | '.join(map(str, cells))} |")
    lines += ["", *(f"{name}: {seconds} s" for name, seconds in found["alone"].items())]
    lines += ["", "| index | MB | used |", "| --- | ---: | ---: |"]
    lines += [f"| {name} | {mb} | {used} |" for _, name, mb, used in found["indexes"]]
    return "\n".join(lines)
