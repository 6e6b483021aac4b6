"""Clients that are slow, or say nothing, or do not read: everybody else is served."""

import socket
import time
from contextlib import ExitStack

from tests.faults.loggers import Logger

HEAD = b"Host: localhost\r\nCookie: %s\r\n"
BEGINNINGS = [
    b"",
    b"GET / HTTP/1.1\r\nHost: loc",
    b"POST /account/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nna",
    b"GET /account/export.json HTTP/1.1\r\n" + HEAD + b"\r\n",
    b"GET /exercises/ HTTP/1.1\r\n" + HEAD + b"\r\n",
]
"""Nothing at all, half a head, a body that never comes, an export and a page that are never read."""


def test_a_crowd_of_slow_clients_is_in_nobodys_way(bench, sockets, record_figure):
    cookie, took = Logger(bench.site).cookie.encode(), []
    with ExitStack() as crowd:
        for number in range(sockets):
            one = crowd.enter_context(socket.socket())
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            one.connect(("127.0.0.1", bench.site.port))
            beginning = BEGINNINGS[number % len(BEGINNINGS)]
            one.sendall(beginning % cookie if b"%s" in beginning else beginning)
        for _ in range(10):
            began = time.monotonic()
            assert bench.site.get("/healthz/")[0] == 200
            took.append(time.monotonic() - began)
        assert bench.site.get("/exercises/")[0] == 200
    record_figure(f"slow and silent clients on {bench.store.name}", sockets)
    record_figure(f"slow and silent clients on {bench.store.name}: /healthz/ at worst, in ms", round(max(took) * 1000))
