"""Measures an import of a large log of another app, and how long logging a set takes meanwhile (`bench --import`)."""

import re
import statistics
import threading
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from glutes.management.measured import COST

PAUSE_S = 0.2
"""Seconds between two sets that are logged meanwhile. The memory is measured fifty times as often."""


def log_file(rows, newest, a_session=20):
    """A log in Hevy's format, as bytes: `rows` sets of five exercises, `a_session` in each; a
    session every 16 hours.
    """
    names = ["Squat (Barbell)", "Hip Thrust (Barbell)", "Plank", "Lunge", "Leg Press"]
    head = "title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,"
    lines = [head + "weight_kg,reps,distance_km,duration_seconds,rpe"]
    for number in range(rows):
        session, at = divmod(number, a_session)
        began = newest - timedelta(hours=16 * session)
        times = f'"{began:%d %b %Y, %H:%M}","{began + timedelta(minutes=45):%d %b %Y, %H:%M}"'
        name = names[at * len(names) // a_session]
        done = f",,,{30 + session % 30}" if name == "Plank" else f"{20 + at % 4 * 2.5},{8 + session % 5},,"
        lines.append(f"Legs and glutes,{times},,{name},,,{at % 4},normal,{done},")
    return "\n".join(lines).encode()


def measure(client, logger, process, rows):
    """A dict: what each step of the import takes (seconds, MB), and how long sets took that another member logged
    meanwhile (ms).

    `client`: the browser of the member who imports. `logger`: the Visit of another one. `process`: the site's.
    """
    text, steps = log_file(rows, datetime.now(UTC) - timedelta(days=1)), {}
    for connection in (client.connection, logger.client.connection):
        connection.close()  # It was idle for long: the site may have closed it. The next request opens it again.
    with closing(client.connection), closing(logger.client.connection), logging(logger) as waits:
        answer = step(steps, "look it over", process, lambda: client.send_file("/import/", "hevy.csv", text))
        address = re.search(r"/import/\d+/", answer)[0]
        step(steps, "preview", process, lambda: client.ask(address))
        step(steps, "bring it in", process, lambda: client.ask(f"{address}bring/", {}, Accept="application/json"))
        step(steps, "undo", process, lambda: client.ask(f"{address}undo/", {}))
    return {"rows": rows, "mb": round(len(text) / 1e6, 1), "steps": steps, "meanwhile": summed_up(waits)}


def step(steps, name, process, ask):
    """Calls `ask()` once and stores its figures in `steps`. Returns the answer's text. Raises ValueError if refused."""
    with peak(process) as grown:
        status, headers, body, seconds = ask()
    if status not in (200, 303):
        raise ValueError(f"{name} was answered with {status}: {body[:200]!r}")
    cpu, queries = headers[COST].split()
    steps[name] = {"s": round(seconds, 2), "cpu": round(float(cpu), 2), "queries": int(queries), "mb": grown[0]}
    return headers.get("Location") or body.decode()


@contextmanager
def peak(process):
    """Yields a list; after the block it holds one number: by how many MB the site's memory grew at most."""
    sizes, grown = [resident(process)], []
    with repeated(lambda: sizes.append(resident(process)), PAUSE_S / 50):
        yield grown
    grown.append(round(max(sizes) - sizes[0]))


def resident(process):
    """MB of memory that the site's processes have now; 0 without /proc."""
    if not Path("/proc").exists():
        return 0
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in [str(process.pid), *children]]
    return sum(pages) * 4096 / 1e6


@contextmanager
def logging(visit):
    """Logs a set after each PAUSE_S inside the block. Yields the list of the seconds that each took. Raises ValueError
    at the end of the block if a set was refused."""
    waits, failed = [], []

    def log():
        status, *_, seconds = visit.log()
        (waits if status == 200 else failed).append(seconds)

    with repeated(log, PAUSE_S):
        yield waits
    if failed:
        raise ValueError(f"{len(failed)} sets were refused meanwhile.")


@contextmanager
def repeated(work, pause_s):
    """Calls `work()` again and again inside the block, in a thread, with pauses of `pause_s` seconds."""
    over = threading.Event()

    def go_on():
        while not over.wait(pause_s):
            work()

    worker = threading.Thread(target=go_on)
    worker.start()
    try:
        yield
    finally:
        over.set()
        worker.join()


def summed_up(waits):
    """A dict: how many sets were logged, and the median and the slowest in ms. `waits` are seconds."""
    middle = statistics.median(waits) if waits else 0
    return {"sets": len(waits), "ms": round(middle * 1000, 1), "slowest": round(max(waits, default=0) * 1000, 1)}


def table(found):
    """The figures as Markdown."""
    lines = [
        f"{found['rows']:,} rows of another app's log, {found['mb']} MB.",
        "",
        "| | s | CPU s | queries | MB more at most |",
        "| --- |" + " ---: |" * 4,
    ]
    lines += [f"| {name} | {' | '.join(map(str, of.values()))} |" for name, of in found["steps"].items()]
    meanwhile = found["meanwhile"]
    said = f"{meanwhile['sets']} sets logged meanwhile, half of them in {meanwhile['ms']} ms"
    return "\n".join([*lines, "", f"{said}, the slowest in {meanwhile['slowest']} ms."])


def multipart(name, content):
    """A form with one file, `file`: its content type and its body."""
    edge = uuid4().hex
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return f"multipart/form-data; boundary={edge}", head.encode() + content + f"\r\n--{edge}--\r\n".encode()
