"""Between the server and Django: whole requests in, answers out, and slow clients in nobody's way."""

import asyncio
import socket
import threading
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from uuid import UUID

import pytest
from django.db import OperationalError
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import resolve

from glutes import asgi
from tests.running import Site

SILENT = 50
"""Several times the threads."""


def make_scope(method="GET", path=b"/", headers=(), **other):
    return {
        "method": method,
        "raw_path": path,
        "query_string": b"",
        "http_version": "1.1",
        "scheme": "http",
        "server": ("127.0.0.1", "8000"),
        "client": ("192.0.2.1", "50000"),
        "headers": list(headers),
    } | other


class Client:
    """What ASGI hands over for one request; keeps what it is sent."""

    def __init__(self, *pieces, silent=False, reads=True):
        self.pieces, self.silent, self.reads = list(pieces), silent, reads
        self.status, self.headers, self.body = None, {}, b""
        self.answered = asyncio.Event()

    async def receive(self):
        if not self.pieces and self.silent:
            await asyncio.Event().wait()
        if not self.pieces:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": self.pieces.pop(0), "more_body": bool(self.pieces) or self.silent}

    async def send(self, message):
        self.answered.set()
        if not self.reads:
            await asyncio.Event().wait()
        if "status" in message:
            self.status, self.headers = message["status"], dict(message["headers"])
        self.body += message.get("body", b"")


def echo(environ, start_response):
    """Says what it was asked, and with which body."""
    start_response("200 OK", [("X-Size", environ["CONTENT_LENGTH"])])
    return HttpResponse([environ["PATH_INFO"].encode("latin-1"), b" ", environ["wsgi.input"].read()])


def run(coroutine):
    """Its result, from an event loop in a thread of its own: in this one a browser's may be running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def ask(application, client, **scope):
    run(application(make_scope(**scope), client.receive, client.send))
    return client.status, client.body


def posting(length):
    return {"method": "POST", "headers": [(b"content-length", b"%d" % length)]}


def test_a_body_is_awaited_whole_and_handed_on_with_its_length():
    client = Client(b"name=", b"Ann")
    assert ask(asgi.Application(echo), client, **posting(8)) == (200, b"/ name=Ann")
    assert client.headers == {b"x-size": b"8"}


def test_a_body_whose_length_was_not_announced_has_one():
    client = Client(b"a" * 100_000, b"b")
    headers = [(b"transfer-encoding", b"chunked")]
    assert ask(asgi.Application(echo), client, method="POST", headers=headers)[0] == 200
    assert client.headers == {b"x-size": b"100001"}


def test_a_path_is_handed_on_byte_by_byte():
    assert ask(asgi.Application(echo), Client(), path=b"/%C3%A4%2F%ff/\xc3\xa4") == (200, b"/\xc3\xa4/\xff/\xc3\xa4 ")


def test_headers_are_joined_and_none_passes_for_another():
    body = asgi.BytesIO()
    headers = [(b"cookie", b"a=1"), (b"cookie", b"b=2"), (b"x-forwarded-for", b"1"), (b"x-forwarded-for", b"\xff")]
    environ = asgi.environ_of(make_scope(headers=[*headers, (b"x_forwarded_for", b"evil")]), body, 0)
    named = {name: value for name, value in environ.items() if name.startswith("HTTP_")}
    assert named == {"HTTP_COOKIE": "a=1; b=2", "HTTP_X_FORWARDED_FOR": "1,\xff"}


@pytest.mark.parametrize(
    ("client", "length", "status"),
    [
        (Client(b"na", silent=True), 1000, 408),
        (Client(silent=True), 1000, 408),
        (Client(b"na"), 1000, 200),
        (Client(), 1000, 400),
        (Client(), asgi.LARGEST_BODY + 1, 413),
        (Client(*[b"a" * 6_000_000] * 2), 5, 413),
    ],
    ids=["two bytes", "nothing", "all there", "gone", "announced too large", "too large"],
)
def test_a_body_that_is_late_or_too_large_is_refused(monkeypatch, client, length, status):
    monkeypatch.setattr(asgi, "SECONDS_TO_RECEIVE", 0.05)
    assert ask(asgi.Application(echo), client, **posting(length))[0] == status


def test_a_file_to_bring_in_may_be_larger_and_nothing_else():
    pieces = [b"a" * 7_000_000] * 2
    sent = {"path": b"/import/", **posting(14_000_000)}
    assert ask(asgi.Application(echo), Client(*pieces), **sent)[0] == 200
    for path, length in ((b"/import/1/bring/", 14_000_000), (b"/import/", 22 * 1024 * 1024)):
        assert ask(asgi.Application(echo), Client(*pieces), **sent | {"path": path, **posting(length)})[0] == 413


def test_clients_that_do_not_send_or_do_not_read_are_in_nobodys_way():
    """Far more of them than there are threads, and one who only wants a page."""

    def export(environ, start_response):
        start_response("200 OK", [])
        streamed = environ["PATH_INFO"] == "/export"
        return StreamingHttpResponse([b"a" * 100_000] * 20) if streamed else HttpResponse(b"page")

    async def crowd():
        application = asgi.Application(export)
        kinds = [({"silent": True}, posting(1000)), ({"reads": False}, {"path": b"/export"}), ({"reads": False}, {})]
        slow = [(Client(b"na", **kind), make_scope(**scope)) for kind, scope in kinds for _ in range(SILENT)]
        tasks = [asyncio.create_task(application(scope, one.receive, one.send)) for one, scope in slow]
        await asyncio.sleep(0)
        client = Client()
        await application(make_scope(), client.receive, client.send)
        for one, _ in slow[SILENT:]:
            await one.answered.wait()
        waiting = [task for task in tasks if not task.done()]
        for task in waiting:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return client.body, len(waiting)

    assert run(crowd()) == (b"page", 3 * SILENT)


def test_a_watchdog_and_a_static_file_wait_behind_no_queue_of_pages_and_exports():
    """More pages and exports than there are threads for, none of which is done before both have their answers."""
    enough = threading.Event()

    def made_late():
        enough.wait()
        yield b"export"

    def wsgi(environ, start_response):
        start_response("200 OK", [])
        path = environ["PATH_INFO"]
        if path == "/export":
            return StreamingHttpResponse(made_late())
        if path == "/page":
            enough.wait()
        return HttpResponse(path)

    async def crowd():
        application, waiting = asgi.Application(wsgi), []
        for path in [b"/page"] * asgi.THREADS * 3 + [b"/export"] * asgi.STREAMS * 3:
            one = Client()
            waiting.append(asyncio.create_task(application(make_scope(path=path), one.receive, one.send)))
        await asyncio.sleep(0)
        answers = []
        try:
            async with asyncio.timeout(60):
                for path in (b"/healthz/", b"/static/base.css"):
                    client = Client()
                    await application(make_scope(path=path), client.receive, client.send)
                    answers.append(client.body)
        finally:
            enough.set()
        await asyncio.gather(*waiting)
        return answers

    assert run(crowd()) == [b"/healthz/", b"/static/base.css"]


def test_pages_do_not_wait_behind_posts_that_ask_other_sites_or_read_long_files():
    """More of them than there are threads of any kind, none of which is done before the page has its answer."""
    enough = threading.Event()

    def wsgi(environ, start_response):
        start_response("200 OK", [])
        if environ["REQUEST_METHOD"] == "POST":
            enough.wait()
        return HttpResponse("page")

    async def crowd():
        application, waiting, client = asgi.Application(wsgi), [], Client()
        for _ in range(asgi.THREADS + asgi.SLOW):
            for path in (b"/account/runs/look/", b"/%69mport/"):
                one = Client(b"a")
                scope = make_scope(path=path, **posting(1))
                waiting.append(asyncio.create_task(application(scope, one.receive, one.send)))
        await asyncio.sleep(0)
        try:
            async with asyncio.timeout(60):
                await application(make_scope(), client.receive, client.send)
        finally:
            enough.set()
        await asyncio.gather(*waiting)
        return client.body

    assert run(crowd()) == b"page"


@pytest.mark.parametrize(
    "address",
    [
        *("/import/", "/import/1/columns/", "/import/1/bring/", "/import/1/undo/"),
        *("/account/runs/address/", "/account/runs/key/", "/account/runs/files/", "/account/runs/look/"),
        *("/account/watch/send/", "/account/watch/ended/", f"/workouts/{UUID(int=1)}/send/"),
    ],
)
def test_these_are_the_posts_that_ask_other_sites_or_read_long_files(address):
    assert resolve(address)
    assert asgi.LONG.match(address)


def test_long_bodies_have_so_much_room_together_and_a_set_needs_none_of_it(monkeypatch):
    monkeypatch.setattr(asgi, "MOST_ON_DISK", 300_000)

    async def crowd():
        application = asgi.Application(echo)
        silent = [Client(b"a" * 140_000, silent=True) for _ in range(2)]
        scopes = make_scope(**posting(200_000)), make_scope(**posting(5))
        tasks = [asyncio.create_task(application(scopes[0], one.receive, one.send)) for one in silent]
        await asyncio.sleep(0.01)
        late, small = Client(b"a" * 140_000, silent=True), Client(b"a=set")
        await application(scopes[0], late.receive, late.send)
        await application(scopes[1], small.receive, small.send)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        again = Client(b"a" * 140_000)
        await application(scopes[0], again.receive, again.send)
        return late.status, late.headers[b"retry-after"], small.status, again.status, application.on_disk

    assert run(crowd()) == (503, b"10", 200, 200, {})


def test_long_files_that_arrive_slowly_leave_room_for_photos(monkeypatch):
    monkeypatch.setattr(asgi, "MOST_WITH_FILES", 150_000)

    async def crowd():
        application = asgi.Application(echo)
        slow, late, photo = Client(b"a" * 140_000, silent=True), Client(b"a" * 140_000), Client(b"a" * 140_000)
        long = make_scope(path=b"/import/", **posting(200_000))
        task = asyncio.create_task(application(long, slow.receive, slow.send))
        await asyncio.sleep(0.01)
        await application(long, late.receive, late.send)
        await application(make_scope(**posting(140_000)), photo.receive, photo.send)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return late.status, photo.status, application.on_disk

    assert run(crowd()) == (503, 200, {})


def streaming(pieces):
    def application(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/csv")])
        return StreamingHttpResponse(pieces)

    return asgi.Application(application)


def test_a_streamed_answer_has_a_length_and_lies_on_disk_not_in_memory():
    client = Client()

    async def forget(message):
        client.headers |= dict(message.get("headers", []))

    tracemalloc.start()
    run(streaming(b"a" * 10_000 for _ in range(2_000))(make_scope(), client.receive, forget))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert client.headers == {b"content-type": b"text/csv", b"content-length": b"20000000"}
    assert peak < 5_000_000


def test_a_streamed_answer_that_breaks_off_is_no_answer(caplog):
    def pieces():
        yield b"half of it"
        raise OperationalError("database is locked")

    client = Client()
    assert ask(streaming(pieces()), client) == (503, b"It could not be read to its end. Try again in a moment.")
    assert client.headers[b"retry-after"] == b"10"
    assert [record.getMessage() for record in caplog.records] == ["A streamed answer broke off"]


def test_where_there_is_no_room_for_a_body_it_is_refused(monkeypatch):
    def full(size):
        raise OSError(28, "No space left on device")

    body = asgi.tempfile.SpooledTemporaryFile()
    monkeypatch.setattr(body, "write", full)
    monkeypatch.setattr(asgi.tempfile, "SpooledTemporaryFile", lambda size: body)
    client = Client(b"na")
    assert ask(asgi.Application(echo), client, **posting(2)) == (503, b"There is no room to keep it.")
    assert client.headers[b"retry-after"] == b"10"


def test_only_the_head_of_a_streamed_answer_reads_nothing():
    def never():
        pytest.fail("was read")
        yield

    client = Client()
    assert ask(streaming(never()), client, method="HEAD") == (200, b"")


def test_with_unfinished_posts_all_over_it_the_site_still_answers(data):
    with Site(data) as site, ExitStack() as open_until_the_end:
        for _ in range(SILENT):
            silent = open_until_the_end.enter_context(socket.create_connection(("127.0.0.1", site.port)))
            silent.sendall(b"POST /account/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nna")
        for path in ("/healthz/", "/exercises/", "/"):
            assert site.get(path)[0] == 200
