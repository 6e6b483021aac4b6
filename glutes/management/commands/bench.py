"""`manage.py bench`: measures how long every page takes, in ms and as a multiple of /hello/.

/hello/ is an answer of the same server without Django, asked for in the same minutes: a multiple of it can be compared
between machines. The site that is measured is made for it and deleted afterwards.
"""

import copy
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException, RemoteDisconnected
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from glutes.management import importing
from glutes.management.measured import COST, HELLO, INSERT
from glutes.management.slowed import slowed

MEMBERS = {"few": 4, "many": 520}
"""{member: weeks of training}: about a dozen sessions, and ten years with three sessions a week."""
PASSWORD = "as slow as it was"  # noqa: S105 (the members exist for a few minutes)
CONNECTIONS, MANY = 8, 100
"""How many phones send sets at the same time: those of a household or a club, and a crowd."""
PATIENCE_S = 30 * 60
"""The most seconds that one answer may take: an import of 100,000 rows on a quarter of a processor takes longest."""
BARE = "bare INSERT, signed in"
ASK_FOR_STREAM = ("/account/export.json", "/account/sets.csv")
"""Addresses whose answers take long, so that they are measured fewer times."""


@contextmanager
def site(workers, members, begun=None, **variables):
    """A temporary site, served as `start` does it, with these members and environment variables.

    Yields its port and its process. It begins with a copy of the data folder `begun`, if there is one.
    """
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
        free.close()
        if begun:
            shutil.copytree(begun, folder, dirs_exist_ok=True)
        options = [f"--data={folder}", f"--port={port}", f"--workers={workers}"]
        environment = os.environ | {"GLUTES_DATA": folder} | variables
        command = [sys.executable, "-m", "glutes.management.measured", *options]
        process = subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
        )
        try:
            wait_for(port, process)
            for name, weeks in members.items():
                manage = [sys.executable, "manage.py", "demo", f"--username={name}", f"--weeks={weeks}"]
                subprocess.run(
                    [*manage, f"--password={PASSWORD}", "--skipped=0"],
                    cwd=settings.BASE_DIR,
                    env=environment,
                    check=True,
                    stdout=subprocess.DEVNULL,
                )
            yield port, process
        finally:
            process.terminate()
            process.wait()


def wait_for(port, process):
    """Returns once the site answers. Raises CommandError if its process ended before that."""
    while process.poll() is None:
        try:
            with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
                connection.request("GET", "/healthz/")
                return connection.getresponse().read()
        except (OSError, HTTPException):
            time.sleep(0.1)
    raise CommandError("The site did not start; run start and see why.")


class Client:
    """A browser: one connection to the site, kept open, with cookies. With a `name`, that member is logged in."""

    def __init__(self, port, name=None):
        self.connection, self.cookies = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S), {}
        if name:
            self.ask("/account/login/")
            self.ask("/account/login/", {"username": name, "password": PASSWORD})

    def ask(self, path, fields=None, **headers):
        """Makes one request, a POST if it has fields. Returns (status, headers, body, seconds it took)."""
        if fields is None:
            return self.send("GET", path, None, headers)
        headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        return self.send("POST", path, urlencode(fields), headers)

    def send_file(self, path, name, content):
        """Posts a form with a file. Returns what `ask` returns."""
        kind, body = importing.multipart(name, content)
        return self.send("POST", path, body, {"Content-Type": kind})

    def send(self, method, path, body, headers):
        """Makes one request with the cookies and the CSRF token. Returns what `ask` returns."""
        headers |= {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= {"X-CSRFToken": self.cookies.get("csrftoken", "")}
        began = time.perf_counter()
        try:
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
        except RemoteDisconnected:
            if method != "GET":
                raise
            self.connection.close()  # The server closed it while nothing was asked: the next request opens another.
            return self.send(method, path, body, headers)
        body = response.read()
        seconds = time.perf_counter() - began
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return response.status, response.headers, body, seconds


class Visit:
    """A member with a browser, and the requests to measure (`cases`)."""

    def __init__(self, port, name):
        self.client = Client(port, name)
        today, history = self.page("/"), self.page("/workouts/")
        self.routine = re.search(r"/routines/(\d+)/", today + self.page("/routines/"))[1]
        self.workout = re.search(r"/workouts/[0-9a-f-]{36}/", history)[0]
        self.exercises = re.findall(r'data-exercise="([\w-]+)"', self.page(self.start)) or ["glute-bridge"]
        self.open, self.sets = None, 0
        self.client.ask("/account/calendar/make/", {})
        self.calendar = re.search(r"/calendar/[\w-]+\.ics", self.page("/account/calendar/"))[0]

    def again(self):
        """The same member with another browser, logged in by the same cookies: the site limits how often passwords are
        sent.
        """
        other = copy.copy(self)
        other.client, other.open = Client(self.client.connection.port), None
        other.client.cookies = dict(self.client.cookies)
        return other

    @property
    def start(self):
        """The address of the start page of the routine."""
        return f"/workouts/start/?routine={self.routine}"

    def page(self, path):
        """The text of a page."""
        return self.client.ask(path)[2].decode()

    def log(self, accept="application/json", first=False):
        """Logs the next set; the first set, and each with `first`, begins a workout."""
        now = datetime.now(UTC).isoformat()
        if first or not self.open:
            self.open, self.sets = f"/workouts/{uuid4()}/", 0
        self.sets += 1
        fields = {"slot": 0, "number": (self.sets - 1) % 10 + 1, "reps": 10, "exercise": "squat", "logged_at": now}
        fields |= {"started": now, "routine": self.routine}
        headers = {"Accept": accept} if accept else {"HX-Request": "true"}
        return self.client.ask(f"{self.open}sets/", fields, **headers)

    def player(self):
        """The page of the workout that was begun last."""
        if not self.open:
            self.log()
        return self.client.ask(self.open)

    def finish(self):
        """Begins a workout with one set, then finishes it. Returns the answer to the finish."""
        self.log(first=True)
        fields = {"effort": 2, "finished_at": datetime.now(UTC).isoformat()}
        return self.client.ask(f"{self.open}finish/", fields, Accept="application/json")

    def cases(self):
        """{name: a function that makes the request once and returns what Client.ask returns}: pages before sets, which
        make them longer."""
        pages = {
            "today": "/",
            "exercises": "/exercises/",
            "exercises, filtered": "/exercises/?q=bridge",
            "exercise": "/exercises/glute-bridge/",
            "routine": f"/routines/{self.routine}/",
            "builder": f"/routines/{self.routine}/edit/",
            "plan": "/plan/",
            "start": self.start,
            "whole workout": f"{self.workout}?correct",
            "summary": self.workout,
            "history": "/workouts/",
            "progress": "/progress/",
            "progress, all": "/progress/?period=all",
            "progress of one exercise": "/progress/squat/",
            "self-checks": "/checks/",
            "account": "/account/",
            "calendar feed": self.calendar,
            "export.json": ASK_FOR_STREAM[0],
            "sets.csv": ASK_FOR_STREAM[1],
        }
        asked = {name: lambda path=path: self.client.ask(path) for name, path in pages.items()}
        logged = {
            BARE: lambda: self.client.ask(INSERT, {"said": "ten reps"}),
            "first set": lambda: self.log(first=True),
            "later set": self.log,
            "later set, htmx": lambda: self.log(accept=None),
            "player": self.player,
            "finish": self.finish,
        }
        return asked | logged


def measure(visits, rounds):
    """({case: {member: figures}}, median seconds of /hello/) of `visits`, {member: Visit}; each
    asked `rounds` times.
    """
    cases = {name: visit.cases() for name, visit in visits.items()}
    clock, hello = {}, []
    hello_client = next(iter(visits.values())).client
    for case in next(iter(cases.values())):
        for number in range(min(rounds, 3) if case in ("export.json", "sets.csv") else rounds + 2):
            for name in visits:
                hello.append(good("hello", hello_client.ask(HELLO))[3])
                _, headers, body, seconds = good(f"{case} of {name}", cases[name][case]())
                if number >= 2 or rounds < 3:  # The first two are not counted: caches fill.
                    cpu, queries = headers[COST].split()
                    clock.setdefault(case, {}).setdefault(name, []).append(
                        (seconds, float(cpu), int(queries), len(body))
                    )
    hello = statistics.median(hello)
    figures = {case: {name: summed_up(rows, hello) for name, rows in of.items()} for case, of in clock.items()}
    return figures, hello


def good(what, answer):
    """The answer as Client.ask returns it. Raises CommandError if its status is not 200."""
    status, _, body, _ = answer
    if status != 200:
        raise CommandError(f"{what} is answered with {status}: {body[:200]!r}")
    return answer


def summed_up(rows, hello):
    """The figures of one case: median and 95th percentile in ms, multiples of /hello/, CPU ms, queries, bytes."""
    seconds, cpu, queries, size = zip(*rows, strict=True)
    middle = statistics.median(seconds)
    return {
        "ms": round(middle * 1000, 2),
        "p95": round(sorted(seconds)[int(len(seconds) * 0.95)] * 1000, 2),
        "hellos": round(middle / hello, 1),
        "cpu": round(statistics.median(cpu) * 1000, 2),
        "queries": max(queries),
        "bytes": size[-1],
    }


def on_the_wire(visit, case):
    """The bytes of a page in gzip; None for a case that is not measured in this way."""
    paths = {"today": "/", "exercises": "/exercises/", "plan": "/plan/", "start": visit.start}
    if case not in paths:
        return None
    return len(visit.client.ask(paths[case], **{"Accept-Encoding": "gzip"})[2])


def per_second(visit, ask, seconds, connections=CONNECTIONS):
    """Answers per second, and the 99th percentile in ms, while this many browsers repeat ask(visit)
    for some seconds, each once at least.
    """
    with ThreadPoolExecutor(connections) as threads:
        visits = [visit.again() for _ in range(connections)]
        end = time.perf_counter() + seconds

        def keep_asking(visit):
            took = [good("Under load, a page", ask(visit))[-1]]
            while time.perf_counter() < end:
                took.append(good("Under load, a page", ask(visit))[-1])
            return took

        took = sorted(each for one in threads.map(keep_asking, visits) for each in one)
        for one in visits:
            one.client.connection.close()
    return {"per_second": round(len(took) / seconds, 1), "p99": round(took[int(len(took) * 0.99)] * 1000, 1)}


def memory(process):
    """Megabytes of the site's processes (PSS: shared memory is divided among those that share it);
    None without /proc.
    """
    if not Path("/proc").exists():
        return None
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    rolled = [Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in [str(process.pid), *children]]
    return round(sum(int(re.search(r"^Pss:\s+(\d+)", text, re.M)[1]) for text in rolled) / 1024)


class Command(BaseCommand):
    """Starts a temporary site, measures it, prints a table or JSON."""

    help = "Measures every page beside a bare hello, with a dozen sessions and with ten years of them."

    def add_arguments(self, parser):
        parser.add_argument("--rounds", type=int, default=40, help="how often each is asked for (40)")
        parser.add_argument("--seconds", type=float, default=5, help="how long the load lasts, each time (5)")
        parser.add_argument("--workers", type=int, default=1, help="processes that answer (1)")
        parser.add_argument(
            "--cpu",
            type=int,
            choices=range(1, 101),
            metavar="PERCENT",
            default=100,
            help="of a processor, for it (100)",
        )
        parser.add_argument("--import", dest="imports", action="store_true", help="measure an import, and nothing else")
        parser.add_argument("--rows", type=int, default=100_000, help="of the file that is brought in (100,000)")
        parser.add_argument("--members", type=int, help="measure so many on PostgreSQL, and nothing else")
        parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
        parser.add_argument("--compare", type=Path, metavar="FILE", help="a --json of before, to print beside")

    def handle(self, *args, rounds, seconds, workers, cpu, compare, **options):
        before = json.loads(compare.read_text()) if compare else None
        if options["imports"]:
            with site(workers, {"few": MEMBERS["few"], "new": 1}) as (port, process), slowed(process, cpu):
                found = importing.measure(Client(port, "new"), Visit(port, "few"), process, options["rows"])
            text = importing.table(found)
        elif options["members"]:
            from tests.benchmarks import many  # It needs the tests' own PostgreSQL.

            found = many.measured(options["members"], rounds, seconds)
            text = many.table(found)
        else:
            with site(workers, MEMBERS) as (port, process), slowed(process, cpu):
                found = of_pages(port, process, rounds, seconds)
            text = table(found, before)
        self.stdout.write(json.dumps(found, indent=1) if options["json"] else text)


def of_pages(port, process, rounds, seconds):
    """What every page costs, idle and under load."""
    idle = memory(process)
    visits = {name: Visit(port, name) for name in MEMBERS}
    figures, hello = measure(visits, rounds)
    for case, of in figures.items():
        of["few"]["wire"] = on_the_wire(visits["few"], case)
    few = visits["few"]
    for case in figures:
        figures[case]["few"]["load"] = per_second(few, lambda visit, case=case: visit.cases()[case](), seconds)
    load = {f"{MANY} connections, sets": per_second(few, Visit.log, seconds, MANY)}
    for visit in visits.values():
        visit.client.connection.close()
    return {"hello_ms": round(hello * 1000, 3), "memory_mb": idle, "cases": figures, "load": load}


def table(found, before=None):
    """The figures as Markdown.

    `before`: figures of an earlier run; their multiples of /hello/ become the last column.
    """
    few, many = MEMBERS
    lines = [
        f"A bare hello takes {found['hello_ms']} ms. Idle, the site has {found['memory_mb']} MB.",
        "",
        f"| | ms | p95 | × hello | CPU ms | queries | bytes | gzip | {CONNECTIONS} at once, a second | their p99 |"
        " ten years, ms | ratio |" + " before |" * bool(before),
        "| --- |" + " ---: |" * (11 + bool(before)),
    ]
    for case, of in found["cases"].items():
        one, ten = of[few], of[many]
        cells = [case, one["ms"], one["p95"], one["hellos"], one["cpu"], one["queries"], one["bytes"]]
        cells += [one["wire"] or "", *one["load"].values(), ten["ms"], round(ten["ms"] / one["ms"], 2)]
        if before:
            cells.append(before["cases"].get(case, {}).get(few, {}).get("hellos", ""))
        lines.append("| " + " | ".join(str(cell) for cell in cells) + " |")
    lines.append("")
    bare, *logged = (found["cases"][case][few]["ms"] for case in (BARE, "first set", "later set"))
    in_bare = " and ".join(f"{ms / bare:.1f}" for ms in logged)
    lines.append(f"The first and a later set take {in_bare} times as long as a bare INSERT by somebody signed in.")
    for name, of in found["load"].items():
        lines.append(f"{name}: {of['per_second']} a second, p99 {of['p99']} ms.")
    return "\n".join(lines)
