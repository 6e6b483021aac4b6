"""The application as `start` serves it: a slow client costs memory and a socket, never a thread.

Django answers in a few threads. Under plain WSGI a client that announces a body and never sends it holds a thread, and
so does one that never reads its answer: eight such clients stop the site. Here a request takes a thread only once its
body has arrived, and gives it back when the answer is complete. `/healthz/` and static files have threads of their own,
so that they never wait for pages; and so have exports, questions to other sites and long files, so that pages never
wait for these.
"""

import asyncio
import logging
import os
import re
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing
from io import BytesIO
from urllib.parse import unquote_to_bytes

from glutes.answers import SECONDS_TO_RETRY

logger = logging.getLogger(__name__)
THREADS = 8
"""Ours: how many requests one process answers at the same time."""
STREAMS = 2
"""Ours: how many streamed answers (exports of a whole log) are made at the same time, in threads of their own."""
SLOW = 4
"""Ours: how many of the posts that LONG describes are answered at the same time, in threads of their own."""
LONG = re.compile(r"/import/|/account/(runs|watch)/|/workouts/[^/]+/send/")
"""The addresses where a post reads a long file, or waits up to ten seconds for another site."""
FILES = 2
"""Ours: how many static files are read at the same time, in threads of their own: they wait for no page."""
SECONDS_TO_RECEIVE = 30
SECONDS_TO_SEND = 600
"""Ours: the most seconds that a request may take to arrive, and that its answer may take to be fetched. A phone in the
woods sends a long queue of sets in seconds; ten years of training are some 10 MB to fetch."""
LARGEST_BODY = 10 * 1024 * 1024
"""Bytes; ours: well above what Django accepts in forms (2.5 MB)."""
MOST_ON_DISK = 200 * 1024 * 1024
"""Bytes of all bodies together that lie in temporary files; ours: ten of the largest. Sets are small and in memory."""
MOST_WITH_FILES = MOST_ON_DISK * 3 // 4
"""Bytes in temporary files from which on LARGER takes no more: the rest is kept for photos and long queues of sets."""
LARGER = dict.fromkeys(("/import/", "/account/runs/files/"), (21 * 1024 * 1024, 600))
"""Addresses that take files of 20 MB: the most bytes of a body, and the most seconds it may take to arrive."""
KEPT_IN_MEMORY = 64 * 1024
"""Bytes of a body; what is larger lies in a temporary file. Also the size of the pieces an answer is sent in."""


class RefusedError(Exception):
    """A request that is refused before it gets a thread: the status and a word about it."""

    def __init__(self, status, reason):
        self.status, self.reason = status, reason


class Application:
    """Calls a WSGI application from ASGI, once the whole body is there; reads each answer to its end before sending."""

    def __init__(self, wsgi, path=""):
        """`path` is where a proxy serves the site, such as "/glutes"; the proxy may leave it out of the address."""
        self.wsgi, self.path = wsgi, path.encode()
        self.on_disk = {}  # {body: its bytes}, of those that lie in temporary files.
        self.pages = ThreadPoolExecutor(THREADS, "page")
        self.streams = ThreadPoolExecutor(STREAMS, "stream")
        self.slow = ThreadPoolExecutor(SLOW, "slow")
        self.files = ThreadPoolExecutor(FILES, "file")
        self.health = ThreadPoolExecutor(1, "health")

    async def __call__(self, scope, receive, send):
        """Answer one request."""
        try:
            await self.serve(scope, receive, send)
        except RefusedError as refused:
            headers = [
                (b"content-type", b"text/plain"),
                (b"x-content-type-options", b"nosniff"),
                (b"connection", b"close"),
            ]
            headers += [(b"retry-after", b"%d" % SECONDS_TO_RETRY)] if refused.status == 503 else []
            await send_whole(send, refused.status, headers, refused.reason.encode())

    async def serve(self, scope, receive, send):
        """Answer one request. Raises RefusedError while nothing has been sent."""
        scope = scope | {"raw_path": below(self.path, scope["raw_path"])}
        async with self.whole_body(scope, receive) as (body, size):
            loop = asyncio.get_running_loop()
            environ = environ_of(scope, body, size)
            threads = self.threads_for(environ["REQUEST_METHOD"], environ["PATH_INFO"])
            status, headers, answer = await loop.run_in_executor(threads, self.answer, environ)
            if isinstance(answer, bytes):
                return await send_whole(send, status, headers, answer)
            head_only = scope["method"] == "HEAD"
            file = await loop.run_in_executor(self.streams, spooled, answer, head_only)
        with closing(file):
            return await send_file(send, status, headers, file, head_only)

    @asynccontextmanager
    async def whole_body(self, scope, receive):
        """Inside the block: the body as a file, and its size in bytes.

        Raises RefusedError if it is too large or takes too long, or if there is no room for it.
        """
        headers = dict(scope["headers"])
        if b"content-length" not in headers and b"transfer-encoding" not in headers:
            yield BytesIO(), 0
            return
        largest, seconds = LARGER.get(scope["raw_path"].decode("latin-1"), (LARGEST_BODY, SECONDS_TO_RECEIVE))
        if int(headers.get(b"content-length", 0)) > largest:
            raise RefusedError(413, "That is too much to send.")
        with tempfile.SpooledTemporaryFile(KEPT_IN_MEMORY) as body:
            try:
                async with asyncio.timeout(seconds):
                    await self.fill(body, receive, largest)
                size = body.tell()
                body.seek(0)
            except TimeoutError:
                raise RefusedError(408, "The rest did not come in time.") from None
            except OSError as error:
                raise RefusedError(503, "There is no room to keep it.") from error
            else:
                yield body, size
            finally:
                self.on_disk.pop(body, None)

    async def fill(self, body, receive, largest):
        """Writes into the file what comes in. Raises RefusedError if it is more than `largest` bytes, or never ends."""
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise RefusedError(400, "The rest never came.")
            body.write(message.get("body", b""))
            if body.tell() > largest:
                raise RefusedError(413, "That is too much to send.")
            if body.tell() > KEPT_IN_MEMORY:
                self.on_disk[body] = body.tell()
                most = MOST_ON_DISK if largest == LARGEST_BODY else MOST_WITH_FILES
                if sum(self.on_disk.values()) > most:
                    raise RefusedError(503, "Too many long files are coming in. Try again in a moment.")
            more = message.get("more_body", False)

    def threads_for(self, method, path):
        """The threads that answer this request."""
        if path == "/healthz/":
            return self.health
        if path.startswith("/static/"):
            return self.files
        return self.slow if method == "POST" and LONG.match(path) else self.pages

    def answer(self, environ):
        """Calls Django, in a thread. Returns status, headers and the body (for a streamed one the response, unread)."""
        begun = []
        response = self.wsgi(environ, lambda status, headers, exc_info=None: begun.extend((status, headers)))
        # WhiteNoise streams its files, too, but they are small and on disk.
        if not (getattr(response, "streaming", False) and getattr(response, "file_to_stream", None) is None):
            with closing(response):
                response = b"".join(response)
        status, headers = begun
        return int(status[:3]), [(name.lower().encode(), value.encode("latin-1")) for name, value in headers], response


def below(path, raw_path):
    """`raw_path` (bytes) without `path` at its beginning; unchanged if it does not begin with it."""
    lies_below = f"{raw_path.decode('latin-1')}/".startswith(f"{path.decode()}/")
    return raw_path[len(path) :] or b"/" if lies_below else raw_path


def headers_of(scope):
    """The headers of a request by their WSGI names; a repeated header becomes one text."""
    found = {}
    for raw_name, raw_value in scope["headers"]:
        if b"_" in raw_name:
            continue  # In WSGI it would look like the same header with a hyphen, which a trusted proxy may have set.
        name, value = raw_name.decode("latin-1").upper().replace("-", "_"), raw_value.decode("latin-1")
        name = name if name == "CONTENT_TYPE" else f"HTTP_{name}"
        found[name] = f"{found[name]}{'; ' if name == 'HTTP_COOKIE' else ','}{value}" if name in found else value
    return found


def environ_of(scope, body, size):
    """A request as WSGI describes it: a dict whose texts are bytes decoded as Latin-1."""
    (server, port), (client, _) = scope["server"], scope["client"]
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    environ |= headers_of(scope)
    environ["CONTENT_LENGTH"] = str(size)
    return environ


def spooled(response, head_only):
    """A streamed answer read to its end, in one thread (its queries belong to one connection), as a file.

    Raises RefusedError if it fails half-way: half an export must not look complete.
    """
    file = tempfile.SpooledTemporaryFile(KEPT_IN_MEMORY)  # noqa: SIM115 (closed once it is sent)
    try:
        with closing(response):
            for piece in [] if head_only else response:
                file.write(piece)
    except Exception as error:
        file.close()
        logger.exception("A streamed answer broke off")
        raise RefusedError(503, "It could not be read to its end. Try again in a moment.") from error
    return file


async def send_whole(send, status, headers, body):
    """Sends a short answer. What the client has not read yet waits in the server's memory."""
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def send_file(send, status, headers, file, head_only):
    """Sends a long answer in pieces, as fast as the client reads them, for at most SECONDS_TO_SEND."""
    if not head_only:
        headers = [*headers, (b"content-length", str(file.seek(0, os.SEEK_END)).encode())]
    file.seek(0)
    async with asyncio.timeout(SECONDS_TO_SEND):
        await send({"type": "http.response.start", "status": status, "headers": headers})
        while piece := file.read(KEPT_IN_MEMORY):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
