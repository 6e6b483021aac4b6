"""The server that `start` runs: a process that listens, and workers that end with it."""

import gc
import multiprocessing
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.signals import request_started
from django.db import DatabaseError, connection, connections
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.net import SocketHolder

from glutes import bootstrap, network
from glutes.asgi import Application

SECONDS_TO_STOP = 10
SECONDS_UNREAD = 60
"""Ours: seconds after which a client that reads nothing of its answer is disconnected."""
MINUTE_S, DAY_S = 60, 24 * 3600
MOST_CONNECTIONS = 4096
"""Ours: the most open connections of one worker, most of them idle; more have to wait."""
LONGEST_QUEUE = 1024
"""Connections that wait to be accepted."""


class Server(Granian):
    """Listens on a socket of ours, and prints a line once it answers. `load` makes the application, in a worker."""

    def __init__(self, listener, line, workers, load=None):
        address, port = listener.getsockname()[:2]
        super().__init__(
            "",  # The target is not used: the application comes from `load`.
            address=address,
            port=port,
            interface=Interfaces.ASGINL,
            workers=workers,
            http=HTTPModes.http1,  # The other modes wait for ever for a client's first word.
            http1_settings=HTTP1Settings(header_read_timeout=15_000),
            websockets=False,
            backpressure=MOST_CONNECTIONS,
            workers_kill_timeout=SECONDS_TO_STOP,
            respawn_failed_workers=True,
            log_level=LogLevels.error,
        )
        self.listener, self.line, self.load = listener, line, load or load_application

    def _init_shared_socket(self):
        """Overrides how Granian opens its socket: one for all workers, and with our own options."""
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            self.listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SECONDS_UNREAD * 1000)
        few, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        enough = MOST_CONNECTIONS * 2 if most == resource.RLIM_INFINITY else min(MOST_CONNECTIONS * 2, most)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(few, enough), most))  # Each connection is a file.
        self.listener.listen(LONGEST_QUEUE)
        self.listener.set_inheritable(True)
        self._shd, self._sso = SocketHolder(self.listener.fileno(), False, LONGEST_QUEUE), self.listener

    def serve(self):
        """Serve until a signal ends it; each worker loads the application by itself.

        Workers are forks of this process and share its memory until one writes to it. Python's garbage collector would
        write to all objects, so those that exist now are excluded from it (gc.freeze). It also runs less often than
        usual, which is after every 700 new objects: a page makes thousands, and needs all of them until it is drawn.
        """
        gc.collect()
        gc.freeze()
        gc.set_threshold(10_000)
        super().serve(target_loader=self.load, wrap_loader=False)

    def startup(self, *arguments):
        """Start, then wait for the first answer, or for Ctrl-C."""
        super().startup(*arguments)
        while not self.main_loop_interrupt.wait(0.02):
            if network.answers(self.bind_addr, self.bind_port):
                print(self.line, flush=True)
                threading.Thread(target=tidy_daily, args=[settings.DATA_DIR / "tidied"], daemon=True).start()
                break


def tidy_daily(mark):
    """Runs `tidy` once a day, for ever. The modification time of the file `mark` tells when it last ran."""
    if not mark.exists():
        mark.touch()
    while True:
        if time.time() - mark.stat().st_mtime > DAY_S:
            mark.touch()
            command = [sys.executable, bootstrap.ROOT / "manage.py", "tidy", "--verbosity=0"]
            subprocess.run(command)  # It prints what it removed.
        time.sleep(MINUTE_S)


def load_application():
    """In a worker: the application, on the database that there was at the start."""
    watch_parent()
    while not Path(settings.STATIC_ROOT).exists():  # Without the data folder no page can be made.
        time.sleep(0.2)
    if connection.vendor == "sqlite":
        # SQLite would make an empty database if the data folder was moved away meanwhile.
        path = Path(connection.settings_dict["NAME"])
        connection.settings_dict["NAME"] = f"{path.absolute().as_uri()}?mode=rw"
        # Kept open: the last connection to close would checkpoint, and opening again needs room on the disk.
        with suppress(DatabaseError):  # The database may be away: a worker that ended here would end the whole site.
            connection.introspection.table_names()
        keep_connections(path)
    from glutes.wsgi import application  # It sets Django up, from the environment of the worker.

    remember_catalogue()
    return Application(application, settings.PATH)


def remember_catalogue():
    """Reads the catalogue once for the life of the worker. If the database is away now, pages query it later."""
    from glutes.exercises.models import Exercise, Source
    from glutes.exercises.models.equipment import slugs_at_home
    from glutes.exercises.models.known import remember

    with suppress(DatabaseError):
        exercises = Exercise.objects.ready_made().with_everything().prefetch_related("extras__replaced_by")
        remember(exercises, Source.objects.all(), slugs_at_home())


def keep_connections(path):
    """Let each thread keep its SQLite connection, because opening one takes longer than most queries.

    It is opened anew if the file was replaced or moved away, since what is written to the old file is lost; and after
    an error, since a connection that was opened while the disk was full keeps failing.
    """
    connection.settings_dict["CONN_MAX_AGE"] = None
    type(connections["default"]).is_usable = lambda wrapper: False  # Django calls it only after an error.
    seen = threading.local()

    def check(**signal):
        file = identity(path)
        if file != getattr(seen, "file", file):
            connection.close()
        seen.file = file

    request_started.connect(check, weak=False)


def identity(path):
    """Which file it is, whatever its name; None if there is none."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino


def watch_parent():
    """Ends this process once the main one is gone, however it went."""
    threading.Thread(target=end_with_parent, daemon=True).start()


def end_with_parent():
    """Waits for the end of the main process, then ends this one: it would keep the port or the data folder."""
    multiprocessing.parent_process().join()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(SECONDS_TO_STOP)
    os._exit(1)
