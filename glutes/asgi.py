"""The application as `start` serves it: slow clients cost memory and a socket, never a thread.

Django answers in threads, and there are few. Served as WSGI, a client that announces a body and never sends it keeps
one for as long as it likes, and so does one that does not read its answer: eight of them stop the site. Here one is
taken once the request is whole, and given back as soon as the answer is.
"""

import asyncio
import logging
import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from io import BytesIO
from urllib.parse import unquote_to_bytes

logger = logging.getLogger(__name__)
THREADS = 8
"""Requests answered at once by one process; ours."""
STREAMS = 2
"""Of streamed answers (exports, which read a whole log) so many at once, in threads of their own: pages come first."""
SECONDS_TO_RECEIVE = 30
SECONDS_TO_SEND = 600
"""Ours: a phone in the woods sends a long queue of sets in seconds; ten years of training are some 10 MB to fetch."""
LARGEST_BODY = 10 * 1024 * 1024
"""Bytes; ours: well above what Django accepts in forms (2.5 MB)."""
LARGER = dict.fromkeys(("/import/", "/account/runs/files/"), (21 * 1024 * 1024, 600))
"""Where files of 20 MB are brought in: the bytes of a body, and the seconds it may take on a slow line."""
KEPT_IN_MEMORY = 64 * 1024
"""Bytes of a body; what is larger lies in a temporary file. Also the size of the pieces an answer is sent in."""


class RefusedError(Exception):
    """A request that is not worth a thread: its status and a word about it."""

    def __init__(self, status, reason):
        self.status, self.reason = status, reason


class Application:
    """Calls a WSGI application from ASGI, each request with its whole body, each answer read to its end first."""

    def __init__(self, wsgi, path=""):
        """`path` is where a proxy serves the site, such as "/glutes". The proxy may leave that out of what it asks."""
        self.wsgi, self.path = wsgi, path.encode()
        self.threads = ThreadPoolExecutor(THREADS, "page")
        self.streams = ThreadPoolExecutor(STREAMS, "stream")

    async def __call__(self, scope, receive, send):
        """Answer one request."""
        try:
            await self.serve(scope, receive, send)
        except RefusedError as refused:
            headers = [(b"content-type", b"text/plain"), (b"connection", b"close")]
            await send_whole(send, refused.status, headers, refused.reason.encode())

    async def serve(self, scope, receive, send):
        """Answer one request. Raises RefusedError while nothing has been sent."""
        scope = scope | {"raw_path": below(self.path, scope["raw_path"])}
        body, size = await whole_body(scope, receive)
        with closing(body):
            loop = asyncio.get_running_loop()
            environ = environ_of(scope, body, size)
            status, headers, answer = await loop.run_in_executor(self.threads, self.answer, environ)
            if isinstance(answer, bytes):
                return await send_whole(send, status, headers, answer)
            head_only = scope["method"] == "HEAD"
            file = await loop.run_in_executor(self.streams, spooled, answer, head_only)
        with closing(file):
            return await send_file(send, status, headers, file, head_only)

    def answer(self, environ):
        """Ask Django, in a thread: status, headers, and the body; where that is streamed the response, yet unread."""
        begun = []
        response = self.wsgi(environ, lambda status, headers, exc_info=None: begun.extend((status, headers)))
        # The files of WhiteNoise are streamed as well, but small and at hand.
        if not (getattr(response, "streaming", False) and getattr(response, "file_to_stream", None) is None):
            with closing(response):
                response = b"".join(response)
        status, headers = begun
        return int(status[:3]), [(name.lower().encode(), value.encode("latin-1")) for name, value in headers], response


async def whole_body(scope, receive):
    """The body as a file and its size in bytes. Raises RefusedError if it is too large or takes too long."""
    headers = dict(scope["headers"])
    if b"content-length" not in headers and b"transfer-encoding" not in headers:
        return BytesIO(), 0
    largest, seconds = LARGER.get(scope["raw_path"].decode("latin-1"), (LARGEST_BODY, SECONDS_TO_RECEIVE))
    if int(headers.get(b"content-length", 0)) > largest:
        raise RefusedError(413, "That is too much to send.")
    body = tempfile.SpooledTemporaryFile(KEPT_IN_MEMORY)  # noqa: SIM115 (closed by whoever reads it)
    try:
        async with asyncio.timeout(seconds):
            more = True
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise RefusedError(400, "The rest never came.")
                body.write(message.get("body", b""))
                if body.tell() > largest:
                    raise RefusedError(413, "That is too much to send.")
                more = message.get("more_body", False)
    except TimeoutError:
        body.close()
        raise RefusedError(408, "The rest did not come in time.") from None
    except OSError as error:
        body.close()
        raise RefusedError(503, "There is no room to keep it.") from error
    except BaseException:
        body.close()
        raise
    size = body.tell()
    body.seek(0)
    return body, size


def below(path, raw_path):
    """The rest of `raw_path` below `path` (bytes); all of it where it does not lie below it."""
    lies_below = f"{raw_path.decode('latin-1')}/".startswith(f"{path.decode()}/")
    return raw_path[len(path) :] or b"/" if lies_below else raw_path


def headers_of(scope):
    """The headers of a request under the names that WSGI gives them; one that came twice as one text."""
    found = {}
    for raw_name, raw_value in scope["headers"]:
        if b"_" in raw_name:
            continue  # It would pass for the header with a hyphen, which a proxy may vouch for.
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

    Raises RefusedError if it breaks off: better nothing than half an export that looks whole.
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
    """Send a short answer: what the client does not read at once waits in the server's memory."""
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def send_file(send, status, headers, file, head_only):
    """Send a long answer piece by piece, as fast as the client reads, within limits."""
    if not head_only:
        headers = [*headers, (b"content-length", str(file.seek(0, os.SEEK_END)).encode())]
    file.seek(0)
    async with asyncio.timeout(SECONDS_TO_SEND):
        await send({"type": "http.response.start", "status": status, "headers": headers})
        while piece := file.read(KEPT_IN_MEMORY):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
